"""Types of containers, as torch.jit.isinstance() checks them."""

import typing

_BARE = {list: ("List", "a contained type", "a contained type, e.g. List[int]"),
         dict: ("Dict", "contained types", "contained type, e.g. Dict[int, int]"),
         tuple: ("Tuple", "a contained type", "a contained type, e.g. Tuple[int]"),
         typing.Optional: ("Optional", "a contained type", "a contained type, e.g. Optional[int]")}
_BARE |= {typing.List: _BARE[list], typing.Dict: _BARE[dict], typing.Tuple: _BARE[tuple]}


def _check_contained(target_type):
    """RuntimeError for a container that does not say what it holds."""
    for known, (name, lacking, added) in _BARE.items():
        if known is target_type:
            raise RuntimeError(f"Attempted to use {name} without {lacking}. Please add {added}")


def holds(obj, target_type):
    """Whether an object and its items are of a type; a tuple of types stands for any of them."""
    if isinstance(target_type, tuple):
        return any(holds(obj, each) for each in target_type)
    _check_contained(target_type)
    origin, items = typing.get_origin(target_type), typing.get_args(target_type)
    if target_type is typing.Any:
        return True
    if origin is typing.Union:
        return any(holds(obj, each) for each in items)
    if origin is None:
        return obj is None if target_type is None else isinstance(obj, target_type)
    if not isinstance(obj, origin):
        return False
    if origin is list:
        return all(holds(item, items[0]) for item in obj)
    if origin is dict:
        return all(holds(key, items[0]) and holds(value, items[1]) for key, value in obj.items())
    return len(obj) == len(items) and all(holds(item, kind) for item, kind in zip(obj, items))
