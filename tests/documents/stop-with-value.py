class Stopping:
    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration(42)


try:
    next(map(str, Stopping()))
except StopIteration as stop:
    print(stop.args)
