"""The memory behind tensors: bytes (UntypedStorage), and the same seen as elements of one dtype (TypedStorage).

Either holds a tensor of rank 1 over the whole memory, `_torch_storage`, through which it reads and writes.
"""

import operator
import warnings

import torch
from torch import _C

# The dtypes that elements may have, by the names of the methods that convert to them.
_DTYPES = {"double": torch.float64, "float": torch.float32, "half": torch.float16, "long": torch.int64,
           "int": torch.int32, "short": torch.int16, "char": torch.int8, "byte": torch.uint8, "bool": torch.bool,
           "bfloat16": torch.bfloat16, "complex_double": torch.complex128, "complex_float": torch.complex64}


def _place(index, size):
    if not -size <= index < size:
        raise IndexError(f"index {index} out of range for storage of size {size}")
    return index % size


class _Storage:
    """What both kinds have in common."""

    is_cuda = False
    is_hpu = False
    is_sparse = False

    @property
    def _cdata(self):
        return _C._storage_identity(self._torch_storage)

    @property
    def device(self):
        return self._torch_storage.device

    @property
    def filename(self):
        return None

    def __len__(self):
        return self.size()

    def __iter__(self):
        return iter(self.tolist())

    def __str__(self):
        if self.device.type == "meta":
            lines = "...\n"
        else:
            lines = "".join(f" {item}\n" for item in self.tolist())
        return f"{lines}[{self._label()} of size {self.size()}]"

    __repr__ = __str__

    def data_ptr(self):
        """Returns where the memory begins."""
        return _C._storage_address(self._torch_storage)

    def nbytes(self):
        """Returns the number of bytes."""
        return _C._storage_as(self._torch_storage, torch.uint8).numel()

    def tolist(self):
        """Returns the elements as a list."""
        return self._torch_storage.tolist()

    def fill_(self, value):
        """Writes one value everywhere."""
        self._torch_storage.fill_(value)
        return self

    def get_device(self):
        """Returns the number of the device: -1 for the processor."""
        return self._torch_storage.get_device()

    def is_shared(self):
        """Tells whether other processes can see the memory: there are none."""
        return False

    def is_pinned(self, device="cuda"):
        """Tells whether the memory is pinned for a GPU."""
        return False

    def resizable(self):
        """Tells whether the memory is torch's own."""
        return _C._storage_resizable(self._torch_storage)

    def share_memory_(self):
        raise _C._missing("torch.UntypedStorage", "share_memory_")

    def pin_memory(self, device="cuda"):
        return self._torch_storage.pin_memory()

    def cpu(self):
        """Returns the storage: it is on the processor."""
        return self

    def cuda(self, device=None, non_blocking=False):
        return self._torch_storage.cuda()

    def __deepcopy__(self, memo):
        memo = memo.setdefault("torch", {})
        if self._cdata not in memo:
            memo[self._cdata] = self.clone()
        return memo[self._cdata]


