"""Averages of models over training."""

import itertools
import math
from copy import deepcopy

import torch
from torch.nn.modules.module import Module
from torch.optim.lr_scheduler import LRScheduler, _listed


def get_ema_multi_avg_fn(decay=0.999):
    """An exponential average of lists of tensors."""
    @torch.no_grad()
    def update(ema_param_list, current_param_list, _):
        for average, current in zip(ema_param_list, current_param_list):
            average.lerp_(current, 1 - decay)
    return update


def get_swa_multi_avg_fn():
    """An equal average of lists of tensors."""
    @torch.no_grad()
    def update(averaged_param_list, current_param_list, num_averaged):
        for average, current in zip(averaged_param_list, current_param_list):
            average.lerp_(current, 1 / (float(num_averaged) + 1))
    return update


def get_ema_avg_fn(decay=0.999):
    """An exponential average of two tensors."""
    @torch.no_grad()
    def update(ema_param, current_param, num_averaged):
        return decay * ema_param + (1 - decay) * current_param
    return update


def get_swa_avg_fn():
    """An equal average of two tensors."""
    @torch.no_grad()
    def update(averaged_param, current_param, num_averaged):
        return averaged_param + (current_param - averaged_param) / (num_averaged + 1)
    return update


class AveragedModel(Module):
    """A copy of a model whose parameters are averages of the model's."""

    def __init__(self, model, device=None, avg_fn=None, multi_avg_fn=None, use_buffers=False):
        super().__init__()
        assert avg_fn is None or multi_avg_fn is None, "Only one of avg_fn and multi_avg_fn should be provided"
        self.module = deepcopy(model)
        if device is not None:
            self.module = self.module.to(device)
        self.register_buffer("n_averaged", torch.tensor(0, dtype=torch.long, device=device))
        self.avg_fn = avg_fn
        self.multi_avg_fn = multi_avg_fn
        self.use_buffers = use_buffers

    def forward(self, *args, **kwargs):
        return self.module(*args, **kwargs)

    def _pairs(self, model):
        if self.use_buffers:
            own = itertools.chain(self.module.parameters(), self.module.buffers())
            other = itertools.chain(model.parameters(), model.buffers())
        else:
            own, other = self.parameters(), model.parameters()
        return [(average.detach(), current.detach().to(average.device)) for average, current in zip(own, other)]

    def update_parameters(self, model):
        """Takes the model's present parameters into the average."""
        pairs = self._pairs(model)
        count = self.n_averaged.item()
        if count == 0:
            for average, current in pairs:
                average.copy_(current)
        elif self.avg_fn is not None:
            for average, current in pairs:
                average.copy_(self.avg_fn(average, current, self.n_averaged))
        else:
            update = self.multi_avg_fn or get_swa_multi_avg_fn()
            update([average for average, _ in pairs], [current for _, current in pairs], self.n_averaged)
        if not self.use_buffers:
            for own, other in zip(self.module.buffers(), model.buffers()):
                own.detach().copy_(other.detach().to(own.device))
        self.n_averaged += 1


@torch.no_grad()
def update_bn(loader, model, device=None):
    """Computes the running statistics of batch normalisation anew from the data."""
    momenta = {}
    for module in model.modules():
        if isinstance(module, torch.nn.modules.batchnorm._BatchNorm):
            module.reset_running_stats()
            momenta[module] = module.momentum
    if not momenta:
        return
    was_training = model.training
    model.train()
    for module in momenta:
        module.momentum = None
    for input in loader:
        if isinstance(input, (list, tuple)):
            input = input[0]
        model(input if device is None else input.to(device))
    for module, momentum in momenta.items():
        module.momentum = momentum
    model.train(was_training)


class SWALR(LRScheduler):
    """Anneals to a fixed learning rate."""

    def __init__(self, optimizer, swa_lr, anneal_epochs=10, anneal_strategy="cos", last_epoch=-1):
        for lr, group in zip(_listed(optimizer, swa_lr, "swa_lr"), optimizer.param_groups):
            group["swa_lr"] = lr
        if anneal_strategy not in ("cos", "linear"):
            raise ValueError("anneal_strategy must by one of 'cos' or 'linear', instead got "
                             f"{anneal_strategy}")
        self._anneal = self._cosine if anneal_strategy == "cos" else self._linear
        if not isinstance(anneal_epochs, int) or anneal_epochs < 0:
            raise ValueError(f"anneal_epochs must be equal or greater than 0, got {anneal_epochs}")
        self.anneal_epochs = anneal_epochs
        super().__init__(optimizer, last_epoch)

    @staticmethod
    def _linear(t):
        return t

    @staticmethod
    def _cosine(t):
        return (1 - math.cos(math.pi * t)) / 2

    def _share(self, step):
        return self._anneal(max(0, min(1, step / max(1, self.anneal_epochs))))

    def get_lr(self):
        self._warn_outside_step()
        step = self._step_count - 1
        if self.anneal_epochs == 0:
            step = max(1, step)
        before = self._share(step - 1)
        share = self._share(step)
        values = []
        for group in self.optimizer.param_groups:
            swa_lr = group["swa_lr"]
            start = swa_lr if before == 1 else (group["lr"] - before * swa_lr) / (1 - before)
            values.append(swa_lr * share + start * (1 - share))
        return values
