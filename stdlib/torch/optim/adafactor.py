"""Adafactor: second moments kept as row and column means (Shazeer and Stern, 2018)."""

import torch
from torch.optim.optimizer import Optimizer, to_number


class Adafactor(Optimizer):
    """Adafactor."""

    def __init__(self, params, lr=1e-2, beta2_decay=-0.8, eps=(None, 1e-3), d=1.0, weight_decay=0.0, *, foreach=None,
                 maximize=False):
        if isinstance(lr, torch.Tensor) and lr.numel() != 1:
            raise ValueError("Tensor lr must be 1-element")
        if not 0.0 <= lr:
            raise ValueError(f"Learning rate should be >= 0 but is: {lr}")
        if not 0.0 >= beta2_decay:
            raise ValueError(f"beta2_decay should be <= 0 but is: {beta2_decay}")
        if eps[0] is not None and not 0.0 <= eps[0]:
            raise ValueError(f"epsilon1 should be >= 0 but is: {eps[0]}")
        if not 0.0 <= eps[1]:
            raise ValueError(f"epsilon2 should be >= 0 but is: {eps[1]}")
        if not 1.0 <= d:
            raise ValueError(f"Clipping threshold d should be >= 1 but is: {d}")
        if not 0.0 <= weight_decay:
            raise ValueError(f"weight_decay should be >= 0 but is: {weight_decay}")
        super().__init__(params, dict(lr=lr, beta2_decay=beta2_decay, eps=eps, d=d, weight_decay=weight_decay,
                                      foreach=foreach, maximize=maximize))

    @torch.no_grad()
    def step(self, closure=None):
        """Updates the parameters once."""
        return self._update_each(closure)

    def _prepare(self, parameter):
        state = self.state[parameter]
        if not state:
            state["step"] = torch.tensor(0.0, dtype=torch.float32)
            grad = parameter.grad
            if grad.dim() > 1:
                rows, columns = list(grad.shape), list(grad.shape)
                rows[-1] = 1
                columns[-2] = 1
                state["row_var"] = grad.new_zeros(rows)
                state["col_var"] = grad.new_zeros(columns)
            else:
                state["variance"] = torch.zeros_like(grad, memory_format=torch.preserve_format)
        return state

    def _update(self, group, parameter):
        state = self._prepare(parameter)
        grad = -parameter.grad if group["maximize"] else parameter.grad
        state["step"] += 1
        steps = state["step"].item()
        eps1, eps2 = group["eps"]
        if eps1 is None:
            eps1 = torch.finfo(parameter.dtype).eps
        lr = to_number(group["lr"])
        keep = steps ** group["beta2_decay"]
        rho = min(lr, 1 / (steps ** 0.5))
        alpha = max(eps2, parameter.norm(2).item() / (parameter.numel() ** 0.5)) * rho
        if group["weight_decay"] != 0:
            parameter.mul_(1 - lr * group["weight_decay"])
        if grad.dim() > 1:
            rows, columns = state["row_var"], state["col_var"]
            rows.lerp_(torch.norm(grad, dim=-1, keepdim=True).square_().div_(grad.size(-1)), keep)
            columns.lerp_(torch.norm(grad, dim=-2, keepdim=True).square_().div_(grad.size(-2)), keep)
            estimate = rows @ columns
            estimate.div_(rows.mean(dim=-2, keepdim=True).clamp_(min=eps1))
        else:
            state["variance"].lerp_(grad.square(), keep)
            estimate = state["variance"].clone()
        update = estimate.clamp_(min=eps1 * eps1).rsqrt_()
        update.mul_(grad)
        limit = max(1.0, update.norm(2).item() / ((update.numel() ** 0.5) * group["d"]))
        parameter.add_(update, alpha=-alpha / limit)
