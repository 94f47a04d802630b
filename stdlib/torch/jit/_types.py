"""Types of containers, as torch.jit.isinstance() checks them."""

import typing


def holds(obj, target_type):
    """Whether an object and its items are of a type; a tuple of types stands for any of them."""
    if isinstance(target_type, tuple):
        return any(holds(obj, each) for each in target_type)
    origin, items = typing.get_origin(target_type), typing.get_args(target_type)
    if target_type is typing.Any:
        return True
    if origin is typing.Union:
        return any(holds(obj, each) for each in items)
    if origin is None:
        if target_type in (list, typing.List, dict, typing.Dict, tuple, typing.Tuple):
            raise RuntimeError(f"Attempted to use {getattr(target_type, '__name__', target_type)} without a contained "
                               "type. Please add a contained type")
        return obj is None if target_type is None else isinstance(obj, target_type)
    if not isinstance(obj, origin):
        return False
    if origin is list:
        return all(holds(item, items[0]) for item in obj)
    if origin is dict:
        return all(holds(key, items[0]) and holds(value, items[1]) for key, value in obj.items())
    return len(obj) == len(items) and all(holds(item, kind) for item, kind in zip(obj, items))
