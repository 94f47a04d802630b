"""Transforms as functions. Pictures are tensors (..., C, H, W)."""

import enum
import math
import numbers

import torch
from torch import _C

from torchvision.transforms import _colour, _geometry
from torchvision.transforms._image import Image, from_planes, planes


class InterpolationMode(enum.Enum):
    """How values between pixels come about."""

    NEAREST = "nearest"
    NEAREST_EXACT = "nearest-exact"
    BILINEAR = "bilinear"
    BICUBIC = "bicubic"
    BOX = "box"
    HAMMING = "hamming"
    LANCZOS = "lanczos"


def __getattr__(name):
    raise _C._missing("torchvision.transforms.functional", name)


def _check_image(image):
    if not isinstance(image, torch.Tensor):
        raise TypeError(f"img should be PIL Image. Got {type(image)}")
    if image.ndim < 2:
        raise TypeError("Tensor is not a torch image.")


def _on_planes(function):
    """Lets a function of tensors take a picture of bytes, and return one."""
    import functools

    @functools.wraps(function)
    def run(img, *args, **kwargs):
        if isinstance(img, Image):
            return from_planes(function(planes(img), *args, **kwargs))
        _check_image(img)
        return function(img, *args, **kwargs)

    return run


def _mode(interpolation, allowed):
    if isinstance(interpolation, int):
        interpolation = {0: InterpolationMode.NEAREST, 2: InterpolationMode.BILINEAR,
                         3: InterpolationMode.BICUBIC}[interpolation]
    if not isinstance(interpolation, InterpolationMode):
        raise TypeError("Argument interpolation should be a InterpolationMode or a corresponding Pillow integer "
                        "constant")
    if interpolation.value not in allowed:
        raise ValueError("This Interpolation mode is unsupported with Tensor input")
    return interpolation.value


# ---- Sizes and types ----

def get_dimensions(img):
    """Channels, height and width."""
    if isinstance(img, Image):
        return [len(img.getbands()), img.height, img.width]
    if not isinstance(img, torch.Tensor):
        raise TypeError(f"Unexpected type {type(img)}")
    _check_image(img)
    return [1 if img.ndim == 2 else img.shape[-3], *img.shape[-2:]]


def get_image_size(img):
    """Width and height."""
    _, height, width = get_dimensions(img)
    return [width, height]


def get_image_num_channels(img):
    return get_dimensions(img)[0]


def _is_array(pic):
    return type(pic).__module__ == "numpy" and hasattr(pic, "ndim")


def to_tensor(pic):
    """A picture or an array (H, W, C) as a tensor (C, H, W); bytes become 0.0 .. 1.0."""
    if not isinstance(pic, Image) and not _is_array(pic):
        raise TypeError(f"pic should be PIL Image or ndarray. Got {type(pic)}")
    if isinstance(pic, Image):
        return planes(pic).contiguous().to(torch.get_default_dtype()).div(255)
    if pic.ndim not in (2, 3):
        raise ValueError(f"pic should be 2/3 dimensional. Got {pic.ndim} dimensions.")
    if pic.ndim == 2:
        pic = pic[:, :, None]
    img = torch.from_numpy(pic.transpose((2, 0, 1))).contiguous()
    return img.to(dtype=torch.get_default_dtype()).div(255) if img.dtype == torch.uint8 else img


def pil_to_tensor(pic):
    """A picture as a tensor of bytes."""
    if not isinstance(pic, Image):
        raise TypeError(f"pic should be PIL Image. Got {type(pic)}")
    return planes(pic).contiguous()


