"""Averages, spreads and the normal distribution."""

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from fractions import Fraction

__all__ = ["NormalDist", "StatisticsError", "correlation", "covariance", "fmean", "geometric_mean", "harmonic_mean",
           "kde", "linear_regression", "mean", "median", "median_grouped", "median_high", "median_low", "mode",
           "multimode", "pstdev", "pvariance", "quantiles", "stdev", "variance"]


class StatisticsError(ValueError):
    """Data that a function cannot work with."""


def _exact(x):
    """A number as a Fraction; infinities and NaN stay as they are."""
    try:
        return Fraction(*x.as_integer_ratio())
    except AttributeError:
        raise TypeError(f"can't convert type '{type(x).__name__}' to numerator/denominator") from None
    except (OverflowError, ValueError):
        return x


def _common_type(data):
    """The type of the result: float beats Fraction beats int; Decimal stays."""
    kinds = {type(x) for x in data}
    kinds = {int if kind is bool else kind for kind in kinds}
    if len(kinds) == 1:
        return kinds.pop()
    kinds.discard(int)
    if len(kinds) == 1:
        return kinds.pop()
    if float in kinds and all(issubclass(kind, (float, Fraction)) for kind in kinds):
        return float
    for kind in kinds:
        if all(issubclass(kind, other) for other in kinds):
            return kind
    if kinds:
        names = sorted(kind.__name__ for kind in kinds)
        raise TypeError(f"don't know how to coerce {names[0]} and {names[-1]}")
    return int


def _total(data):
    """The exact sum."""
    special = None
    total = Fraction(0)
    for x in data:
        value = _exact(x)
        if isinstance(value, Fraction):
            total += value
        else:
            special = value if special is None else special + value
    return total if special is None else special


def _convert(value, kind):
    if not isinstance(value, Fraction):
        return value
    if kind is Fraction:
        return value
    if issubclass(kind, int) and value.denominator != 1:
        kind = float
    try:
        return kind(value)
    except TypeError:
        if kind.__name__ == "Decimal":
            return kind(value.numerator) / kind(value.denominator)
        raise


def _divide(total, n):
    return total / n


def mean(data):
    """The arithmetic mean, exactly added."""
    data = list(data)
    if not data:
        raise StatisticsError("mean requires at least one data point")
    return _convert(_divide(_total(data), len(data)), _common_type(data))


def fmean(data, weights=None):
    """The arithmetic mean as a float."""
    if weights is None:
        data = list(data)
        if not data:
            raise StatisticsError("fmean requires at least one data point")
        return math.fsum(data) / len(data)
    data = list(data)
    weights = list(weights)
    if len(data) != len(weights):
        raise StatisticsError("data and weights must be the same length")
    total = math.fsum(weights)
    if not total:
        raise StatisticsError("sum of weights must be non-zero")
    return math.sumprod(data, weights) / total


def geometric_mean(data):
    """The n-th root of the product."""
    data = list(data)
    if not data:
        raise StatisticsError("Must have a non-empty dataset")
    found_zero = False
    for x in data:
        if x == 0.0:
            found_zero = True
        elif not x > 0.0 and not math.isnan(x):
            raise StatisticsError("No negative inputs allowed")
    if found_zero:
        return 0.0
    return math.exp(math.fsum(map(math.log, data)) / len(data))


def harmonic_mean(data, weights=None):
    """The reciprocal of the mean of reciprocals."""
    data = list(data)
    message = "harmonic mean does not support negative values"
    n = len(data)
    if n < 1:
        raise StatisticsError("harmonic_mean requires at least one data point")
    if n == 1 and weights is None:
        if isinstance(data[0], (int, float, Fraction)) or hasattr(data[0], "as_integer_ratio"):
            if data[0] < 0:
                raise StatisticsError(message)
            return data[0]
        raise TypeError("unsupported type")
    if weights is None:
        weights = [1] * n
        total_weight = n
    else:
        weights = list(weights)
        if len(weights) != n:
            raise StatisticsError("Number of weights does not match data size")
        total_weight = _total(weights)
    if any(x < 0 for x in data):
        raise StatisticsError(message)
    if any(x == 0 for x in data):
        return 0
    parts = [w / x if w else 0 for w, x in zip(weights, data)]
    total = _total(parts)
    if total <= 0:
        raise StatisticsError("Weighted sum must be positive")
    return _convert(Fraction(total_weight) / total, _common_type(parts))


