# torch.jit.save and load; the classes of recorded nodes; batch normalisation made to synchronise.
import io
import torch
import torch.nn as nn
from typing import Dict, List

torch.manual_seed(0)
scripted = torch.jit.script(nn.Sequential(nn.Linear(2, 1), nn.Dropout(0.5))).eval()
buffer = io.BytesIO()
torch.jit.save(scripted, buffer)
buffer.seek(0)
loaded = torch.jit.load(buffer)
print(loaded, loaded.training, torch.equal(loaded(torch.ones(3, 2)), scripted(torch.ones(3, 2))))
try:
    torch.jit.save(nn.Linear(1, 1), io.BytesIO())
except AttributeError as error:
    print(error)
print(torch.jit.isinstance([torch.ones(1)], List[torch.Tensor]), torch.jit.isinstance({"a": 1}, Dict[str, str]))
future = torch.jit.fork(lambda a, b: a + b, torch.ones(2), b=3)
print(torch.jit.wait(future))
converted = nn.SyncBatchNorm.convert_sync_batchnorm(nn.Sequential(nn.Linear(1, 2), nn.Sequential(nn.BatchNorm1d(2))))
print(converted)


class Doubled(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x * 2

    @staticmethod
    def backward(ctx, grad):
        return grad * 2


node = Doubled.apply(torch.ones(1, requires_grad=True)).grad_fn
print(type(node), type(node).__module__, str(node).split(" at ")[0], type((torch.ones(1, requires_grad=True) * 2).grad_fn))
layer = nn.Linear(1, 1)
layer.register_full_backward_hook(lambda *arguments: None)
layer.register_forward_hook(lambda module, inputs, output: print(inputs[0], output.shape))
layer(torch.ones(1, 1, requires_grad=True))
