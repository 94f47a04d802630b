"""string.Template and Formatter, textwrap, and the whole of re with the texts of its errors."""

import re

STATEMENTS = r'''
import string, textwrap, re
from string import *
T = Template
T("$a ${b} $$ $a1").substitute(a=1, b=2, a1=3), T("$a ${b}").safe_substitute(a=1), T("$x").get_identifiers(), T("$ x").is_valid(), T("${a-b}").is_valid()
T("$a").substitute({})
T("$").substitute()
T("a\nb $ c").substitute()
T("${a").substitute(a=1)
T("$A $a").substitute(a=1, A=2), T("$é").is_valid(), T("x").template, T("$a").substitute({"a": 1}, a=2)
class P(Template):
    delimiter = "%"; idpattern = "[a-z]+_[a-z]+"
P("%a_b %% %c").safe_substitute(a_b=1), P("%a_b").substitute(a_b=3)
class Q(Template):
    pattern = r"\{\{(?:(?P<escaped>\{\{)|(?P<named>[a-z]+)\}\}|(?P<braced>zz)|(?P<invalid>))"
Q("{{x}} y").substitute(x=1)
capwords("hello  wORLD foo"), capwords("a-b-c", "-"), punctuation, printable, whitespace, hexdigits, octdigits
f = Formatter()
f.format("{1} {}", 1, 2)
f.format("{} {}", 1, 2), f.format("{a[0]} {b.real} {c!r:>5}", a=[1], b=2, c="x"), f.format("{:{w}.{p}f}", 3.14159, w=10, p=2), f.vformat("{0}", (1,), {}), list(f.parse("a{b!r:c}d{{e}}")), f.format("{{}}")
f.format("{x}")
f.format("{2}", 1)
f.format("{!x}", 1)
f.format("{", 1)
f.format("}", 1)
class UF(Formatter):
    def get_value(self, key, args, kw): return kw.get(key, f"<{key}>") if isinstance(key, str) else super().get_value(key, args, kw)
    def format_field(self, v, spec): return str(v).upper() if spec == "up" else super().format_field(v, spec)
UF().format("{name} {a:up} {0:>3}", 5, a="b")
f.get_field("0.real[1]", ([1, 2],), {}) if 0 else f.get_field("a.real", (), {"a": 3})
text = "The quick brown fox jumped over the lazy dog. It then ran-away from the extraordinarily-long hyphenated words, didn't it? Yes."
textwrap.wrap(text, 20), textwrap.fill(text, 30), textwrap.shorten(text, 30), textwrap.shorten(text, 30, placeholder="..."), textwrap.shorten("hello", 3, placeholder=".")
textwrap.wrap(text, 10, break_long_words=False), textwrap.wrap(text, 10, break_on_hyphens=False), textwrap.wrap(text, 25, initial_indent="* ", subsequent_indent="  "), textwrap.wrap(text, 20, max_lines=2), textwrap.wrap(text, 20, max_lines=1, placeholder=" etc"), textwrap.wrap("a\tb\n\nc  d", 10, expand_tabs=False), textwrap.wrap("a\tb\n\nc  d", 10, replace_whitespace=False), textwrap.wrap("  lead  trail  ", 10, drop_whitespace=False), textwrap.wrap("A sentence.  Next one.  Third!", 15, fix_sentence_endings=True)
textwrap.wrap("x", 0)
textwrap.wrap("abc def", 3, max_lines=1, placeholder="....")
textwrap.wrap(""), textwrap.fill(""), textwrap.wrap("aaaaaaaaaaaaaaaaaaaaaaa", 5), textwrap.wrap("   "), textwrap.wrap("a b", 1)
textwrap.dedent("  a\n    b\n\n  c\n"), textwrap.dedent("\ta\n\t b"), textwrap.dedent("  a\n b"), textwrap.dedent("   \n  a"), textwrap.dedent("\ta\n  b"), textwrap.dedent("")
textwrap.indent("a\n\nb\n", "> "), textwrap.indent("a\n\nb", "> ", lambda l: True), textwrap.indent("", ">")
w = textwrap.TextWrapper(width=15, tabsize=4); w.wrap("a\tb c d e f g h i j"), w.fill("x " * 20), w.width
textwrap.wrap("e-mail foo--bar -- baz -x --option foo-2-bar", 8)
textwrap.wrap("The following: (a-b), \"quoted-text\" and/or slash/path; end...", 12)
textwrap.TextWrapper(foo=1)
textwrap.wrap(5)
m = re.search(r"(?P<y>\d{4})-(?P<m>\d\d)(-(\d\d))?", "on 2024-05 x")
m, m.group(), m.group(1, 2), m["y"], m[0], m.groups(), m.groups("z"), m.groupdict(), m.groupdict(0), m.span(), m.span("m"), m.start(3), m.end(1), m.lastindex, m.lastgroup, m.pos, m.endpos, m.string, m.re, m.regs, m.expand(r"\1/\g<m>/\g<0>")
m.group(9)
m.group("zz")
m["zz"]
m.start("zz")
m.expand(r"\9")
re.match("a", "b"), re.fullmatch("a+", "aaa"), re.fullmatch("a", "ab"), re.match(r"\w+", "héllo"), re.match(r"\w+", "héllo", re.A)
re.findall(r"(\w)(\d)", "a1 b2"), re.findall(r"\d", "a1b2"), re.findall(r"(\d)", "12"), re.findall("", "ab"), re.findall(r"(a)|(b)", "ab"), [x.span() for x in re.finditer("a*", "baac")]
re.split(r"\s+", " a b  c "), re.split(r"(,)", "a,b,c"), re.split(r",", "a,b,c", maxsplit=1), re.split("", "abc"), re.split(r"(?=b)", "abab"), re.split(r"x*", "axbc"), re.split(r"(a)|b", "1a2b3")
re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world"), re.sub("a", "b", "aaa", count=2), re.subn("a", "b", "aaa"), re.sub(r"\d+", lambda m: str(int(m[0]) * 2), "1 22 x"), re.sub("", "-", "abc"), re.sub("x*", "-", "abxd"), re.sub(r"(?P<n>a)", r"[\g<n>]", "cat"), re.sub("a", r"\n\t\\", "a"), re.sub(r"(a)?b", r"<\1>", "b ab"), re.sub("a", "b", "A", flags=re.I)
re.sub("(a)", r"\2", "a")
re.sub("a", r"\g<x>", "a")
re.sub("a", r"\q", "a")
re.sub("a", r"\g<", "a")
re.sub("a", r"\g", "a")
re.compile("(")
re.compile(")")
re.compile("[a")
re.compile("a**")
re.compile("*a")
re.compile("a{2,1}")
re.compile("(?P<n>a)(?P<n>b)")
re.compile("(?P<1>a)")
re.compile("(?P=x)")
re.compile(r"\1")
re.compile("[z-a]")
re.compile("(?<=a+)b")
re.compile("(?z)a")
re.compile("a(?i)b")
re.compile("(?i:a)b"), re.compile("(?i)a").flags, re.match("(?i)A", "a"), re.match("(?x) a b # c", "ab"), re.match("(?-i:a)", "A", re.I), re.match("(?s:.)", "\n")
re.compile("(?P<n")
re.compile("(?P")
re.compile("(?Pz)")
re.compile("\\")
re.compile(r"\x")
re.compile(r"\u12")
re.compile("[[:alpha:]]") if 0 else ""
re.compile("(?#comment")
re.compile("(?(1)a|b)")
re.compile("x{1}{2}")
re.compile("x++"), re.match("x++x", "xxx"), re.match("(?>x+)x", "xx"), re.match("x*+y", "xxy")
re.compile(5)
re.match("a", 5)
re.match("a", b"a")
re.match(b"a", "a")
re.compile("a", re.L)
re.compile(b"a", re.U)
re.compile("a", re.A | re.U)
re.compile(re.compile("a"), re.I)
try:
    re.compile("ab(c\nd[")
except re.error as e:
    print(repr(e), e.msg, e.pos, e.lineno, e.colno, e.pattern)
re.error is re.PatternError, re.PatternError.__mro__
re.escape("a.b*c d-e_f\n#&~"), re.escape(b"a.b"), re.purge()
p = re.compile(r"(?P<a>x)(y)?(?P<b>z)"); p.groups, p.groupindex, p.pattern, p.flags, p == re.compile(r"(?P<a>x)(y)?(?P<b>z)"), hash(p) == hash(re.compile(r"(?P<a>x)(y)?(?P<b>z)"))
re.match("(?P<a>x)", "x").groupdict(), re.match("(a)(b)?", "a").groups(), bool(re.match("", "")), copy if 0 else re.match("a", "a").__class__
re.compile("a").foo
re.match(r"(?<!a)b", "b"), re.search(r"(?<=ab)c", "abc"), re.search(r"(?!a)\w", "ab"), re.match(r"(a)(?(1)b|c)", "ab"), re.match(r"\Aab\Z", "ab"), re.search(r"\bfoo\B", "foox"), re.match(r"[^\W\d_]+", "abc1"), re.match(r"[\]\-a]+", "]-a"), re.findall(r"^\w", "a\nb", re.M), re.findall(r"\w$", "a\nb\n", re.M), re.findall(r"\w$", "a\nb\n"), re.findall(".", "a\nb", re.S), re.findall(r"(?m)^.", "a\nb")
re.template if 0 else re.Match, re.Pattern, type(re.compile("a")), isinstance(m, re.Match), re.Pattern[str]
re.compile(r"(?P<year>\d+)").sub(r"<\g<year>>", "a1b22"), re.sub(r"(?P<q>['\"])(.*?)(?P=q)", r"[\2]", "'a' \"b\" 'c\""), re.sub(r"\b(\w)", lambda m: m.group(1).upper(), "the end")
import pickle, copy
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
