"""What a hook may put in a gradient's place, and what anomaly detection looks at."""
import torch

x = torch.tensor([0.0, 2.0], requires_grad=True)


def attempt(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)


class Narrow:
    def __call__(self, grad):
        return grad[:1]


def hooked(hook):
    y = x * 2
    y.register_hook(hook)
    y.sum().backward()
    return x.grad


for hook in (lambda grad: grad[:1], lambda grad: grad.double(), lambda grad: 3, Narrow(), lambda grad: grad * 2):
    attempt(lambda: hooked(hook))

nan = torch.sqrt(x) * 0
attempt(lambda: torch.is_anomaly_check_nan_enabled())
with torch.autograd.set_detect_anomaly(True, check_nan=False):
    attempt(lambda: (torch.is_anomaly_enabled(), torch.is_anomaly_check_nan_enabled()))
    attempt(lambda: torch.autograd.grad(nan.sum(), x, retain_graph=True))
torch.set_anomaly_enabled(True)
attempt(lambda: torch.set_anomaly_enabled(1))
attempt(lambda: torch.set_anomaly_enabled(False, 0))
torch.set_anomaly_enabled(False)
attempt(lambda: torch.autograd.grad((nan.sum(), 3), x))
attempt(lambda: torch.autograd.grad(nan.sum(), [x, 3]))
attempt(lambda: torch.autograd.backward([nan.sum(), None]))
