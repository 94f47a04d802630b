"""Tensors, automatic differentiation and neural networks.

Nothing is made here: a name of torch is found when it is first used, among the operators, in the modules written in
Python, and among the submodules.
"""

import torch._C as _C

__version__ = "2.6.0+debian"

__getattr__ = _C._find
