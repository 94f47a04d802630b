"""Data parallelism among processes."""

from torch.nn.modules.module import Module


class DistributedDataParallel(Module):
    """Shares the gradients of several processes: there is no group of them."""

    def __init__(self, module, *args, **kwargs):
        super().__init__()
        from torch import distributed
        distributed.get_world_size()
