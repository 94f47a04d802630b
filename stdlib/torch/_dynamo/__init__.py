"""What torch.compile is made of."""


def reset():
    """Forgets compiled code: there is none."""


def disable(fn=None, recursive=True):
    """Marks a function that is not compiled."""
    return (lambda function: function) if fn is None else fn
