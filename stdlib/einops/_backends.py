"""What tensors and arrays do differently."""


class TorchBackend:
    """Tensors of torch."""

    @staticmethod
    def permute(tensor, order):
        return tensor.permute(order)

    @staticmethod
    def reduce(tensor, operation, axes):
        if callable(operation):
            return operation(tensor, axes)
        if operation in ("min", "max"):
            return getattr(tensor, "a" + operation)(dim=axes)
        if operation in ("sum", "mean"):
            return getattr(tensor, operation)(dim=axes)
        for axis in reversed(axes):
            tensor = getattr(tensor, operation)(dim=axis)
        return tensor

    @staticmethod
    def expand(tensor, places):
        for place, _ in places:
            tensor = tensor.unsqueeze(place)
        lengths = dict(places)
        return tensor.expand([lengths.get(place, -1) for place in range(tensor.dim())])

    @staticmethod
    def stack(tensors):
        import torch
        return torch.stack(tensors)

    @staticmethod
    def concatenate(tensors, axis):
        import torch
        return torch.cat(tensors, dim=axis)

    @staticmethod
    def einsum(pattern, tensors):
        import torch
        return torch.einsum(pattern, *tensors)

    @staticmethod
    def is_floating(tensor):
        return tensor.is_floating_point()

    @staticmethod
    def to_numpy(tensor):
        return tensor.detach().cpu().numpy()


class NumpyBackend:
    """Arrays of numpy."""

    @staticmethod
    def permute(array, order):
        return array.transpose(order)

    @staticmethod
    def reduce(array, operation, axes):
        if callable(operation):
            return operation(array, axes)
        return getattr(array, operation)(axis=axes)

    @staticmethod
    def expand(array, places):
        import numpy
        for place, _ in places:
            array = numpy.expand_dims(array, place)
        repeats = [1] * array.ndim
        for place, length in places:
            repeats[place] = length
        return numpy.tile(array, repeats)

    @staticmethod
    def stack(arrays):
        import numpy
        return numpy.stack(arrays)

    @staticmethod
    def concatenate(arrays, axis):
        import numpy
        return numpy.concatenate(arrays, axis=axis)

    @staticmethod
    def einsum(pattern, arrays):
        import numpy
        return numpy.einsum(pattern, *arrays)

    @staticmethod
    def is_floating(array):
        return array.dtype in ("float16", "float32", "float64", "float128", "bfloat16")

    @staticmethod
    def to_numpy(array):
        return array


def backend_of(tensor):
    """The operations for a tensor or an array; RuntimeError for anything else."""
    import sys
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(tensor, torch.Tensor):
        return TorchBackend
    numpy = sys.modules.get("numpy")
    if numpy is not None and isinstance(tensor, numpy.ndarray):
        return NumpyBackend
    raise RuntimeError(f"Tensor type unknown to einops {type(tensor)}")
