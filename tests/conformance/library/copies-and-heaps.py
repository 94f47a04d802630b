# Copies of weak containers, code and aliases; merging heaps; annotations given as texts.
import copy
import dataclasses
import heapq
import pickle
import random
import typing
import weakref
from collections import OrderedDict
from dataclasses import KW_ONLY, InitVar
from typing import ClassVar

rows = [[("C", 1), ("C", 2), ("A", 3)], [("C", 4), ("B", 5), ("A", 6)], [("B", 7), ("A", 8)]]
print(list(heapq.merge(*rows, key=lambda row: row[0], reverse=True)))
print(list(heapq.merge(*[row[::-1] for row in rows], key=lambda row: row[0])))
numbers = [5, 1, 3, 9, 2]
heapq._heapify_max(numbers)
print(numbers[0], heapq._heappop_max(numbers), heapq._heapreplace_max(numbers, 4), sorted(numbers))


class Owner:
    pass


first, second = Owner(), Owner()
keys = weakref.WeakKeyDictionary({first: [1], second: [2]})
values = weakref.WeakValueDictionary(a=first, b=second)
for mapping in keys, values:
    shallow, deep = copy.copy(mapping), copy.deepcopy(mapping)
    print(type(shallow).__name__, len(shallow), len(deep), shallow is mapping)
print(copy.deepcopy(keys)[first] is keys[first], copy.copy(keys)[first] is keys[first])
reference = weakref.ref(first)
print(copy.copy(reference) is reference, copy.deepcopy(reference) is reference)
code = (lambda: 1).__code__
print(copy.copy(code) is code, copy.deepcopy(slice([1], 2)))
type Pair[T] = tuple[T, T]
print(pickle.loads(pickle.dumps(Pair)) is Pair, copy.copy(Pair) is Pair, pickle.loads(pickle.dumps(Pair[int])))
Alias = ClassVar
for text in ("ClassVar", "ClassVar[int]", " ClassVar [ int]", "typing.ClassVar[int]", "Alias", "InitVar", "KW_ONLY",
             "dataclasses.InitVar[int]", "dataclasses.KW_ONLY", "typing.Unknown", "other.ClassVar", "list[ClassVar]"):
    made = dataclasses.dataclass(type("Made", (), {"__annotations__": {"x": text, "y": "int"}, "__module__": __name__}))
    print(text, [(field.name, field.kw_only) for field in dataclasses.fields(made)], *made.__init__.__annotations__)
generator = random.Random()
generator.setstate((2, tuple(range(-300, 324)) + (624,), None))
print(generator.random())
ordered = OrderedDict(a=1, b=2)
print(ordered.pop(key="a"), ordered.setdefault(key="c", default=3), ordered.pop("z", default=4), ordered)
