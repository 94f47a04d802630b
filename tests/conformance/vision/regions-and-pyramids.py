# Regions as grids (roi_align, roi_pool, MultiScaleRoIAlign), feature pyramids, losses of boxes, dropped blocks.
from collections import OrderedDict

import torch
from torchvision import ops
from torchvision.ops.feature_pyramid_network import LastLevelMaxPool, LastLevelP6P7

torch.manual_seed(0)
x = torch.randn(2, 2, 8, 9, requires_grad=True)
boxes = torch.tensor([[0, 1.0, 1.0, 7.3, 6.2], [1, 0.0, 2.0, 11.0, 9.0], [0, -2.0, -3.0, 4.0, 20.0]])
for function, options in ((ops.roi_align, dict(output_size=2)), (ops.roi_align, dict(output_size=2, aligned=True)),
                          (ops.roi_align, dict(output_size=(3, 2), spatial_scale=0.5, sampling_ratio=2)),
                          (ops.roi_pool, dict(output_size=2)), (ops.roi_pool, dict(output_size=3, spatial_scale=0.5))):
    y = function(x, boxes, **options)
    print(function.__name__, options, y.detach())
    x.grad = None
    y.sum().backward()
    print(x.grad[0, 0])
print(ops.roi_align(x, [boxes[:1, 1:], boxes[1:2, 1:]], 2).shape, ops.RoIAlign(2, 1.0, 2), ops.RoIPool((3, 2), 0.5))
for wrong in (boxes[:, 1:], [boxes]):
    try:
        ops.roi_align(x, wrong, 2)
    except AssertionError as error:
        print(error)
for extra in (None, LastLevelMaxPool(), LastLevelP6P7(6, 6)):
    pyramid = ops.FeaturePyramidNetwork([4, 8], 6, extra)
    features = OrderedDict(fine=torch.randn(1, 4, 8, 8), coarse=torch.randn(1, 8, 4, 4))
    print([(name, tuple(y.shape), f"{y.sum():.3f}") for name, y in pyramid(features).items()])
print(pyramid)
pooler = ops.MultiScaleRoIAlign(["a", "b"], 3, 2)
features = OrderedDict(a=torch.randn(1, 4, 16, 16), b=torch.randn(1, 4, 8, 8))
print(pooler, pooler(features, [torch.tensor([[0.0, 0.0, 30.0, 40.0], [5.0, 5.0, 60.0, 60.0]])], [(64, 64)]).sum())
a = torch.tensor([[0.0, 0.0, 4.0, 4.0], [1.0, 1.0, 3.0, 5.0], [2.0, 2.0, 6.0, 7.0]], requires_grad=True)
b = torch.tensor([[1.0, 1.0, 5.0, 5.0], [1.0, 0.0, 3.0, 4.0], [8.0, 8.0, 9.0, 9.0]])
for loss in (ops.generalized_box_iou_loss, ops.distance_box_iou_loss, ops.complete_box_iou_loss):
    print(loss(a, b), loss(a, b, reduction="mean"))
    a.grad = None
    loss(a, b, reduction="sum").backward()
    print(a.grad)
try:
    ops.distance_box_iou_loss(a, b, reduction="max")
except ValueError as error:
    print(error)
torch.manual_seed(1)
print(ops.drop_block2d(torch.ones(1, 1, 6, 6), 0.3, 3), ops.DropBlock3d(0.1, 3)(torch.ones(1, 1, 4, 4, 4)).sum())
print(ops.DropBlock2d(0.2, 3), ops.DropBlock2d(0.2, 3).eval()(a[None, None]).sum())
try:
    ops.drop_block2d(torch.ones(1, 1, 6, 6), 1.3, 3)
except ValueError as error:
    print(error)
