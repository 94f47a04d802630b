# A generator expression asks for the iterator of its iterator again, so its code works with any iterable.
import types


class Noisy:
    def __iter__(self):
        print("iter")
        return self

    def __next__(self):
        raise StopIteration


pending = (x for x in Noisy())
print("made")
print(list(pending))
code = (x for x in ()).gi_code
make = types.FunctionType(code, {})
print(list(make([1, 2])), list(make({3: 4})), list(make(iter("ab"))))
try:
    next(make(5))
except TypeError as error:
    print(error)
