"""From a pattern to the few operators that carry it out.

A recipe holds for all shapes with the same number of dimensions. It works on elementary axes, which are numbered: first
those of the input from left to right, then those that only the output has. Its steps are

    reshape    split the dimensions of the input into their axes
    permute    kept axes in the order of the output, then the reduced ones
    reduce     the trailing axes away
    expand     new axes in their places
    reshape    join axes into the dimensions of the output
"""

from einops import EinopsError
from einops._pattern import Anonymous, Side

REDUCTIONS = ("min", "max", "sum", "mean", "prod", "any", "all")


def _check_sides(pattern, operation, left, right, names):
    """The rules of the three operations about which axes may stand on one side only."""
    if not left.has_ellipsis and right.has_ellipsis:
        raise EinopsError(f"Ellipsis found in right side, but not left side of a pattern {pattern}")
    if left.has_ellipsis and left.ellipsis_inside:
        raise EinopsError(f"Ellipsis inside parenthesis in the left side is not allowed: {pattern}")
    left_axes, right_axes = set(left.axes), set(right.axes)
    if operation == "rearrange":
        if left.has_numbers or right.has_numbers:
            raise EinopsError("Non-unitary anonymous axes are not supported in rearrange (exception is length 1)")
        if left_axes != right_axes:
            raise EinopsError("Identifiers only on one side of expression (should be on both): "
                              f"{left_axes ^ right_axes}")
    elif operation == "repeat":
        if left_axes - right_axes:
            raise EinopsError(f"Unexpected identifiers on the left side of repeat: {left_axes - right_axes}")
        unknown = {axis for axis in right_axes - left_axes if not isinstance(axis, Anonymous) and axis not in names}
        if unknown:
            raise EinopsError(f"Specify sizes for new axes in repeat: {unknown}")
    elif operation in REDUCTIONS or callable(operation):
        if right_axes - left_axes:
            raise EinopsError(f"Unexpected identifiers on the right side of reduce {operation}: "
                              f"{right_axes - left_axes}")
    else:
        raise EinopsError(f"Unknown reduction {operation}. Expect one of {REDUCTIONS}.")


def _spread(dimensions, names):
    """The dimensions with the axes `names` in place of the ellipsis."""
    spread = []
    for dimension in dimensions:
        if dimension == "...":
            spread.extend([name] for name in names)
        else:
            spread.append([part for axis in dimension for part in (names if axis == "..." else [axis])])
    return spread


class Recipe:
    """What a pattern asks of inputs with `ndim` dimensions, when `names` are the axes whose lengths are given."""

    def __init__(self, pattern, operation, names, ndim):
        left_text, right_text = pattern.split("->")
        left, right = Side(left_text), Side(right_text)
        _check_sides(pattern, operation, left, right, names)
        extra = ndim - (len(left.dimensions) - 1)
        if left.has_ellipsis:
            if extra < 0:
                raise EinopsError(f"Wrong shape: expected >={len(left.dimensions) - 1} dims. Received {ndim}-dim tensor.")
        elif ndim != len(left.dimensions):
            raise EinopsError(f"Wrong shape: expected {len(left.dimensions)} dims. Received {ndim}-dim tensor.")
        hidden = [f"...{index}" for index in range(extra)] if left.has_ellipsis else []
        source = _spread(left.dimensions, hidden)
        target = _spread(right.dimensions, hidden)
        self._check_names(left, right, names)
        axes = [axis for dimension in source for axis in dimension]
        kept = [axis for dimension in target for axis in dimension]
        self.number = {axis: index for index, axis in enumerate(axes)}
        self.added = [(place, axis) for place, axis in enumerate(kept) if axis not in self.number]
        for _, axis in self.added:
            self.number[axis] = len(self.number)
        self.source = source
        self.target = target
        order = [self.number[axis] for axis in kept if self.number[axis] < len(axes)]
        self.first_reduced = len(order)
        order += [index for index, axis in enumerate(axes) if axis not in kept]
        self.axis_count = len(axes)
        self.order = order if order != list(range(len(order))) else None

    @staticmethod
    def _check_names(left, right, names):
        for name in names:
            if not name.isidentifier() or name[0] == "_" or name[-1] == "_":
                raise EinopsError("Invalid name for an axis", name)
            if name not in left.axes and name not in right.axes:
                raise EinopsError(f"Axis {name} is not used in transform")

    def lengths(self, shape, given):
        """The length of every axis, by number, for an input of this shape."""
        lengths = [None] * len(self.number)
        for axis, index in self.number.items():
            lengths[index] = axis.length if isinstance(axis, Anonymous) else given.get(axis)
        for dimension, length in zip(self.source, shape):
            known = 1
            unknown = []
            for axis in dimension:
                index = self.number[axis]
                if lengths[index] is None:
                    unknown.append(index)
                else:
                    known *= lengths[index]
            if len(unknown) > 1:
                raise EinopsError("Could not infer sizes for "
                                  f"{set(axis for axis in dimension if self.number[axis] in unknown)}")
            if not unknown:
                if length != known:
                    raise EinopsError(f"Shape mismatch, {length} != {known}")
            elif known == 0 or length % known:
                raise EinopsError(f"Shape mismatch, can't divide axis of length {length} in chunks of {known}")
            else:
                lengths[unknown[0]] = length // known
        return lengths

    def apply(self, backend, tensor, operation, given):
        """The result of the recipe for one input."""
        lengths = self.lengths(tensor.shape, given)
        if any(len(dimension) != 1 for dimension in self.source):
            tensor = tensor.reshape(lengths[:self.axis_count])
        if self.order is not None:
            tensor = backend.permute(tensor, self.order)
        if self.first_reduced < self.axis_count:
            tensor = backend.reduce(tensor, operation, tuple(range(self.first_reduced, self.axis_count)))
        if self.added:
            tensor = backend.expand(tensor, [(place, lengths[self.number[axis]]) for place, axis in self.added])
        if any(len(dimension) != 1 for dimension in self.target):
            shape = []
            for dimension in self.target:
                product = 1
                for axis in dimension:
                    product *= lengths[self.number[axis]]
                shape.append(product)
            tensor = tensor.reshape(shape)
        return tensor
