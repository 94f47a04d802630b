# AutoAugment, RandAugment and TrivialAugmentWide on tensors: what they draw under a seed, and what becomes of a picture.
import torch
from torchvision import transforms as T
from torchvision.transforms.autoaugment import AutoAugmentPolicy

torch.manual_seed(0)
picture = torch.randint(0, 256, (3, 12, 14), dtype=torch.uint8)
changes = [T.AutoAugment(), T.AutoAugment(T.AutoAugmentPolicy.CIFAR10), T.AutoAugment(AutoAugmentPolicy.SVHN, fill=7),
           T.RandAugment(), T.RandAugment(num_ops=3, magnitude=20, fill=[1.0, 2.0, 3.0]), T.TrivialAugmentWide(),
           T.TrivialAugmentWide(num_magnitude_bins=5, interpolation=T.InterpolationMode.BILINEAR)]
for change in changes:
    print(change)
    torch.manual_seed(1)
    for _ in range(12):
        changed = change(picture)
        weights = torch.arange(changed.numel()).view(changed.shape)
        print(changed.dtype, tuple(changed.shape), int((changed.long() * weights).sum()))
print(T.AutoAugment().policies[:3], T.AutoAugment.get_params(25))
print({name: (strengths.ndim, signed) for name, (strengths, signed) in T.RandAugment()._augmentation_space(3, (4, 5)).items()})
try:
    T.AutoAugment("cifar")
except ValueError as error:
    print(error)
