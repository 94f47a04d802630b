# Where a clause that cannot catch is at fault, and the words of constructors, sizes and loading.
import io
import traceback
import warnings

import torch


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


def catch_with(kind):
    try:
        1 / 0
    except kind as caught:
        print(caught)


def catch_group_with(kind):
    try:
        1 / 0
    except* kind:
        pass


for function, kind in ((catch_with, 5), (catch_with, (ValueError, "x")), (catch_group_with, 5)):
    try:
        function(kind)
    except TypeError as error:
        print(error)
        for entry in traceback.extract_tb(error.__traceback__):
            print(entry.lineno, entry.end_lineno, entry.colno, entry.end_colno)

attempt(torch.device)
attempt(torch.device, "cpu", foo=1)
attempt(torch.device, "cpu", "a")
attempt(torch.device, type="cpu", index="a")
attempt(torch.device, 1.5)
attempt(torch.device, "cpu", 1, 2)
attempt(type, 1, a=2)
attempt(type, 1, 2)
attempt(torch.ones(2).resize_, -1)
attempt(torch.ones(2).resize_, 2, -1)
attempt(torch.nn.LSTMCell(3, 4), torch.ones(2, 3), torch.ones(2, 4))

saved = io.BytesIO()
torch.save({"a": torch.ones(1)}, saved)
for keywords in ({"eights_only": True}, {"map_location": "foo"}, {"map_location": "cuda"}):
    saved.seek(0)
    attempt(torch.load, saved, **keywords)


@torch.library.custom_op("clauses::times", mutates_args=())
def times(x: torch.Tensor, count: int, y: torch.Tensor) -> torch.Tensor:
    return x * y * count


times.register_autograd(lambda ctx, grad: (grad, grad))
x = torch.ones(2, requires_grad=True)
attempt(times(x, 2, x).sum().backward)

for statement in ("from torch.nn import linear", "from torch.optim import adam1", "from math import sqr"):
    try:
        exec(statement)
    except ImportError as error:
        print(traceback.format_exception_only(error)[-1].partition("Did")[2])
