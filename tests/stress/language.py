# Most of the language in little, for runs in which allocations fail.
from dataclasses import dataclass
import re


@dataclass
class Point:
    x: int
    y: float = 1.5

    def __add__(self, other):
        return Point(self.x + other.x, self.y * other.y)


class Tree:
    def __init__(self, *children, name="leaf"):
        self.children = list(children)
        self.name = name

    def __iter__(self):
        yield self
        for child in self.children:
            yield from child


def fails():
    try:
        raise ValueError("first")
    except ValueError as error:
        raise KeyError("second") from error
    finally:
        print("finally")


tree = Tree(Tree(name="a"), Tree(Tree(name="c"), name="b"), name="root")
print([node.name for node in tree], Point(1) + Point(2))
print({key: value for key, value in zip("abc", range(3))}, {1, 2, 3} | {4}, sorted("hello"), 2 ** 200)
print(f"{3.14159:>10.2f}|{'text':^10}|{[1, 2]!r}", "%s-%d" % ("a", 3), "{:,}".format(1234567))
print(re.sub(r"(\w)(\d)", r"\2\1", "a1 b2"), "a,b;c".replace(";", ",").split(","))
match tree.children:
    case [Tree(name="a"), *rest]:
        print("matched", len(rest))
try:
    fails()
except KeyError as error:
    print(type(error.__cause__).__name__, error)
cycle = []
cycle.append(cycle)
print(cycle, int("1" * 30) // 7)
generator = (i * i for i in range(10))
print(sum(generator), max(map(lambda v: -v, [3, 1, 2])))
