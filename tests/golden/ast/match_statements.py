match x:
    case 1 | -2 | 3.5 | -1j | 1 + 2j | -1 - 2j: pass
    case "a" "b" | b"c": pass
    case None | True | False: pass
    case a.b | a.b.c: pass
    case y: pass
    case _: pass
match x, y:
    case a, b: pass
    case a,: pass
    case (a, *b): pass
    case [a, *_, b]: pass
    case [] | (): pass
    case (a): pass
    case *a, b: pass
match *x, y:
    case {"a": 1, b.c: d, -1: e, **rest}: pass
    case {}: pass
    case {"a": 1,}: pass
    case {**rest}: pass
match f(x):
    case A(): pass
    case A.B(1, c, d=2, e=E(f),): pass
    case A(x=1) as y if y > 1: pass
    case (1 | 2) as z: pass
    case [A(), B(b)] if b:
        match b:
            case 1: pass
match (x):
    case match: pass
match = case = 1
match(x)
match[x]
match.x = case
match * a
match - a
print(match, case, type)
