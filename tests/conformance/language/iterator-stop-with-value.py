# A StopIteration that an iterator raises keeps its value on the way through map, filter, zip and enumerate.
class Stopping:
    def __init__(self, value):
        self.value = value

    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration(self.value)


def returning(value):
    return value
    yield


for source in (Stopping, returning):
    for wrap in (iter, enumerate, zip, lambda s: map(str, s), lambda s: filter(None, s), lambda s: zip(enumerate(s))):
        try:
            next(wrap(source("the value")))
        except StopIteration as stop:
            print(stop.args)


def stops_at_two(x):
    if x == 2:
        raise StopIteration
    return True


# Raised by the function instead, it ends the iteration quietly.
print(list(filter(stops_at_two, [0, 1, 2, 3])), list(map(stops_at_two, range(5))))
for item in map(stops_at_two, [1, 1, 2]):
    print(item)
print([x for x in filter(stops_at_two, [5, 2, 6])], [*map(stops_at_two, [2])], sum(map(stops_at_two, (7, 8, 2))))
