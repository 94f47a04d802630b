# In anomaly mode a warning names the node whose backward failed and the call that made it; a context's class is the node's.
import warnings

import torch


class Inverse(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        print(type(ctx).__name__, isinstance(ctx, torch.autograd.function.FunctionCtx))
        return 1 / x

    @staticmethod
    def backward(ctx, grad):
        return -grad * ctx.result**2


def attempt(function, inside=True):
    x = torch.zeros(2, requires_grad=True)
    with warnings.catch_warnings(record=True) as given:
        warnings.simplefilter("always")
        torch.autograd.set_detect_anomaly(inside)
        result = function(x)
        torch.autograd.set_detect_anomaly(True)
        try:
            result.sum().backward()
        except (RuntimeError, AttributeError) as error:
            print(type(error).__name__, error)
        torch.autograd.set_detect_anomaly(False)
    for warning in given:
        text = str(warning.message)
        print(text.splitlines()[0].partition(" (")[0])
        print(text.count("in <module>") > 0, "in attempt" in text)


def change(x):
    y = x.exp()
    z = y * y
    y += 1
    return z


attempt(lambda x: x.sqrt() * 0)
attempt(lambda x: x.sqrt() * 0, inside=False)
attempt(change)
attempt(Inverse.apply)
