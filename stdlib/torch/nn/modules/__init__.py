"""The modules of torch.nn, by file."""


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(f"module 'torch.nn.modules' has no attribute '{name}'")
    import torch.nn
    if name in torch.nn._HOME_OF:
        return getattr(torch.nn, name)
    import sys
    try:
        __import__("torch.nn.modules." + name)
    except ModuleNotFoundError:
        raise AttributeError(f"module 'torch.nn.modules' has no attribute '{name}'") from None
    return sys.modules["torch.nn.modules." + name]
