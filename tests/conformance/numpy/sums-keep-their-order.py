import numpy as np

x = np.random.RandomState(3).randn(37, 11)
f = x.astype(np.float32)
print(repr(x.sum()), repr(x.mean()), repr(x.std()), repr(f.sum()), repr(f.mean()), repr(f.var()))
print(x.sum(axis=0)[:3].tolist(), x.sum(axis=1)[:3].tolist(), x.T.sum(axis=1)[:2].tolist())
print(f.sum(axis=0)[:3].tolist(), np.cumsum(f[0])[-3:].tolist(), repr(x[::3].sum()))
print(repr(np.random.RandomState(1).rand(5000).sum()), repr(np.linalg.norm(x)))
