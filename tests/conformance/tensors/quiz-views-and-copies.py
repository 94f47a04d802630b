import torch

x = torch.arange(6).view(2, 3)
y = x.t()
y[0, 0] = 100
print(x, x.data_ptr() == y.data_ptr(), y.is_contiguous())
print(y.contiguous().data_ptr() == y.data_ptr(), x[1].storage_offset(), x[:, 1].stride())

row = x[0]
row[1] = 50
picked = x[[0]]
picked[0, 2] = -7
print(x)


def change(t):
    t += 1
    return t


def replace(t):
    t = t + 1
    return t


a = torch.zeros(1)
change(a), replace(a)
print(a)
twice = [torch.zeros(1)] * 2
twice[0] += 1
print(twice, twice[0] is twice[1])
b = torch.ones(3)
c = b
b = b + 1
print(b, c)
c.mul_(5)
print(b, c)
