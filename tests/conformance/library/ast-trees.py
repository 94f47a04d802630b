import ast
def t(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__module__, type(e).__name__, str(e).split(" at 0x")[0])
src = '''"""doc"""
import a.b as c, d
from .x import y as z, w
@dec(1)
def f(a, /, b: int = 2, *args, c=3, d, **kw) -> str:
    """inner"""
    global g
    x: int = 1
    x += 2 ** -1
    for i, j in zip([1, 2], {3: 4, **kw}):
        if i and not j or x is not None: continue
        elif i not in (1,): break
        else: pass
    else:
        return lambda q, *r: (q, *r)
    while True:
        try:
            raise ValueError("x") from e
        except (A, B) as e2: pass
        except: del a.b[1:2, ::3]
        else: pass
        finally: assert x, "m"
    with open(f) as g2, h: yield (yield from k)
    return [p for p in q if p if not p], {s for s in t}, {k: v for k, v in m}, (u for u in v)
class C(B, metaclass=M):
    x = f"a{b!r:>{w}}c" + b"by".decode() + "s" if 1 < 2 <= 3 else 1j
    type T[U: int, *V, **W] = list[U]
match v:
    case [1, *rest] if rest: pass
    case {"k": x, **kw} | C(1, a=2) as d: pass
    case None | -1: pass
    case _: pass
print(n := 5, *a, **k, end="")
'''
tree = ast.parse(src)
t(lambda: ast.dump(tree)); t(lambda: ast.dump(tree, indent=2)); t(lambda: ast.dump(tree, include_attributes=True)[:3000]); t(lambda: ast.dump(tree, annotate_fields=False)); t(lambda: ast.dump(ast.parse("f(x)", mode="eval"), show_empty=True)); t(lambda: ast.dump(ast.parse("x = 1", mode="single")))
t(lambda: [type(n).__name__ for n in ast.walk(tree)])
t(lambda: ast.get_docstring(tree)); t(lambda: ast.get_docstring(tree.body[3])); t(lambda: ast.get_docstring(tree.body[0])); t(lambda: ast.get_source_segment(src, tree.body[1])); t(lambda: ast.get_source_segment(src, tree.body[3].body[1]))
class V(ast.NodeVisitor):
    def __init__(self): self.names = []
    def visit_Name(self, n): self.names.append(n.id); self.generic_visit(n)
    def visit_FunctionDef(self, n): self.names.append("def " + n.name); self.generic_visit(n)
v = V(); v.visit(tree); print(v.names)
class T(ast.NodeTransformer):
    def visit_Name(self, n): return ast.copy_location(ast.Name(id=n.id.upper(), ctx=n.ctx), n)
    def visit_Pass(self, n): return None
print(ast.dump(T().visit(ast.parse("a = b + c\nif x: pass"))))
for s in ["1", "-1", "[1, 'a', (2,), {3: None}]", "{1, 2}", "set()", "1+2j", "-1-2j", "a", "1+1", "[a]", "f()", "b'x'", "True", "'a' 'b'", "1_000", "- 1", "+1", "--1", "(1", "", "  5", "{'a': [1, {2: 3}]}", "...", "f'x'", "1 if 1 else 2", "None"]:
    t(lambda: repr(ast.literal_eval(s)))
    t(lambda: repr(ast.literal_eval(ast.parse(s.strip() or "x", mode="eval"))).split(" at ")[0] if 1 else 0) if s not in ("a","1+1","[a]","f()","f'x'","1 if 1 else 2","(1","","--1") else None
t(lambda: ast.parse("x = (")); t(lambda: ast.parse("x =", "f.py")); t(lambda: ast.parse(5)); t(lambda: ast.parse("a b", mode="eval")); t(lambda: ast.parse("x", mode="zz"))
n = ast.Name("x", ast.Load()); t(lambda: ast.dump(n)); t(lambda: n._fields); t(lambda: n.lineno); t(lambda: ast.Constant(5).kind); t(lambda: ast.dump(ast.BinOp(ast.Constant(1), ast.Add(), ast.Constant(2)))); t(lambda: isinstance(n, ast.expr)); t(lambda: issubclass(ast.Add, ast.operator)); t(lambda: ast.Name("a","b","c")); t(lambda: ast.dump(5)); t(lambda: ast.Name.__mro__); t(lambda: ast.FunctionDef._fields); t(lambda: ast.arguments._fields); t(lambda: ast.expr._attributes); t(lambda: ast.dump(ast.Name(id="q")))
t(lambda: ast.dump(ast.fix_missing_locations(ast.Expr(ast.Constant(1))), include_attributes=True)); t(lambda: ast.increment_lineno(ast.parse("x"), 5).body[0].lineno)
t(lambda: [c.__class__.__name__ for c in ast.iter_child_nodes(tree.body[3])]); t(lambda: [f for f, _ in ast.iter_fields(tree.body[3])])
import copy; t(lambda: ast.dump(copy.deepcopy(tree)) == ast.dump(tree))
match ast.parse("a+b", mode="eval").body:
    case ast.BinOp(left=ast.Name(id=x), op=ast.Add()): print("matched", x)
