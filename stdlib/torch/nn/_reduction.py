"""The `reduction` argument of losses."""

_CODES = ("none", "mean", "sum")


def get_enum(reduction):
    """The operator's number for a reduction's name."""
    if reduction == "elementwise_mean":
        import warnings
        warnings.warn("reduction='elementwise_mean' is deprecated. Please use reduction='mean' instead.")
        return 1
    if reduction not in _CODES:
        raise ValueError(f"{reduction} is not a valid value for reduction")
    return _CODES.index(reduction)


def legacy_get_string(size_average, reduce, emit_warning=True):
    """The reduction that the arguments size_average and reduce once named."""
    size_average = True if size_average is None else size_average
    reduce = True if reduce is None else reduce
    name = "none" if not reduce else "mean" if size_average else "sum"
    if emit_warning:
        import warnings
        warnings.warn(f"size_average and reduce args will be deprecated, please use reduction='{name}' instead.")
    return name


def resolve(reduction, size_average, reduce):
    """The operator's number from all three arguments."""
    if size_average is not None or reduce is not None:
        reduction = legacy_get_string(size_average, reduce)
    return get_enum(reduction)
