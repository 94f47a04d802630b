"""Of two reasons to refuse a call, the one that PyTorch finds first."""
import re

import torch


def attempt(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)


two, three = torch.ones(2), torch.ones(3)
for call in [
    lambda: torch.bitwise_and(two, three), lambda: torch.gcd(two, three), lambda: torch.lcm(two.long(), three),
    lambda: two ^ 1, lambda: two & three, lambda: torch.empty_strided((3,), (1, 2)),
    lambda: two.new_empty_strided((), (1, 2)), lambda: torch.range(2, 1), lambda: torch.range(1),
    lambda: torch.range("a"), lambda: torch.arange(2, 1), lambda: torch.meshgrid(two, two.double(), indexing="ij"),
    lambda: two.cpu(memory_format=1), lambda: two.to_dense(two), lambda: two.to_dense(1), lambda: re.compile([1]),
    lambda: re.match({}, "a"), lambda: re.compile(1),
    lambda: torch.binary_cross_entropy_with_logits(two, two), lambda: torch.kl_div(two, two),
    lambda: torch.hinge_embedding_loss(two, two), lambda: torch._C._nn.mse_loss(two, two * 3),
    lambda: torch.binary_cross_entropy_with_logits(two, two, reduction=2),
]:
    attempt(call)
