"""Outputs are checked before inputs."""
import torch

x = torch.ones(2, 2)
w = torch.ones(2, requires_grad=True)
for outputs, inputs, options in (
    (x.sum(), x, {}),
    (x.sum(), x, {"create_graph": True}),
    (x.sum(), x, {"allow_unused": True}),
    (w.sum(), x, {}),
    (x.sum(), w, {}),
    (x * 2, x, {"grad_outputs": torch.ones(2, 2)}),
    (w * 2, x, {}),
    ([w.sum(), x.sum()], [w], {}),
    ([w.sum()], [], {}),
    ([x.sum()], [], {}),
):
    try:
        print(torch.autograd.grad(outputs, inputs, **options))
    except (RuntimeError, ValueError) as error:
        print(type(error).__name__, error)
