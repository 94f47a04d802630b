# zip(strict=True) over iterators that end by StopIteration, and over lengths of its own.
class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        self.n -= 1
        if self.n < 0:
            raise StopIteration
        return self.n


for columns in (("AB", Countdown(1)), (Countdown(2), Countdown(1)), ("AB", Countdown(1), "CD"), (Countdown(1), "AB"),
                (Countdown(2), "AB"), ("A", "B", Countdown(2))):
    try:
        print(list(zip(*columns, strict=True)))
    except ValueError as error:
        print(error)
