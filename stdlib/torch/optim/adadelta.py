"""Adadelta: steps scaled by the ratio of past updates to past gradients (Zeiler, 2012)."""

import torch
from torch.optim.optimizer import Optimizer, _use_grad_for_differentiable, check_not_negative, check_rate, to_number


class Adadelta(Optimizer):
    """Adadelta."""

    _captured_on_xla = False

    def __init__(self, params, lr=1.0, rho=0.9, eps=1e-6, weight_decay=0, foreach=None, *, capturable=False,
                 maximize=False, differentiable=False):
        check_rate(lr)
        if not 0.0 <= rho <= 1.0:
            raise ValueError(f"Invalid rho value: {rho}")
        check_not_negative(eps, "epsilon")
        check_not_negative(weight_decay, "weight_decay")
        super().__init__(params, dict(lr=lr, rho=rho, eps=eps, weight_decay=weight_decay, maximize=maximize,
                                      capturable=capturable, foreach=foreach, differentiable=differentiable))

    @_use_grad_for_differentiable
    def step(self, closure=None):
        """Updates the parameters once."""
        return self._update_each(closure)

    def _update(self, group, parameter):
        state = self.state[parameter]
        if not state:
            state["step"] = torch.zeros((), dtype=torch.float32)
            state["square_avg"] = torch.zeros_like(parameter, memory_format=torch.preserve_format)
            state["acc_delta"] = torch.zeros_like(parameter, memory_format=torch.preserve_format)
        state["step"] += 1
        grad = -parameter.grad if group["maximize"] else parameter.grad
        if group["weight_decay"] != 0:
            grad = grad.add(parameter, alpha=group["weight_decay"])
        rho, eps = group["rho"], group["eps"]
        square, updates = state["square_avg"], state["acc_delta"]
        square.mul_(rho).addcmul_(grad, grad, value=1 - rho)
        root = square.add(eps).sqrt_()
        delta = updates.add(eps).sqrt_()
        delta.div_(root).mul_(grad)
        updates.mul_(rho).addcmul_(delta, delta, value=1 - rho)
        parameter.add_(delta, alpha=-to_number(group["lr"]))
