match p:
    case [1, *rest]: print(rest)
    case {"k": v} | C(v): print(v)
