# `data` shares a tensor's memory: it sees the memory move, and may move it itself.
import torch

x = torch.ones(3)
d = x.data
x.resize_(5000).fill_(7)
print(d, d.shape, d.untyped_storage().nbytes())
d.add_(1)
print(x[:4], x.sum())

e = d.data
print(e.untyped_storage().resizable())
e.untyped_storage().resize_(0)
print(x.untyped_storage().nbytes(), d.untyped_storage().nbytes(), x.shape)
e.untyped_storage().resize_(80)
print(x.untyped_storage().nbytes(), d.untyped_storage().nbytes(), e.shape)

d.resize_(40000).fill_(2)
print(e, x[:3])
del x, d
e.resize_(90000).fill_(5)
print(e[::30000])

# The elements are the same ones: no copy may go over half of what it reads.
line = torch.arange(8.0)
for target, source in [
    (line.data[1:], line[:-1]),
    (line[1:], line[:-1]),
    (line.view(2, 4), line.data.view(4, 2).t()),
    (line, line.data),
]:
    try:
        print(target.copy_(source))
    except RuntimeError as error:
        print(error)
try:
    line[1:] = line[:-1]
except RuntimeError as error:
    print(error)
print(line)

# Changes through it are not counted.
w = torch.ones(2, requires_grad=True)
loss = (w * w).sum()
w.data.mul_(3)
loss.backward()
print(w, w.grad, w._version)
print(w.data.is_set_to(w.detach()), w.data.data_ptr() == w.data_ptr())

# A new size counts, the old one again does not.
r = torch.ones(3)
print([r.resize_(size)._version for size in (3, 0, 5, 5, 2)], r.resize_as_(torch.ones(4))._version)
