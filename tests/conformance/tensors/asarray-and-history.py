import torch

x = torch.tensor([1., 2.], requires_grad=True) + 1
print(torch.asarray(x))
print(torch.asarray(x, requires_grad=True))
print(torch.asarray(x, copy=True))
print(torch.asarray([1, 2], dtype=torch.float, requires_grad=True))
y = torch.zeros(2)
print(torch.asarray(y).data_ptr() == y.data_ptr(), torch.asarray(y, copy=True).data_ptr() == y.data_ptr())
