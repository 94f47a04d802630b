"""torch.distributed in a process that is alone: no group can be made, and what needs one says that there is none."""

import enum

from torch import _C


def is_available():
    return True


def is_initialized():
    return False


def is_nccl_available():
    return False


def is_gloo_available():
    return True


def is_mpi_available():
    return True


def is_ucc_available():
    return False


def is_torchelastic_launched():
    return False


class ReduceOp:
    """How the values of several processes are put together."""

    class RedOpType(enum.IntEnum):
        SUM, AVG, PRODUCT, MIN, MAX, BAND, BOR, BXOR, PREMUL_SUM = range(9)

        def __str__(self):
            return f"RedOpType.{self.name}"

    __members__ = RedOpType.__members__


for _member in ReduceOp.RedOpType:
    setattr(ReduceOp, _member.name, _member)


def _without_group(name):
    def refuse(*args, **kwargs):
        raise ValueError("Default process group has not been initialized, please make sure to call "
                         "init_process_group.")
    refuse.__name__ = refuse.__qualname__ = name
    return refuse


for _name in ("get_rank get_world_size get_backend barrier all_reduce reduce broadcast all_gather gather scatter "
              "reduce_scatter all_to_all send recv isend irecv all_gather_into_tensor reduce_scatter_tensor "
              "broadcast_object_list all_gather_object new_group").split():
    globals()[_name] = _without_group(_name)
del _name, _member


def destroy_process_group(group=None):
    """There is no group to be ended."""
    raise AssertionError


def __getattr__(name):
    raise _C._missing("torch.distributed", name)
