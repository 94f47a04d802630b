"""Adagrad: steps scaled by the sum of squared gradients (Duchi and others, 2011)."""

import torch
from torch.optim.optimizer import Optimizer, _use_grad_for_differentiable, check_not_negative, check_rate, to_number


class Adagrad(Optimizer):
    """Adagrad with an optional decay of the learning rate."""

    def __init__(self, params, lr=1e-2, lr_decay=0, weight_decay=0, initial_accumulator_value=0, eps=1e-10,
                 foreach=None, *, maximize=False, differentiable=False, fused=None):
        check_rate(lr)
        check_not_negative(lr_decay, "lr_decay")
        check_not_negative(weight_decay, "weight_decay")
        check_not_negative(initial_accumulator_value, "initial_accumulator_value")
        check_not_negative(eps, "epsilon")
        super().__init__(params, dict(lr=lr, lr_decay=lr_decay, eps=eps, weight_decay=weight_decay,
                                      initial_accumulator_value=initial_accumulator_value, foreach=foreach,
                                      maximize=maximize, differentiable=differentiable, fused=fused))
        for group in self.param_groups:
            for parameter in group["params"]:
                state = self.state[parameter]
                state["step"] = torch.tensor(0.0, dtype=torch.float32)
                state["sum"] = torch.full_like(parameter, initial_accumulator_value,
                                               memory_format=torch.preserve_format)

    def share_memory(self):
        """Everything is shared already: there is one process."""

    @_use_grad_for_differentiable
    def step(self, closure=None):
        """Updates the parameters once."""
        return self._update_each(closure)

    def _update(self, group, parameter):
        state = self.state[parameter]
        state["step"] += 1
        grad = -parameter.grad if group["maximize"] else parameter.grad
        if group["weight_decay"] != 0:
            grad = grad.add(parameter, alpha=group["weight_decay"])
        rate = to_number(group["lr"]) / (1 + (state["step"].item() - 1) * group["lr_decay"])
        total = state["sum"]
        total.addcmul_(grad, grad, value=1)
        parameter.addcdiv_(grad, total.sqrt().add_(group["eps"]), value=-rate)
