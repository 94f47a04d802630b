"""numpy.random: the legacy generator (Mersenne Twister), stream for stream."""

import _numpy
import torch
from _types import UnsupportedError
from numpy import _dtypes, _scalars
from numpy._array import array, asarray, cast, like, ndarray, shape_of, wrap
from numpy._dtypes import dtype_of, float64, int64


class RandomState:
    """One stream of random numbers."""

    def __init__(self, seed=None):
        self._twister = _numpy.Twister()
        self.seed(seed)

    def __repr__(self):
        return "RandomState(MT19937)"

    def seed(self, seed=None):
        if seed is None:
            import random
            self._twister.seed_array(torch.tensor([random.SystemRandom().getrandbits(32) for _ in range(8)]
                                                  if hasattr(random, "SystemRandom") else
                                                  [random.getrandbits(32) for _ in range(8)]))
            return
        if isinstance(seed, float):
            raise TypeError("Cannot cast scalar from dtype('float64') to dtype('int64') according to the rule 'safe'")
        if hasattr(seed, "__index__") and not (isinstance(seed, ndarray) and seed.ndim):
            number = seed.__index__()
            if not 0 <= number < 1 << 32:
                raise ValueError("Seed must be between 0 and 2**32 - 1")
            self._twister.seed(number)
            return
        key = asarray(seed)
        if key.dtype.kind not in "iub":
            raise TypeError(f"Cannot cast {'array' if key.ndim else 'scalar'} from {key.dtype!r} to dtype('int64') according to the rule 'safe'")
        if key.ndim != 1:
            raise ValueError("Seed array must be 1-d")
        if key.size and bool(((key._t < 0) | (key._t > 0xffffffff)).any()):
            raise ValueError("Seed values must be between 0 and 2**32 - 1")
        self._twister.seed_array(key._t.to(torch.int64).contiguous())

    def get_state(self, legacy=True):
        saved = _numpy.Twister()
        saved.state(self._twister)
        return ("MT19937", saved)

    def set_state(self, state):
        if not (isinstance(state, tuple) and len(state) > 1 and isinstance(state[1], _numpy.Twister)):
            raise UnsupportedError("numpy.random.set_state of a state that get_state did not give is not supported by "
                                   "torchlet")
        self._twister.state(state[1])

    # ---- Uniform numbers ----

    def _fill(self, size, method):
        t = torch.empty(() if size is None else shape_of(size), dtype=torch.float64)
        getattr(self._twister, method)(t)
        return t

    def _draw(self, size, method, *parameters):
        """Standard numbers and the parameters, broadcast: (tensor, parameters as tensors or numbers)."""
        given = [asarray(each) for each in parameters]
        if size is None and [each for each in given if each.ndim]:
            size = tuple(torch.broadcast_shapes(*[each.shape for each in given]))
        return self._fill(size, method), [cast(each, float64)._t for each in given]

    def random_sample(self, size=None):
        return self._give(self._fill(size, "uniform"), size)

    random = sample = ranf = random_sample

    @staticmethod
    def _give(t, size):
        return t.item() if size is None and t.dim() == 0 else wrap(t, float64)

    def rand(self, *args):
        return self.random_sample(args or None)

    def uniform(self, low=0.0, high=1.0, size=None):
        t, (a, b) = self._draw(size, "uniform", low, high)
        return self._give(a + (b - a) * t, size)

    def bytes(self, length):
        raise UnsupportedError("numpy.random.bytes is not supported by torchlet")

    # ---- Normal numbers and what follows from them ----

    def standard_normal(self, size=None):
        return self._give(self._fill(size, "normal"), size)

    def randn(self, *args):
        return self.standard_normal(args or None)

    def normal(self, loc=0.0, scale=1.0, size=None):
        self._check("scale", scale)
        t, (mean, deviation) = self._draw(size, "normal", loc, scale)
        return self._give(mean + deviation * t, size)

    def lognormal(self, mean=0.0, sigma=1.0, size=None):
        self._check("sigma", sigma)
        t, (centre, deviation) = self._draw(size, "normal", mean, sigma)
        return self._give(torch.exp(centre + deviation * t), size)

    @staticmethod
    def _check(name, value):
        if bool((asarray(value)._t < 0).any()):
            raise ValueError(f"{name} < 0")

    def multivariate_normal(self, mean, cov, size=None, check_valid="warn", tol=1e-8):
        raise UnsupportedError("numpy.random.multivariate_normal is not supported by torchlet")

    # ---- Other distributions ----

    def _exponential_of(self, t):
        return -torch.log(1.0 - t)

    def standard_exponential(self, size=None):
        return self._give(self._exponential_of(self._fill(size, "uniform")), size)

    def exponential(self, scale=1.0, size=None):
        self._check("scale", scale)
        t, (scale,) = self._draw(size, "uniform", scale)
        return self._give(self._exponential_of(t) * scale, size)

    def standard_gamma(self, shape, size=None):
        return self.gamma(shape, 1.0, size)

    def gamma(self, shape, scale=1.0, size=None):
        self._check("shape", shape)
        self._check("scale", scale)
        given = [cast(asarray(shape), float64)._t, cast(asarray(scale), float64)._t]
        sizes = torch.broadcast_shapes(*[each.shape for each in given]) if size is None else shape_of(size)
        t = given[0].expand(sizes).clone().contiguous()
        self._twister.gamma(t)
        return self._give(t * given[1], size)

    def chisquare(self, df, size=None):
        made = asarray(self.gamma(asarray(df) / 2.0, 1.0, size))
        return self._give(made._t * 2.0, size)

    def dirichlet(self, alpha, size=None):
        shapes = cast(asarray(alpha), float64)._t
        sizes = (() if size is None else shape_of(size)) + tuple(shapes.shape)
        t = shapes.expand(sizes).clone().contiguous()
        self._twister.gamma(t)
        return wrap(t * (1.0 / t.sum(-1, keepdim=True)), float64)

    def beta(self, a, b, size=None):
        count = 1
        for each in () if size is None else shape_of(size):
            count *= each
        values = [self._one_beta(float(a), float(b)) for _ in range(count)]
        return values[0] if size is None else array(values).reshape(shape_of(size))

    def _one_beta(self, a, b):
        import math
        if a <= 1.0 and b <= 1.0:  # Jöhnk's method
            while True:
                u, v = self.random_sample(), self.random_sample()
                x, y = math.pow(u, 1.0 / a), math.pow(v, 1.0 / b)
                if 0 < x + y <= 1.0:
                    return x / (x + y)
        x, y = self.gamma(a), self.gamma(b)
        return x / (x + y)

    def laplace(self, loc=0.0, scale=1.0, size=None):
        t, (centre, width) = self._draw(size, "uniform", loc, scale)
        low = centre + width * torch.log(t + t)
        high = centre - width * torch.log(2.0 - t - t)
        return self._give(torch.where(t >= 0.5, high, low), size)

    def logistic(self, loc=0.0, scale=1.0, size=None):
        t, (centre, width) = self._draw(size, "uniform", loc, scale)
        return self._give(centre + width * torch.log(t / (1.0 - t)), size)

    def gumbel(self, loc=0.0, scale=1.0, size=None):
        t, (centre, width) = self._draw(size, "uniform", loc, scale)
        return self._give(centre - width * torch.log(-torch.log(1.0 - t)), size)

    def rayleigh(self, scale=1.0, size=None):
        t, (scale,) = self._draw(size, "uniform", scale)
        return self._give(scale * torch.sqrt(-2.0 * torch.log(1.0 - t)), size)

    def pareto(self, a, size=None):
        t, (a,) = self._draw(size, "uniform", a)
        return self._give(torch.exp(self._exponential_of(t) / a) - 1, size)

    def weibull(self, a, size=None):
        t, (a,) = self._draw(size, "uniform", a)
        return self._give(torch.pow(self._exponential_of(t), 1.0 / a), size)

    def power(self, a, size=None):
        t, (a,) = self._draw(size, "uniform", a)
        return self._give(torch.pow(1 - torch.exp(-self._exponential_of(t)), 1.0 / a), size)

    def standard_cauchy(self, size=None):
        count = () if size is None else shape_of(size)
        t = self._fill(tuple(count) + (2,), "normal")
        return self._give(t[..., 0] / t[..., 1], size)

    def triangular(self, left, mode, right, size=None):
        t, (low, middle, high) = self._draw(size, "uniform", left, mode, right)
        base, part = high - low, middle - low
        ratio = part / base
        made = torch.where(t <= ratio, low + torch.sqrt(t * part * base),
                           high - torch.sqrt((1.0 - t) * (high - middle) * base))
        return self._give(made, size)

    def _many(self, size, one, *parameters):
        """Numbers that are drawn one by one, as ints."""
        given = [asarray(each) for each in parameters]
        shape = tuple(torch.broadcast_shapes(*[each.shape for each in given])) if size is None else shape_of(size)
        columns = [cast(each, float64)._t.expand(shape).reshape(-1).tolist() for each in given]
        values = [one(*row) for row in zip(*columns)]
        return values[0] if size is None and not shape else array(values, int64).reshape(shape)

    def binomial(self, n, p, size=None):
        if bool((asarray(n)._t < 0).any()):
            raise ValueError("n < 0")
        if bool(((asarray(p)._t < 0) | (asarray(p)._t > 1)).any()):
            raise ValueError("p < 0, p > 1 or p is NaN")
        return self._many(size, self._one_binomial, n, p)

    def _one_binomial(self, n, p):
        if n == 0 or p == 0:
            return 0
        if p > 0.5:
            return int(n) - self._inverted_binomial(int(n), 1.0 - p)
        return self._inverted_binomial(int(n), p)

    def _inverted_binomial(self, n, p):
        import math
        if p * n > 30.0:
            raise UnsupportedError("numpy.random.binomial with n * p above 30 is not supported by torchlet")
        q = 1.0 - p
        start = math.exp(n * math.log(q))
        mean = n * p
        bound = min(n, mean + 10.0 * math.sqrt(mean * q + 1))
        x, px, u = 0, start, self.random_sample()
        while u > px:
            x += 1
            if x > bound:
                x, px, u = 0, start, self.random_sample()
            else:
                u -= px
                px = ((n - x + 1) * p * px) / (x * q)
        return x

    def poisson(self, lam=1.0, size=None):
        self._check("lam", lam)
        return self._many(size, self._one_poisson, lam)

    def _one_poisson(self, rate):
        import math
        if rate >= 10:
            return self._wide_poisson(rate)
        if rate == 0:
            return 0
        limit, count, product = math.exp(-rate), 0, 1.0
        while True:
            product *= self.random_sample()
            if product <= limit:
                return count
            count += 1

    def _wide_poisson(self, rate):
        """Hörmann, "The transformed rejection method for generating Poisson random variables" (1993)."""
        import math
        root, log_rate = math.sqrt(rate), math.log(rate)
        b = 0.931 + 2.53 * root
        a = -0.059 + 0.02483 * b
        inverse = 1.1239 + 1.1328 / (b - 3.4)
        limit = 0.9277 - 3.6224 / (b - 2)
        while True:
            u, v = self.random_sample() - 0.5, self.random_sample()
            us = 0.5 - abs(u)
            k = math.floor((2 * a / us + b) * u + rate + 0.43)
            if us >= 0.07 and v <= limit:
                return k
            if k < 0 or (us < 0.013 and v > us):
                continue
            if (math.log(v) + math.log(inverse) - math.log(a / (us * us) + b)
                    <= -rate + k * log_rate - math.lgamma(k + 1)):
                return k

    def geometric(self, p, size=None):
        return self._many(size, self._one_geometric, p)

    def _one_geometric(self, p):
        import math
        if p < 0.333333333333333333333333:
            return int(math.ceil(math.log(1.0 - self.random_sample()) / math.log(1.0 - p)))
        x, total, product, u = 1, p, p, self.random_sample()
        while u > total:
            product *= 1.0 - p
            total += product
            x += 1
        return x

    def multinomial(self, n, pvals, size=None):
        p = cast(asarray(pvals), float64)._t.tolist()
        if sum(p[:-1]) > 1.0 + 1e-12:
            raise ValueError("sum(pvals[:-1]) > 1.0")
        shape = () if size is None else shape_of(size)
        count = 1
        for each in shape:
            count *= each
        rows = []
        for _ in range(count):
            row, left, rest = [0] * len(p), n, 1.0
            for i in range(len(p) - 1):
                row[i] = self._one_binomial(left, p[i] / rest)
                left -= row[i]
                if left <= 0:
                    break
                rest -= p[i]
            if left > 0:
                row[-1] = left
            rows.append(row)
        return array(rows, int64).reshape(tuple(shape) + (len(p),))

    # ---- Integers ----

    def randint(self, low, high=None, size=None, dtype=int):
        kind = dtype_of(dtype)
        if high is None:
            low, high = 0, low
        if not isinstance(low, int) or not isinstance(high, int):
            a, b = asarray(low), asarray(high)
            if a.ndim or b.ndim:
                return self._randint_each(a, b, size, dtype)
            low, high = int(low), int(high)
        lowest, highest = _dtypes.limits(kind) if kind.kind in "iu" else (0, 1)
        if low < lowest:
            raise ValueError(f"low is out of bounds for {kind.name}")
        if high - 1 > highest:
            raise ValueError(f"high is out of bounds for {kind.name}")
        if low >= high:
            raise ValueError("low >= high")
        t = torch.empty(() if size is None else shape_of(size), dtype=torch.int64)
        self._twister.integers(t, low, high - 1 - low, 1 if kind.kind == "b" else kind.itemsize * 8)
        if size is None:
            return t.item() if dtype is int else _scalars.make(kind, kind.type(t.item()).item())
        return wrap(t.to(kind._torch), kind)

    def _randint_each(self, low, high, size, dtype):
        shape = tuple(torch.broadcast_shapes(low.shape, high.shape)) if size is None else shape_of(size)
        pairs = zip(low._t.expand(shape).reshape(-1).tolist(), high._t.expand(shape).reshape(-1).tolist())
        return array([self.randint(a, b) for a, b in pairs], dtype).reshape(shape)

    def random_integers(self, low, high=None, size=None):
        return self.randint(1 if high is None else low, (low if high is None else high) + 1, size)

    # ---- Choices ----

    def _shuffled(self, count):
        places = torch.arange(count)
        self._twister.shuffle(places)
        return places

    def shuffle(self, x):
        if isinstance(x, ndarray):
            if x.ndim == 0:
                raise TypeError("shuffle of a 0-d array")
            x._t.copy_(x._t[self._shuffled(len(x))])
            return
        if isinstance(x, torch.Tensor):
            for i in range(len(x) - 1, 0, -1):
                j = self._twister.interval(i)
                x[i], x[j] = x[j], x[i]
            return
        if not hasattr(x, "__setitem__"):
            len(x)
            raise TypeError(f"'{type(x).__name__}' object does not support item assignment")
        for i in range(len(x) - 1, 0, -1):
            j = self._twister.interval(i)
            x[i], x[j] = x[j], x[i]

    def permutation(self, x):
        if isinstance(x, (int, _scalars.integer)):
            return wrap(self._shuffled(int(x)), int64)
        a = asarray(x)
        if a.ndim == 0:
            raise IndexError("x must be an integer or at least 1-dimensional")
        return like(a, a._t[self._shuffled(len(a))])

    def choice(self, a, size=None, replace=True, p=None):
        if isinstance(a, (int, _scalars.integer)):
            items, count = None, int(a)
            if count <= 0 and size != 0:
                raise ValueError("a must be greater than 0 unless no samples are taken")
        else:
            items = asarray(a)
            if items.ndim != 1:
                raise ValueError("a must be 1-dimensional")
            count = len(items)
            if count == 0 and size != 0:
                raise ValueError("'a' cannot be empty unless no samples are taken")
        weights = None if p is None else self._weights(p, count)
        number = 1
        for each in () if size is None else shape_of(size):
            number *= each
        shape = () if size is None else shape_of(size)
        if replace:
            if weights is None:
                places = torch.empty(shape, dtype=torch.int64)
                self._twister.integers(places, 0, count - 1, 64)
            else:
                total = torch.cumsum(weights, 0)
                places = torch.searchsorted(total / total[-1], self._fill(shape, "uniform"), right=True)
        else:
            places = self._without(count, number, weights).reshape(shape)
        if items is None:
            return places.item() if size is None else wrap(places, int64)
        return items[places.item()] if size is None else like(items, items._t[places])

    @staticmethod
    def _weights(p, count):
        weights = cast(asarray(p), float64)._t
        if weights.dim() != 1:
            raise ValueError("'p' must be 1-dimensional")
        if weights.numel() != count:
            raise ValueError("'a' and 'p' must have same size")
        if bool((weights < 0).any()):
            raise ValueError("probabilities are not non-negative")
        if abs(weights.sum().item() - 1.0) > 1.5e-8:
            raise ValueError("probabilities do not sum to 1")
        return weights

    def _without(self, count, number, weights):
        """Places without repetition."""
        if number > count:
            raise ValueError("Cannot take a larger sample than population when 'replace=False'")
        if weights is None:
            return self._shuffled(count)[:number]
        if int((weights > 0).sum()) < number:
            raise ValueError("Fewer non-zero entries in p than size")
        found, weights = [], weights.clone()
        while len(found) < number:
            x = self._fill(number - len(found), "uniform")
            if found:
                weights[torch.tensor(found)] = 0
            total = torch.cumsum(weights, 0)
            total = total / total[-1]
            for each in torch.searchsorted(total, x, right=True).tolist():
                if each not in found:
                    found.append(each)
        return torch.tensor(found, dtype=torch.int64)


