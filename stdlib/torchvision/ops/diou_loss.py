"""One of the losses of boxes, by the name of the module that torchvision has."""

from torchvision.ops._box_losses import distance_box_iou_loss
