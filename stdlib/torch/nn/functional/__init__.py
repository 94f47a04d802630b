"""torch.nn.functional: layers as functions. Each family is loaded on first use."""

import sys

_HOMES = {
    "activation": "relu relu6 threshold glu hardtanh hardtanh_ elu elu_ selu celu leaky_relu leaky_relu_ rrelu "
                  "tanhshrink softsign softmin softmax gumbel_softmax log_softmax tanh sigmoid hardsigmoid silu mish "
                  "hardswish",
    "basic": "embedding embedding_bag normalize unfold fold pad",
    "dropping": "dropout alpha_dropout dropout1d dropout2d dropout3d feature_alpha_dropout",
    "loss": "nll_loss poisson_nll_loss gaussian_nll_loss kl_div cross_entropy binary_cross_entropy "
            "binary_cross_entropy_with_logits smooth_l1_loss huber_loss l1_loss mse_loss margin_ranking_loss "
            "hinge_embedding_loss multilabel_margin_loss soft_margin_loss multilabel_soft_margin_loss "
            "cosine_embedding_loss multi_margin_loss triplet_margin_loss triplet_margin_with_distance_loss ctc_loss",
    "normalization": "batch_norm instance_norm layer_norm group_norm rms_norm local_response_norm",
    "pooling": "fractional_max_pool2d fractional_max_pool2d_with_indices fractional_max_pool3d "
               "fractional_max_pool3d_with_indices max_pool1d max_pool1d_with_indices max_pool2d "
               "max_pool2d_with_indices max_pool3d max_pool3d_with_indices max_unpool1d max_unpool2d max_unpool3d "
               "lp_pool1d lp_pool2d lp_pool3d adaptive_max_pool1d adaptive_max_pool1d_with_indices adaptive_max_pool2d "
               "adaptive_max_pool2d_with_indices adaptive_max_pool3d adaptive_max_pool3d_with_indices "
               "adaptive_avg_pool2d adaptive_avg_pool3d",
    "vision": "interpolate upsample upsample_nearest upsample_bilinear grid_sample affine_grid",
    "attention": "multi_head_attention_forward",
}
# Functions that are the operators themselves.
_OPERATORS = {
    "torch": "relu_ threshold_ selu_ celu_ rrelu_ prelu hardshrink bilinear cosine_similarity pairwise_distance pdist "
             "pixel_shuffle pixel_unshuffle channel_shuffle native_channel_shuffle conv1d conv2d conv3d "
             "conv_transpose1d conv_transpose2d conv_transpose3d conv_tbc avg_pool1d adaptive_avg_pool1d",
    "torch._C._nn": "gelu softplus softshrink linear one_hot avg_pool2d avg_pool3d "
                    "scaled_dot_product_attention logsigmoid",
}
_RENAMED = {"logsigmoid": "log_sigmoid"}  # operators whose own names are others
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}
_OPERATOR_OF = {name: home for home, names in _OPERATORS.items() for name in names.split()}
__all__ = list(_HOME_OF) + list(_OPERATOR_OF)


def __getattr__(name):
    if name in _HOME_OF:
        home = "torch.nn.functional." + _HOME_OF[name]
        __import__(home)
        value = getattr(sys.modules[home], name)
        if getattr(value, "__module__", None) == home:
            value.__module__ = __name__
    elif name in _OPERATOR_OF:
        import torch
        value = getattr(torch if _OPERATOR_OF[name] == "torch" else torch._C._nn, _RENAMED.get(name, name))
    elif name in ("torch", "math", "warnings"):
        value = __import__(name)
    elif name == "Tensor":
        from torch import Tensor as value
    elif name == "_Reduction":
        from torch.nn import _reduction as value
    else:
        from torch import _C
        raise _C._missing("torch.nn.functional", name)
    globals()[name] = value
    return value
