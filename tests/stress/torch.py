# A small training step, for runs in which allocations fail.
import torch
import torch.nn as nn

torch.manual_seed(0)
model = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2))
optimizer = torch.optim.Adam(model.parameters(), lr=0.1)
x = torch.randn(5, 3)
target = torch.zeros(5, 2)
for _ in range(2):
    optimizer.zero_grad()
    loss = ((model(x) - target) ** 2).mean()
    loss.backward()
    optimizer.step()
print(loss, model)
t = torch.arange(12).reshape(3, 4)
print(t[1:, ::2], t.float().mean(0), torch.cat([t, t]).sum(), t.max(1))
t[0] = 7
print(t.tolist(), (t > 6).nonzero().shape)
try:
    t @ t
except RuntimeError as error:
    print(error)
