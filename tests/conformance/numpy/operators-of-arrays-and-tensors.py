import numpy as np
import torch

t = torch.ones(2)
a = np.full(2, 3.0)


def show(function):
    try:
        result = function()
        print(type(result).__name__, result)
    except (TypeError, RuntimeError) as error:
        print(type(error).__name__, str(error).split("\n")[0])


show(lambda: t * a)
show(lambda: a * t)
show(lambda: a + t)
show(lambda: a / t)
show(lambda: t == a)
show(lambda: t != a)
show(lambda: t < a)
show(lambda: t @ a)
show(lambda: np.float32(2) * t)
show(lambda: t - np.int64(1))
show(lambda: torch.dot(t, a))
show(lambda: torch.stack([a]))
show(lambda: np.concatenate([a, t.numpy()]))
