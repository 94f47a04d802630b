"""Walking over arrays: a.flat, a.flags, ndenumerate, ndindex."""

import torch


class flatiter:
    """The elements in row-major order; reads and writes the array itself."""

    def __init__(self, base):
        self.base = base
        self.index = 0

    def _places(self, key):
        a = self.base
        return torch.arange(a._t.numel())[key].tolist()

    def _coordinates(self, place):
        found = []
        for size in reversed(self.base.shape):
            found.append(place % size)
            place //= size
        return tuple(reversed(found))

    coords = property(lambda self: self._coordinates(self.index))

    def __len__(self):
        return self.base._t.numel()

    def __iter__(self):
        return iter(self.base.reshape(-1))

    def __next__(self):
        if self.index >= len(self):
            raise StopIteration
        self.index += 1
        return self[self.index - 1]

    def __getitem__(self, key):
        if isinstance(key, int):
            count = len(self)
            if not -count <= key < count:
                raise IndexError(f"index {key} is out of bounds for size {count}")
            return self.base[self._coordinates(key % count)]
        return self.base.reshape(-1)[key].copy()

    def __setitem__(self, key, value):
        if isinstance(key, int):
            self.base[self._coordinates(key % len(self))] = value
            return
        flat = self.base.reshape(-1)
        flat[key] = value
        if flat._t.data_ptr() != self.base._t.data_ptr():
            self.base[...] = flat.reshape(self.base.shape)

    def __array__(self, dtype=None, copy=None):
        return self.base.reshape(-1)

    def copy(self):
        return self.base.flatten()


flatiter.__module__ = "numpy"


class flagsobj:
    """What is known about an array's memory."""

    def __init__(self, a):
        self.c_contiguous = a._t.is_contiguous()
        self.f_contiguous = a.T._t.is_contiguous()
        self.owndata = a.base is None
        self.writeable = True
        self.aligned = True
        self.writebackifcopy = False
        self.contiguous = self.c_contiguous
        self.forc = self.c_contiguous or self.f_contiguous
        self.fnc = self.f_contiguous and not self.c_contiguous

    def __getitem__(self, name):
        short = {"C": "c_contiguous", "F": "f_contiguous", "O": "owndata", "W": "writeable", "A": "aligned"}
        return getattr(self, short.get(name, name.lower()))

    def __repr__(self):
        names = ("C_CONTIGUOUS", "F_CONTIGUOUS", "OWNDATA", "WRITEABLE", "ALIGNED", "WRITEBACKIFCOPY")
        return "".join([f"  {name} : {self[name]}\n" for name in names])


def ndenumerate(arr):
    from numpy._array import asarray
    a = asarray(arr)
    return zip(ndindex(*a.shape), a.reshape(-1))


def ndindex(*shape):
    import itertools
    if len(shape) == 1 and isinstance(shape[0], tuple):
        shape = shape[0]
    return itertools.product(*[range(size) for size in shape])


def nditer(*args, **keywords):
    from _types import UnsupportedError
    raise UnsupportedError("numpy.nditer is not supported by torchlet")
