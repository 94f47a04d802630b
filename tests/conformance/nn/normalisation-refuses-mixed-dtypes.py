"""Normalisation wants its parameters in the input's dtype, or in float32 beside half-width inputs."""
import torch
import torch.nn.functional as F

DTYPES = torch.float32, torch.float64, torch.bfloat16, torch.int64


def layer(x, parameter):
    return F.layer_norm(x.mT.contiguous(), (4,), parameter, parameter)


def rms(x, parameter):
    return F.rms_norm(x.mT.contiguous(), (4,), parameter)


def group(x, parameter):
    return F.group_norm(x, 2, parameter, parameter)


def batch(x, parameter):
    return F.batch_norm(x, torch.zeros(4), torch.ones(4), parameter, parameter, training=True)


def instance(x, parameter):
    return F.instance_norm(x, None, None, parameter, parameter)


for function in layer, rms, group, batch, instance:
    for of_input in DTYPES:
        for of_parameter in DTYPES + (None,):
            x = torch.ones(2, 4, 3, dtype=of_input)
            parameter = None if of_parameter is None else torch.ones(4, dtype=of_parameter)
            try:
                result = function(x, parameter).dtype
            except RuntimeError as error:
                result = error
            print(function.__name__, of_input, of_parameter, "->", result)

model = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.LayerNorm(4))
try:
    model[1](torch.ones(2, 4, dtype=torch.float64))
except RuntimeError as error:
    print(error)
try:
    torch.nn.LayerNorm(4)(torch.ones(2, 3, dtype=torch.int64))
except RuntimeError as error:
    print(error)
