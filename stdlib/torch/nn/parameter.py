"""Parameters and buffers: tensors that a module keeps track of."""

import torch


class Parameter(torch.Tensor):
    """A tensor that a module lists among its parameters when it is assigned to an attribute."""

    __torch_function__ = torch._C._disabled_torch_function_impl

    def __new__(cls, data=None, requires_grad=True):
        if data is None:
            data = torch.empty(0)
        if type(data) is torch.Tensor or type(data) is Parameter:
            if not isinstance(requires_grad, bool):
                raise TypeError("_make_subclass(): argument 'require_grad' (position 3) must be bool, not "
                                f"{type(requires_grad).__name__}")
            return torch.Tensor._make_subclass(cls, data, requires_grad)
        result = data.detach().requires_grad_(requires_grad)
        if type(result) is not type(data):
            raise RuntimeError(
                f"Creating a Parameter from an instance of type {type(data).__name__} requires that detach() returns "
                f"an instance of the same type, but return type {type(result).__name__} was found instead. "
                "To use the type as a Parameter, please correct the detach() semantics defined by its "
                "__torch_dispatch__() implementation.")
        result._is_param = True
        return result

    def __deepcopy__(self, memo):
        if id(self) in memo:
            return memo[id(self)]
        result = type(self)(self.data.clone(memory_format=torch.preserve_format), self.requires_grad)
        memo[id(self)] = result
        return result

    def __repr__(self):
        return "Parameter containing:\n" + super().__repr__()

    def __reduce_ex__(self, protocol):
        return (_rebuild_parameter, (self.data, self.requires_grad))


def _rebuild_parameter(data, requires_grad):
    return Parameter(data, requires_grad)


class Buffer(torch.Tensor):
    """A tensor that a module lists among its buffers when it is assigned to an attribute."""

    def __new__(cls, data=None, *, persistent=True):
        if data is None:
            data = torch.empty(0)
        result = data.detach().requires_grad_(data.requires_grad)
        result.persistent = persistent
        result._is_buffer = True
        return result


class UninitializedTensorMixin:
    """What a lazy parameter can do before its shape is known."""

    # What may be called before the shape is known.
    _allowed = frozenset("__hash__ size copy_ is_complex is_floating_point half float double char short int long cuda cpu "
                         "to get_device _has_compatible_shallow_copy_type".split())

    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        if func.__name__ in cls._allowed or func.__name__ in ("__get__", "__set__"):
            return torch._C._disabled_torch_function_impl(func, types, args, kwargs)
        raise ValueError(f"Attempted to use an uninitialized parameter in {func}. This error happens when you are using a "
                         "`LazyModule` or explicitly manipulating "
                         f"`torch.nn.parameter.{cls.__name__}` objects. When using LazyModules Call `forward` with a "
                         "dummy batch to initialize the parameters before calling torch functions")

    def materialize(self, shape, device=None, dtype=None):
        """Gives the parameter its shape and turns it into an ordinary one."""
        self.data = torch.empty(shape, device=device or self.data.device, dtype=dtype or self.data.dtype)
        self.__class__ = self.cls_to_become

    @property
    def shape(self):
        raise RuntimeError(
            "Can't access the shape of an uninitialized parameter or buffer. This error usually happens in "
            "`load_state_dict` when trying to load an uninitialized parameter into an initialized one. Call "
            "`forward` to initialize the parameters before accessing their attributes.")

    def __repr__(self):
        return f"<{type(self).__name__}>"


class UninitializedParameter(UninitializedTensorMixin, Parameter):
    """A parameter whose shape the first input decides."""

    cls_to_become = Parameter

    def __new__(cls, requires_grad=True, device=None, dtype=None):
        return torch.Tensor._make_subclass(cls, torch.empty(0, device=device, dtype=dtype), requires_grad)

    def __deepcopy__(self, memo):
        if id(self) in memo:
            return memo[id(self)]
        result = type(self)(self.requires_grad, self.data.device, self.data.dtype)
        memo[id(self)] = result
        return result


class UninitializedBuffer(UninitializedTensorMixin, torch.Tensor):
    """A buffer whose shape the first input decides."""

    cls_to_become = torch.Tensor

    def __new__(cls, requires_grad=False, device=None, dtype=None, persistent=True):
        result = torch.Tensor._make_subclass(cls, torch.empty(0, device=device, dtype=dtype), requires_grad)
        result.persistent = persistent
        result._is_buffer = True
        return result


def is_lazy(value):
    """Tells whether a parameter or buffer still waits for its shape."""
    return isinstance(value, UninitializedTensorMixin)
