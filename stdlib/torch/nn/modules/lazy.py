"""Modules that take their input width from the first input."""

import torch
from torch.nn.modules import batchnorm, conv, instancenorm, linear
from torch.nn.parameter import UninitializedBuffer, UninitializedParameter, is_lazy


class LazyModuleMixin:
    """Waits for the first input, lets `initialize_parameters` see it, and becomes the ordinary module."""

    cls_to_become = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)

    def has_uninitialized_params(self):
        """Tells whether the first input is still awaited."""
        return any(is_lazy(value) for value in (*self._parameters.values(), *self._buffers.values()))

    def initialize_parameters(self, *args, **kwargs):
        """Gives the parameters their shapes."""
        raise NotImplementedError(f"initialize_parameters is not implemented for {type(self).__name__}")

    def _infer(self, args, kwargs):
        self.initialize_parameters(*args, **kwargs)
        if self.has_uninitialized_params():
            raise RuntimeError(f"module {self._get_name()} has not been fully initialized")
        if self.cls_to_become is not None:
            self.__class__ = self.cls_to_become

    def __call__(self, *args, **kwargs):
        self._infer(args, kwargs)
        return self(*args, **kwargs)


class LazyLinear(LazyModuleMixin, linear.Linear):
    """Linear with the input width of its first input."""

    cls_to_become = linear.Linear

    def __init__(self, out_features, bias=True, device=None, dtype=None):
        super().__init__(0, 0, False)
        self.weight = UninitializedParameter(device=device, dtype=dtype)
        self.out_features = out_features
        if bias:
            self.bias = UninitializedParameter(device=device, dtype=dtype)

    def reset_parameters(self):
        if self.in_features != 0 and not self.has_uninitialized_params():
            super().reset_parameters()

    def initialize_parameters(self, input):
        if self.has_uninitialized_params():
            with torch.no_grad():
                self.in_features = input.shape[-1]
                self.weight.materialize((self.out_features, self.in_features))
                if self.bias is not None:
                    self.bias.materialize((self.out_features,))
                self.reset_parameters()
        if self.in_features == 0:
            assert input.shape[-1] == self.weight.shape[-1], (
                f"The in_features inferred from input: {input.shape[-1]} is not equal to in_features from "
                f"self.weight: {self.weight.shape[-1]}")
            self.in_features = input.shape[-1]


