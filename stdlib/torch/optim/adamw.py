"""AdamW: Adam with the weight decay applied to the parameters themselves (Loshchilov and Hutter, 2019)."""

from torch.optim.adam import Adam


class AdamW(Adam):
    """Adam with decoupled weight decay."""

    _decoupled = True

    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=1e-2, amsgrad=False, *,
                 maximize=False, foreach=None, capturable=False, differentiable=False, fused=None):
        super().__init__(params, lr, betas, eps, weight_decay, amsgrad, foreach=foreach, maximize=maximize,
                         capturable=capturable, differentiable=differentiable, fused=fused)

    @staticmethod
    def _defaults(lr, betas, eps, weight_decay, amsgrad, foreach, maximize, capturable, differentiable, fused):
        return dict(lr=lr, betas=betas, eps=eps, weight_decay=weight_decay, amsgrad=amsgrad, foreach=foreach,
                    maximize=maximize, capturable=capturable, differentiable=differentiable, fused=fused)
