"""unittest.mock: mocks, calls, specs, magic methods, patch in all its forms, autospec, mock_open, seal."""

import re

STATEMENTS = r'''
import unittest.mock as um, re
from unittest.mock import *
def R(x): return re.sub(r"id='\d+'", "id='N'", repr(x))
m = Mock()
R(m), R(m.a), R(m.a.b), R(m()), R(m.a()), R(m.a().b(1)), R(Mock(name="nm")), R(Mock(name="nm").x()), R(MagicMock(spec=int)), R(Mock(spec_set=[1].__class__)), R(NonCallableMock())
m = Mock(return_value=5); m(1, a=2), m.called, m.call_count, m.call_args, m.call_args_list, m.mock_calls, m.call_args.args, m.call_args.kwargs, m.call_args[0], m.return_value
m.assert_called_once_with(1, a=2)
m.assert_called_once_with(1)
m.assert_called_with(2)
m(3); m.assert_called_once()
m.assert_not_called()
m.assert_any_call(9)
m.assert_any_call(3)
m.assert_has_calls([call(1, a=2), call(3)])
m.assert_has_calls([call(3), call(1, a=2)])
m.assert_has_calls([call(3), call(1, a=2)], any_order=True)
m.assert_has_calls([call(8)], any_order=True)
Mock().assert_called()
Mock(name="zz").assert_called_once()
Mock().assert_called_with(1)
Mock().assert_called_once_with(1)
m.assert_called_wiht(1)
m.asert_foo
m.called_once
m.reset_mock(); m.called, m.call_count, m.call_args, m.mock_calls, m()
m.reset_mock(return_value=True, side_effect=True); R(m())
m.side_effect = ValueError("boom")
m()
m.side_effect = [1, 2, KeyError("k")]
m(), m()
m()
m()
m.side_effect = lambda x: x * 2
m(4), m.side_effect.__name__
m.side_effect = lambda x: DEFAULT
m.return_value = 7; m(1)
Mock(side_effect=KeyError)()
c = Mock(**{"a.return_value": 3, "b.side_effect": ZeroDivisionError}); c.a(), c.configure_mock(x=1), c.x
c.b()
p = Mock(); p.one(1); p.two.three(x=2); p(5); p().q(); p.mock_calls, p.method_calls, p.call_args_list
p.mock_calls == [call.one(1), call.two.three(x=2), call(5), call(), call().q()]
call(1), call.a, call.a.b(1), call().c, call(1)(2).d(3), call == call, call(1) == call(1), call(1) == ((1,), {}), call(1, b=2).args, call(1, b=2).kwargs, call.foo(1) == ("foo", (1,)), call("x") != call("y"), call(ANY) == call(3), tuple(call(1)), len(call(1)), call.a(1).call_list(), call(1).call_list()
R(call.a), str(call.a.b), call.count, call.index(1)
ANY == 5, ANY, ANY != 5, [1, 2] == [ANY, 2], ANY == None
sentinel.foo, sentinel.foo is sentinel.foo, sentinel.bar == sentinel.foo, DEFAULT, sentinel.foo.name
class C:
    attr = 1
    def __init__(self, a): self.inst = a
    def meth(self, x, y=1): return x
    @property
    def prop(self): return 1
s = Mock(spec=C); R(s.meth), isinstance(s, C), s.__class__
s.nope
s.nope = 1; s.nope
t = Mock(spec_set=C); t.attr = 5; t.attr
t.nope = 1
Mock(spec=["a", "b"]).a is not None
Mock(spec=["a", "b"]).c
mm = MagicMock()
len(mm), bool(mm), int(mm), float(mm), list(mm), 1 in mm, mm == mm, mm != mm, hash(mm) == hash(mm), R(mm[1]), R(mm + 1), complex(mm)
R(mm < 1)
mm < 1
mm.__len__.return_value = 4; len(mm), mm.__len__.call_count
mm.__getitem__.side_effect = lambda k: k * 2; mm[3], mm.__getitem__.call_args
mm.__iter__.return_value = [1, 2]; list(mm), list(mm)
mm.__enter__.return_value = "ent"
with mm as e: print(e)
mm.__str__.return_value = "sss"; str(mm)
mm["k"] = 1; mm.__setitem__.assert_called_once_with("k", 1)
del mm["k"]; mm.__delitem__.call_args
Mock()[1]
len(Mock())
k = Mock(); k.__len__ = lambda self: 9; len(k)
k.__getitem__ = Mock(return_value="gi"); k[5], k.__getitem__.call_args
with Mock(): pass
NonCallableMock()()
del k.foo; k.foo
hasattr(k, "foo"), hasattr(k, "bar"), "x" in dir(Mock(spec=["x"])), [n for n in dir(Mock()) if not n.startswith("_")]
k.attach_mock(Mock(), "att"); k.att(1); k.mock_calls
w = Mock(wraps=[1, 2, 3]); w.index(2), w.index.call_args
w2 = Mock(wraps=len); w2("abc"), w2.call_args
w2.return_value = 10; w2("abc")
import os.path, math, sys
class Mod:
    val = 1
    def f(self): return "real"
with patch.object(Mod, "val", 5): print(Mod.val)
Mod.val
with patch.object(Mod, "f") as pf: print(R(Mod().f()), pf.called)
Mod().f()
with patch("math.floor", return_value=3) as pf: print(math.floor(9.9), R(pf))
math.floor(9.9)
@patch.object(Mod, "val", 9)
@patch.object(Mod, "f", return_value="m")
def tst(x, f): return Mod.val, Mod().f(), x, f.called
tst(1), tst.__name__
with patch.object(Mod, "nope"): pass
with patch.object(Mod, "nope", create=True) as n: print(R(n), Mod.nope is n)
hasattr(Mod, "nope")
patch("nodots")
patch("nope.x").start()
patch("math.zzz").start()
d = {"a": 1}
with patch.dict(d, {"b": 2}, c=3): print(d)
d
with patch.dict(d, clear=True): print(d)
d
@patch.dict(d, x=9)
def fd(): return dict(d)
fd(), d
pa = patch.object(Mod, "val", 3); pa.start(), Mod.val, pa.stop(), Mod.val
pa.stop()
with patch.multiple(Mod, val=7, f=DEFAULT) as ps: print(Mod.val, list(ps))
@patch.object(Mod, "val", new_callable=PropertyMock)
def pm(v):
    v.return_value = 11
    return Mod().val, v.mock_calls
pm()
with patch.object(Mod, "val", new_callable=lambda: 33): print(Mod.val)
class TC:
    def test_a(self, f): return f.called
    def other(self): return Mod().f()
TC = patch.object(Mod, "f")(TC)
TC().test_a(), TC().other()
mo = mock_open(read_data="l1\nl2\n")
with mo("file") as fh: print(fh.read())
mo.assert_called_once_with("file"); mo.mock_calls
[l for l in mo("x")], mo().readline(), mo("y").readlines(), mo().write("zz"), mo().write.call_args
with patch("builtins.open", mock_open(read_data="data")):
    with open("whatever") as f: print(f.read())
with patch("builtins.print") as pr: print("hidden")
pr.call_args
with patch("builtins.input", return_value="yes"): input()
with patch("builtins.input", side_effect=["a", "b"]): input() + input()
def fn(a, b, *, c=1): return a
au = create_autospec(fn, return_value=4); au(1, 2), au(1, b=2, c=3)
au(1)
au.assert_called_with(1, b=2, c=3)
ac = create_autospec(C); R(ac), R(ac(1)), R(ac(1).meth(1)), isinstance(ac(1), C)
ac()
ac(1).meth()
ac(1).zzz
create_autospec(C, instance=True).meth(5) is not None
with patch.object(Mod, "f", autospec=True) as af: af.return_value = 8; print(Mod().f(), len(af.call_args[0]))
sl = Mock(); sl.a = 1; seal(sl); sl.a
sl.b
pp = PropertyMock(return_value=3)
class HP: x = pp
HP().x, pp.mock_calls
h = HP(); h.x = 5; pp.mock_calls
filter_ = um.FILTER_DIR, um.NonCallableMagicMock, um.Mock.__mro__[1:3]
class Sub(Mock):
    def extra(self): return "ex"
Sub().extra(), R(Sub().y), type(Sub().y).__name__
Mock(spec=C).meth.assert_called_once_with(1)
x = Mock(); x.a.b.c.return_value = 3; x.a.b.c(), x.mock_calls, x.a.b.c.call_count
x.foo = Mock(name="foo"); R(x.foo), x.foo(1), x.mock_calls
Mock(spec=5).real is not None, R(Mock(5, name="zz")), R(MagicMock(name="m").__str__)
m1 = Mock(); m1.x.side_effect = StopIteration; m1.x()
list(map(Mock(side_effect=[1, 2, 3]), "abc")), [Mock(return_value=i)() for i in range(3)]
mgr = Mock(); mgr.attach_mock(Mock(name="n1"), "n1"); mgr.n1(1); mgr.mock_calls
R(Mock(unsafe=True).assert_foo)
'''


def statements(text):
    """The statements of a text: one a line, unless a line is indented, closes a bracket or follows a decorator."""
    found, joined = [], False
    for line in text.strip().splitlines():
        if joined or re.match(r"[\s)\]}]|(else|elif|except|finally)\b", line):
            found[-1] += "\n" + line
        else:
            found.append(line)
        joined = line.startswith("@")
    return found


def run(text):
    """Prints what a statement gives or raises; addresses are left out."""
    try:
        try:
            code = compile(text, "text", "eval")
        except SyntaxError:
            exec(text, globals())
            return
        value = eval(code, globals())
        if value is not None:
            print("=", re.sub(r"0x[0-9a-f]{6,}", "0x...", repr(value)))
    except BaseException as error:
        print(f"{type(error).__name__}:", re.sub(r"0x[0-9a-f]{6,}", "0x...", str(error)))


for statement in statements(STATEMENTS):
    print(">>>", statement.splitlines()[0])
    run(statement)
