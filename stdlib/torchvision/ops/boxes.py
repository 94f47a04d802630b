"""Boxes as rows of corners: x1, y1, x2, y2."""

import math

import torch


def _widened(boxes):
    """Areas are computed in at least 32 bits."""
    if boxes.is_floating_point():
        return boxes if boxes.dtype in (torch.float32, torch.float64) else boxes.float()
    return boxes if boxes.dtype in (torch.int32, torch.int64) else boxes.int()


def box_area(boxes):
    """Width times height."""
    boxes = _widened(boxes)
    return (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])


def box_convert(boxes, in_fmt, out_fmt):
    """Changes between corners (xyxy), corner and size (xywh), and centre and size (cxcywh)."""
    allowed = ("xyxy", "xywh", "cxcywh")
    if in_fmt not in allowed or out_fmt not in allowed:
        raise ValueError("Unsupported Bounding Box Conversions for given in_fmt and out_fmt")
    if in_fmt == out_fmt:
        return boxes.clone()
    a, b, c, d = boxes.unbind(-1)
    if in_fmt == "xywh":
        a, b, c, d = a, b, a + c, b + d
    elif in_fmt == "cxcywh":
        a, b, c, d = a - 0.5 * c, b - 0.5 * d, a + 0.5 * c, b + 0.5 * d
    if out_fmt == "xywh":
        a, b, c, d = a, b, c - a, d - b
    elif out_fmt == "cxcywh":
        a, b, c, d = (a + c) / 2, (b + d) / 2, c - a, d - b
    return torch.stack((a, b, c, d), dim=-1)


def _intersection_and_union(boxes1, boxes2):
    area1, area2 = box_area(boxes1), box_area(boxes2)
    top_left = torch.max(boxes1[:, None, :2], boxes2[:, :2])
    bottom_right = torch.min(boxes1[:, None, 2:], boxes2[:, 2:])
    extent = _widened(bottom_right - top_left).clamp(min=0)
    shared = extent[:, :, 0] * extent[:, :, 1]
    return shared, area1[:, None] + area2 - shared


def box_iou(boxes1, boxes2):
    """Shared area over joint area, for each pair."""
    shared, union = _intersection_and_union(boxes1, boxes2)
    return shared / union


def _hull(boxes1, boxes2):
    top_left = torch.min(boxes1[:, None, :2], boxes2[:, :2])
    bottom_right = torch.max(boxes1[:, None, 2:], boxes2[:, 2:])
    return _widened(bottom_right - top_left).clamp(min=0)


def generalized_box_iou(boxes1, boxes2):
    """box_iou less the empty part of the hull (Rezatofighi and others, 2019)."""
    shared, union = _intersection_and_union(boxes1, boxes2)
    extent = _hull(boxes1, boxes2)
    area = extent[:, :, 0] * extent[:, :, 1]
    return shared / union - (area - union) / area


def _distance_iou(boxes1, boxes2, eps):
    iou = box_iou(boxes1, boxes2)
    extent = _hull(boxes1, boxes2)
    diagonal = extent[:, :, 0] ** 2 + extent[:, :, 1] ** 2 + eps
    centres1 = (boxes1[:, :2] + boxes1[:, 2:]) / 2
    centres2 = (boxes2[:, :2] + boxes2[:, 2:]) / 2
    apart = _widened(centres1[:, None, :] - centres2[None, :, :])
    return iou - (apart[:, :, 0] ** 2 + apart[:, :, 1] ** 2) / diagonal, iou


def distance_box_iou(boxes1, boxes2, eps=1e-7):
    """box_iou less the distance of the centres (Zheng and others, 2019)."""
    return _distance_iou(_widened(boxes1), _widened(boxes2), eps)[0]


def complete_box_iou(boxes1, boxes2, eps=1e-7):
    """distance_box_iou less a term for the proportions."""
    boxes1, boxes2 = _widened(boxes1), _widened(boxes2)
    distance, iou = _distance_iou(boxes1, boxes2, eps)
    angles = [torch.atan((boxes[..., 2] - boxes[..., 0]) / (boxes[..., 3] - boxes[..., 1]))
              for boxes in (boxes1[:, None, :], boxes2[None, :, :])]
    v = 4 / math.pi ** 2 * (angles[0] - angles[1]) ** 2
    with torch.no_grad():
        alpha = v / (1 - iou + v + eps)
    return distance - alpha * v


def nms(boxes, scores, iou_threshold):
    """The boxes that overlap no better one by more than the threshold, best first."""
    if boxes.dim() != 2:
        raise RuntimeError(f"boxes should be a 2d tensor, got {boxes.dim()}D")
    if boxes.size(1) != 4:
        raise RuntimeError(f"boxes should have 4 elements in dimension 1, got {boxes.size(1)}")
    if scores.dim() != 1:
        raise RuntimeError(f"scores should be a 1d tensor, got {scores.dim()}D")
    if boxes.size(0) != scores.size(0):
        raise RuntimeError("boxes and scores should have same number of elements in dimension 0, got "
                           f"{boxes.size(0)} and {scores.size(0)}")
    kept = []
    rest = scores.argsort(stable=True, descending=True)
    while rest.numel():
        best = rest[0]
        kept.append(best)
        rest = rest[1:]
        overlap = box_iou(boxes[best].unsqueeze(0), boxes[rest])[0]
        rest = rest[~(overlap > iou_threshold)]
    return torch.stack(kept) if kept else torch.empty(0, dtype=torch.int64)


def batched_nms(boxes, scores, idxs, iou_threshold):
    """nms within each of the groups that idxs names."""
    if boxes.numel() == 0:
        return torch.empty(0, dtype=torch.int64)
    apart = idxs.to(boxes) * (boxes.max() + torch.tensor(1).to(boxes))
    return nms(boxes + apart[:, None], scores, iou_threshold)


def clip_boxes_to_image(boxes, size):
    """Moves corners into a picture of (height, width)."""
    height, width = size
    x = boxes[..., 0::2].clamp(min=0, max=width)
    y = boxes[..., 1::2].clamp(min=0, max=height)
    return torch.stack((x, y), dim=boxes.dim()).reshape(boxes.shape)


def remove_small_boxes(boxes, min_size):
    """The places of boxes with both sides of at least min_size."""
    widths, heights = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    return torch.where((widths >= min_size) & (heights >= min_size))[0]


def masks_to_boxes(masks):
    """The bounding boxes of masks (N, H, W)."""
    if masks.numel() == 0:
        return torch.zeros((0, 4), dtype=torch.float)
    boxes = torch.zeros((masks.shape[0], 4), dtype=torch.float)
    for i, mask in enumerate(masks):
        y, x = torch.where(mask != 0)
        boxes[i] = torch.stack([x.min(), y.min(), x.max(), y.max()]).float()
    return boxes
