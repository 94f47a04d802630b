"""The default generator of random numbers."""

from torch import _C

default_generator = _C.default_generator


def manual_seed(seed):
    """Seeds the default generator and returns it."""
    return _C.manual_seed(seed)


def seed():
    """Seeds the default generator with a number that nobody knows, and returns that."""
    return _C.seed()


def initial_seed():
    """Returns the seed of the default generator."""
    return _C.initial_seed()


def get_rng_state():
    """Returns the state of the default generator."""
    return _C.get_rng_state()


def set_rng_state(new_state):
    """Sets the state of the default generator."""
    _C.set_rng_state(new_state)


class fork_rng:
    """Draws inside the block without moving the default generator."""

    def __init__(self, devices=None, enabled=True, _caller="fork_rng", _devices_kw="devices", device_type="cuda"):
        self.enabled = enabled

    def __enter__(self):
        self.state = get_rng_state() if self.enabled else None

    def __exit__(self, *error):
        if self.enabled:
            set_rng_state(self.state)

    def __call__(self, function):
        import functools

        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            with self:
                return function(*args, **kwargs)

        return wrapper
