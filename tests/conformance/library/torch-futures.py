import torch
from torch.futures import Future, collect_all, wait_all

first = Future()
later = first.then(lambda future: future.wait() + 1)
first.add_done_callback(lambda future: print("first is", future.wait()))
print(first.done(), later.done())
first.set_result(41)
print(first.done(), later.wait(), first.value())
try:
    first.set_result(0)
except RuntimeError as error:
    print("twice is refused")

broken = Future()
broken.set_exception(ValueError("no answer"))
try:
    broken.wait()
except ValueError as error:
    print(error)

a, b = Future(), Future()
both = collect_all([a, b])
a.set_result(torch.ones(2))
print(both.done())
b.set_result("b")
print([each.wait() for each in both.wait()], wait_all([a, b]))
