# An int of 2**63 to 2**64 - 1 is a number for tensors of floats; no integer type holds it.
import torch
import torch.nn.functional as F

x = torch.ones(2)


def attempt(call):
    try:
        result = call()
        print(result.dtype, result.tolist())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


for call in [
    lambda: x * 2**63,
    lambda: 2**63 * x,
    lambda: x.double() * (2**64 - 1),
    lambda: x * 2**64,
    lambda: x + 2**63,
    lambda: torch.add(x, x, alpha=2**63),
    lambda: x.clone().fill_(2**63),
    lambda: x.clone().add_(2**63),
    lambda: torch.pow(x, 2**63),
    lambda: torch.clamp(x, max=2**63),
    lambda: torch.masked_fill(x, x > 0, 2**63),
    lambda: torch.full((2,), 2**63, dtype=torch.float64),
    lambda: torch.full((2,), 2**63),
    lambda: torch.full((2,), 2**63, dtype=torch.int32),
    lambda: x.long().fill_(2**63),
    lambda: torch.linspace(0, 2**63, 2),
    lambda: torch.linalg.vector_norm(x, 2**63),
    lambda: torch.tensor(2**63),
    lambda: F.hardtanh(x, 0, 2**63),
    lambda: F.hardtanh(x.int(), 0, 2**63),
    lambda: F.threshold(x, 2**63, 1),
    lambda: F.softplus(x, threshold=2**63),
]:
    attempt(call)
