def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__module__, type(e).__name__, e)
import difflib as d, configparser as c, io
pairs = [("abxcd","abcd"),("",""),("a",""),("private Thread currentThread;","private volatile Thread currentThread;"),("qabxcd","abycdf"),(" abcd","abcd abcd"),([1,2,3,4],[2,3,5]),("tide","diet")]
for a, b in pairs:
    s = d.SequenceMatcher(None, a, b); t(lambda: s.ratio()); t(lambda: s.quick_ratio()); t(lambda: s.real_quick_ratio()); t(lambda: s.get_matching_blocks()); t(lambda: s.get_opcodes()); t(lambda: s.find_longest_match(0,len(a),0,len(b)))
t(lambda: d.SequenceMatcher(lambda x: x==" ", " abcd","abcd abcd").find_longest_match())
t(lambda: d.get_close_matches("appel", ["ape","apple","peach","puppy"]))
t(lambda: d.get_close_matches("x",["y"]))
t(lambda: d.get_close_matches("a",["a"],n=0))
t(lambda: d.get_close_matches("a",["a"],cutoff=2))
t(lambda: d.get_close_matches("lerning", ["learning","burning","leaning","l"], n=2, cutoff=.5))
A = "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten\n".splitlines(True); B = "ore\ntree\nfour\nfive\nsix\nseven\neight\nnine\nnein\nten!\n".splitlines(True)
for f in (lambda: d.ndiff(A,B), lambda: d.unified_diff(A,B), lambda: d.unified_diff(A,B,"a","b","1","2",n=1), lambda: d.context_diff(A,B,"x","y"), lambda: d.unified_diff([s.strip() for s in A],[s.strip() for s in B],lineterm=""), lambda: d.Differ().compare(A,B), lambda: d.ndiff(["  1. Beautiful is better than ugly.\n","  2. Explicit\n"],["  1. Beautiful is better than ugly.\n","  3.   Explicit is\n","new\n"]), lambda: d.unified_diff(A,A), lambda: d.unified_diff([],A), lambda: d.context_diff(A,[]), lambda: d.diff_bytes(d.unified_diff,[b"a\n"],[b"b\n"])):
    t(lambda: list(f()))
t(lambda: list(d.restore(d.ndiff(A,B),1))==A)
t(lambda: list(d.restore(d.ndiff(A,B),2))==B)
t(lambda: list(d.unified_diff("a","b")))
big=[str(i%7) for i in range(300)]
t(lambda: d.SequenceMatcher(None,big,big[5:]).ratio())
t(lambda: d.SequenceMatcher(None,big,big[5:],autojunk=False).ratio())
p = c.ConfigParser()
p.read_string("""
[DEFAULT]
base = /tmp
debug: yes
[server]
host = localhost
port = 8080
path = %(base)s/x
multi = a
   b

   c
; comment
# other
[empty]
[s 2]
Key With Space = v ; not comment
pct = 50%%
""")
t(lambda: p.sections())
t(lambda: p.get("server","host"))
t(lambda: p.getint("server","port"))
t(lambda: p["server"]["path"])
t(lambda: p["server"].getboolean("debug"))
t(lambda: p["server"]["multi"])
t(lambda: p.options("server"))
t(lambda: p.items("server"))
t(lambda: p.items("server", raw=True))
t(lambda: dict(p["s 2"]))
t(lambda: p.get("nope","x"))
t(lambda: p.get("server","x"))
t(lambda: p["nope"])
t(lambda: p["server"]["x"])
t(lambda: p.get("server","x",fallback=3))
t(lambda: p["server"].get("x"))
t(lambda: p["server"].get("x","d"))
t(lambda: p["server"].getint("x",5))
t(lambda: p.getboolean("server","host"))
t(lambda: p.has_option("server","debug"))
t(lambda: "server" in p)
t(lambda: list(p))
t(lambda: len(p))
t(lambda: p["server"])
t(lambda: p.defaults())
t(lambda: p.set("server","z",5))
t(lambda: p.set("server","z","5"))
t(lambda: p.add_section("server"))
t(lambda: p.add_section("DEFAULT"))
t(lambda: p.set("nope","a","b"))
t(lambda: p.remove_option("server","z"))
t(lambda: p.remove_section("empty"))
t(lambda: p.set("server","bad","%x"))
t(lambda: p.getfloat("server","port"))
p["new"] = {"A":"1","b":"2"}
t(lambda: dict(p["new"])); del p["new"]["a"]
t(lambda: dict(p["new"]))
o = io.StringIO(); p.write(o); print(o.getvalue()); o = io.StringIO(); p.write(o, space_around_delimiters=False); print(o.getvalue())
for s in ["a=1","[s]\na=1\na=2","[s]\n[s]","[s]\nnovalue","[s]\na=%(b)s","[s]\na=%(a)s","[s]\na=%","[s]\n=x","[s]\n  indented=1\nb=2\n more","[s\na=1","[s]\na=1 # c ; d", "[s]\na\n  cont"]:
    def go():
        q = c.ConfigParser(); q.read_string(s); return {k: dict(q[k]) for k in q}
    t(go)
    def go2():
        q = c.ConfigParser(allow_no_value=True, inline_comment_prefixes=("#",), strict=False, interpolation=None); q.read_string(s); return {k: dict(q[k]) for k in q}
    t(go2)
q = c.ConfigParser(interpolation=c.ExtendedInterpolation()); q.read_dict({"a":{"x":"1","y":"${x}2"},"b":{"z":"${a:y}3","w":"$${x}"}})
t(lambda: q["b"]["z"])
t(lambda: q["b"]["w"])
t(lambda: q["a"]["y"])
q = c.ConfigParser(converters={"list": lambda s: s.split(",")}); q.read_string("[s]\na=1,2")
t(lambda: q.getlist("s","a"))
t(lambda: q["s"].getlist("a"))
r = c.RawConfigParser({"d":"1"}); r.add_section("s"); r.set("s","n",5)
t(lambda: r.items("s"))
t(lambda: r.get("s","d"))
r.optionxform = str; r.set("s","CaSe","x")
t(lambda: r.options("s"))
