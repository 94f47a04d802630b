# The blocks of GoogLeNet and Inception v3, and GoogLeNet's three outputs.
import warnings

import torch
import torchvision.models as models
from torchvision.models import inception
from torchvision.models.googlenet import GoogLeNet, GoogLeNetOutputs, Inception, InceptionAux

torch.manual_seed(0)
x = torch.randn(1, 4, 9, 9)
for block in (inception.InceptionA(4, 3), inception.InceptionB(4), inception.InceptionC(4, 2), inception.InceptionD(4),
              inception.InceptionE(4), Inception(4, 2, 2, 3, 1, 2, 2)):
    block.eval()
    y = block(x)
    print(block, tuple(y.shape), f"{y.sum():.4f}", [k for k in block.state_dict() if k.endswith("conv.weight")])
print(inception.InceptionAux(4, 3).conv1.stddev, InceptionAux(4, 3))
model = GoogLeNet(num_classes=5, init_weights=False)
y = model(torch.randn(2, 3, 64, 64))
print(type(y).__name__, isinstance(y, GoogLeNetOutputs), y._fields, [tuple(t.shape) for t in y])
print(type(model.eval()(torch.randn(1, 3, 64, 64))).__name__, sum(p.numel() for p in model.parameters()))
plain = GoogLeNet(aux_logits=False, init_weights=False, transform_input=True)
print(plain.aux1, plain.transform_input, len(list(plain.children())), plain.eval()(torch.ones(1, 3, 32, 32)).shape)
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    for build in (lambda: models.Inception3(inception_blocks=[Inception]), lambda: GoogLeNet(blocks=[Inception])):
        try:
            build()
        except ValueError as error:
            print(error)
    models.GoogLeNet(aux_logits=False)
    print([(w.category.__name__, str(w.message)) for w in seen])
