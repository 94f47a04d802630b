"""Colours of tensors: brightness, hue, thresholds, histograms."""

import torch


def bound(image):
    """The largest value: 1.0 for floats, the type's limit for integers."""
    return 1.0 if image.is_floating_point() else 255 if image.dtype == torch.uint8 else torch.iinfo(image.dtype).max


def blend(image, other, ratio):
    """ratio of one picture and the rest of another."""
    mixed = float(ratio) * image + (1.0 - float(ratio)) * other
    return mixed.clamp(0, bound(image)).to(image.dtype)


def grey(image):
    """ITU-R 601-2 luma, one channel."""
    red, green, blue = image.unbind(dim=-3)
    return (0.2989 * red + 0.587 * green + 0.114 * blue).to(image.dtype).unsqueeze(dim=-3)


def grey_mean(image):
    """The mean brightness of each picture."""
    levels = image if image.shape[-3] == 1 else grey(image)
    if not image.is_floating_point():
        levels = levels.to(torch.float32)
    return levels.mean(dim=(-3, -2, -1), keepdim=True)


def to_hsv(image):
    red, green, blue = image.unbind(dim=-3)
    high, low = image.max(dim=-3).values, image.min(dim=-3).values
    flat = high == low
    span = high - low
    ones = torch.ones_like(high)
    saturation = span / torch.where(flat, ones, high)
    divisor = torch.where(flat, ones, span)
    to_red, to_green, to_blue = (high - red) / divisor, (high - green) / divisor, (high - blue) / divisor
    hue = ((high == red) * (to_blue - to_green)
           + ((high == green) & (high != red)) * (2.0 + to_red - to_blue)
           + ((high != green) & (high != red)) * (4.0 + to_green - to_red))
    return torch.stack((torch.fmod(hue / 6.0 + 1.0, 1.0), saturation, high), dim=-3)


def from_hsv(image):
    hue, saturation, value = image.unbind(dim=-3)
    sector = torch.floor(hue * 6.0)
    part = hue * 6.0 - sector
    sector = sector.to(torch.int32) % 6
    p = (value * (1.0 - saturation)).clamp(0.0, 1.0)
    q = (value * (1.0 - saturation * part)).clamp(0.0, 1.0)
    t = (value * (1.0 - saturation * (1.0 - part))).clamp(0.0, 1.0)
    mask = (sector.unsqueeze(dim=-3) == torch.arange(6).view(-1, 1, 1)).to(image.dtype)
    choices = ((value, q, p, p, t, value), (t, value, value, q, p, p), (p, p, t, value, value, q))
    return torch.stack([(mask * torch.stack(choice, dim=-3)).sum(dim=-3) for choice in choices], dim=-3)


def shift_hue(image, factor):
    """Turns the colour wheel by a factor of the circle."""
    from torchvision.transforms.functional import convert_image_dtype
    dtype = image.dtype
    hsv = to_hsv(convert_image_dtype(image, torch.float32))
    hue, saturation, value = hsv.unbind(dim=-3)
    turned = from_hsv(torch.stack(((hue + factor) % 1.0, saturation, value), dim=-3))
    return convert_image_dtype(turned, dtype)


def gamma(image, power, gain):
    from torchvision.transforms.functional import convert_image_dtype
    dtype = image.dtype
    result = image if image.is_floating_point() else convert_image_dtype(image, torch.float32)
    return convert_image_dtype((gain * result ** power).clamp(0, 1), dtype)


def sharpen_base(image):
    """The picture smoothed inside its border."""
    dtype = image.dtype if image.is_floating_point() else torch.float32
    kernel = torch.ones((3, 3), dtype=dtype)
    kernel[1, 1] = 5.0
    kernel = (kernel / kernel.sum()).expand(image.shape[-3], 1, 3, 3)
    pictures = image.reshape(-1, *image.shape[-3:]).to(dtype)
    smooth = torch.nn.functional.conv2d(pictures, kernel, groups=image.shape[-3])
    if not image.is_floating_point():
        smooth = smooth.round()
    result = image.clone()
    result[..., 1:-1, 1:-1] = smooth.to(image.dtype).reshape(*image.shape[:-2], *smooth.shape[-2:])
    return result


def stretch(image):
    """Each channel over the full range."""
    top = bound(image)
    dtype = image.dtype if image.is_floating_point() else torch.float32
    low = image.amin(dim=(-2, -1), keepdim=True).to(dtype)
    high = image.amax(dim=(-2, -1), keepdim=True).to(dtype)
    scale = top / (high - low)
    flat = ~torch.isfinite(scale)
    low = torch.where(flat, torch.zeros_like(low), low)
    scale = torch.where(flat, torch.ones_like(scale), scale)
    return ((image - low) * scale).clamp(0, top).to(image.dtype)


def equalized_channel(channel):
    """Spreads a channel's levels so that each is about as frequent."""
    histogram = torch.bincount(channel.reshape(-1).long(), minlength=256)
    used = histogram[histogram != 0]
    step = torch.div(used[:-1].sum(), 255, rounding_mode="floor")
    if step == 0:
        return channel
    table = torch.div(histogram.cumsum(0) + torch.div(step, 2, rounding_mode="floor"), step, rounding_mode="floor")
    table = torch.nn.functional.pad(table, [1, 0])[:-1].clamp(0, 255)
    return table[channel.long()].to(torch.uint8)
