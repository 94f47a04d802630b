"""Places of tensors: resampling, padding, warping."""

import math

import torch
from torch.nn import functional as F


def prepared(image, dtypes):
    """Pictures as one batch in a type that the operator takes."""
    batch = image.unsqueeze(0) if image.ndim < 4 else image
    return batch if batch.dtype in dtypes else batch.to(torch.float32)


def restored(batch, image):
    """Back to the picture's rank and type."""
    batch = batch.squeeze(0) if image.ndim < 4 else batch
    if batch.dtype != image.dtype:
        if not image.is_floating_point():
            batch = batch.round()
        batch = batch.to(image.dtype)
    return batch


def _cubic(x):
    x = abs(x)
    if x < 1:
        return (1.5 * x - 2.5) * x * x + 1
    return ((-0.5 * x + 2.5) * x - 4) * x + 2 if x < 2 else 0.0


def _weights(extent, size, cubic):
    """How much each pixel gives to each new one, where the window widens with the scale."""
    scale = extent / size
    support = (2.0 if cubic else 1.0) * max(scale, 1.0)
    inverse = 1.0 / scale if scale >= 1.0 else 1.0
    rows = torch.zeros(size, extent, dtype=torch.float64)
    for i in range(size):
        centre = scale * (i + 0.5)
        first, last = max(int(centre - support + 0.5), 0), min(int(centre + support + 0.5), extent)
        parts = [(j + first - centre + 0.5) * inverse for j in range(last - first)]
        values = [_cubic(part) if cubic else max(1.0 - abs(part), 0.0) for part in parts]
        total = sum(values)
        rows[i, first:last] = torch.tensor([value / total for value in values], dtype=torch.float64)
    return rows


def smooth_resize(batch, size, cubic):
    """Resampling that averages over what a smaller picture leaves out."""
    height, width = batch.shape[-2:]
    if width != size[1]:
        batch = batch @ _weights(width, size[1], cubic).to(batch.dtype).t()
    if height != size[0]:
        batch = _weights(height, size[0], cubic).to(batch.dtype) @ batch
    return batch


def resize(image, size, mode, antialias):
    batch = prepared(image, (torch.float32, torch.float64))
    if antialias and mode in ("bilinear", "bicubic"):
        result = smooth_resize(batch, size, mode == "bicubic")
    else:
        corners = False if mode in ("bilinear", "bicubic") else None
        result = F.interpolate(batch, size=list(size), mode=mode, align_corners=corners)
    if mode == "bicubic" and image.dtype == torch.uint8:
        result = result.clamp(min=0, max=255)
    return restored(result, image)


def output_size(image_size, size, max_size=None):
    """The size (height, width) for one or two wanted numbers."""
    if len(size) == 2:
        return list(size)
    height, width = image_size
    short, long = (width, height) if width <= height else (height, width)
    new_short, new_long = size[0], int(size[0] * long / short)
    if max_size is not None:
        if max_size <= size[0]:
            raise ValueError(f"max_size = {max_size} must be strictly greater than the requested size for the smaller "
                             f"edge size = {size}")
        if new_long > max_size:
            new_short, new_long = int(max_size * new_short / new_long), max_size
    return [new_long, new_short] if width <= height else [new_short, new_long]


def sides(padding):
    """left, top, right and bottom from one, two or four numbers."""
    if isinstance(padding, int):
        return [padding] * 4
    if len(padding) == 1:
        return [padding[0]] * 4
    if len(padding) == 2:
        return [padding[0], padding[1], padding[0], padding[1]]
    return list(padding)


def _mirrored(image, left, top, right, bottom):
    """Reflection that repeats the edge."""
    height, width = image.shape[-2:]
    y = list(range(top - 1, -1, -1)) + list(range(height)) + list(range(height - 1, height - bottom - 1, -1))
    x = list(range(left - 1, -1, -1)) + list(range(width)) + list(range(width - 1, width - right - 1, -1))
    return image[..., torch.tensor(y)[:, None], torch.tensor(x)[None, :]]


def pad(image, padding, fill, mode):
    left, top, right, bottom = sides(padding)
    if mode == "symmetric":
        return _mirrored(image, left, top, right, bottom)
    amounts = [left, right, top, bottom]
    if mode == "constant":
        return F.pad(image, amounts, mode="constant", value=float(fill or 0))
    batch = prepared(image, (torch.float32, torch.float64))
    return restored(F.pad(batch, amounts, mode="replicate" if mode == "edge" else mode), image)


