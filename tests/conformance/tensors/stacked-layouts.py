# How results of stack() lie in memory, empty tensors that any dimension joins, and gradients that have a history.
import torch

last = torch.zeros(1, 2, 6, 6).to(memory_format=torch.channels_last)
plain = torch.zeros(1, 2, 6, 6)
for dim in range(5):
    print(dim, *(torch.stack(pair, dim).stride() for pair in ([last, last], [last, plain], [plain, last],
                                                             [last, last.double()])))
solid = torch.zeros(2, 3, 4, 5, 6).to(memory_format=torch.channels_last_3d)
turned = torch.zeros(2, 5, 3).permute(0, 2, 1)
for dim in range(4):
    print(dim, torch.stack([solid, solid], dim).stride(), torch.stack([turned, turned], dim).stride())


def attempt(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)


for dim in (1, -3, 7, 2**40):
    attempt(lambda: torch.cat([torch.empty(0)] * 2, dim))
attempt(lambda: torch.cat([torch.empty(0), torch.ones(2, 2)], -3))
kinds = (torch.int32, torch.float32, torch.float64)
for types in [(a, b, c) for a in kinds for b in kinds for c in kinds]:
    attempt(lambda: torch.addmm(*(torch.ones(2, 2, dtype=kind) for kind in types)).dtype)
weight = torch.ones(2, 3, requires_grad=True)
for function in (lambda x: x**2, lambda x: x * 2, lambda x: x.t() ** 2):
    weight.grad = None
    function(weight).sum().backward(create_graph=True)
    print(type(weight.grad.grad_fn).__name__, weight.grad.stride())
