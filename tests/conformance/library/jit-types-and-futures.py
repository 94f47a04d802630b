# What torch.jit says of bare containers, the futures of fork(), and files that it has not written.
import io
from typing import *

import torch


def t(name, f):
    try:
        result = f()
        print(name, type(result), result if not isinstance(result, torch.futures.Future) else "")
    except Exception as error:
        print(name, type(error).__name__, error)


t("list", lambda: torch.jit.isinstance([1], list))
t("dict", lambda: torch.jit.isinstance({1:1}, dict))
t("tuple", lambda: torch.jit.isinstance((1,), tuple))
t("List", lambda: torch.jit.isinstance([1], List))
t("Dict", lambda: torch.jit.isinstance({1:1}, Dict))
t("Tuple", lambda: torch.jit.isinstance((1,), Tuple))
t("Opt", lambda: torch.jit.isinstance((1,), Optional))
t("list int", lambda: torch.jit.isinstance([1], list[int]))
t("int list", lambda: torch.jit.isinstance(1, list))
t("int List", lambda: torch.jit.isinstance(1, List))
t("tup", lambda: torch.jit.isinstance([1], (int, list)))
f = torch.jit.fork(lambda a: a + 1, 2)
print(type(f), isinstance(f, torch.jit.Future), isinstance(f, torch.futures.Future), torch.jit.Future, torch.jit.wait(f))
t("attr", lambda: (f.done(), f.value(), f.wait()))
t("thenw", lambda: f.then(lambda g: g.wait() + 1).wait())
t("adddone", lambda: f.add_done_callback(lambda g: print("done", type(g))))
t("F", lambda: torch.jit.Future())
def bad(): raise ValueError("x")
t("bad", lambda: torch.jit.wait(torch.jit.fork(bad)))
b = io.BytesIO(); torch.save(torch.ones(2), b); b.seek(0)
t("load", lambda: torch.jit.load(b))
m = torch.jit.script(torch.nn.Linear(2, 2))
b = io.BytesIO(); torch.jit.save(m, b); b.seek(0)
