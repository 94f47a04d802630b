# Tensors without data in operators that go element by element: the result has sizes and a dtype alone.
import torch

empty = torch.ones(3, 1, device="meta")
wide = torch.ones(2, dtype=torch.float64, device="meta")
whole = torch.ones(2, dtype=torch.int64, device="meta")

for name in ["igamma", "igammac"]:
    function = getattr(torch, name)
    print(name, function(empty, wide), function(empty, torch.tensor(2.0)), function(torch.tensor(2.0), whole.float()))

for name in ["chebyshev_polynomial_t", "hermite_polynomial_h", "laguerre_polynomial_l", "legendre_polynomial_p"]:
    function = getattr(torch.special, name)
    print(name, function(empty, whole), function(wide, 3), function(torch.tensor(0.5), wide))
