# throw() with more than one argument warns once, also where the call is passed on.
import warnings


def patient():
    while True:
        try:
            yield 1
        except ValueError as error:
            print("caught", error)


def delegating():
    yield from patient()


class Own:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def throw(self, *values):
        print(len(values), "values")
        return 2


def delegating_to_own():
    yield from Own()


for make in patient, delegating, delegating_to_own:
    generator = make()
    next(generator)
    for values in (ValueError("a"),), (ValueError,), (ValueError, "b"), (ValueError, ValueError("c"), None):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            generator.throw(*values)
        print(make.__name__, len(values), [(warning.category.__name__, str(warning.message)) for warning in caught])
with warnings.catch_warnings():
    warnings.simplefilter("error")
    generator = patient()
    try:
        generator.throw(ValueError, "d")
    except DeprecationWarning as warning:
        print("raised", warning)
    print(next(generator))
