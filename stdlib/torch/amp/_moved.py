"""What torch.amp was called when each device had a module of its own."""

from warnings import deprecated


def moved(device, name):
    """Decorates the former class: it says where it went."""
    return deprecated(f"`torch.{device}.amp.{name}(args...)` is deprecated. Please use `torch.amp.{name}('{device}', "
                      "args...)` instead.", category=FutureWarning)
