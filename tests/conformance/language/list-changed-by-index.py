# An __index__ or __eq__ may change the list, deque or array that is being read or written.
from array import array
from collections import deque


class Clearing:
    def __init__(self, container):
        self.container = container

    def __index__(self):
        del self.container[:]
        return 1

    def __eq__(self, other):
        del self.container[:]
        return False


def attempt(what, function):
    try:
        print(what, function())
    except Exception as error:
        print(what, type(error).__name__, error)


def with_list(function):
    items = list(range(100))
    return lambda: (function(items, Clearing(items)), items)


attempt("get", with_list(lambda items, one: items[one]))
attempt("set", with_list(lambda items, one: items.__setitem__(one, 5)))
attempt("delete", with_list(lambda items, one: items.__delitem__(one)))
attempt("slice", with_list(lambda items, one: items[one:50]))
attempt("slice set", with_list(lambda items, one: items.__setitem__(slice(one, 50), [7])))
attempt("stepped set", with_list(lambda items, one: items.__setitem__(slice(one, 50, 2), [])))
attempt("slice delete", with_list(lambda items, one: items.__delitem__(slice(one, 50, 2))))
attempt("insert", with_list(lambda items, one: items.insert(one, 5)))
attempt("pop", with_list(lambda items, one: items.pop(one)))
for other in [1, 1], [1, 2, 3]:
    items = []
    items += [Clearing(items), 4]
    attempt("compare", lambda: (items < other, items))
    items = []
    items += [Clearing(items), 4]
    attempt("equal", lambda: (items == other, len(items)))


class Emptying:
    def __init__(self, container):
        self.container = container

    def __index__(self):
        self.container.clear()
        return 3


for function in deque.insert, lambda items, at, value: items.__setitem__(at, value), lambda items, at, _: items * at:
    items = deque(range(9))
    attempt("deque", lambda: (function(items, Emptying(items), 5), items))
nan = array("d", [float("nan")])
print(nan == nan, nan != nan, array("d", [1.0]) == array("d", [1.0]))
