"""Handles for registered hooks."""


class RemovableHandle:
    """What registering a hook returns: `remove()`, or leaving a `with` block, takes the hook off again."""

    next_id = 0

    def __init__(self, hooks_dict, *, extra_dict=None):
        self.hooks = hooks_dict
        self.id = RemovableHandle.next_id
        RemovableHandle.next_id += 1
        self.marks = list(extra_dict or ())

    def remove(self):
        """Takes the hook off; doing it twice is harmless."""
        for place in (self.hooks, *self.marks):
            if place is not None and self.id in place:
                del place[self.id]

    def __enter__(self):
        return self

    def __exit__(self, type, value, traceback):
        self.remove()
