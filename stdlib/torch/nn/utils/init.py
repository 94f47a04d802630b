"""Modules without initial values."""

import torch


def skip_init(module_cls, *args, **kwargs):
    """Makes a module without drawing its parameters."""
    if not issubclass(module_cls, torch.nn.Module):
        raise RuntimeError(f"Expected a Module; got {module_cls}")
    final_device = kwargs.pop("device", "cpu")
    kwargs["device"] = "meta"
    return module_cls(*args, **kwargs).to_empty(device=final_device)
