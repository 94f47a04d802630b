import torch

inf, nan = float("inf"), float("nan")
torch.set_printoptions(precision=8, linewidth=120)
parts = torch.tensor([0.0, -0.0, 1.5, inf, -inf, nan])
grid = torch.complex(parts.repeat_interleave(6), parts.repeat(6))
torch.manual_seed(0)
drawn = torch.randn(11, dtype=torch.complex64)
names = ["exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "sin", "cos", "tan", "asin", "atan", "sinh", "cosh",
         "tanh", "sqrt", "rsqrt", "reciprocal", "sigmoid", "neg", "abs", "angle"]
for name in names:
    function = getattr(torch, name)
    print(name, function(drawn), function(drawn.to(torch.complex128)).sum())
for name in ["exp", "log2", "sigmoid", "reciprocal", "neg"]:
    print(name, getattr(torch, name)(grid))
for exponent in [0, 1, 2, 3, -1, -2, 0.5, -0.5, 2.5, 1 - 1j]:
    print(exponent, drawn**exponent, torch.zeros(9, dtype=torch.complex64)[::8] ** exponent)
print(drawn ** drawn.flip(0), 2.5**drawn)
print(torch.logaddexp(drawn, drawn.flip(0)))
print(torch.masked.logsumexp(drawn, 0, mask=drawn.real > 0))
print(torch.masked.mean(drawn.real > 0), torch.masked.sum(torch.tensor(2.0), 0, mask=torch.tensor(False)))
