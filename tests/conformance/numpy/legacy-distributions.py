import numpy as np

np.random.seed(7)
print(np.random.exponential(2, 3), np.random.gamma(2.5, 1, 2), np.random.beta(2, 3))
print(np.random.binomial(10, 0.3, 5), np.random.poisson(4, 5), np.random.multinomial(10, [0.2, 0.3, 0.5]))
print(np.random.choice(6, 4, replace=False), np.random.choice(["a", "b", "c"], 4, p=[0.2, 0.5, 0.3]))
print(np.random.randint(0, 256, 4, dtype=np.uint8), np.random.randint(0, 2, 6, dtype=bool))
print(np.random.laplace(0, 1, 2), np.random.dirichlet([1, 2]), np.random.standard_normal(3))
items = list("abcde")
np.random.shuffle(items)
print(items, np.random.permutation([[1, 2], [3, 4], [5, 6]]).tolist())
print(np.random.RandomState([1, 2, 3]).rand(2))
