# Instances of classes derived from set and frozenset keep items and attributes; weak references to sets.
import copy
import pickle
import weakref


class Named(set):
    pass


class Frozen(frozenset):
    pass


for original in (Named("abc"), Frozen("abc")):
    original.name = "letters"
    for copied in (copy.copy(original), copy.deepcopy(original), pickle.loads(pickle.dumps(original))):
        print(type(copied).__name__, sorted(copied), copied.name, copied == original)
print(original.__reduce__()[2], {1}.__reduce__(), frozenset({2}).__reduce__())
for original in ({1, 2}, frozenset("x")):
    reference = weakref.ref(original)
    print(reference() is original, weakref.proxy(original))
    del original
    print(reference())
