"""Names, counts and initial values of architectures; the large ones without memory."""
import torch
from torchvision import models

for name in ["efficientnet_b0", "shufflenet_v2_x0_5", "mnasnet0_5"]:
    torch.manual_seed(0)
    model = getattr(models, name)(weights=None, num_classes=10)
    named = list(model.named_parameters())
    print(name, len(named), sum(p.numel() for _, p in named), list(model.state_dict())[:4], list(model.state_dict())[-3:])
    print([f"{p.double().abs().sum().item():.6g}" for _, p in named[:4] + named[-4:]])
for name in ["efficientnet_b7", "efficientnet_v2_s", "efficientnet_v2_l", "vit_b_16", "vit_h_14", "convnext_tiny",
             "convnext_large", "shufflenet_v2_x2_0", "mnasnet1_3"]:
    with torch.device("meta"):
        model = getattr(models, name)()
    print(name, sum(p.numel() for p in model.parameters()), list(model.state_dict())[::60][:4])
torch.manual_seed(0)
vit = models.VisionTransformer(image_size=32, patch_size=8, num_layers=1, num_heads=2, hidden_dim=16, mlp_dim=32, num_classes=3)
print(vit)
torch.nn.init.normal_(vit.heads.head.weight)
print(vit(torch.randn(2, 3, 32, 32)))
try:
    vit(torch.randn(2, 3, 30, 32))
except AssertionError as error:
    print(error)
