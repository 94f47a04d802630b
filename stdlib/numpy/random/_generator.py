"""numpy.random.Generator over PCG64, stream for stream, as default_rng makes it."""

import _numpy
import torch
from _types import UnsupportedError
from numpy import _dtypes, _scalars
from numpy._array import asarray, like, ndarray, shape_of, wrap
from numpy._dtypes import dtype_of, float64, int64
from numpy.random import RandomState

_LACKING = ("beta binomial bytes chisquare dirichlet exponential f gamma geometric gumbel hypergeometric laplace "
            "logistic logseries multinomial multivariate_hypergeometric multivariate_normal negative_binomial "
            "noncentral_chisquare noncentral_f pareto permuted poisson power rayleigh spawn standard_cauchy "
            "standard_exponential standard_gamma standard_t triangular vonmises wald weibull zipf").split()


def _words(seed):
    """A seed as words of 32 bits, the lowest first."""
    if seed is None:
        import random
        return [random.getrandbits(32) for _ in range(4)]
    if isinstance(seed, (list, tuple, ndarray)):
        return [word for each in (seed.tolist() if isinstance(seed, ndarray) else seed) for word in _words(each)]
    if not hasattr(seed, "__index__"):
        raise TypeError(f"SeedSequence expects int or sequence of ints for entropy not {seed!r}")
    number = seed.__index__()
    if number < 0:
        raise ValueError("expected non-negative integer")
    words = [number & 0xffffffff]
    number >>= 32
    while number:
        words.append(number & 0xffffffff)
        number >>= 32
    return words


class Generator:
    """A stream of random numbers."""

    def __init__(self, seed=None):
        self._twister = _numpy.Permuted()
        self._twister.seed_words(torch.tensor(_words(seed) or [0]))

    def __repr__(self):
        return f"Generator(PCG64) at 0x{id(self):X}"

    def __str__(self):
        return "Generator(PCG64)"

    def __getattr__(self, name):
        if name in _LACKING:
            raise UnsupportedError(f"numpy.random.Generator.{name} is not supported by torchlet")
        raise AttributeError(f"'numpy.random._generator.Generator' object has no attribute '{name}'")

    _fill = RandomState._fill
    _draw = RandomState._draw
    _give = staticmethod(RandomState._give)
    _check = staticmethod(RandomState._check)
    _weights = staticmethod(RandomState._weights)
    _shuffled = RandomState._shuffled
    uniform = RandomState.uniform
    normal = RandomState.normal
    lognormal = RandomState.lognormal

    @staticmethod
    def _only_doubles(dtype, out):
        if out is not None or dtype_of(dtype) is not float64:
            raise UnsupportedError("numpy.random.Generator with out or a dtype but float64 is not supported by torchlet")

    def random(self, size=None, dtype=float64, out=None):
        self._only_doubles(dtype, out)
        return self._give(self._fill(size, "uniform"), size)

    def standard_normal(self, size=None, dtype=float64, out=None):
        self._only_doubles(dtype, out)
        return self._give(self._fill(size, "normal"), size)

    def integers(self, low, high=None, size=None, dtype=int64, endpoint=False):
        kind = dtype_of(dtype)
        if kind not in (_dtypes.int64, _dtypes.int32):
            raise UnsupportedError(f"numpy.random.Generator.integers of {kind.name} is not supported by torchlet")
        if high is None:
            low, high = 0, low
        if any(not isinstance(bound, int) and asarray(bound).ndim for bound in (low, high)):
            raise UnsupportedError("numpy.random.Generator.integers of arrays of bounds is not supported by torchlet")
        low, most = int(low), int(high) - (not endpoint)
        lowest, highest = _dtypes.limits(kind)
        if low < lowest:
            raise ValueError(f"low is out of bounds for {kind.name}")
        if most > highest:
            raise ValueError(f"high is out of bounds for {kind.name}")
        if low > most:
            raise ValueError("low > high" if endpoint else "low >= high")
        t = torch.empty(() if size is None else shape_of(size), dtype=torch.int64)
        span = most - low
        self._twister.integers(t, low, span - 2 ** 64 if span >= 2 ** 63 else span)
        return _scalars.make(kind, t.item()) if size is None else wrap(t.to(kind._torch), kind)

    # ---- Choices ----

    def shuffle(self, x, axis=0):
        if axis != 0:
            raise UnsupportedError("numpy.random.Generator.shuffle along another axis is not supported by torchlet")
        RandomState.shuffle(self, x)

    def permutation(self, x, axis=0):
        if axis != 0:
            raise UnsupportedError("numpy.random.Generator.permutation along another axis is not supported by torchlet")
        return RandomState.permutation(self, x)

    def choice(self, a, size=None, replace=True, p=None, axis=0, shuffle=True):
        if axis != 0:
            raise UnsupportedError("numpy.random.Generator.choice along another axis is not supported by torchlet")
        items = None if isinstance(a, (int, _scalars.integer)) else asarray(a)
        count = int(a) if items is None else len(items)
        shape = () if size is None else shape_of(size)
        number = 1
        for each in shape:
            number *= each
        if count <= 0 and number:
            raise ValueError("a must be a positive integer unless no samples are taken" if items is None
                             else "a cannot be empty unless no samples are taken")
        weights = None if p is None else self._weights(p, count)
        if not replace:
            places = self._without(count, number, weights, shuffle).reshape(shape)
        elif weights is None:
            places = torch.empty(shape, dtype=torch.int64)
            self._twister.integers(places, 0, count - 1)
        else:
            total = torch.cumsum(weights, 0)
            places = torch.searchsorted(total / total[-1], self._fill(shape, "uniform"), right=True)
        if items is None:
            return _scalars.make(int64, places.item()) if size is None else wrap(places, int64)
        return items[places.item()] if size is None else like(items, items._t[places])

    def _without(self, count, number, weights, shuffle):
        """Places without repetition: Floyd's algorithm, or the tail of a shuffled range where many are wanted."""
        if number > count:
            raise ValueError("Cannot take a larger sample than population when replace is False")
        if weights is not None:
            return RandomState._without(self, count, number, weights)
        if count > 10000 and number > count // (50 if shuffle else 20):
            raise UnsupportedError("numpy.random.Generator.choice of many among more than 10000 without replacement is "
                                   "not supported by torchlet")
        found, seen = [], set()
        for j in range(count - number, count):
            value = self._twister.pick(j)
            found.append(j if value in seen else value)
            seen.add(found[-1])
        places = torch.tensor(found, dtype=torch.int64)
        if shuffle:
            self._twister.shuffle_picks(places)
        return places


def default_rng(seed=None):
    """A new Generator; one that exists already is handed back."""
    return seed if isinstance(seed, Generator) else Generator(seed)
