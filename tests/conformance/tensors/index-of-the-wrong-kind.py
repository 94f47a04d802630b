"""Indices of the wrong type or rank, each operator in its own words."""
import torch
import torch.nn.functional as F

x = torch.ones(3, 4, requires_grad=True)
indices = [torch.ones(3), torch.ones(3).bool(), torch.ones(3).int(), torch.ones(2, 2).long(), torch.tensor(1.0)]
calls = {
    "index_add": lambda i: x.index_add(0, i, x), "index_copy": lambda i: x.index_copy(0, i, x),
    "index_fill": lambda i: x.index_fill(0, i, 1.0), "index_select": lambda i: x.index_select(0, i),
    "index_reduce": lambda i: x.detach().index_reduce(0, i, x.detach(), "prod"), "put": lambda i: x.put(i, x),
    "take_along_dim": lambda i: x.take_along_dim(i, 0), "gather": lambda i: x.gather(0, i), "take": lambda i: x.take(i),
}
for name, call in calls.items():
    for index in indices:
        try:
            print(name, tuple(call(index).shape))
        except Exception as error:
            print(name, type(error).__name__, error)

for call in [lambda: F.max_pool1d(x, 2, return_indices=True, size=1), lambda: F.adaptive_max_pool1d(x, 2, True, 1),
             lambda: F.adaptive_max_pool1d(x, 2, False, 1), lambda: F.max_pool2d(stride=2),
             lambda: torch.autograd.grad(torch.ones(3), x, torch.ones(2))]:
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
