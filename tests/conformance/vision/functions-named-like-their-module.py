# Functions of torchvision that bear the name of their module stay what the package's name stands for.
import torchvision.ops.roi_align
import torchvision
print(type(torchvision.ops.roi_align).__name__)
from torchvision.models.alexnet import AlexNet
print(type(torchvision.models.alexnet).__name__)
from torchvision.models.googlenet import GoogLeNet
print(type(torchvision.models.googlenet).__name__)
from torchvision.models import alexnet
print(type(alexnet).__name__)
