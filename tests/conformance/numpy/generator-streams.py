# default_rng draws PCG64's streams: uniform and normal numbers, integers, choices and shuffles.
import numpy as np
import torch

rng = np.random.default_rng(42)
print(rng)
print(rng.random(), rng.random(3), rng.random((2, 2)).sum())
print(rng.standard_normal(5), rng.normal(2.0, 0.5, size=(2, 2)), np.round(rng.normal(), 12))
print(rng.integers(0, 10, 5), rng.integers(6), rng.integers(1, 6, size=4, endpoint=True), rng.integers(0, 2**40, 2))
print(rng.uniform(-1, 1, 3), rng.lognormal(0, 1, 2))
print(rng.choice(5, 3), rng.choice([10, 20, 30]), rng.choice(8, 4, replace=False), rng.choice(3, 4, p=[0.2, 0.3, 0.5]))
print(rng.permutation(6), rng.permutation(["a", "b", "c"]))
values, items = np.arange(6), [1, 2, 3, 4]
rng.shuffle(values)
rng.shuffle(items)
print(values, items)
big = np.random.default_rng(7).standard_normal(20000)
print(np.round([big.mean(), big.std(), big.min(), big.max()], 12))
print(np.random.default_rng(2**70 + 3).random(2), np.random.default_rng([1, 2, 3]).random(2))
print(np.random.default_rng(0).random(2).dtype, np.random.default_rng(rng) is rng)
print(torch.from_numpy(np.random.default_rng(1).normal(size=(2, 3))))
for wrong in (lambda: rng.integers(5, 5), lambda: np.random.default_rng(-1), lambda: rng.choice(2, 3, replace=False)):
    try:
        wrong()
    except ValueError as error:
        print(error)
print(np.linalg.det(np.array([[1, 2], [3, 4]])), np.linalg.slogdet(np.array([[1.0, 2.0], [3.0, 4.0]])))
