"""Losses of boxes that should be equal, pair by pair."""

import math

import torch

from torchvision.ops.boxes import box_area


def _reduced(loss, reduction):
    if reduction == "none":
        return loss
    if reduction == "mean":
        return loss.mean() if loss.numel() > 0 else 0.0 * loss.sum()
    if reduction == "sum":
        return loss.sum()
    raise ValueError(f"Invalid Value for arg 'reduction': '{reduction} \n Supported reduction modes: 'none', 'mean', "
                     "'sum'")


def _wide(boxes):
    return boxes if boxes.dtype in (torch.float32, torch.float64) else boxes.float()


def _overlap(boxes1, boxes2, eps):
    """The share of the common part, all that both cover, and the corners of the hull."""
    low, high = torch.max(boxes1[:, :2], boxes2[:, :2]), torch.min(boxes1[:, 2:], boxes2[:, 2:])
    shared = torch.where((high > low).all(1), (high - low).prod(1), 0.0)
    union = box_area(boxes1) + box_area(boxes2) - shared
    hull = torch.min(boxes1[:, :2], boxes2[:, :2]), torch.max(boxes1[:, 2:], boxes2[:, 2:])
    return shared / (union + eps), union, hull


def generalized_box_iou_loss(boxes1, boxes2, reduction="none", eps=1e-7):
    """One less the generalised share (Rezatofighi and others, 2019)."""
    share, union, (low, high) = _overlap(_wide(boxes1), _wide(boxes2), eps)
    area = (high - low).prod(1)
    return _reduced(1 - (share - (area - union) / (area + eps)), reduction)


def _distance(boxes1, boxes2, eps):
    share, _, (low, high) = _overlap(boxes1, boxes2, eps)
    diagonal = ((high - low) ** 2).sum(1) + eps
    apart = (boxes1[:, :2] + boxes1[:, 2:]) / 2 - (boxes2[:, :2] + boxes2[:, 2:]) / 2
    return 1 - share + (apart ** 2).sum(1) / diagonal, share


def distance_box_iou_loss(boxes1, boxes2, reduction="none", eps=1e-7):
    """One less the share, and the distance of the centres (Zheng and others, 2019)."""
    return _reduced(_distance(_wide(boxes1), _wide(boxes2), eps)[0], reduction)


def complete_box_iou_loss(boxes1, boxes2, reduction="none", eps=1e-7):
    """The same with a term for the proportions."""
    boxes1, boxes2 = _wide(boxes1), _wide(boxes2)
    loss, share = _distance(boxes1, boxes2, eps)
    angles = [torch.atan((boxes[:, 2] - boxes[:, 0]) / (boxes[:, 3] - boxes[:, 1])) for boxes in (boxes1, boxes2)]
    v = 4 / math.pi ** 2 * (angles[1] - angles[0]) ** 2
    with torch.no_grad():
        alpha = v / (1 - share + v + eps)
    return _reduced(loss + alpha * v, reduction)
