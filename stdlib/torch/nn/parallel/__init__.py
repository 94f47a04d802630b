"""Modules on several devices: there is one."""

from torch import _C
from torch.nn.parallel.data_parallel import DataParallel, data_parallel
from torch.nn.parallel.distributed import DistributedDataParallel


def replicate(network, devices, detach=False):
    raise AssertionError("Broadcast function not implemented for CPU tensors")


def gather(outputs, target_device, dim=0):
    raise AssertionError("Gather function not implemented for CPU tensors")


def parallel_apply(modules, inputs, kwargs_tup=None, devices=None):
    raise AssertionError("Torch not compiled with CUDA enabled")


def __getattr__(name):
    raise _C._missing("torch.nn.parallel", name)
