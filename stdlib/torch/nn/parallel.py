"""Data parallelism: with one device the module itself."""

from torch.nn.modules.module import Module


class DataParallel(Module):
    """Calls the module: there is no second device to share the batch with."""

    def __init__(self, module, device_ids=None, output_device=None, dim=0):
        super().__init__()
        self.module = module
        self.device_ids = []

    def forward(self, *inputs, **kwargs):
        return self.module(*inputs, **kwargs)


class DistributedDataParallel(Module):
    """Shares the gradients of several processes: there is no group of them."""

    def __init__(self, module, *args, **kwargs):
        super().__init__()
        from torch import distributed
        distributed.get_world_size()