RandomState.__module__ = "numpy.random.mtrand"
_state = RandomState.__new__(RandomState)
_state._twister = None
mtrand = None
_METHODS = ("beta binomial bytes chisquare choice dirichlet exponential gamma geometric get_state gumbel laplace logistic "
            "lognormal multinomial multivariate_normal normal pareto permutation poisson power rand randint randn random "
            "random_integers random_sample ranf rayleigh sample seed set_state shuffle standard_cauchy "
            "standard_exponential standard_gamma standard_normal triangular uniform weibull").split()
_KNOWN = ("BitGenerator MT19937 PCG64 PCG64DXSM Philox SFC64 SeedSequence bit_generator f "
          "get_bit_generator hypergeometric logseries negative_binomial noncentral_chisquare noncentral_f "
          "set_bit_generator standard_t test vonmises wald zipf").split()


def __getattr__(name):
    if name in _METHODS:
        if _state._twister is None:  # numbers before any seed come from the system's randomness
            _state._twister = _numpy.Twister()
            _state.seed()
        value = globals()[name] = getattr(_state, name)
        return value
    if name in ("Generator", "default_rng"):
        from numpy.random import _generator
        value = globals()[name] = getattr(_generator, name)
        return value
    if name in _KNOWN:
        raise UnsupportedError(f"numpy.random.{name} is not supported by torchlet")
    raise AttributeError(f"module 'numpy.random' has no attribute '{name}'")


def __dir__():
    return sorted(list(globals()) + _METHODS)
