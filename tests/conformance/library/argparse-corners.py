"""Rarer parts of argparse: attached values, dashes, parents, formatters of one's own, refused declarations."""

import re

STATEMENTS = r'''
import argparse, sys, io, contextlib
from argparse import *
def cap(f, *a, **k):
    o, e = io.StringIO(), io.StringIO()
    r = None
    with contextlib.redirect_stdout(o), contextlib.redirect_stderr(e):
        try:
            r = f(*a, **k)
        except SystemExit as x:
            r = ("EXIT", x.code)
    print("ret", r)
    if o.getvalue(): print("out", o.getvalue())
    if e.getvalue(): print("err", e.getvalue())
p = ArgumentParser("p"); _ = p.add_argument("-v", action="count"), p.add_argument("-x"), p.add_argument("-b", action="store_true"), p.add_argument("-n", nargs=2)
p.parse_args("-vbx 3".split()), p.parse_args("-vbx3".split()), p.parse_args("-bvvx=3".split()), p.parse_args("-n 1 2".split())
cap(p.parse_args, ["-vq"])
cap(p.parse_args, ["-v=1"])
cap(p.parse_args, ["-n1"])
cap(p.parse_args, ["-vx"])
p.parse_known_args(["-vqz", "-k", "1"])
q = ArgumentParser("q"); _ = q.add_argument("--a", deprecated=True), q.add_argument("b", deprecated=True, nargs="?")
cap(q.parse_args, ["--a", "1", "x"])
s = ArgumentParser("s"); _ = s.add_argument("src", nargs="+"), s.add_argument("dst")
s.parse_args("a b c".split()), s.parse_args("a b".split())
cap(s.parse_args, ["a"])
s = ArgumentParser("s"); _ = s.add_argument("a"), s.add_argument("--o"), s.add_argument("b", nargs="?"), s.add_argument("c", nargs="*", default=[7])
s.parse_args("1 --o 2 3 4".split()), s.parse_args("1 2 3 --o 4".split()), s.parse_args("--o 4 1".split())
s.parse_args(["1", "--", "--o", "x"]), s.parse_args(["--", "1"]), s.parse_args(["1", "--o", "3", "--", "2"])
cap(s.parse_args, ["--", "--"])
t = ArgumentParser("t"); _ = t.add_argument("--foo", type=int, nargs="*"), t.add_argument("--bar", nargs="?", const=5, type=float, default="1.5"), t.add_argument("--q", nargs=REMAINDER)
t.parse_args([]), t.parse_args(["--foo"]), t.parse_args(["--bar"]), t.parse_args(["--q", "--foo", "1"]), t.parse_args("--foo 1 -2 3 --bar -1".split())
cap(t.print_help)
m = ArgumentParser("m"); g = m.add_mutually_exclusive_group(); _ = g.add_argument("--a"), g.add_argument("b", nargs="?"), g.add_argument("--c", help=SUPPRESS), m.add_argument("--d", required=True)
cap(m.print_help)
cap(m.parse_args, ["--a", "1", "x", "--d", "1"])
g.add_argument("e")
g.add_argument("--f", required=True)
cap(m.parse_args, [])
u = ArgumentParser("u", description="d"); _ = u.add_argument("pos"); sp = u.add_subparsers(help="cmds"); pa = sp.add_parser("x", description="xd"); _ = pa.add_argument("y")
cap(u.parse_args, ["1", "x", "-h"])
cap(u.parse_args, ["1", "x"])
cap(u.parse_args, ["1", "zz"])
u.parse_args(["1", "x", "2"]), u.parse_known_args(["1", "x", "2", "--foo", "3"])
cap(u.print_help)
sp
v = ArgumentParser("v"); s1 = v.add_subparsers(metavar="CMD", dest="c", required=True); _ = s1.add_parser("one", help="first"), s1.add_parser("two", help="second", aliases=["t2", "t3"], deprecated=True), s1.add_parser("three")
cap(v.print_help)
cap(v.parse_args, [])
cap(v.parse_args, ["t2"])
p1 = ArgumentParser(add_help=False); gg = p1.add_argument_group("G", "gdesc"); _ = gg.add_argument("--g1"); mm = p1.add_mutually_exclusive_group(); _ = mm.add_argument("--m1"), mm.add_argument("--m2"), p1.add_argument("z"); p1.set_defaults(extra=9)
p2 = ArgumentParser("p2", parents=[p1]); _ = p2.add_argument("--own")
cap(p2.print_help)
p2.parse_args(["1"])
cap(p2.parse_args, ["1", "--m1", "1", "--m2", "2"])
rr = ArgumentParser("rr"); req = rr.add_argument_group("required arguments"); _ = req.add_argument("--in", required=True, dest="inp"); rr._action_groups.append(rr._action_groups.pop(1))
cap(rr.print_help)
rr._optionals.title = "flags"
cap(rr.print_help)
rr._option_string_actions.keys()
FileType("r"), FileType("wb", 0), FileType(encoding="utf-8"), FileType("-")("-") if 0 else ""
ff = ArgumentParser("ff"); _ = ff.add_argument("--f", type=FileType("r"))
ff.add_argument("--h", type=FileType)
ff.parse_args(["--f", "-"]).f is sys.stdin
ff.register("type", "mybool", lambda s: s == "yes")
ff.add_argument("--yes", type="mybool").dest
ff.parse_args(["--yes", "yes"]).yes
class P(ArgumentParser):
    def error(self, message):
        raise RuntimeError(message)
P("x").parse_args(["--nope"])
pp = P("x"); _ = pp.add_argument("--k", type=lambda x: 1/0)
pp.parse_args(["--k", "1"])
pp.add_argument("--j", type=lambda x: int(x)).dest
class SplitArgs(argparse.Action):
    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, [int(v) for v in values.split(",")])
pp.add_argument("--layers", action=SplitArgs, default=[1]).dest
pp.parse_args(["--layers", "3,4"]).layers
class Bad(argparse.Action):
    pass
pp.add_argument("--bad", action=Bad).dest
pp.parse_args(["--bad", "3"])
class StoreDict(argparse.Action):
    def __call__(self, parser, namespace, values, option_string=None):
        d = getattr(namespace, self.dest) or {}
        for v in values:
            k, _, x = v.partition("=")
            d[k] = x
        setattr(namespace, self.dest, d)
pp.add_argument("--kv", nargs="+", action=StoreDict, metavar="K=V").dest
pp.parse_args(["--kv", "a=1", "b=2"]).kv
class HF(HelpFormatter):
    def _split_lines(self, text, width): return text.split("|")
    def _format_action_invocation(self, action): return "<" + super()._format_action_invocation(action) + ">"
hh = ArgumentParser("hh", formatter_class=HF); _ = hh.add_argument("--zz", help="a|b|c")
cap(hh.print_help)
class Both(ArgumentDefaultsHelpFormatter, RawDescriptionHelpFormatter):
    pass
h2 = ArgumentParser("h2", formatter_class=Both, description="A\n B"); _ = h2.add_argument("--zz", help="zz help", default=3), h2.add_argument("--nn", action="store_true", help="flag")
cap(h2.print_help)
h2.formatter_class, ArgumentParser("a").formatter_class
cap(ArgumentParser("w", usage="my usage %(prog)s", add_help=False).print_help)
cap(ArgumentParser("w" * 60).parse_args, ["x"])
ww = ArgumentParser("w" * 60); _ = [ww.add_argument(f"--opt{i}") for i in range(8)], ww.add_argument("pos1"), ww.add_argument("pos2")
cap(ww.print_usage)
nn = ArgumentParser("nn", add_help=False); _ = [nn.add_argument(f"positional_argument_{i}") for i in range(6)]
cap(nn.print_usage)
oo = ArgumentParser("oo"); _ = oo.add_argument("-1", dest="one", type=int), oo.add_argument("x", nargs="?")
oo.parse_args(["-1", "5"]), oo.parse_args(["-15"])
cap(oo.parse_args, ["-2"])
ArgumentParser("z", prefix_chars="+").format_help()
ArgumentParser("z").parse_args(["--h"]) if 0 else ""
vars(ArgumentParser("z").parse_args([]))
a = Namespace(x=1); a.y = 2; a, {**vars(a)}, list(vars(a)), getattr(a, "z", None), "y" in a, a != Namespace(x=1)
a.zzz
hash(a)
ArgumentParser("z").add_argument("--foo", default=SUPPRESS, action="store_true")
ArgumentParser("z").parse_args(None) if len(sys.argv) == 1 else ""
argparse.nope
kk = ArgumentParser("kk", description="%(prog)s desc 100%%", epilog="see %(prog)s"); _ = kk.add_argument("--p", help="100%% %(dest)s %(metavar)s %(const)s %(nargs)s %(required)s %(option_strings)s")
cap(kk.print_help)
kk.add_argument("--bad", help="100% wrong").dest
cap(kk.print_help)
bo = ArgumentParser("bo"); _ = bo.add_argument("--x", action=BooleanOptionalAction, help="h %(default)s"), bo.add_argument("--y", "-y", action=BooleanOptionalAction, default=False, required=True)
cap(bo.print_help)
cap(bo.parse_args, [])
bo.parse_args(["--no-y"]), bo.parse_args(["-y"])
ArgumentError(None, "msg"), str(ArgumentError(None, "msg")), ArgumentTypeError("x")
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
