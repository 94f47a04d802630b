import torch, warnings
warnings.simplefilter("ignore")
from torch import nn
for n in ("Dropout1d", "Dropout2d", "Dropout3d", "FeatureAlphaDropout", "AlphaDropout"):
    for s in ((3, 4), (2, 4, 6), (2, 3, 2, 2), (2, 3, 2, 2, 2)):
        torch.manual_seed(2)
        x = torch.randn(*s, requires_grad=True)
        try: y = getattr(nn, n)()(x); print(n, s, y.grad_fn.name(), y.sum(), (y == 0).sum())
        except Exception as e: print(n, s, type(e).__name__, e)
x = torch.randn(2, 3, 4, requires_grad=True)
print(type(nn.functional.pad(x, (1, 1), mode="circular").grad_fn).__name__, type(nn.CircularPad1d(1)(x).grad_fn).__name__)
print(nn.Conv1d(3, 2, 3, padding=1, padding_mode="circular")(x))
