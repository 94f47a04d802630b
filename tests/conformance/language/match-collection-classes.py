# Classes derived from, or registered with, Sequence and Mapping match their patterns.
from collections import ChainMap, UserDict, UserList, UserString, abc, deque


class Squares(abc.Sequence):
    def __len__(self):
        return 4

    def __getitem__(self, index):
        return index * index


class Upper(abc.Mapping):
    def __len__(self):
        return 1

    def __iter__(self):
        return iter("a")

    def __getitem__(self, key):
        return key.upper()


class Plain:
    def __len__(self):
        return 2

    def __getitem__(self, index):
        return -index


class Derived(Plain):
    pass


def show(value):
    match value:
        case [first, *_, last]:
            return f"sequence from {first} to {last}"
        case [_]:
            return "sequence of one"
        case {"a": found}:
            return f"mapping of {found}"
        case {}:
            return "mapping"
    return "neither"


for value in Squares(), Upper(), UserList("ab"), UserDict(a=1), UserString("ab"), ChainMap(), deque([1]), "ab", {1}:
    print(type(value).__name__, show(value))
print(show(Plain()), show(Derived()))
abc.Sequence.register(Plain)
print(show(Plain()), show(Derived()))