def median(data):
    """The middle value, or the mean of the two middle ones."""
    data = sorted(data)
    n = len(data)
    if n == 0:
        raise StatisticsError("no median for empty data")
    if n % 2 == 1:
        return data[n // 2]
    return (data[n // 2 - 1] + data[n // 2]) / 2


def median_low(data):
    """The lower of the middle values."""
    data = sorted(data)
    if not data:
        raise StatisticsError("no median for empty data")
    return data[(len(data) - 1) // 2]


def median_high(data):
    """The upper of the middle values."""
    data = sorted(data)
    if not data:
        raise StatisticsError("no median for empty data")
    return data[len(data) // 2]


def median_grouped(data, interval=1.0):
    """The median of grouped data, by interpolation."""
    data = sorted(data)
    n = len(data)
    if not n:
        raise StatisticsError("no median for empty data")
    x = data[n // 2]
    i = bisect_left(data, x)
    j = bisect_right(data, x, lo=i)
    try:
        interval, x = float(interval), float(x)
    except ValueError:
        raise TypeError("Value cannot be converted to a float")
    lower = x - interval / 2.0
    return lower + interval * (n / 2 - i) / (j - i)


def mode(data):
    """The most common value, the first one of several."""
    pairs = Counter(iter(data)).most_common(1)
    if not pairs:
        raise StatisticsError("no mode for empty data")
    return pairs[0][0]


def multimode(data):
    """All most common values."""
    counts = Counter(iter(data))
    if not counts:
        return []
    most = max(counts.values())
    return [value for value, number in counts.items() if number == most]


def quantiles(data, *, n=4, method="exclusive"):
    """The n - 1 cut points of n equal parts."""
    if n < 1:
        raise StatisticsError("n must be at least 1")
    data = sorted(data)
    size = len(data)
    if size < 2:
        if size == 1:
            return data * (n - 1)
        raise StatisticsError("must have at least one data point")
    result = []
    if method == "inclusive":
        m = size - 1
        for i in range(1, n):
            j, delta = divmod(i * m, n)
            result.append((data[j] * (n - delta) + data[j + 1] * delta) / n)
        return result
    if method == "exclusive":
        m = size + 1
        for i in range(1, n):
            j = min(max(i * m // n, 1), size - 1)
            delta = i * m - j * n
            result.append((data[j - 1] * (n - delta) + data[j] * delta) / n)
        return result
    raise ValueError(f"Unknown method: {method!r}")


def _squares(data, center):
    """The exact sum of squared distances, and the mean they are measured from."""
    values = [_exact(x) for x in data]
    for value in values:
        if not isinstance(value, Fraction):
            return math.nan, math.nan
    if center is None:
        center = sum(values, Fraction(0)) / len(values)
    else:
        center = _exact(center)
    return sum(((value - center) ** 2 for value in values), Fraction(0)), center


def variance(data, xbar=None):
    """The sample variance."""
    data = list(data)
    if len(data) < 2:
        raise StatisticsError("variance requires at least two data points")
    total, _ = _squares(data, xbar)
    return _convert(total / (len(data) - 1), _common_type(data))


def pvariance(data, mu=None):
    """The population variance."""
    data = list(data)
    if not data:
        raise StatisticsError("pvariance requires at least one data point")
    total, _ = _squares(data, mu)
    return _convert(total / len(data), _common_type(data))


def _root(value, kind):
    """The square root of an exact value, rounded once."""
    if not isinstance(value, Fraction):
        return math.sqrt(value)
    if kind.__name__ == "Decimal":
        return (kind(value.numerator) / kind(value.denominator)).sqrt()
    n, m = value.numerator, value.denominator
    if n == 0:
        return 0.0
    # Scale so that the integer root has more bits than a float, then round to odd and divide.
    shift = (n.bit_length() - m.bit_length() - 109) // 2
    if shift >= 0:
        top, bottom = math.isqrt(n // (m << 2 * shift)), 1
        exact = top * top * (m << 2 * shift) == n
        return float((top | (not exact)) << shift) / bottom
    scaled = (n << -2 * shift) // m
    top = math.isqrt(scaled)
    if top * top != scaled or scaled * m != n << -2 * shift:
        top |= 1
    return top / (1 << -shift)


def stdev(data, xbar=None):
    """The sample standard deviation."""
    data = list(data)
    if len(data) < 2:
        raise StatisticsError("stdev requires at least two data points")
    total, _ = _squares(data, xbar)
    return _root(total / (len(data) - 1), _common_type(data))


def pstdev(data, mu=None):
    """The population standard deviation."""
    data = list(data)
    if not data:
        raise StatisticsError("pstdev requires at least one data point")
    total, _ = _squares(data, mu)
    return _root(total / len(data), _common_type(data))


def covariance(x, y, /):
    """The sample covariance."""
    n = len(x)
    if len(y) != n:
        raise StatisticsError("covariance requires that both inputs have same number of data points")
    if n < 2:
        raise StatisticsError("covariance requires at least two data points")
    xbar, ybar = math.fsum(x) / n, math.fsum(y) / n
    return math.sumprod((xi - xbar for xi in x), (yi - ybar for yi in y)) / (n - 1)


def _ranks(data):
    """Average ranks, centred."""
    places = sorted(range(len(data)), key=data.__getitem__)
    result = [0.0] * len(data)
    start = 0
    while start < len(places):
        end = start
        while end + 1 < len(places) and data[places[end + 1]] == data[places[start]]:
            end += 1
        for place in places[start:end + 1]:
            result[place] = (start + end) / 2 - (len(data) - 1) / 2
        start = end + 1
    return result


def correlation(x, y, /, *, method="linear"):
    """Pearson's (or, by ranks, Spearman's) correlation coefficient."""
    n = len(x)
    if len(y) != n:
        raise StatisticsError("correlation requires that both inputs have same number of data points")
    if n < 2:
        raise StatisticsError("correlation requires at least two data points")
    if method not in ("linear", "ranked"):
        raise ValueError(f"Unknown method: {method!r}")
    if method == "ranked":
        x, y = _ranks(x), _ranks(y)
    else:
        xbar, ybar = math.fsum(x) / n, math.fsum(y) / n
        x = [xi - xbar for xi in x]
        y = [yi - ybar for yi in y]
    sxy, sxx, syy = math.sumprod(x, y), math.sumprod(x, x), math.sumprod(y, y)
    try:
        return sxy / math.sqrt(sxx * syy)
    except ZeroDivisionError:
        raise StatisticsError("at least one of the inputs is constant")


def linear_regression(x, y, /, *, proportional=False):
    """Slope and intercept of the least squares line."""
    n = len(x)
    if len(y) != n:
        raise StatisticsError("linear regression requires that both inputs have same number of data points")
    if n < 2:
        raise StatisticsError("linear regression requires at least two data points")
    if not proportional:
        xbar, ybar = math.fsum(x) / n, math.fsum(y) / n
        x = [xi - xbar for xi in x]
        y = [yi - ybar for yi in y]
    sxy, sxx = math.sumprod(x, y) + 0.0, math.sumprod(x, x)
    try:
        slope = sxy / sxx
    except ZeroDivisionError:
        raise StatisticsError("x is constant")
    from collections import namedtuple

    result = namedtuple("LinearRegression", ("slope", "intercept"), module="statistics")
    return result(slope=slope, intercept=0.0 if proportional else ybar - slope * xbar)


def kde(data, h, kernel="normal", *, cumulative=False):
    """Not supported."""
    from _types import refuse

    refuse("statistics.kde")


def _normal_inverse(p, mu, sigma):
    """Wichura's algorithm AS 241 (1988)."""
    q = p - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        top = (((((((2.5090809287301226727e+3 * r + 3.3430575583588128105e+4) * r + 6.7265770927008700853e+4) * r
                   + 4.5921953931549871457e+4) * r + 1.3731693765509461125e+4) * r + 1.9715909503065514427e+3) * r
                + 1.3314166789178437745e+2) * r + 3.3871328727963666080e+0) * q
        bottom = (((((((5.2264952788528545610e+3 * r + 2.8729085735721942674e+4) * r + 3.9307895800092710610e+4) * r
                      + 2.1213794301586595867e+4) * r + 5.3941960214247511077e+3) * r + 6.8718700749205790830e+2) * r
                   + 4.2313330701600911252e+1) * r + 1.0)
        return mu + top / bottom * sigma
    r = p if q <= 0.0 else 1.0 - p
    r = math.sqrt(-math.log(r))
    if r <= 5.0:
        r = r - 1.6
        top = (((((((7.74545014278341407640e-4 * r + 2.27238449892691845833e-2) * r + 2.41780725177450611770e-1) * r
                   + 1.27045825245236838258e+0) * r + 3.64784832476320460504e+0) * r + 5.76949722146069140550e+0) * r
                + 4.63033784615654529590e+0) * r + 1.42343711074968357734e+0)
        bottom = (((((((1.05075007164441684324e-9 * r + 5.47593808499534494600e-4) * r + 1.51986665636164571966e-2) * r
                      + 1.48103976427480074590e-1) * r + 6.89767334985100004550e-1) * r
                    + 1.67638483018380384940e+0) * r + 2.05319162663775882187e+0) * r + 1.0)
    else:
        r = r - 5.0
        top = (((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 1.24266094738807843860e-3) * r
                   + 2.65321895265761230930e-2) * r + 2.96560571828504891230e-1) * r + 1.78482653991729133580e+0) * r
                + 5.46378491116411436990e+0) * r + 6.65790464350110377720e+0)
        bottom = (((((((2.04426310338993978564e-15 * r + 1.42151175831644588870e-7) * r
                      + 1.84631831751005468180e-5) * r + 7.86869131145613259100e-4) * r
                    + 1.48753612908506148525e-2) * r + 1.36929880922735805310e-1) * r
                  + 5.99832206555887937690e-1) * r + 1.0)
    x = top / bottom
    return mu + (-x if q < 0.0 else x) * sigma


class NormalDist:
    """A normal distribution."""

    __slots__ = {"_mu": "Arithmetic mean of a normal distribution",
                 "_sigma": "Standard deviation of a normal distribution"}

    def __init__(self, mu=0.0, sigma=1.0):
        if sigma < 0.0:
            raise StatisticsError("sigma must be non-negative")
        self._mu = float(mu)
        self._sigma = float(sigma)

    @classmethod
    def from_samples(cls, data):
        """The distribution of a sample."""
        data = list(data)
        return cls(fmean(data), stdev(data))

    def samples(self, n, *, seed=None):
        """n random values."""
        import random

        rnd = random.random if seed is None else random.Random(seed).random
        return [_normal_inverse(rnd(), self._mu, self._sigma) for _ in range(n)]

    def pdf(self, x):
        """The density."""
        if not self._sigma:
            raise StatisticsError("pdf() not defined when sigma is zero")
        variance = self._sigma * self._sigma
        diff = x - self._mu
        return math.exp(diff * diff / (-2.0 * variance)) / math.sqrt(math.tau * variance)

    def cdf(self, x):
        """The probability of a value up to x."""
        if not self._sigma:
            raise StatisticsError("cdf() not defined when sigma is zero")
        return 0.5 * math.erfc((self._mu - x) / (self._sigma * math.sqrt(2.0)))

    def inv_cdf(self, p):
        """The value that cdf() maps to p."""
        if p <= 0.0 or p >= 1.0:
            raise StatisticsError("p must be in the range 0.0 < p < 1.0")
        return _normal_inverse(p, self._mu, self._sigma)

    def quantiles(self, n=4):
        """The n - 1 cut points of n equal parts."""
        return [self.inv_cdf(i / n) for i in range(1, n)]

    def overlap(self, other):
        """The area that two distributions share."""
        if not isinstance(other, NormalDist):
            raise TypeError("Expected another NormalDist instance")
        X, Y = self, other
        if (Y._sigma, Y._mu) < (X._sigma, X._mu):
            X, Y = Y, X
        xv, yv = X.variance, Y.variance
        if not xv or not yv:
            raise StatisticsError("overlap() not defined when sigma is zero")
        dv = yv - xv
        dm = abs(Y._mu - X._mu)
        if not dv:
            return math.erfc(dm / (2.0 * X._sigma * math.sqrt(2.0)))
        a = X._mu * yv - Y._mu * xv
        b = X._sigma * Y._sigma * math.sqrt(dm * dm + dv * math.log(yv / xv))
        x1, x2 = (a + b) / dv, (a - b) / dv
        return 1.0 - (abs(Y.cdf(x1) - X.cdf(x1)) + abs(Y.cdf(x2) - X.cdf(x2)))

    def zscore(self, x):
        """How many standard deviations x lies above the mean."""
        if not self._sigma:
            raise StatisticsError("zscore() not defined when sigma is zero")
        return (x - self._mu) / self._sigma

    @property
    def mean(self):
        return self._mu

    median = mode = mean

    @property
    def stdev(self):
        return self._sigma

    @property
    def variance(self):
        return self._sigma * self._sigma

    def __add__(x1, x2):
        if isinstance(x2, NormalDist):
            return NormalDist(x1._mu + x2._mu, math.hypot(x1._sigma, x2._sigma))
        return NormalDist(x1._mu + x2, x1._sigma)

    def __sub__(x1, x2):
        if isinstance(x2, NormalDist):
            return NormalDist(x1._mu - x2._mu, math.hypot(x1._sigma, x2._sigma))
        return NormalDist(x1._mu - x2, x1._sigma)

    def __mul__(x1, x2):
        return NormalDist(x1._mu * x2, x1._sigma * abs(x2))

    def __truediv__(x1, x2):
        return NormalDist(x1._mu / x2, x1._sigma / abs(x2))

    def __pos__(x1):
        return NormalDist(x1._mu, x1._sigma)

    def __neg__(x1):
        return NormalDist(-x1._mu, x1._sigma)

    __radd__ = __add__

    def __rsub__(x1, x2):
        return -(x1 - x2)

    __rmul__ = __mul__

    def __eq__(x1, x2):
        if not isinstance(x2, NormalDist):
            return NotImplemented
        return x1._mu == x2._mu and x1._sigma == x2._sigma

    def __hash__(self):
        return hash((self._mu, self._sigma))

    def __repr__(self):
        return f"{type(self).__name__}(mu={self._mu!r}, sigma={self._sigma!r})"