class _LazyConvMixin(LazyModuleMixin):
    """A convolution that takes its input channels from the first input."""

    _count = 1

    def _start(self, out_channels, bias, device, dtype):
        self.weight = UninitializedParameter(device=device, dtype=dtype)
        self.out_channels = out_channels
        if bias:
            self.bias = UninitializedParameter(device=device, dtype=dtype)

    def reset_parameters(self):
        if not self.has_uninitialized_params() and self.in_channels != 0:
            super().reset_parameters()

    def initialize_parameters(self, input, *args, **kwargs):
        if not self.has_uninitialized_params():
            return
        count = self._count
        if input.dim() not in (count + 1, count + 2):
            raise RuntimeError(f"Expected {count + 1}D (unbatched) or {count + 2}D (batched) input to "
                               f"{type(self).__name__}, but got input of size: {input.shape}")
        self.in_channels = input.shape[1] if input.dim() == count + 2 else input.shape[0]
        if self.in_channels % self.groups != 0:
            raise ValueError("in_channels must be divisible by groups")
        if self.transposed:
            shape = (self.in_channels, self.out_channels // self.groups, *self.kernel_size)
        else:
            shape = (self.out_channels, self.in_channels // self.groups, *self.kernel_size)
        self.weight.materialize(shape)
        if self.bias is not None:
            self.bias.materialize((self.out_channels,))
        self.reset_parameters()


def _lazy_conv(name, base, count):
    """Makes the lazy form of a convolution."""
    def __init__(self, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True,
                 padding_mode="zeros", device=None, dtype=None):
        LazyModuleMixin.__init__(self, 0, 0, kernel_size, stride, padding, dilation, groups, False, padding_mode)
        self._start(out_channels, bias, device, dtype)
        self.groups = groups

    __init__.__qualname__ = f"{name}.__init__"
    return type(name, (_LazyConvMixin, base), {"__init__": __init__, "_count": count, "cls_to_become": base,
                                               "__doc__": base.__doc__, "__module__": "torch.nn.modules.conv"})


def _lazy_conv_transpose(name, base, count):
    """Makes the lazy form of a transposed convolution."""
    def __init__(self, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, bias=True,
                 dilation=1, padding_mode="zeros", device=None, dtype=None):
        LazyModuleMixin.__init__(self, 0, 0, kernel_size, stride, padding, output_padding, groups, False, dilation,
                                 padding_mode)
        self._start(out_channels, bias, device, dtype)

    __init__.__qualname__ = f"{name}.__init__"
    return type(name, (_LazyConvMixin, base), {"__init__": __init__, "_count": count, "cls_to_become": base,
                                               "__doc__": base.__doc__, "__module__": "torch.nn.modules.conv"})


LazyConv1d = _lazy_conv("LazyConv1d", conv.Conv1d, 1)
LazyConv2d = _lazy_conv("LazyConv2d", conv.Conv2d, 2)
LazyConv3d = _lazy_conv("LazyConv3d", conv.Conv3d, 3)
LazyConvTranspose1d = _lazy_conv_transpose("LazyConvTranspose1d", conv.ConvTranspose1d, 1)
LazyConvTranspose2d = _lazy_conv_transpose("LazyConvTranspose2d", conv.ConvTranspose2d, 2)
LazyConvTranspose3d = _lazy_conv_transpose("LazyConvTranspose3d", conv.ConvTranspose3d, 3)


class _LazyNormMixin(LazyModuleMixin):
    """A normalisation that takes its channels from the first input."""

    def _start(self, affine, track_running_stats, device, dtype):
        self.affine = affine
        self.track_running_stats = track_running_stats
        if affine:
            self.weight = UninitializedParameter(device=device, dtype=dtype)
            self.bias = UninitializedParameter(device=device, dtype=dtype)
        if track_running_stats:
            self.running_mean = UninitializedBuffer(device=device, dtype=dtype)
            self.running_var = UninitializedBuffer(device=device, dtype=dtype)
            self.num_batches_tracked = torch.tensor(0, dtype=torch.long, device=device)

    def reset_parameters(self):
        if not self.has_uninitialized_params() and self.num_features != 0:
            super().reset_parameters()

    def initialize_parameters(self, input):
        if not self.has_uninitialized_params():
            return
        self.num_features = input.shape[1]
        for value in (*self._parameters.values(), *self._buffers.values()):
            if is_lazy(value):
                value.materialize((self.num_features,))
        self.reset_parameters()


def _lazy_norm(name, base):
    """Makes the lazy form of a normalisation."""
    def __init__(self, eps=1e-5, momentum=0.1, affine=True, track_running_stats=True, device=None, dtype=None):
        LazyModuleMixin.__init__(self, 0, eps, momentum, False, False, device, dtype)
        self._start(affine, track_running_stats, device, dtype)

    __init__.__qualname__ = f"{name}.__init__"
    return type(name, (_LazyNormMixin, base), {"__init__": __init__, "cls_to_become": base, "__doc__": base.__doc__,
                                               "__module__": base.__module__})


LazyBatchNorm1d = _lazy_norm("LazyBatchNorm1d", batchnorm.BatchNorm1d)
LazyBatchNorm2d = _lazy_norm("LazyBatchNorm2d", batchnorm.BatchNorm2d)
LazyBatchNorm3d = _lazy_norm("LazyBatchNorm3d", batchnorm.BatchNorm3d)
LazyInstanceNorm1d = _lazy_norm("LazyInstanceNorm1d", instancenorm.InstanceNorm1d)
LazyInstanceNorm2d = _lazy_norm("LazyInstanceNorm2d", instancenorm.InstanceNorm2d)
LazyInstanceNorm3d = _lazy_norm("LazyInstanceNorm3d", instancenorm.InstanceNorm3d)
