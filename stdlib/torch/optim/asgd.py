"""ASGD: stochastic gradient descent that also keeps the average of its path (Polyak and Juditsky, 1992)."""

import torch
from torch.optim.optimizer import Optimizer, _use_grad_for_differentiable, check_not_negative, check_rate, to_number


class ASGD(Optimizer):
    """ASGD."""

    _captured = "params, mus, etas, and state_steps"

    def __init__(self, params, lr=1e-2, lambd=1e-4, alpha=0.75, t0=1e6, weight_decay=0, foreach=None, maximize=False,
                 differentiable=False, capturable=False):
        check_rate(lr)
        check_not_negative(weight_decay, "weight_decay")
        super().__init__(params, dict(lr=lr, lambd=lambd, alpha=alpha, t0=t0, weight_decay=weight_decay,
                                      foreach=foreach, maximize=maximize, differentiable=differentiable,
                                      capturable=capturable))

    @_use_grad_for_differentiable
    def step(self, closure=None):
        """Updates the parameters once."""
        return self._update_each(closure)

    def _update(self, group, parameter):
        state = self.state[parameter]
        if not state:
            state["step"] = torch.zeros((), dtype=torch.float32)
            state["eta"] = torch.as_tensor(to_number(group["lr"]), dtype=torch.float32).clone()
            state["mu"] = torch.ones((), dtype=torch.float32)
            state["ax"] = torch.zeros_like(parameter, memory_format=torch.preserve_format)
        state["step"] += 1
        steps = state["step"].item()
        grad = -parameter.grad if group["maximize"] else parameter.grad
        if group["weight_decay"] != 0:
            grad = grad.add(parameter, alpha=group["weight_decay"])
        eta, mu, average = state["eta"].item(), state["mu"], state["ax"]
        parameter.mul_(1 - group["lambd"] * eta)
        parameter.add_(grad, alpha=-eta)
        if mu.item() != 1:
            average.add_(parameter.sub(average).mul_(mu))
        else:
            average.copy_(parameter)
        lr = to_number(group["lr"])
        state["eta"].copy_(torch.as_tensor(lr / ((1 + group["lambd"] * lr * steps) ** group["alpha"])))
        mu.copy_(torch.as_tensor(1 / max(1, steps - group["t0"])))