class UntypedStorage(_Storage):
    """Bytes."""

    def __init__(self, *args, device=None):
        if len(args) > 1:
            raise RuntimeError("torch.UntypedStorage(): only supports 1 positional argument")
        given = args[0] if args else 0
        if isinstance(given, int):
            made = torch.empty(given, dtype=torch.uint8, device=device)
        else:
            try:
                items = list(given)
            except TypeError:
                raise RuntimeError("torch.UntypedStorage(): Expected a sequence type, but got "
                                   f"{type(given).__name__}") from None
            made = torch.tensor(items, dtype=torch.uint8, device=device)
        self._bytes = made

    @classmethod
    def _over(cls, tensor):
        self = cls.__new__(cls)
        self._bytes = _C._storage_as(tensor, torch.uint8)
        return self

    @property
    def _torch_storage(self):
        # Another wrapper may have resized the storage: the bytes are measured anew.
        return _C._storage_as(self._bytes, torch.uint8)

    def _label(self):
        return f"torch.storage.UntypedStorage(device={self.device})"

    def __eq__(self, other):
        return isinstance(other, UntypedStorage) and self._cdata == other._cdata

    def __hash__(self):
        return self._cdata

    def __getitem__(self, index):
        if self.device.type == "meta":
            raise NotImplementedError("Not available for 'meta' device type")
        if isinstance(index, slice):
            if index.step not in (None, 1):
                raise RuntimeError(f"Trying to slice with a step of {index.step}, but only a step of 1 is supported")
            return UntypedStorage._over(torch.from_numpy(self._torch_storage.numpy()[index]).clone())
        return int(self._torch_storage[_place(index, self.size())])

    def __setitem__(self, index, value):
        if isinstance(index, slice):
            # An __index__ may resize the storage, so it is asked before the bytes are measured.
            index = slice(*[None if part is None else operator.index(part)
                            for part in (index.start, index.stop, index.step)])
            self._torch_storage[index] = value
        else:
            self._torch_storage[_place(index, self.size())] = value

    def untyped(self):
        """Returns the storage."""
        return self

    def size(self):
        """Returns the number of bytes."""
        return self._torch_storage.numel()

    def element_size(self):
        """Returns 1: the bytes of a byte."""
        return 1

    def type(self, dtype=None, non_blocking=False):
        """Returns the name of the class, or the elements converted to another one."""
        if dtype is None:
            return "torch.storage.UntypedStorage"
        raise _C._missing("torch.UntypedStorage", "type")

    def new(self):
        """Returns an empty storage."""
        return UntypedStorage(0)

    def clone(self):
        """Returns a copy."""
        return UntypedStorage._over(self._torch_storage.clone())

    def copy_(self, source, non_blocking=None):
        """Takes over another storage's bytes."""
        self._torch_storage.copy_(source.untyped()._torch_storage)
        return self

    def resize_(self, size):
        """Gives the storage another number of bytes, for all tensors over it."""
        _C._storage_resize(self._torch_storage, size)
        return self


_warned = []


def warn_typed_storage(stacklevel):
    """Says once that typed storages go."""
    if not _warned:
        _warned.append(True)
        warnings.warn("TypedStorage is deprecated. It will be removed in the future and UntypedStorage will be the "
                      "only storage class. This should only matter to you if you are using storages directly.  To access "
                      "UntypedStorage directly, use tensor.untyped_storage() instead of tensor.storage()",
                      stacklevel=stacklevel)


