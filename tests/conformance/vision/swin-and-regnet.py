# Small Swin transformers and RegNets: weights under a seed, what they give, and their gradients.
import torch
from torchvision.models import regnet, swin_transformer as swin

SIZES = dict(patch_size=[2, 2], embed_dim=8, depths=[2, 2], num_heads=[2, 4], num_classes=3)


def show(model, x):
    print(model)
    for name, value in model.state_dict().items():
        print(name, tuple(value.shape), value.dtype, f"{value.double().sum():.3f}")
    model.eval()
    y = model(x)
    print(y)
    y.sum().backward()
    print(f"{sum(p.grad.abs().sum() for p in model.parameters()):.3f}")


torch.manual_seed(0)
show(swin.SwinTransformer(window_size=[3, 3], **SIZES), torch.randn(1, 3, 15, 18))
show(swin.SwinTransformer(window_size=[4, 4], block=swin.SwinTransformerBlockV2,
                          downsample_layer=swin.PatchMergingV2, **SIZES), torch.randn(1, 3, 15, 18))
params = regnet.BlockParams.from_init_params(depth=3, w_0=8, w_a=8.0, w_m=2.0, group_width=4, se_ratio=0.25)
print(params.depths, params.widths, params.group_widths, params.strides)
show(regnet.RegNet(params, num_classes=3, stem_width=8), torch.randn(2, 3, 32, 32))
try:
    regnet.BlockParams.from_init_params(depth=3, w_0=9, w_a=8.0, w_m=2.0, group_width=4)
except ValueError as error:
    print(error)
