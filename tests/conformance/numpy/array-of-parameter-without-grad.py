# numpy() is refused for a tensor that requires a gradient only while operators are recorded.
import torch

weight = torch.tensor([1.0, 2.0], requires_grad=True)
try:
    weight.numpy()
except RuntimeError as error:
    print(error)
with torch.no_grad():
    array = weight.numpy()
    array[0] = 5.0
    print(array, weight)
with torch.inference_mode():
    print((weight * 2).numpy())
print(weight.numpy(force=True))

# What an array writes is seen by the tensor, but counts as no change of it.
import numpy as np

doubled = weight * 2
squared = (doubled ** 2).sum()
doubled.detach().numpy()[:] += 1.0
print(doubled._version)
squared.backward()
print(weight.grad)
numbers = np.zeros(3)
shared = torch.from_numpy(numbers)
numbers[[0, 2]] = 4.0
print(shared, shared._version, torch.as_tensor(numbers)._version)
shared.add_(1)
print(numbers, shared._version)
