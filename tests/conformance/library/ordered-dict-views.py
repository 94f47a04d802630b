# The views of an OrderedDict are views of dicts under names of their own.
from collections import OrderedDict

grades = OrderedDict(ada=1, bob=2)
print(grades.keys(), grades.values(), grades.items())
print([t.__name__ for t in type(grades.keys()).__mro__])
print(isinstance(grades.items(), type({}.items())))
print(grades.keys() & {"ada"}, grades.keys() == {"ada", "bob"}, ("bob", 2) in grades.items())
print(list(reversed(grades.keys())), list(reversed(grades.items())), len(grades.values()))
print(grades.keys().isdisjoint({"eve"}), grades.keys().mapping["ada"])
grades["eve"] = 3
print(grades.keys(), repr(OrderedDict().values()))


class Register(OrderedDict):
    pass


print(Register(x=3).keys(), OrderedDict(grades) == grades, dict(grades.items()))
type(grades.keys())(grades)
