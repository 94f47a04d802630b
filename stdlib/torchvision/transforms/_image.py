"""A picture of bytes, where PyTorch's users have one of PIL: it can be made, looked at and turned into a tensor."""


class Image:
    """Bytes as a tensor of (H, W, C), with PIL's size and mode."""

    def __init__(self, pixels, mode):
        self._pixels = pixels
        self.mode = mode

    @property
    def size(self):
        return (self._pixels.shape[1], self._pixels.shape[0])

    @property
    def width(self):
        return self._pixels.shape[1]

    @property
    def height(self):
        return self._pixels.shape[0]

    def getbands(self):
        return {"L": ("L",), "RGB": ("R", "G", "B"), "RGBA": ("R", "G", "B", "A"), "LA": ("L", "A")}[self.mode]

    def getpixel(self, xy):
        values = self._pixels[xy[1], xy[0]].tolist()
        return values[0] if len(values) == 1 else tuple(values)

    def copy(self):
        return Image(self._pixels.clone(), self.mode)

    def __repr__(self):
        return f"<PIL.Image.Image image mode={self.mode} size={self.width}x{self.height} at 0x{id(self):X}>"


Image.__module__ = "PIL.Image"


def planes(image):
    """The picture as a tensor of (C, H, W) of bytes."""
    return image._pixels.permute(2, 0, 1)


def from_planes(planes, mode=None):
    """A picture from bytes of (C, H, W)."""
    mode = mode or {1: "L", 2: "LA", 3: "RGB", 4: "RGBA"}[planes.shape[0]]
    return Image(planes.permute(1, 2, 0).contiguous(), mode)
