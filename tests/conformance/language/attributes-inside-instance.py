# Attributes live inside the instance until somebody asks for its __dict__: nothing of that can be seen.
class Plain:
    pass


def fill(item, names):
    for number, name in enumerate(names):
        setattr(item, name, number)
    return item


few, many = fill(Plain(), "abc"), fill(Plain(), "abcdefghijkl")
for item in (few, many):
    own = item.__dict__
    print(own, own is item.__dict__)
    item.z = "new"
    own["y"] = "direct"
    print(list(own), item.y, vars(item) is own)
    del item.a
    print("a" in own, hasattr(item, "a"))
    item.__dict__ = {"only": 1}
    print(item.__dict__, own["z"], hasattr(item, "z"))
    del item.__dict__
    print(item.__dict__)
    item.again = 1
    print(item.__dict__, item.again)


# The dict lives on where its instance goes.
item = fill(Plain(), "ab")
own = item.__dict__
del item
print(own)


# Attributes that are replaced while they are stored.
class Watcher:
    def __init__(self, owner):
        self.owner = owner

    def __del__(self):
        owner = self.owner
        print("del", sorted(owner.__dict__))
        owner.late = len(owner.__dict__)
        owner.__dict__ = {"fresh": True}


owner = Plain()
owner.watch = Watcher(owner)
owner.other = 1
owner.watch = None
print(owner.__dict__)


class Other:
    def __init__(self):
        self.a, self.b, self.c, self.d, self.e = range(5)

    def where(self):
        return type(self).__name__, self.__dict__


class Third(Other):
    __slots__ = ()


class Slotted:
    __slots__ = ("s", "__dict__")


item = Other()
item.__class__ = Plain
item.f = 5
print(type(item).__name__, item.__dict__)
item.__class__ = Third
print(item.where())
try:
    item.__class__ = Slotted
except TypeError as error:
    print(error)
item = Slotted()
item.s, item.t = 1, 2
print(item.s, item.__dict__)


class Name(str):
    def __eq__(self, other):
        item.__dict__
        return str.__eq__(self, other)

    __hash__ = str.__hash__


item = fill(Plain(), "abc")
for name in ("a", "b", "new"):
    setattr(item, Name(name), "set")
print({str(key): value for key, value in item.__dict__.items()})

import copy
import gc
import pickle

item = fill(Plain(), "abcdef")
print(copy.copy(item).__dict__, pickle.loads(pickle.dumps(item)).__dict__, item.__reduce_ex__(2)[2])
item.me, item.gone = item, Watcher(Plain())
del item
print(gc.collect() > 0)
print(dir(fill(Plain(), ["one", "two"]))[-2:])