class TypedStorage(_Storage):
    """Elements of one dtype."""

    def __init__(self, *args, dtype=None, device=None, wrap_storage=None, _internal=False):
        if wrap_storage is not None:
            if args:
                raise RuntimeError(self._refusal("No positional arguments should be given when using 'wrap_storage'"))
            if dtype is None:
                raise RuntimeError(self._refusal("Argument 'dtype' must be specified"))
            self._own = wrap_storage
            self._dtype = dtype
            return
        warn_typed_storage(3)
        self._dtype = torch.get_default_dtype() if dtype is None else dtype
        if len(args) > 1:
            raise RuntimeError(self._refusal("Too many positional arguments"))
        if args and isinstance(args[0], (list, tuple)):
            made = torch.tensor(args[0], dtype=self._dtype, device=device)
        else:
            made = torch.empty(args[0] if args else 0, dtype=self._dtype, device=device)
        self._own = UntypedStorage._over(made)

    @staticmethod
    def _refusal(why):
        return ("\nTypedStorage.__init__ received an invalid combination of arguments. Expected one of:\n"
                " * (*, torch.device device, torch.dtype dtype)\n"
                " * (int size, *, torch.device device, torch.dtype dtype)\n"
                " * (Sequence data, *, torch.device device, torch.dtype dtype)\n"
                " * (*, UntypedStorage wrap_storage, torch.dtype dtype)\n\n" + why)

    @property
    def _torch_storage(self):
        return _C._storage_as(self._own._torch_storage, self._dtype)

    @property
    def dtype(self):
        return self._dtype

    @property
    def _untyped_storage(self):
        return self._own

    def _label(self):
        return f"torch.storage.TypedStorage(dtype={self._dtype}, device={self.device})"

    def _old_class(self):
        return next(cls for cls in _OLD if cls.dtype is self._dtype)

    def __getitem__(self, index):
        if isinstance(index, slice):
            raise RuntimeError("slices are only supported in UntypedStorage.__getitem__")
        if not isinstance(index, int):
            raise RuntimeError(f"can't index a {type(self)} with {type(index)}")
        return self._torch_storage[_place(index, self.size())].item()

    def __setitem__(self, index, value):
        if not isinstance(index, (int, slice)):
            raise RuntimeError(f"can't index a {type(self)} with {type(index)}")
        self._torch_storage[index if isinstance(index, slice) else _place(index, self.size())] = value

    def untyped(self):
        """Returns the bytes."""
        return self._own

    def size(self):
        """Returns the number of elements."""
        return self._torch_storage.numel()

    def element_size(self):
        """Returns the bytes of one element."""
        return self._dtype.itemsize

    def type(self, dtype=None, non_blocking=False):
        """Returns the name of the old class, or the elements converted to another dtype."""
        if dtype is None:
            return f"torch.{self._old_class().__name__}"
        raise _C._missing("torch.TypedStorage", "type")

    def pickle_storage_type(self):
        """Returns the name of the old class."""
        return self._old_class().__name__

    def _like(self, tensor):
        return TypedStorage(wrap_storage=UntypedStorage._over(tensor), dtype=tensor.dtype, _internal=True)

    def clone(self):
        """Returns a copy."""
        return self._like(self._torch_storage.clone())

    def copy_(self, source, non_blocking=None):
        """Takes over another storage's elements, converted."""
        self._torch_storage.copy_(source._torch_storage)
        return self

    def resize_(self, size):
        """Gives the storage another number of elements, for all tensors over it."""
        self._own.resize_(size * self.element_size())


def _cast(dtype):
    return lambda self: self if self._dtype is dtype else self._like(self._torch_storage.to(dtype))


for _name, _dtype in _DTYPES.items():
    setattr(TypedStorage, _name, _cast(_dtype))


class _OldMeta(type):
    """Says what is a torch.FloatStorage and the like: the typed storages of their dtype."""

    dtype = property(lambda cls: cls._of)

    def __instancecheck__(cls, instance):
        return type(instance) is TypedStorage and instance.dtype is cls._of


class _Old(TypedStorage, metaclass=_OldMeta):
    """Makes typed storages of one dtype."""

    def __new__(cls, *args, wrap_storage=None, dtype=None, device=None, _internal=False):
        if dtype is not None:
            raise RuntimeError(cls._wrong("Keyword argument 'dtype' cannot be specified"))
        if len(args) > 1:
            raise TypeError(cls._wrong("Too many positional arguments"))
        if args and not isinstance(args[0], (int, list, tuple)):
            raise TypeError(cls._wrong(f"Argument type not recognized: {type(args[0])}"))
        warn_typed_storage(3)
        return TypedStorage(*args, wrap_storage=wrap_storage, dtype=cls._of, device=device, _internal=True)

    @classmethod
    def _wrong(cls, why):
        return (f"{cls}.__new__ received an invalid combination of arguments. Expected one of:\n * no arguments\n"
                " * (int size)\n * (Sequence data)\n * (*, UntypedStorage wrap_storage)\n" + why)


def _old(name):
    title = "BFloat16" if name == "bfloat16" else name.title().replace("_", "")
    return _OldMeta(title + "Storage", (_Old,), {"_of": _DTYPES[name], "__module__": "torch"})


_OLD = [_old(_name) for _name in _DTYPES]
(DoubleStorage, FloatStorage, HalfStorage, LongStorage, IntStorage, ShortStorage, CharStorage, ByteStorage, BoolStorage,
 BFloat16Storage, ComplexDoubleStorage, ComplexFloatStorage) = _OLD
Storage = FloatStorage
