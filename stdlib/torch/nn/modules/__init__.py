"""The modules of torch.nn, by file."""


def __getattr__(name):
    if name.startswith("_") or name in ("module", "container", "linear"):
        raise AttributeError(f"module 'torch.nn.modules' has no attribute '{name}'")
    import torch.nn
    return getattr(torch.nn, name)
