def append_to(item, items=[]):
    items.append(item)
    return items


print(append_to(1), append_to(2), append_to(3, []), append_to.__defaults__)
print([f() for f in [lambda: i for i in range(3)]], [f() for f in [lambda i=i: i for i in range(3)]])


def counter():
    count = 0

    def step():
        nonlocal count
        count += 1
        return count
    return step


tick = counter()
tick()
print(tick(), counter()())


class Shared:
    items = []
    count = 0

    def add(self, item):
        self.items.append(item)
        self.count += 1


a, b = Shared(), Shared()
a.add(1), b.add(2)
print(a.items, b.items is Shared.items, a.count, Shared.count, a.__dict__)
pair = ([1], 2)
try:
    pair[0] += [5]
except TypeError as error:
    print(error, pair)
grid = [[0] * 2] * 2
grid[0][0] = 1
print(grid)
numbers = [1, 2, 3]
for number in numbers:
    if number == 2:
        numbers.remove(number)
print(numbers)
x = 10


def read_too_early():
    print(x)
    x = 5


read_too_early()
