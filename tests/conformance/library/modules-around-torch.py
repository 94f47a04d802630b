import torch
import torch.distributed as dist
print(dist.is_available(), dist.is_initialized(), dist.is_nccl_available(), dist.is_gloo_available(), dist.is_mpi_available(), dist.is_torchelastic_launched())
for f in (dist.get_rank, dist.get_world_size, dist.barrier, lambda: dist.all_reduce(torch.ones(1)), dist.get_backend, dist.destroy_process_group):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
import torch.compiler
print(torch.compiler.is_compiling(), torch.compiler.disable(len) is len, torch.compiler.is_dynamo_compiling())
try: torch.nn.parallel.DistributedDataParallel(torch.nn.Linear(1, 1))
except Exception as e: print(type(e).__name__, e)
m = torch.nn.DataParallel(torch.nn.Linear(2, 1)); print(m, m(torch.ones(1, 2)).shape)
from torch.utils.checkpoint import get_device_states, set_device_states
print(get_device_states(torch.ones(1)))
from torch.nn.modules.transformer import _get_activation_fn, _get_clones
print(_get_activation_fn("relu").__name__, len(_get_clones(torch.nn.ReLU(), 3)))
try: _get_activation_fn("foo")
except Exception as e: print(type(e).__name__, e)
print(torch.jit.annotate(int, 3), torch.jit.Final)
from torch.jit import Final
class A(torch.nn.Module):
    x: Final[int]
try:
    from torch.utils.tensorboard import SummaryWriter
except ImportError as e: print(type(e).__name__, e)
import torch.profiler, torch.autograd.profiler
with torch.profiler.record_function("abc"): print(1)
with torch.autograd.profiler.record_function("abc"): print(1)
print(torch.utils.data.get_worker_info())
print(torch.nn.modules.utils._pair(3), torch.nn.modules.conv._ConvNd.__name__, torch.nn.modules.batchnorm._BatchNorm.__name__, torch.nn.modules.rnn.RNNBase.__name__)
from torch.nn.modules.utils import _single, _triple, _ntuple, _reverse_repeat_tuple
print(_single(2), _triple(1), _ntuple(4)((1, 2, 3, 4)), _reverse_repeat_tuple((1, 2), 2))
from torch.nn.modules.batchnorm import _NormBase
from torch.nn.modules.pooling import _MaxPoolNd, _AvgPoolNd
from torch.nn.modules.dropout import _DropoutNd
from torch.nn.modules.loss import _Loss, _WeightedLoss
from torch.nn.init import _calculate_fan_in_and_fan_out
from torch.nn.utils import rnn as rnn_utils
from torch import _VF
from torch.nn import _reduction as _R
print(_R.get_enum("mean"))
from torch.nn.functional import _Reduction
