import torch
import torch.nn as nn


class Net(nn.Module):
    """A small network."""

    def __init__(self, hidden: int = 16, *, dropout: float = 0.1) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(4, hidden),
            nn.ReLU(),
            *[nn.Linear(hidden, hidden) for _ in range(2)],
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.layers(x)[..., :1] if self.training else x @ self.w.T


for epoch in range(10):
    with torch.no_grad():
        loss = ((model(x) - y) ** 2).mean()
    if epoch % 2 == 0 and (rate := loss.item()) < 0.5:
        print(f"{epoch:>3d}: {rate:.4f} {loss=}")
