# Range iterators that are set on, far beyond their end and where their numbers are wide.
for count in (0, 3, 2**62):
    for start in (10**30, 5):
        iterator = iter(range(start, start + 10, 3))
        iterator.__setstate__(count)
        print(list(iterator))
iterator = iter(range(10**30))
iterator.__setstate__(2**62)
print(next(iterator), next(iterator))
