"""torch.nn: layers, losses, containers. Each name is loaded from its module on first use."""

import sys

# Where each name lives: module, then its names.
_HOMES = {
    "parameter": "Parameter Buffer UninitializedParameter UninitializedBuffer",
    "modules.module": "Module",
    "modules.container": "Container Sequential ModuleList ModuleDict ParameterList ParameterDict",
    "modules.linear": "Identity Linear Bilinear",
    "modules.lazy": "LazyLinear LazyConv1d LazyConv2d LazyConv3d LazyConvTranspose1d LazyConvTranspose2d "
                    "LazyConvTranspose3d LazyBatchNorm1d LazyBatchNorm2d LazyBatchNorm3d LazyInstanceNorm1d "
                    "LazyInstanceNorm2d LazyInstanceNorm3d",
    "modules.activation": "Threshold ReLU RReLU Hardtanh ReLU6 Sigmoid Hardsigmoid Tanh SiLU Mish Hardswish ELU CELU "
                          "SELU GLU GELU Hardshrink LeakyReLU LogSigmoid Softplus Softshrink PReLU Softsign Tanhshrink "
                          "Softmin Softmax Softmax2d LogSoftmax",
    "modules.attention": "MultiheadAttention",
    "modules.loss": "L1Loss NLLLoss NLLLoss2d PoissonNLLLoss GaussianNLLLoss KLDivLoss MSELoss BCELoss "
                    "BCEWithLogitsLoss HingeEmbeddingLoss MultiLabelMarginLoss SmoothL1Loss HuberLoss SoftMarginLoss "
                    "CrossEntropyLoss MultiLabelSoftMarginLoss CosineEmbeddingLoss MarginRankingLoss MultiMarginLoss "
                    "TripletMarginLoss TripletMarginWithDistanceLoss CTCLoss",
    "modules.dropout": "Dropout Dropout1d Dropout2d Dropout3d AlphaDropout FeatureAlphaDropout",
    "modules.batchnorm": "BatchNorm1d BatchNorm2d BatchNorm3d SyncBatchNorm",
    "modules.instancenorm": "InstanceNorm1d InstanceNorm2d InstanceNorm3d",
    "modules.normalization": "LayerNorm GroupNorm RMSNorm LocalResponseNorm CrossMapLRN2d",
    "modules.sparse": "Embedding EmbeddingBag",
    "modules.conv": "Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d",
    "modules.pooling": "MaxPool1d MaxPool2d MaxPool3d MaxUnpool1d MaxUnpool2d MaxUnpool3d AvgPool1d AvgPool2d "
                       "AvgPool3d FractionalMaxPool2d FractionalMaxPool3d LPPool1d LPPool2d LPPool3d "
                       "AdaptiveMaxPool1d AdaptiveMaxPool2d AdaptiveMaxPool3d AdaptiveAvgPool1d AdaptiveAvgPool2d "
                       "AdaptiveAvgPool3d",
    "modules.padding": "CircularPad1d CircularPad2d CircularPad3d ConstantPad1d ConstantPad2d ConstantPad3d "
                       "ReflectionPad1d ReflectionPad2d ReflectionPad3d ReplicationPad1d ReplicationPad2d "
                       "ReplicationPad3d ZeroPad1d ZeroPad2d ZeroPad3d",
    "modules.rnn": "RNNBase RNN LSTM GRU RNNCellBase RNNCell LSTMCell GRUCell",
    "modules.transformer": "Transformer TransformerEncoder TransformerDecoder TransformerEncoderLayer "
                           "TransformerDecoderLayer",
    "modules.flatten": "Flatten Unflatten",
    "modules.fold": "Fold Unfold",
    "modules.distance": "CosineSimilarity PairwiseDistance",
    "modules.pixelshuffle": "PixelShuffle PixelUnshuffle",
    "modules.channelshuffle": "ChannelShuffle",
    "modules.upsampling": "Upsample UpsamplingNearest2d UpsamplingBilinear2d",
    "modules.adaptive": "AdaptiveLogSoftmaxWithLoss",
    "parallel": "DataParallel",
}
_MODULES = ("functional", "init", "parameter", "utils", "modules", "attention", "parallel", "grad",
            "common_types")
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}
__all__ = list(_HOME_OF)


def __getattr__(name):
    if name in _HOME_OF:
        home = "torch.nn." + _HOME_OF[name]
        __import__(home)
        value = getattr(sys.modules[home], name)
    elif name in _MODULES:
        __import__("torch.nn." + name)
        value = sys.modules["torch.nn." + name]
    else:
        from torch import _C
        raise _C._missing("torch.nn", name)
    globals()[name] = value
    return value
