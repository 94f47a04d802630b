"""Changes of pictures drawn at random from a set of them, each with a strength."""

import enum
import math

import torch
from torch import _C

from torchvision.transforms import functional as F
from torchvision.transforms.functional import InterpolationMode

_COLOURS = {"Brightness": F.adjust_brightness, "Color": F.adjust_saturation, "Contrast": F.adjust_contrast,
            "Sharpness": F.adjust_sharpness}
_WITHOUT_STRENGTH = {"AutoContrast": F.autocontrast, "Equalize": F.equalize, "Invert": F.invert}


class AutoAugmentPolicy(enum.Enum):
    """The sets of pictures that policies were learned on."""

    IMAGENET = "imagenet"
    CIFAR10 = "cifar10"
    SVHN = "svhn"


# A policy's entries: two changes, each with its probability in tenths and its strength, "-" where it has none.
_POLICIES = {
    "imagenet": """Posterize 4 8 Rotate 6 9, Solarize 6 5 AutoContrast 6 -, Equalize 8 - Equalize 6 -,
        Posterize 6 7 Posterize 6 6, Equalize 4 - Solarize 2 4, Equalize 4 - Rotate 8 8, Solarize 6 3 Equalize 6 -,
        Posterize 8 5 Equalize 10 -, Rotate 2 3 Solarize 6 8, Equalize 6 - Posterize 4 6, Rotate 8 8 Color 4 0,
        Rotate 4 9 Equalize 6 -, Equalize 0 - Equalize 8 -, Invert 6 - Equalize 10 -, Color 6 4 Contrast 10 8,
        Rotate 8 8 Color 10 2, Color 8 8 Solarize 8 7, Sharpness 4 7 Invert 6 -, ShearX 6 5 Equalize 10 -,
        Color 4 0 Equalize 6 -, Equalize 4 - Solarize 2 4, Solarize 6 5 AutoContrast 6 -, Invert 6 - Equalize 10 -,
        Color 6 4 Contrast 10 8, Equalize 8 - Equalize 6 -""",
    "cifar10": """Invert 1 - Contrast 2 6, Rotate 7 2 TranslateX 3 9, Sharpness 8 1 Sharpness 9 3,
        ShearY 5 8 TranslateY 7 9, AutoContrast 5 - Equalize 9 -, ShearY 2 7 Posterize 3 7, Color 4 3 Brightness 6 7,
        Sharpness 3 9 Brightness 7 9, Equalize 6 - Equalize 5 -, Contrast 6 7 Sharpness 6 5, Color 7 7 TranslateX 5 8,
        Equalize 3 - AutoContrast 4 -, TranslateY 4 3 Sharpness 2 6, Brightness 9 6 Color 2 8, Solarize 5 2 Invert 0 -,
        Equalize 2 - AutoContrast 6 -, Equalize 2 - Equalize 6 -, Color 9 9 Equalize 6 -, AutoContrast 8 - Solarize 2 8,
        Brightness 1 3 Color 7 0, Solarize 4 5 AutoContrast 9 -, TranslateY 9 9 TranslateY 7 9,
        AutoContrast 9 - Solarize 8 3, Equalize 8 - Invert 1 -, TranslateY 7 9 AutoContrast 9 -""",
    "svhn": """ShearX 9 4 Invert 2 -, ShearY 9 8 Invert 7 -, Equalize 6 - Solarize 6 6, Invert 9 - Equalize 6 -,
        Equalize 6 - Rotate 9 3, ShearX 9 4 AutoContrast 8 -, ShearY 9 8 Invert 4 -, ShearY 9 5 Solarize 2 6,
        Invert 9 - AutoContrast 8 -, Equalize 6 - Rotate 9 3, ShearX 9 4 Solarize 3 3, ShearY 8 8 Invert 7 -,
        Equalize 9 - TranslateY 6 6, Invert 9 - Equalize 6 -, Contrast 3 3 Rotate 8 4, Invert 8 - TranslateY 0 2,
        ShearY 7 6 Solarize 4 8, Invert 6 - Rotate 8 4, ShearY 3 7 TranslateX 9 3, ShearX 1 6 Invert 6 -,
        Solarize 7 2 TranslateY 6 7, ShearY 8 4 Invert 8 -, ShearX 7 9 TranslateY 8 3, ShearY 8 5 AutoContrast 7 -,
        ShearX 7 2 Invert 1 -""",
}


def _steps(words):
    """Pairs of (change, probability, strength) from an entry of a policy."""
    return tuple((name, int(tenths) / 10, None if strength == "-" else int(strength))
                 for name, tenths, strength in zip(words[::3], words[1::3], words[2::3]))


def _apply(img, name, strength, interpolation, fill):
    """One change of a picture."""
    along = name.endswith("X")
    if name.startswith(("Shear", "Translate")):
        moved = [0, 0]
        sheared = [0.0, 0.0]
        if name.startswith("Shear"):
            sheared[0 if along else 1] = math.degrees(math.atan(strength))
        else:
            moved[0 if along else 1] = int(strength)
        center = [0, 0] if name.startswith("Shear") else None
        return F.affine(img, angle=0.0, translate=moved, scale=1.0, shear=sheared, interpolation=interpolation,
                        fill=fill, center=center)
    if name == "Rotate":
        return F.rotate(img, strength, interpolation=interpolation, fill=fill)
    if name in _COLOURS:
        return _COLOURS[name](img, 1.0 + strength)
    if name == "Posterize":
        return F.posterize(img, int(strength))
    if name == "Solarize":
        return F.solarize(img, strength)
    if name in _WITHOUT_STRENGTH:
        return _WITHOUT_STRENGTH[name](img)
    if name == "Identity":
        return img
    raise ValueError(f"The provided operator {name} is not recognized.")


