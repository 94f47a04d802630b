"""Blocks and functions in which operators are not recorded, or are again."""

import functools

from torch import _C

__all__ = ["no_grad", "enable_grad", "set_grad_enabled", "inference_mode", "set_multithreading_enabled"]


def _wrap_generator(make_context, function):
    """Wraps a generator function: its body runs inside the block, what happens between its steps does not."""

    @functools.wraps(function)
    def generator_context(*args, **kwargs):
        generator = function(*args, **kwargs)
        with make_context():
            try:
                response = generator.send(None)
            except StopIteration as stop:
                return stop.value
        while True:
            try:
                request = yield response
            except GeneratorExit:
                with make_context():
                    generator.close()
                raise
            except BaseException as error:
                with make_context():
                    try:
                        response = generator.throw(error)
                    except StopIteration as stop:
                        return stop.value
            else:
                with make_context():
                    try:
                        response = generator.send(request)
                    except StopIteration as stop:
                        return stop.value

    return generator_context


def _decorate(make_context, function):
    if isinstance(function, type):
        raise RuntimeError("Cannot decorate classes; it is ambiguous whether or not only the constructor or all methods "
                           "should have the context manager applied; additionally, using this decorator on a class is "
                           "not supported.")
    code = getattr(function, "__code__", None)
    if code is not None and code.co_flags & 0x20:
        return _wrap_generator(make_context, function)

    @functools.wraps(function)
    def decorate_context(*args, **kwargs):
        with make_context():
            return function(*args, **kwargs)

    return decorate_context


class _Mode:
    """A block that is also a decorator."""

    def __call__(self, function):
        return _decorate(self.clone, function)

    def clone(self):
        return self.__class__()


class _PlainMode(_Mode):
    """A mode without arguments: `@no_grad` works like `@no_grad()`."""

    def __new__(cls, orig_func=None):
        if orig_func is None:
            return super().__new__(cls)
        return cls()(orig_func)


class no_grad(_PlainMode):
    """Operators are not recorded."""

    def __init__(self, orig_func=None):
        self.prev = False

    def __enter__(self):
        self.prev = _C._set_grad_enabled(False)

    def __exit__(self, exc_type, exc_value, traceback):
        _C._set_grad_enabled(self.prev)


class enable_grad(_PlainMode):
    """Operators are recorded, also inside no_grad."""

    def __init__(self, orig_func=None):
        self.prev = False

    def __enter__(self):
        self.prev = _C._set_grad_enabled(True)

    def __exit__(self, exc_type, exc_value, traceback):
        _C._set_grad_enabled(self.prev)


class set_grad_enabled(_Mode):
    """Switches recording at once; as a block or a decorator, until its end."""

    def __init__(self, mode):
        self.mode = mode
        self.prev = _C._set_grad_enabled(mode)

    def __call__(self, function):
        _C._set_grad_enabled(self.prev)
        return super().__call__(function)

    def __enter__(self):
        _C._set_grad_enabled(self.mode)

    def __exit__(self, exc_type, exc_value, traceback):
        _C._set_grad_enabled(self.prev)

    def __str__(self):
        return f"torch.autograd.grad_mode.set_grad_enabled(mode={self.mode})"

    __repr__ = __str__

    def clone(self):
        return self.__class__(self.mode)


class inference_mode(_Mode):
    """No recording, and the tensors that are made can never be recorded."""

    def __new__(cls, mode=True):
        if isinstance(mode, bool):
            return super().__new__(cls)
        return cls()(mode)

    def __init__(self, mode=True):
        self.mode = mode

    def __enter__(self):
        self.before = _C._set_inference_mode(self.mode)
        self.grad_before = _C._set_grad_enabled(not self.mode)

    def __exit__(self, exc_type, exc_value, traceback):
        _C._set_inference_mode(self.before)
        _C._set_grad_enabled(self.grad_before)

    def clone(self):
        return self.__class__(self.mode)


class set_multithreading_enabled(_Mode):
    """Accepted: a backward pass uses one thread."""

    def __init__(self, mode):
        self.mode = mode

    def __enter__(self):
        pass

    def __exit__(self, exc_type, exc_value, traceback):
        pass

    def clone(self):
        return self.__class__(self.mode)
