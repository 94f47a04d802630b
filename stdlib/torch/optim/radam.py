"""RAdam: Adam whose adaptive step waits until its variance is known (Liu and others, 2020)."""

import torch
from torch.optim.optimizer import (Optimizer, _use_grad_for_differentiable, check_betas, check_not_negative,
                                   check_rate, to_number)


class RAdam(Optimizer):
    """RAdam."""

    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0, decoupled_weight_decay=False, *,
                 foreach=None, maximize=False, capturable=False, differentiable=False):
        check_rate(lr)
        check_not_negative(eps, "epsilon")
        check_betas(betas)
        check_not_negative(weight_decay, "weight_decay")
        super().__init__(params, dict(lr=lr, betas=betas, eps=eps, weight_decay=weight_decay, maximize=maximize,
                                      foreach=foreach, capturable=capturable,
                                      decoupled_weight_decay=decoupled_weight_decay, differentiable=differentiable))

    @_use_grad_for_differentiable
    def step(self, closure=None):
        """Updates the parameters once."""
        return self._update_each(closure)

    def _update(self, group, parameter):
        state = self.state[parameter]
        if not state:
            state["step"] = torch.tensor(0.0, dtype=torch.float32)
            state["exp_avg"] = torch.zeros_like(parameter, memory_format=torch.preserve_format)
            state["exp_avg_sq"] = torch.zeros_like(parameter, memory_format=torch.preserve_format)
        state["step"] += 1
        steps = state["step"].item()
        grad = -parameter.grad if group["maximize"] else parameter.grad
        beta1, beta2 = group["betas"]
        lr, decay = to_number(group["lr"]), group["weight_decay"]
        if decay != 0:
            if group["decoupled_weight_decay"]:
                parameter.mul_(1 - lr * decay)
            else:
                grad = grad.add(parameter, alpha=decay)
        mean, square = state["exp_avg"], state["exp_avg_sq"]
        mean.lerp_(grad, 1 - beta1)
        square.mul_(beta2).addcmul_(grad, grad, value=1 - beta2)
        correction1 = 1 - beta1 ** steps
        correction2 = 1 - beta2 ** steps
        corrected = mean / correction1
        most = 2 / (1 - beta2) - 1
        length = most - 2 * steps * (beta2 ** steps) / correction2
        if length > 5.0:
            rectified = ((length - 4) * (length - 2) * most / ((most - 4) * (most - 2) * length)) ** 0.5
            adaptive = (correction2 ** 0.5) / square.sqrt().add_(group["eps"])
            parameter.add_(corrected * lr * adaptive * rectified, alpha=-1.0)
        else:
            parameter.add_(corrected * lr, alpha=-1.0)
