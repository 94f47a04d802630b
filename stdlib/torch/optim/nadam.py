"""NAdam: Adam with Nesterov momentum (Dozat, 2016)."""

import torch
from torch.optim.optimizer import (Optimizer, _use_grad_for_differentiable, check_betas, check_not_negative,
                                   check_rate, to_number)


class NAdam(Optimizer):
    """NAdam."""

    _captured = "params, mu_products and state_steps"

    def __init__(self, params, lr=2e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0, momentum_decay=4e-3,
                 decoupled_weight_decay=False, *, foreach=None, maximize=False, capturable=False,
                 differentiable=False):
        check_rate(lr)
        check_not_negative(eps, "epsilon")
        check_betas(betas)
        check_not_negative(weight_decay, "weight_decay")
        check_not_negative(momentum_decay, "momentum_decay")
        super().__init__(params, dict(lr=lr, betas=betas, eps=eps, weight_decay=weight_decay,
                                      momentum_decay=momentum_decay, decoupled_weight_decay=decoupled_weight_decay,
                                      maximize=maximize, foreach=foreach, capturable=capturable,
                                      differentiable=differentiable))

    @_use_grad_for_differentiable
    def step(self, closure=None):
        """Updates the parameters once."""
        return self._update_each(closure)

    def _update(self, group, parameter):
        state = self.state[parameter]
        if not state:
            state["step"] = torch.tensor(0.0, dtype=torch.float32)
            state["mu_product"] = torch.ones((), dtype=torch.float32)
            state["exp_avg"] = torch.zeros_like(parameter, memory_format=torch.preserve_format)
            state["exp_avg_sq"] = torch.zeros_like(parameter, memory_format=torch.preserve_format)
        state["step"] += 1
        steps = state["step"].item()
        grad = -parameter.grad if group["maximize"] else parameter.grad
        beta1, beta2 = group["betas"]
        lr, decay = to_number(group["lr"]), group["weight_decay"]
        correction2 = 1 - beta2 ** steps
        if decay != 0:
            if group["decoupled_weight_decay"]:
                parameter.mul_(1 - lr * decay)
            else:
                grad = grad.add(parameter, alpha=decay)
        mu = beta1 * (1.0 - 0.5 * (0.96 ** (steps * group["momentum_decay"])))
        mu_next = beta1 * (1.0 - 0.5 * (0.96 ** ((steps + 1) * group["momentum_decay"])))
        state["mu_product"] *= mu
        mean, square = state["exp_avg"], state["exp_avg_sq"]
        mean.lerp_(grad, 1 - beta1)
        square.mul_(beta2).addcmul_(grad, grad, value=1 - beta2)
        root = square.div(correction2).sqrt()
        product = state["mu_product"].item()
        root.add_(group["eps"])
        parameter.addcdiv_(grad, root, value=(-lr * (1.0 - mu) / (1.0 - product)))
        parameter.addcdiv_(mean, root, value=(-lr * mu_next) / (1.0 - product * mu_next))
