# Everything that a WeakSet does as a set.
import operator
import weakref


class Item:
    def __init__(self, number):
        self.number = number

    def __repr__(self):
        return f"Item({self.number})"

    def __lt__(self, other):
        return self.number < other.number


items = [Item(number) for number in range(5)]
for name in ("union", "intersection", "difference", "symmetric_difference", "issubset", "issuperset", "isdisjoint",
             "update", "intersection_update", "difference_update", "symmetric_difference_update"):
    some = weakref.WeakSet(items[:3])
    result = getattr(some, name)(items[1:4])
    print(name, sorted(result) if isinstance(result, weakref.WeakSet) else result, sorted(some))
for name in "or_", "and_", "sub", "xor", "le", "lt", "ge", "gt", "eq", "ne", "ior", "iand", "isub", "ixor":
    some, others = weakref.WeakSet(items[:3]), weakref.WeakSet(items[1:4])
    result = getattr(operator, name)(some, others)
    print(name, sorted(result) if isinstance(result, weakref.WeakSet) else result)
copied = some.copy()
copied.remove(items[0])
print(len(copied), len(some), items[0] in copied, 5 in copied)
copied.clear()
for function in copied.pop, lambda: copied.remove(5), lambda: copied.add(5), lambda: hash(copied):
    try:
        function()
    except Exception as error:
        print(type(error).__name__, error)
some = weakref.WeakSet(Item(number) for number in range(3))
print(len(some), list(some))
