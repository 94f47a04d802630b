"""Calls of modules with other parameters than their own."""

import contextlib


@contextlib.contextmanager
def _reparametrize(module, tensors):
    """Puts tensors in the places of parameters and buffers by dotted name, and the old ones back afterwards."""
    saved = []
    for path, tensor in tensors.items():
        prefix, _, name = path.rpartition(".")
        owner = module.get_submodule(prefix)
        for place in (owner._parameters, owner._buffers):
            if name in place:
                saved.append((place, name, place[name]))
                place[name] = tensor
    try:
        yield module
    finally:
        for place, name, value in reversed(saved):
            place[name] = value


def functional_call(module, parameters_and_buffers, args=(), kwargs=None, *, tie_weights=True, strict=False):
    """module(*args) with the given tensors instead of its parameters and buffers."""
    if isinstance(parameters_and_buffers, (list, tuple)):
        merged = {}
        for part in parameters_and_buffers:
            merged.update(part)
        parameters_and_buffers = merged
    if strict:
        known = {name for name, _ in module.named_parameters()} | {name for name, _ in module.named_buffers()}
        given = set(parameters_and_buffers)
        if given != known:
            message = f"Error(s) in reparametrizing for {module._get_name()}:"
            for what, names in (("Unexpected", given - known), ("Missing", known - given)):
                if names:
                    message += f"\n\t{what} key(s): " + ", ".join(map(repr, sorted(names))) + "."
            raise RuntimeError(message)
    if not isinstance(args, tuple):
        args = (args,)
    with _reparametrize(module, parameters_and_buffers):
        return module(*args, **(kwargs or {}))
