# What the operators' methods say when they are called by name and wrongly.
CALLS = """
(1).__add__() | (1).__add__(1, 2) | (1).__add__("a") | (1).__add__(x=1) | (1).__abs__(1) | (1.5).__abs__(x=2)
(1).__pow__() | (1).__pow__(1, 2, 3) | (5).__pow__(2, 3) | (5).__pow__(2, "a") | (2.5).__pow__(1, 2) | (1j).__pow__(1, 2)
(2).__rpow__() | (2).__rpow__(3, 5) | (1).__neg__(1) | (1).__bool__(None) | (1).__hash__(1) | (1).__eq__() | (1).__lt__("a")
[].__add__(1) | [].__mul__("a") | [].__mul__() | [].__mul__(1, 2) | [].__rmul__("a") | [1].__imul__("a") | "a".__mul__(2.5)
[].__getitem__() | [].__getitem__(1, 2) | [].__getitem__(x=1) | {}.__getitem__(1, 2) | {}.__contains__() | set().__contains__(1, 2)
[].__len__(1) | [].__setitem__(1) | [].__delitem__() | [].__contains__() | [].__iter__(1) | iter([]).__next__(1)
"a".__getitem__() | "a".__contains__(1) | "".__str__(1) | "".__repr__(x=1) | (lambda: 0).__get__() | (lambda: 0).__get__(1, 2, 3)
list.__getitem__ | dict.__contains__ | list.__len__ | int.__abs__ | abs(-7) | abs(-2.5) | abs(3 + 4j) | abs("a")
""".replace("\n", "|")
for call in filter(None, map(str.strip, CALLS.split("|"))):
    try:
        print(call, "->", eval(call))
    except Exception as error:
        print(call, "!", type(error).__name__, error)
