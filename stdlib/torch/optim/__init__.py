"""torch.optim: optimizers, each loaded on first use."""

import sys

_HOMES = {
    "adadelta": "Adadelta", "adafactor": "Adafactor", "adagrad": "Adagrad", "adam": "Adam", "adamax": "Adamax",
    "adamw": "AdamW", "asgd": "ASGD", "lbfgs": "LBFGS", "nadam": "NAdam", "optimizer": "Optimizer", "radam": "RAdam",
    "rmsprop": "RMSprop", "rprop": "Rprop", "sgd": "SGD", "sparse_adam": "SparseAdam",
}
_HOME_OF = {name: home for home, name in _HOMES.items()}
_MODULES = ("lr_scheduler", "swa_utils")
__all__ = list(_HOME_OF) + list(_MODULES)


def __getattr__(name):
    """Finds a class. The modules of single optimizers can be imported, but are no attributes of this one."""
    home = "torch.optim." + _HOME_OF.get(name, name)
    if name in _HOME_OF:
        __import__(home)
        value = getattr(sys.modules[home], name)
    elif name in _MODULES:
        __import__(home)
        value = sys.modules[home]
    else:
        from torch import _C
        raise _C._missing("torch.optim", name)
    globals()[name] = value
    return value