def to_pil_image(pic, mode=None):
    """A tensor (C, H, W) or an array (H, W, C) as a picture."""
    if isinstance(pic, torch.Tensor):
        if pic.ndim == 2:
            pic = pic.unsqueeze(0)
        if pic.ndim != 3:
            raise ValueError(f"pic should be 2/3 dimensional. Got {pic.ndim} dimensions.")
        if pic.shape[-3] > 4:
            raise ValueError(f"pic should not have > 4 channels. Got {pic.shape[-3]} channels.")
        if pic.is_floating_point() and mode != "F":
            pic = pic.mul(255).byte()
    elif _is_array(pic):
        if pic.ndim not in (2, 3):
            raise ValueError(f"pic should be 2/3 dimensional. Got {pic.ndim} dimensions.")
        pic = torch.from_numpy(pic if pic.ndim == 3 else pic[:, :, None]).permute(2, 0, 1)
    else:
        raise TypeError(f"pic should be Tensor or ndarray. Got {type(pic)}.")
    if pic.dtype != torch.uint8:
        raise _C._missing("torchvision.transforms.functional", "to_pil_image")
    return from_planes(pic, mode)


def convert_image_dtype(image, dtype=torch.float):
    """Changes the type and scales the values with it."""
    if not isinstance(image, torch.Tensor):
        raise TypeError("Input img should be Tensor Image")
    if image.dtype == dtype:
        return image
    if image.is_floating_point():
        if dtype.is_floating_point:
            return image.to(dtype)
        if (image.dtype == torch.float32 and dtype in (torch.int32, torch.int64)) or (
                image.dtype == torch.float64 and dtype == torch.int64):
            raise RuntimeError(f"The cast from {image.dtype} to {dtype} cannot be performed safely.")
        return image.mul(torch.iinfo(dtype).max + 1.0 - 1e-3).to(dtype)
    top = torch.iinfo(image.dtype).max
    if dtype.is_floating_point:
        return image.to(dtype) / top
    new_top = torch.iinfo(dtype).max
    if top > new_top:
        return torch.div(image, (top + 1) // (new_top + 1), rounding_mode="floor").to(dtype)
    return image.to(dtype) * ((new_top + 1) // (top + 1))


def normalize(tensor, mean, std, inplace=False):
    """Subtracts a mean and divides by a deviation, channel by channel."""
    if not isinstance(tensor, torch.Tensor):
        raise TypeError(f"img should be Tensor Image. Got {type(tensor)}")
    if not tensor.is_floating_point():
        raise TypeError(f"Input tensor should be a float tensor. Got {tensor.dtype}.")
    if tensor.ndim < 3:
        raise ValueError("Expected tensor to be a tensor image of size (..., C, H, W). Got tensor.size() = "
                         f"{tensor.size()}")
    if not inplace:
        tensor = tensor.clone()
    mean = torch.as_tensor(mean, dtype=tensor.dtype, device=tensor.device)
    std = torch.as_tensor(std, dtype=tensor.dtype, device=tensor.device)
    if (std == 0).any():
        raise ValueError(f"std evaluated to zero after conversion to {tensor.dtype}, leading to division by zero.")
    mean = mean.view(-1, 1, 1) if mean.ndim == 1 else mean
    std = std.view(-1, 1, 1) if std.ndim == 1 else std
    return tensor.sub_(mean).div_(std)


# ---- Places ----

@_on_planes
def resize(img, size, interpolation=InterpolationMode.BILINEAR, max_size=None, antialias=True):
    """A new size; one number is for the shorter side."""
    mode = _mode(interpolation, ("nearest", "nearest-exact", "bilinear", "bicubic"))
    size = [size] if isinstance(size, int) else list(size)
    if len(size) not in (1, 2):
        raise ValueError(f"Size must be an int or a 1 or 2 element tuple/list, not a {len(size)} element tuple/list")
    if max_size is not None and len(size) != 1:
        raise ValueError("max_size should only be passed if size specifies the length of the smaller edge, i.e. size "
                         "should be an int or a sequence of length 1 in torchscript mode.")
    here = list(img.shape[-2:])
    wanted = _geometry.output_size(here, size, max_size)
    return img if wanted == here else _geometry.resize(img, wanted, mode, antialias)


@_on_planes
def pad(img, padding, fill=0, padding_mode="constant"):
    """Pads by one number, by two (across, down), or by four (left, top, right, bottom)."""
    if not isinstance(padding, (numbers.Number, tuple, list)):
        raise TypeError("Got inappropriate padding arg")
    if not isinstance(fill, (int, float)):
        raise TypeError("Got inappropriate fill arg")
    if not isinstance(padding_mode, str):
        raise TypeError("Got inappropriate padding_mode arg")
    if isinstance(padding, (tuple, list)) and len(padding) not in (1, 2, 4):
        raise ValueError(f"Padding must be an int or a 1, 2, or 4 element tuple, not a {len(padding)} element tuple")
    if padding_mode not in ("constant", "edge", "reflect", "symmetric"):
        raise ValueError("Padding mode should be either constant, edge, reflect or symmetric")
    return _geometry.pad(img, padding, fill, padding_mode)


@_on_planes
def crop(img, top, left, height, width):
    """A part; what lies outside the picture is zero."""
    rows, columns = img.shape[-2:]
    right, bottom = left + width, top + height
    if left >= 0 and top >= 0 and right <= columns and bottom <= rows:
        return img[..., top:bottom, left:right]
    part = img[..., max(top, 0):bottom, max(left, 0):right]
    edges = [max(min(right, 0) - left, 0), max(min(bottom, 0) - top, 0),
             max(right - max(columns, left), 0), max(bottom - max(rows, top), 0)]
    return _geometry.pad(part, edges, 0, "constant")


def _pair(size):
    if isinstance(size, numbers.Number):
        return int(size), int(size)
    return (size[0], size[0]) if len(size) == 1 else tuple(size)


def center_crop(img, output_size):
    """The middle; a picture that is too small is padded."""
    height, width = _pair(output_size)
    _, rows, columns = get_dimensions(img)
    if width > columns or height > rows:
        wide, high = max(width - columns, 0), max(height - rows, 0)
        img = pad(img, [wide // 2, high // 2, (wide + 1) // 2 if wide else 0, (high + 1) // 2 if high else 0], fill=0)
        _, rows, columns = get_dimensions(img)
        if (width, height) == (columns, rows):
            return img
    return crop(img, int(round((rows - height) / 2.0)), int(round((columns - width) / 2.0)), height, width)


def resized_crop(img, top, left, height, width, size, interpolation=InterpolationMode.BILINEAR, antialias=True):
    return resize(crop(img, top, left, height, width), size, interpolation, antialias=antialias)


@_on_planes
def hflip(img):
    return img.flip(-1)


@_on_planes
def vflip(img):
    return img.flip(-2)


def five_crop(img, size):
    """The four corners and the middle."""
    if not isinstance(size, numbers.Number) and len(size) not in (1, 2):
        raise ValueError("Please provide only two dimensions (h, w) for size.")
    height, width = _pair(size)
    _, rows, columns = get_dimensions(img)
    if width > columns or height > rows:
        raise ValueError(f"Requested crop size {(height, width)} is bigger than input size {(rows, columns)}")
    return (crop(img, 0, 0, height, width), crop(img, 0, columns - width, height, width),
            crop(img, rows - height, 0, height, width), crop(img, rows - height, columns - width, height, width),
            center_crop(img, [height, width]))


def ten_crop(img, size, vertical_flip=False):
    """five_crop of the picture and of its mirror image."""
    first = five_crop(img, size)
    return first + five_crop(vflip(img) if vertical_flip else hflip(img), size)


def _filling(fill, channels):
    if fill is None:
        return None
    values = [float(fill)] if isinstance(fill, (int, float)) else [float(value) for value in fill]
    if len(values) not in (1, channels):
        raise ValueError("The number of elements in 'fill' cannot broadcast to match the number of channels of the "
                         f"image ({len(values)} != {channels})")
    return values


def _grid_dtype(img):
    return img.dtype if img.is_floating_point() else torch.float32


@_on_planes
def rotate(img, angle, interpolation=InterpolationMode.NEAREST, expand=False, center=None, fill=None):
    """Turns counter-clockwise by degrees."""
    if not isinstance(angle, (int, float)):
        raise TypeError("Argument angle should be int or float")
    if center is not None and not isinstance(center, (list, tuple)):
        raise TypeError("Argument center should be a sequence")
    mode = _mode(interpolation, ("nearest", "bilinear"))
    channels, height, width = get_dimensions(img)
    middle = [0.0, 0.0] if center is None else [center[0] - width * 0.5, center[1] - height * 0.5]
    matrix = _geometry.inverse_affine(middle, -angle, [0.0, 0.0], 1.0, [0.0, 0.0])
    out_width, out_height = _geometry.rotated_size(matrix, width, height) if expand else (width, height)
    grid = _geometry.affine_grid(matrix, width, height, out_width, out_height, _grid_dtype(img))
    return _geometry.warp(img, grid, mode, _filling(fill, channels))


@_on_planes
def affine(img, angle, translate, scale, shear, interpolation=InterpolationMode.NEAREST, fill=None, center=None):
    """Turns, moves, scales and shears, keeping the middle."""
    if scale <= 0.0:
        raise ValueError("Argument scale should be positive")
    mode = _mode(interpolation, ("nearest", "bilinear"))
    if isinstance(shear, numbers.Number):
        shear = [shear, 0.0]
    shear = list(shear) * 2 if len(shear) == 1 else list(shear)
    if len(translate) != 2:
        raise ValueError("Argument translate should be a sequence of length 2")
    channels, height, width = get_dimensions(img)
    middle = [0.0, 0.0] if center is None else [center[0] - width * 0.5, center[1] - height * 0.5]
    matrix = _geometry.inverse_affine(middle, angle, [1.0 * t for t in translate], scale, shear)
    grid = _geometry.affine_grid(matrix, width, height, width, height, _grid_dtype(img))
    return _geometry.warp(img, grid, mode, _filling(fill, channels))


def _perspective_coefficients(startpoints, endpoints):
    rows = []
    for (x, y), (u, v) in zip(endpoints, startpoints):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
    return _solved(rows, [float(place) for point in startpoints for place in point])


def _solved(rows, right):
    """Solves a small system of equations by elimination."""
    count = len(rows)
    rows = [[float(value) for value in row] + [end] for row, end in zip(rows, right)]
    for i in range(count):
        pivot = max(range(i, count), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for r in range(count):
            if r != i and rows[r][i]:
                factor = rows[r][i] / rows[i][i]
                rows[r] = [value - factor * other for value, other in zip(rows[r], rows[i])]
    return [rows[i][count] / rows[i][i] for i in range(count)]


@_on_planes
def perspective(img, startpoints, endpoints, interpolation=InterpolationMode.BILINEAR, fill=None):
    """Maps four corners onto four others."""
    mode = _mode(interpolation, ("nearest", "bilinear"))
    channels, height, width = get_dimensions(img)
    grid = _geometry.perspective_grid(_perspective_coefficients(startpoints, endpoints), width, height,
                                      _grid_dtype(img))
    return _geometry.warp(img, grid, mode, _filling(fill, channels))


@_on_planes
def gaussian_blur(img, kernel_size, sigma=None):
    """Blurs with a bell curve."""
    sizes = [kernel_size] * 2 if isinstance(kernel_size, int) else list(kernel_size)
    for size in sizes:
        if size % 2 == 0 or size < 0:
            raise ValueError(f"kernel_size should have odd and positive integers. Got {sizes}")
    if sigma is None:
        sigma = [size * 0.15 + 0.35 for size in sizes]
    sigma = [float(sigma)] * 2 if isinstance(sigma, (int, float)) else list(sigma) * (2 if len(sigma) == 1 else 1)
    for deviation in sigma:
        if deviation <= 0.0:
            raise ValueError(f"sigma should have positive values. Got {sigma}")
    return _geometry.gaussian_blur(img, sizes, sigma)


def erase(img, i, j, h, w, v, inplace=False):
    """Writes v over a part."""
    if not isinstance(img, torch.Tensor):
        raise TypeError(f"img should be Tensor Image. Got {type(img)}")
    if not inplace:
        img = img.clone()
    img[..., i:i + h, j:j + w] = v
    return img


# ---- Colours ----

def _check_channels(img, allowed):
    channels = get_dimensions(img)[0]
    if channels not in allowed:
        raise TypeError(f"Input image tensor permitted channel values are {allowed}, but found {channels}")


@_on_planes
def adjust_brightness(img, brightness_factor):
    if brightness_factor < 0:
        raise ValueError(f"brightness_factor ({brightness_factor}) is not non-negative.")
    _check_channels(img, [1, 3])
    return _colour.blend(img, torch.zeros_like(img), brightness_factor)


@_on_planes
def adjust_contrast(img, contrast_factor):
    if contrast_factor < 0:
        raise ValueError(f"contrast_factor ({contrast_factor}) is not non-negative.")
    _check_channels(img, [3, 1])
    return _colour.blend(img, _colour.grey_mean(img), contrast_factor)


@_on_planes
def adjust_saturation(img, saturation_factor):
    if saturation_factor < 0:
        raise ValueError(f"saturation_factor ({saturation_factor}) is not non-negative.")
    _check_channels(img, [1, 3])
    return img if img.shape[-3] == 1 else _colour.blend(img, _colour.grey(img), saturation_factor)


@_on_planes
def adjust_hue(img, hue_factor):
    if not -0.5 <= hue_factor <= 0.5:
        raise ValueError(f"hue_factor ({hue_factor}) is not in [-0.5, 0.5].")
    _check_channels(img, [1, 3])
    return img if img.shape[-3] == 1 else _colour.shift_hue(img, hue_factor)


@_on_planes
def adjust_gamma(img, gamma, gain=1):
    _check_channels(img, [1, 3])
    if gamma < 0:
        raise ValueError("Gamma should be a non-negative real number")
    return _colour.gamma(img, gamma, gain)


@_on_planes
def adjust_sharpness(img, sharpness_factor):
    if sharpness_factor < 0:
        raise ValueError(f"sharpness_factor ({sharpness_factor}) is not non-negative.")
    _check_channels(img, [1, 3])
    if img.size(-1) <= 2 or img.size(-2) <= 2:
        return img
    return _colour.blend(img, _colour.sharpen_base(img), sharpness_factor)


@_on_planes
def rgb_to_grayscale(img, num_output_channels=1):
    """Luma, in one channel or three."""
    if img.ndim < 3:
        raise TypeError(f"Input image tensor should have at least 3 dimensions, but found {img.ndim}")
    _check_channels(img, [1, 3])
    if num_output_channels not in (1, 3):
        raise ValueError("num_output_channels should be either 1 or 3")
    levels = _colour.grey(img) if img.shape[-3] == 3 else img.clone()
    return levels.expand(*levels.shape[:-3], 3, *levels.shape[-2:]) if num_output_channels == 3 else levels


def to_grayscale(img, num_output_channels=1):
    """The same for a picture of bytes."""
    if not isinstance(img, Image):
        raise TypeError("Input should be PIL Image")
    return rgb_to_grayscale(img, num_output_channels)


@_on_planes
def invert(img):
    if img.ndim < 3:
        raise TypeError(f"Input image tensor should have at least 3 dimensions, but found {img.ndim}")
    _check_channels(img, [1, 3])
    return _colour.bound(img) - img


@_on_planes
def posterize(img, bits):
    """Keeps the upper bits."""
    if img.dtype != torch.uint8:
        raise TypeError(f"Only torch.uint8 image tensors are supported, but found {img.dtype}")
    if not 0 <= bits <= 8:
        raise ValueError(f"The number if bits should be between 0 and 8. Got {bits}")
    _check_channels(img, [1, 3])
    return img & -int(2 ** (8 - bits)) & 0xFF


@_on_planes
def solarize(img, threshold):
    """Inverts what is at least as bright as the threshold."""
    _check_channels(img, [1, 3])
    if threshold > _colour.bound(img):
        raise TypeError("Threshold should be less than bound of img.")
    return torch.where(img >= threshold, invert(img), img)


@_on_planes
def autocontrast(img):
    _check_channels(img, [1, 3])
    return _colour.stretch(img)


@_on_planes
def equalize(img):
    if img.dtype != torch.uint8:
        raise TypeError(f"Only torch.uint8 image tensors are supported, but found {img.dtype}")
    _check_channels(img, [1, 3])
    pictures = img.reshape(-1, *img.shape[-2:])
    return torch.stack([_colour.equalized_channel(channel) for channel in pictures]).reshape(img.shape)
