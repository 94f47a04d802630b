"""Arguments that name one length for several dimensions."""

from collections import abc as container_abcs


def _ntuple(count, name="parse"):
    def parse(value):
        if isinstance(value, container_abcs.Iterable):
            return tuple(value)
        return (value,) * count
    parse.__name__ = name
    return parse


_single = _ntuple(1, "_single")
_pair = _ntuple(2, "_pair")
_triple = _ntuple(3, "_triple")
_quadruple = _ntuple(4, "_quadruple")


def _reverse_repeat_tuple(values, count):
    """Each value `count` times, the last first: padding as `pad` takes it."""
    return tuple(value for value in reversed(values) for _ in range(count))