def inverse_affine(center, angle, translate, scale, shear):
    """The 2x3 matrix from new places to old ones, as six numbers."""
    rotation = math.radians(angle)
    shear_x, shear_y = math.radians(shear[0]), math.radians(shear[1])
    a = math.cos(rotation - shear_y) / math.cos(shear_y)
    b = -math.cos(rotation - shear_y) * math.tan(shear_x) / math.cos(shear_y) - math.sin(rotation)
    c = math.sin(rotation - shear_y) / math.cos(shear_y)
    d = -math.sin(rotation - shear_y) * math.tan(shear_x) / math.cos(shear_y) + math.cos(rotation)
    matrix = [value / scale for value in (d, -b, 0.0, -c, a, 0.0)]
    x, y = -center[0] - translate[0], -center[1] - translate[1]
    matrix[2] = matrix[0] * x + matrix[1] * y + center[0]
    matrix[5] = matrix[3] * x + matrix[4] * y + center[1]
    return matrix


def affine_grid(matrix, width, height, out_width, out_height, dtype):
    theta = torch.tensor(matrix, dtype=dtype).view(1, 2, 3)
    base = torch.empty(1, out_height, out_width, 3, dtype=dtype)
    base[..., 0].copy_(torch.linspace(-out_width * 0.5 + 0.5, out_width * 0.5 - 0.5, out_width, dtype=dtype))
    base[..., 1].copy_(torch.linspace(-out_height * 0.5 + 0.5, out_height * 0.5 - 0.5, out_height,
                                      dtype=dtype).unsqueeze(-1))
    base[..., 2].fill_(1)
    scaled = theta.transpose(1, 2) / torch.tensor([0.5 * width, 0.5 * height], dtype=dtype)
    return base.view(1, out_height * out_width, 3).bmm(scaled).view(1, out_height, out_width, 2)


def rotated_size(matrix, width, height):
    """The size of the box around a turned picture."""
    corners = torch.tensor([[-0.5 * width, -0.5 * height, 1.0], [-0.5 * width, 0.5 * height, 1.0],
                            [0.5 * width, 0.5 * height, 1.0], [0.5 * width, -0.5 * height, 1.0]])
    places = corners @ torch.tensor(matrix, dtype=torch.float).view(2, 3).T
    low = places.min(dim=0).values + torch.tensor((width * 0.5, height * 0.5))
    high = places.max(dim=0).values + torch.tensor((width * 0.5, height * 0.5))
    extent = torch.ceil(torch.trunc(high / 1e-4) * 1e-4) - torch.floor(torch.trunc(low / 1e-4) * 1e-4)
    return int(extent[0]), int(extent[1])


def warp(image, grid, mode, fill):
    """Samples a picture along a grid; what lies outside becomes `fill`."""
    batch = prepared(image, (grid.dtype,))
    if batch.shape[0] > 1:
        grid = grid.expand(batch.shape[0], *grid.shape[1:])
    if fill is not None:
        batch = torch.cat((batch, torch.ones_like(batch[:, :1])), dim=1)
    batch = F.grid_sample(batch, grid, mode=mode, padding_mode="zeros", align_corners=False)
    if fill is not None:
        mask = batch[:, -1:].expand_as(batch[:, :-1])
        batch = batch[:, :-1]
        filling = torch.tensor(fill, dtype=batch.dtype).view(1, -1, 1, 1).expand_as(batch)
        if mode == "nearest":
            batch = torch.where(mask < 0.5, filling, batch)
        else:
            batch = batch * mask + (1.0 - mask) * filling
    return restored(batch, image)


def perspective_grid(coefficients, width, height, dtype):
    c = coefficients
    y, x = torch.meshgrid(torch.arange(height, dtype=dtype) + 0.5, torch.arange(width, dtype=dtype) + 0.5,
                          indexing="ij")
    below = c[6] * x + c[7] * y + 1
    new_x = (c[0] * x + c[1] * y + c[2]) / below / (0.5 * width) - 1
    new_y = (c[3] * x + c[4] * y + c[5]) / below / (0.5 * height) - 1
    return torch.stack((new_x, new_y), dim=-1).unsqueeze(0)


def gaussian_kernel(size, sigma, dtype):
    half = (size - 1) * 0.5
    x = torch.linspace(-half, half, steps=size, dtype=dtype)
    weights = torch.exp(-0.5 * (x / sigma).pow(2))
    return weights / weights.sum()


def gaussian_blur(image, kernel_size, sigma):
    dtype = image.dtype if image.is_floating_point() else torch.float32
    x, y = (gaussian_kernel(size, deviation, dtype) for size, deviation in zip(kernel_size, sigma))
    kernel = (y[:, None] @ x[None, :]).expand(image.shape[-3], 1, kernel_size[1], kernel_size[0])
    batch = prepared(image, (dtype,))
    edges = [kernel_size[0] // 2, kernel_size[0] // 2, kernel_size[1] // 2, kernel_size[1] // 2]
    batch = F.conv2d(F.pad(batch, edges, mode="reflect"), kernel, groups=batch.shape[-3])
    return restored(batch, image)
