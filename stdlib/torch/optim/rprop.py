"""Rprop: steps that grow while the gradient keeps its sign (Riedmiller and Braun, 1993)."""

import torch
from torch.optim.optimizer import Optimizer, _use_grad_for_differentiable, check_rate, to_number


class Rprop(Optimizer):
    """Rprop."""

    def __init__(self, params, lr=1e-2, etas=(0.5, 1.2), step_sizes=(1e-6, 50), *, capturable=False, foreach=None,
                 maximize=False, differentiable=False):
        check_rate(lr)
        if not 0.0 < etas[0] < 1.0 < etas[1]:
            raise ValueError(f"Invalid eta values: {etas[0]}, {etas[1]}")
        super().__init__(params, dict(lr=lr, etas=etas, step_sizes=step_sizes, foreach=foreach, maximize=maximize,
                                      differentiable=differentiable, capturable=capturable))

    @_use_grad_for_differentiable
    def step(self, closure=None):
        """Updates the parameters once."""
        return self._update_each(closure)

    def _update(self, group, parameter):
        state = self.state[parameter]
        grad = -parameter.grad if group["maximize"] else parameter.grad
        if not state:
            state["step"] = torch.zeros((), dtype=torch.float32)
            state["prev"] = torch.zeros_like(parameter, memory_format=torch.preserve_format)
            state["step_size"] = torch.full_like(grad, to_number(group["lr"]))
        state["step"] += 1
        shrink, grow = group["etas"]
        least, most = group["step_sizes"]
        previous, size = state["prev"], state["step_size"]
        sign = grad.mul(previous).sign()
        sign[sign.gt(0)] = grow
        sign[sign.lt(0)] = shrink
        sign[sign.eq(0)] = 1
        size.mul_(sign).clamp_(least, most)
        grad = grad.clone(memory_format=torch.preserve_format)
        grad[sign.eq(shrink)] = 0
        parameter.addcmul_(grad.sign(), size, value=-1)
        previous.copy_(grad)
