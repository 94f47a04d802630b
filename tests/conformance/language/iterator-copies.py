# Built-in iterators tell how they are made again: copies and pickles go on where the iterator stands.
import copy
import pickle
from collections import OrderedDict, deque


class Squares:
    def __len__(self):
        return 4

    def __getitem__(self, index):
        if index >= 4:
            raise IndexError
        return index * index


def double(number):
    return number * 2


makers = {
    "list": lambda: iter([1, 2, 3]), "reversed list": lambda: reversed([1, 2, 3]), "tuple": lambda: iter((1, 2, 3)),
    "str": lambda: iter("aéc"), "bytes": lambda: iter(b"abc"), "bytearray": lambda: iter(bytearray(b"abc")),
    "range": lambda: iter(range(1, 9, 3)), "big range": lambda: iter(range(10**20, 10**20 + 9, 4)),
    "dict": lambda: iter({1: 2, 3: 4}), "values": lambda: iter({1: 2, 3: 4}.values()),
    "items": lambda: iter({1: 2, 3: 4}.items()), "reversed dict": lambda: reversed({1: 2, 3: 4}),
    "ordered": lambda: iter(OrderedDict(a=1, b=2)), "set": lambda: iter({1, 2}),
    "frozenset": lambda: iter(frozenset((1, 2))),
    "enumerate": lambda: enumerate("ab", 5), "zip": lambda: zip("ab", (1, 2)),
    "strict zip": lambda: zip("ab", (1, 2), strict=True), "map": lambda: map(double, (1, 2)),
    "filter": lambda: filter(None, (1, 0, 2)), "callable": lambda: iter(int, 1),
}
for name, make in makers.items():
    iterator = make()
    for steps in range(2):
        made = iterator.__reduce__()
        print(name, made[0].__name__, [type(part).__name__ for part in made[1]], made[2:])
        if name != "callable":
            twin = copy.copy(make())
            for _ in range(steps):
                next(twin)
            print("   ", list(pickle.loads(pickle.dumps(twin))), list(copy.copy(twin)))
        next(iterator)
    if name not in ("callable", "zip", "strict zip", "map", "filter", "enumerate"):
        list(iterator)
        print("    at the end", iterator.__reduce__()[1:])
for iterator in iter(Squares()), reversed(Squares()):
    next(iterator)
    print(iterator.__reduce__()[0].__name__, iterator.__reduce__()[2], list(copy.copy(iterator)), list(iterator))
    print(iterator.__reduce__()[1:])
for make, states in (([1, 2, 3].__iter__, (1, 9, -5)), ([1, 2, 3].__reversed__, (1, 9, -5)),
                     ("aéc".__iter__, (2, 9, -5)), (b"abc".__iter__, (2, 9, -5)),
                     (range(1, 9, 3).__iter__, (1, 9, -5)), ((1, 2).__iter__, (1, 2))):
    for state in states:
        iterator = make()
        iterator.__setstate__(state)
        print(type(iterator).__name__, state, list(iterator))
try:
    iter([]).__setstate__("x")
except TypeError as error:
    print(error)
print(range(3).__reduce__(), copy.deepcopy(range(1, 5, 2)), pickle.loads(pickle.dumps(range(10**30))))
iterator = iter([1, [2]])
next(iterator)
print(list(copy.deepcopy(iterator)), list(iterator), list(copy.copy(iter(deque((1, 2))))))
iterator = reversed(deque("abc"))
next(iterator)
print(type(iterator).__name__, iterator.__reduce__()[1][1], list(copy.copy(iterator)), list(iterator))
