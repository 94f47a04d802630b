"""Trades time for memory: a block's values are computed again in the backward pass."""

import contextlib

import torch

__all__ = ["checkpoint", "checkpoint_sequential", "noop_context_fn"]


def noop_context_fn():
    return contextlib.nullcontext(), contextlib.nullcontext()


def _split(args):
    return [i for i, arg in enumerate(args) if isinstance(arg, torch.Tensor)]


class CheckpointFunction(torch.autograd.Function):
    """Runs the function without recording and again, recorded, when its gradient is wanted."""

    @staticmethod
    def forward(ctx, run_function, preserve_rng_state, kwargs, *args):
        ctx.run_function = run_function
        ctx.kwargs = kwargs
        ctx.state = torch.get_rng_state() if preserve_rng_state else None
        ctx.places = _split(args)
        ctx.args = [None if i in ctx.places else arg for i, arg in enumerate(args)]
        ctx.save_for_backward(*[args[i] for i in ctx.places])
        with torch.no_grad():
            return run_function(*args, **kwargs)

    @staticmethod
    def backward(ctx, *grads):
        args = list(ctx.args)
        for i, tensor in zip(ctx.places, ctx.saved_tensors):
            args[i] = tensor.detach().requires_grad_(tensor.requires_grad)
        now = torch.get_rng_state()
        if ctx.state is not None:
            torch.set_rng_state(ctx.state)
        with torch.enable_grad():
            outputs = ctx.run_function(*args, **ctx.kwargs)
        torch.set_rng_state(now)
        outputs = outputs if isinstance(outputs, tuple) else (outputs,)
        pairs = [(out, grad) for out, grad in zip(outputs, grads)
                 if isinstance(out, torch.Tensor) and out.requires_grad]
        if not pairs:
            raise RuntimeError("none of output has requires_grad=True, this checkpoint() is not necessary")
        torch.autograd.backward([out for out, _ in pairs], [grad for _, grad in pairs])
        return (None, None, None) + tuple(arg.grad if isinstance(arg, torch.Tensor) else None for arg in args)


def checkpoint(function, *args, use_reentrant=None, context_fn=noop_context_fn, determinism_check="default", debug=False,
               **kwargs):
    """Calls the function; its values are computed again in the backward pass."""
    if use_reentrant is None:
        import warnings
        warnings.warn("torch.utils.checkpoint: the use_reentrant parameter should be passed explicitly. In version 2.5 "
                      "we will raise an exception if use_reentrant is not passed. use_reentrant=False is recommended, "
                      "but if you need to preserve the current default behavior, you can pass use_reentrant=True. Refer "
                      "to docs for more details on the differences between the two variants.", stacklevel=2)
        use_reentrant = True
    preserve = kwargs.pop("preserve_rng_state", True)
    if use_reentrant:
        if context_fn is not noop_context_fn or debug is not False:
            raise ValueError("Passing `context_fn` or `debug` is only supported when use_reentrant=False.")
        if kwargs:
            raise ValueError("Unexpected keyword arguments: " + ",".join(kwargs))
        if not any(isinstance(arg, torch.Tensor) and arg.requires_grad for arg in args):
            import warnings
            warnings.warn("None of the inputs have requires_grad=True. Gradients will be None", stacklevel=2)
    if not torch.is_grad_enabled():
        return function(*args, **kwargs)
    if use_reentrant:
        return CheckpointFunction.apply(function, preserve, kwargs, *args)
    if determinism_check not in ("default", "none"):
        raise ValueError(f"determinism_check should be one of ['default', 'none'], but got {determinism_check}")
    if debug:
        from _types import refuse
        refuse("torch.utils.checkpoint.checkpoint(debug=True)")
    first, again = context_fn()
    frame = _Frame(function, args, kwargs, preserve, determinism_check == "default", again)
    with torch.autograd.graph.saved_tensors_hooks(frame.pack, frame.unpack), first:
        return function(*args, **kwargs)


class _Stop(Exception):
    """Ends a second computation: all values that are needed are there."""


def _looks(tensor):
    """What a tensor that is computed again must have in common with the first one."""
    return {"shape": tensor.shape, "dtype": tensor.dtype, "device": tensor.device}


class _Frame:
    """A call whose saved tensors are computed again when a backward pass asks for them."""

    def __init__(self, function, args, kwargs, preserve, strict, again):
        self.function, self.args, self.kwargs = function, args, kwargs
        self.strict = strict  # whether the second computation must look like the first one
        self.again = again  # the block that it runs in
        self.state = torch.get_rng_state() if preserve else None
        self.autocast = torch.is_autocast_enabled("cpu"), torch.get_autocast_dtype("cpu")
        self.saved = []  # what the saved tensors look like
        self.values = {}

    def pack(self, tensor):
        self.saved.append(_looks(tensor))
        return len(self.saved) - 1

    def unpack(self, place):
        if place not in self.values:
            self.compute()
        return self.values.pop(place)

    def compute(self):
        found = []

        def keep(tensor):
            found.append(tensor.detach())
            if len(found) == len(self.saved):
                raise _Stop
            return tensor

        now = torch.get_rng_state()
        if self.state is not None:
            torch.set_rng_state(self.state)
        enabled, dtype = self.autocast
        try:
            with torch.enable_grad(), torch.autocast("cpu", dtype, enabled), self.again, \
                    torch.autograd.graph.saved_tensors_hooks(keep, lambda tensor: tensor):
                self.function(*self.args, **self.kwargs)
        except _Stop:
            pass
        finally:
            torch.set_rng_state(now)
        self.check(found)
        self.values = dict(enumerate(found))

    def check(self, found):
        """Raises where the second computation differs from the first one."""
        if len(found) != len(self.saved):
            raise CheckpointError("torch.utils.checkpoint: A different number of tensors was saved during the original "
                                  "forward and recomputation.\nNumber of tensors saved during forward: "
                                  f"{len(self.saved)}\nNumber of tensors saved during recomputation: {len(found)}.")
        others = [f"tensor at position {place}:\nsaved metadata: {saved}\nrecomputed metadata: {_looks(tensor)}\n"
                  for place, (saved, tensor) in enumerate(zip(self.saved, found)) if saved != _looks(tensor)]
        if others and self.strict:
            raise CheckpointError("torch.utils.checkpoint: Recomputed values for the following tensors have different "
                                  "metadata than during the forward pass.\n" + "".join(others))


class CheckpointError(RuntimeError):
    """A function that computed something else the second time."""


def checkpoint_sequential(functions, segments, input, use_reentrant=None, **kwargs):
    """Calls functions one after the other, all segments but the last one as checkpoints."""
    functions = list(functions.children()) if isinstance(functions, torch.nn.Sequential) else list(functions)

    def run(start, end):
        def forward(input):
            for i in range(start, end + 1):
                input = functions[i](input)
            return input
        return forward

    size = len(functions) // segments
    end = -1
    for start in range(0, size * (segments - 1), size):
        end = start + size - 1
        input = checkpoint(run(start, end), input, use_reentrant=use_reentrant, **kwargs)
    return run(end + 1, len(functions) - 1)(input)


def get_device_states(*args):
    """The devices other than the CPU that tensors are on, and their random states: there are none."""
    return [], []


def set_device_states(devices, states, *, device_type=None):
    """Restores the random states of devices other than the CPU: there are none."""
    if devices:
        from _types import refuse
        refuse("torch.utils.checkpoint.set_device_states with devices")
