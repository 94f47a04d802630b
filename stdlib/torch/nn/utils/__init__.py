"""torch.nn.utils: clipping, packing, parametrizations. Each name is loaded on first use."""

import sys

_HOMES = {
    "clip_grad": "clip_grad_norm clip_grad_norm_ clip_grad_value_ clip_grads_with_norm_ get_total_norm",
    "convert_parameters": "parameters_to_vector vector_to_parameters",
    "weight_norm": "weight_norm remove_weight_norm",
    "spectral_norm": "spectral_norm remove_spectral_norm",
    "init": "skip_init",
    "fusion": "fuse_conv_bn_eval fuse_conv_bn_weights fuse_linear_bn_eval fuse_linear_bn_weights",
}
_MODULES = ("rnn", "parametrize", "parametrizations", "prune", "stateless", "clip_grad", "convert_parameters", "fusion",
            "init")
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}


def __getattr__(name):
    if name in _HOME_OF or name in _MODULES:
        home = "torch.nn.utils." + _HOME_OF.get(name, name)
        __import__(home)
        value = sys.modules[home]
        if name in _HOME_OF:
            value = getattr(value, name)
    else:
        from torch import _C
        raise _C._missing("torch.nn.utils", name)
    globals()[name] = value
    return value
