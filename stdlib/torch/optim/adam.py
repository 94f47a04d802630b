"""Adam: steps scaled by running estimates of the gradient's first two moments (Kingma and Ba, 2015)."""

import torch
from torch.optim.optimizer import (Optimizer, _use_grad_for_differentiable, check_betas, check_not_negative,
                                   check_rate, to_number)


class Adam(Optimizer):
    """Adam, with weight decay added to the gradient."""

    _decoupled = False

    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0, amsgrad=False, *, foreach=None,
                 maximize=False, capturable=False, differentiable=False, fused=None):
        if isinstance(lr, torch.Tensor) and foreach and not capturable:
            raise ValueError("lr as a Tensor is not supported for capturable=False and foreach=True")
        check_rate(lr)
        check_not_negative(eps, "epsilon")
        check_betas(betas)
        check_not_negative(weight_decay, "weight_decay")
        super().__init__(params, self._defaults(lr, betas, eps, weight_decay, amsgrad, foreach, maximize, capturable,
                                                differentiable, fused))
        if fused and differentiable:
            raise RuntimeError("`fused` does not support `differentiable`")
        if fused and foreach:
            raise RuntimeError("`fused` and `foreach` cannot be `True` together.")

    @staticmethod
    def _defaults(lr, betas, eps, weight_decay, amsgrad, foreach, maximize, capturable, differentiable, fused):
        return dict(lr=lr, betas=betas, eps=eps, weight_decay=weight_decay, amsgrad=amsgrad, maximize=maximize,
                    foreach=foreach, capturable=capturable, differentiable=differentiable, fused=fused)

    def __setstate__(self, state):
        super().__setstate__(state)
        for group in self.param_groups:
            for name, default in (("amsgrad", False), ("maximize", False), ("foreach", None), ("capturable", False),
                                  ("differentiable", False), ("fused", None)):
                group.setdefault(name, default)
            for parameter in group["params"]:
                values = self.state.get(parameter, ())
                if "step" in values and not torch.is_tensor(values["step"]):
                    values["step"] = torch.tensor(float(values["step"]), dtype=torch.float32)

    @_use_grad_for_differentiable
    def step(self, closure=None):
        """Updates the parameters once."""
        return self._update_each(closure)

    def _prepare(self, group, parameter):
        """The state of a parameter, made at its first step."""
        state = self.state[parameter]
        if not state:
            state["step"] = torch.tensor(0.0, dtype=torch.float32)
            state["exp_avg"] = torch.zeros_like(parameter, memory_format=torch.preserve_format)
            state["exp_avg_sq"] = torch.zeros_like(parameter, memory_format=torch.preserve_format)
            if group["amsgrad"]:
                state["max_exp_avg_sq"] = torch.zeros_like(parameter, memory_format=torch.preserve_format)
        return state

    def _update(self, group, parameter):
        state = self._prepare(group, parameter)
        grad = -parameter.grad if group["maximize"] else parameter.grad
        lr, (beta1, beta2), decay = to_number(group["lr"]), group["betas"], group["weight_decay"]
        beta1, beta2 = to_number(beta1), to_number(beta2)
        mean, square, count = state["exp_avg"], state["exp_avg_sq"], state["step"]
        count += 1
        if decay != 0:
            if self._decoupled:
                parameter.mul_(1 - lr * decay)
            else:
                grad = grad.add(parameter, alpha=decay)
        mean.lerp_(grad, 1 - beta1)
        square.mul_(beta2).addcmul_(grad, grad.conj(), value=1 - beta2)
        steps = count.item()
        correction1 = 1 - beta1 ** steps
        correction2 = (1 - beta2 ** steps) ** 0.5
        if group["amsgrad"]:
            largest = state["max_exp_avg_sq"]
            torch.maximum(largest, square, out=largest)
            square = largest
        denominator = (square.sqrt() / correction2).add_(group["eps"])
        parameter.addcdiv_(mean, denominator, value=-(lr / correction1))
