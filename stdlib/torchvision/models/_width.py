"""Channel counts that hardware likes."""


def make_divisible(value, divisor, min_value=None):
    """The nearest multiple of divisor that is not more than a tenth below value."""
    least = divisor if min_value is None else min_value
    result = max(least, int(value + divisor / 2) // divisor * divisor)
    return result + divisor if result < 0.9 * value else result
