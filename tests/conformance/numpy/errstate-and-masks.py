# What numpy tells about results that are not finite, and masked computations.
import warnings

import numpy as np


def t(f):
    """Prints what a call gives or raises, and its warnings."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            shown = repr(f())
        except Exception as e:
            shown = f"{type(e).__module__}.{type(e).__name__}: {e}"
    print(shown, [f"{w.category.__name__}: {w.message}" for w in caught])


a = np.array([1.0, 0.0, -1.0])
z = np.zeros(3)
i = np.array([1, 0, -1])
for f in (lambda: a / z, lambda: a / 0, lambda: i / (i * 0), lambda: i // (i * 0), lambda: i % (i * 0), lambda: a // z,
          lambda: a % z, lambda: np.log(a), lambda: np.log1p(a), lambda: np.sqrt(a), lambda: np.exp(a * 1000),
          lambda: np.array([np.inf]) - np.inf, lambda: np.array([np.nan]) + 1, lambda: np.arcsin(a * 2),
          lambda: np.float64(1) / 0, lambda: np.float64(0) / 0, lambda: np.int64(1) // np.int64(0),
          lambda: np.int8(127) + np.int8(1), lambda: np.float32(1e38) * np.float32(10),
          lambda: np.mean(np.array([])), lambda: np.var(np.array([])), lambda: np.std(np.array([1.0]), ddof=1),
          lambda: np.array([1e308, 1e308]).sum(), lambda: np.cumsum(np.array([1e308, 1e308])),
          lambda: np.nanmean(np.array([np.nan])), lambda: np.nanmax(np.array([np.nan])),
          lambda: np.divide(a, z, out=np.zeros(3), where=z != 0), lambda: np.sqrt(-1), lambda: np.log(0)):
    t(f)

with np.errstate(divide="ignore"):
    t(lambda: a / z)
with np.errstate(all="ignore"):
    t(lambda: a / z)
with np.errstate(all="raise"):
    for f in (lambda: a / z, lambda: np.log(-1.0), lambda: np.exp(1000.0), lambda: np.array([1e-300]) * 1e-300):
        t(f)
old = np.seterr(divide="ignore")
print(old, np.geterr())
t(lambda: a / z)
np.seterr(**old)
t(lambda: np.seterr(divide="foo"))


@np.errstate(divide="ignore", invalid="ignore")
def quiet():
    return a / z


t(quiet)
for f in (np.sum, np.mean, np.var, np.std, np.prod):
    t(lambda: f(a, where=[True, False, True]))
t(lambda: np.max(a, where=[True, False, True], initial=-9))
t(lambda: np.max(a, where=[True, False, True]))
t(lambda: np.add.reduce(a, initial=10))
t(lambda: np.add.reduce(a, where=[True, False, False]))
out = np.zeros(3)
t(lambda: np.add.accumulate(a, out=out))
t(lambda: np.multiply(a, 2, out=out, where=[True, False, True]))
print(out)
