"""The memory behind tensors."""

from torch import _C

UntypedStorage = _C.UntypedStorage
TypedStorage = _C.UntypedStorage
