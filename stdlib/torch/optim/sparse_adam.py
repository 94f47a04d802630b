"""SparseAdam: Adam for sparse gradients, which torchlet does not have."""

import torch
from torch.optim.optimizer import Optimizer, check_betas


class SparseAdam(Optimizer):
    """Takes parameters, refuses their dense gradients as PyTorch does."""

    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, maximize=False):
        if isinstance(lr, torch.Tensor) and lr.numel() != 1:
            raise ValueError("Tensor lr must be 1-element")
        if not 0.0 < lr:
            raise ValueError(f"Invalid learning rate: {lr}")
        if not 0.0 < eps:
            raise ValueError(f"Invalid epsilon value: {eps}")
        check_betas(betas)
        super().__init__(params, dict(lr=lr, betas=betas, eps=eps, maximize=maximize))

    def step(self, closure=None):
        """Raises: every gradient here is dense."""
        loss = self._evaluate(closure)
        for group in self.param_groups:
            for parameter in self._with_gradients(group):
                if not parameter.grad.is_sparse:
                    raise RuntimeError("SparseAdam does not support dense gradients, please consider Adam instead")
        return loss