class _Augmentation(torch.nn.Module):
    """What the transforms have in common: the changes with their strengths, and how one is applied."""

    _shown = ()
    _identity = True  # whether a change may be none at all
    # The strongest shear, translation (pixels, or a share of the picture), rotation, colour; bits that are taken away.
    _limits = (0.3, None, 30.0, 0.9, 4)

    def _augmentation_space(self, num_bins, image_size=None):
        """The strengths of each change, and whether they have a sign."""
        shear, shift, rotation, colour, bits = self._limits
        nothing = torch.tensor(0.0)
        space = {"Identity": (nothing, False)} if self._identity else {}
        for axis in "XY":
            space["Shear" + axis] = torch.linspace(0.0, shear, num_bins), True
        for axis, side in zip("XY", (1, 0)):
            furthest = 150.0 / 331.0 * image_size[side] if shift is None else shift
            space["Translate" + axis] = torch.linspace(0.0, furthest, num_bins), True
        space["Rotate"] = torch.linspace(0.0, rotation, num_bins), True
        for name in _COLOURS:
            space[name] = torch.linspace(0.0, colour, num_bins), True
        space["Posterize"] = 8 - (torch.arange(num_bins) / ((num_bins - 1) / bits)).round().int(), False
        space["Solarize"] = torch.linspace(255.0, 0.0, num_bins), False
        space["AutoContrast"] = space["Equalize"] = nothing, False
        return space

    def _filling(self, img):
        """The fill as floats, one a channel."""
        if self.fill is None or not isinstance(img, torch.Tensor):
            return self.fill
        if isinstance(self.fill, (int, float)):
            return [float(self.fill)] * F.get_dimensions(img)[0]
        return [float(value) for value in self.fill]

    def _change(self, img, name, strength, fill):
        return _apply(img, name, strength, interpolation=self.interpolation, fill=fill)

    @staticmethod
    def _draw(space):
        """A change at random: its name, its strengths, and whether they have a sign."""
        name = list(space)[int(torch.randint(len(space), (1,)).item())]
        return name, *space[name]

    def __repr__(self):
        return f"{self.__class__.__name__}({', '.join(f'{name}={getattr(self, name)}' for name in self._shown)})"


class AutoAugment(_Augmentation):
    """Two changes of a learned policy (Cubuk and others, 2018)."""

    _shown = ("policy", "fill")
    _identity = False

    def __init__(self, policy=AutoAugmentPolicy.IMAGENET, interpolation=InterpolationMode.NEAREST, fill=None):
        super().__init__()
        if not isinstance(policy, AutoAugmentPolicy):
            raise ValueError(f"The provided policy {policy} is not recognized.")
        self.policy = policy
        self.interpolation = interpolation
        self.fill = fill
        self.policies = [_steps(entry.split()) for entry in _POLICIES[policy.value].split(",")]

    def _augmentation_space(self, num_bins, image_size):
        return {**super()._augmentation_space(num_bins, image_size), "Invert": (torch.tensor(0.0), False)}

    @staticmethod
    def get_params(transform_num):
        """Draws an entry, and for each of its changes whether it happens and its sign."""
        entry = int(torch.randint(transform_num, (1,)).item())
        return entry, torch.rand((2,)), torch.randint(2, (2,))

    def forward(self, img):
        fill = self._filling(img)
        entry, chances, signs = self.get_params(len(self.policies))
        space = self._augmentation_space(10, F.get_dimensions(img)[1:])
        for i, (name, probability, place) in enumerate(self.policies[entry]):
            if chances[i] > probability:
                continue
            strengths, signed = space[name]
            strength = 0.0 if place is None else float(strengths[place].item())
            img = self._change(img, name, -strength if signed and signs[i] == 0 else strength, fill)
        return img


class RandAugment(_Augmentation):
    """Some changes of one strength (Cubuk and others, 2019)."""

    _shown = ("num_ops", "magnitude", "num_magnitude_bins", "interpolation", "fill")

    def __init__(self, num_ops=2, magnitude=9, num_magnitude_bins=31, interpolation=InterpolationMode.NEAREST,
                 fill=None):
        super().__init__()
        self.num_ops = num_ops
        self.magnitude = magnitude
        self.num_magnitude_bins = num_magnitude_bins
        self.interpolation = interpolation
        self.fill = fill

    def forward(self, img):
        fill = self._filling(img)
        space = self._augmentation_space(self.num_magnitude_bins, F.get_dimensions(img)[1:])
        for _ in range(self.num_ops):
            name, strengths, signed = self._draw(space)
            strength = float(strengths[self.magnitude].item()) if strengths.ndim > 0 else 0.0
            if signed and torch.randint(2, (1,)):
                strength *= -1.0
            img = self._change(img, name, strength, fill)
        return img


class TrivialAugmentWide(_Augmentation):
    """One change of any strength (Müller and Hutter, 2021)."""

    _shown = ("num_magnitude_bins", "interpolation", "fill")
    _limits = (0.99, 32.0, 135.0, 0.99, 6)

    def __init__(self, num_magnitude_bins=31, interpolation=InterpolationMode.NEAREST, fill=None):
        super().__init__()
        self.num_magnitude_bins = num_magnitude_bins
        self.interpolation = interpolation
        self.fill = fill

    def forward(self, img):
        fill = self._filling(img)
        name, strengths, signed = self._draw(self._augmentation_space(self.num_magnitude_bins))
        strength = 0.0
        if strengths.ndim > 0:
            strength = float(strengths[torch.randint(len(strengths), (1,), dtype=torch.long)].item())
        if signed and torch.randint(2, (1,)):
            strength *= -1.0
        return self._change(img, name, strength, fill)


def __getattr__(name):
    raise _C._missing("torchvision.transforms.autoaugment", name)
