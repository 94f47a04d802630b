# Networks that label pixels: heads, backbones with dilated filters, and a second classifier.
import torch
from torchvision.models import resnet18, segmentation
from torchvision.models._utils import IntermediateLayerGetter
from torchvision.models.segmentation.deeplabv3 import ASPP, DeepLabHead
from torchvision.models.segmentation.fcn import FCN, FCNHead

torch.manual_seed(0)
body = IntermediateLayerGetter(resnet18(), {"layer2": "aux", "layer4": "out"})
x = torch.randn(1, 3, 32, 32)
print(list(body), {name: tuple(value.shape) for name, value in body.eval()(x).items()})
model = FCN(body, FCNHead(512, 4), FCNHead(128, 4)).eval()
answers = model(x)
print(type(answers).__name__, {name: (tuple(y.shape), f"{y.sum():.3f}") for name, y in answers.items()})
print(ASPP(8, [2, 4], 4))
head = DeepLabHead(8, 3, (2, 3)).eval()
print(f"{head(torch.randn(1, 8, 6, 7)).sum():.4f}")
mobile = segmentation.lraspp_mobilenet_v3_large(weights=None, weights_backbone=None, num_classes=4).eval()
print(mobile.classifier, sum(p.numel() for p in mobile.parameters()), mobile.backbone.return_layers)
print({name: (tuple(y.shape), f"{y.sum():.3f}") for name, y in mobile(x).items()})
print([(c.stride, c.dilation) for c in mobile.backbone.modules() if isinstance(c, torch.nn.Conv2d) and c.groups > 1][-4:])
try:
    segmentation.lraspp_mobilenet_v3_large(weights=None, weights_backbone=None, aux_loss=True)
except NotImplementedError as error:
    print(error)
try:
    IntermediateLayerGetter(resnet18(), {"layer9": "out"})
except ValueError as error:
    print(error)
