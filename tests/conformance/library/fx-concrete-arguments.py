# Parameters that a recording takes for granted, and functions that it keeps whole.
import torch
import torch.fx as fx


def t(name, f):
    try:
        result = f()
        print(name, type(result).__name__, result)
    except Exception as error:
        print(name, type(error).__name__, error)


def f(a, b): 
    if b: return a * 2
    return a + 1
g = fx.symbolic_trace(f, concrete_args={'b': False})
print(g.code); print(g.graph)
t("1", lambda: g(3, False)); t("2", lambda: g(3, True)); t("3", lambda: g(3))
def h(a, b=None, c=1): return a + 1 if b is None else a + c
g = fx.symbolic_trace(h, concrete_args={'b': None}); print(g.code); print(g.graph)
t("4", lambda: g(3)); t("5", lambda: g(3, 4))
g = fx.symbolic_trace(h, concrete_args={'b': 2, 'c': 1.5}); print(g.code); print(g.graph)
t("6", lambda: g(3, 2, 1.5))
g = fx.symbolic_trace(h, concrete_args={'b': "ab"}); print(g.code); print(g.graph)
t("7", lambda: g(3, "ab", 1))
class M(torch.nn.Module):
    def forward(self, x, flag=True, *, s=2): return x + 1 if flag else x - s
g = fx.symbolic_trace(M(), concrete_args={'flag': True}); print(g.code); print(g.graph)
def sq(x): return x.sum() if x.shape[0] else x
def k(x): return sq(x) + 1
tr = fx.Tracer(autowrap_functions=(sq,)); gr = tr.trace(k); print(gr)
class L(torch.nn.Module):
    def __init__(self): super().__init__(); self.w = torch.nn.Parameter(torch.ones(2, 3))
    def forward(self, x): return x + self.w.shape[0] + self.w.size(1)
