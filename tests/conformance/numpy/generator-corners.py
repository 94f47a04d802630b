# Generator.integers over the whole width of int64, bounds beyond it, and seeds without words.
import numpy as np

print(np.random.default_rng(0).integers(-2**63, 2**63 - 1, endpoint=True))
print(np.random.default_rng(0).integers(-2**63, 2**63, size=3))
print(np.random.default_rng(0).integers(-2**63, 2**63 - 1, size=3))
for low, high in ((0, 2**64), (-2**63 - 1, 0)):
    try:
        np.random.default_rng(0).integers(low, high)
    except ValueError as error:
        print(error)
print(np.random.default_rng([]).random() == np.random.default_rng([0]).random(), np.random.default_rng(()).integers(5))
