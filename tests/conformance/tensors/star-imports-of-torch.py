from torch import *
from torch.nn import *
from torch.nn.functional import relu, softmax
from torch.linalg import *

manual_seed(0)
model = Sequential(Linear(2, 3), ReLU(), Linear(3, 1))
print(tensor([1, 2]) + ones(2), zeros(1), arange(3), float32, no_grad)
print(model(rand(1, 2)).shape, relu(tensor([-1., 1.])), softmax(tensor([0., 0.]), dim=0))
print(inv(tensor([[2., 0.], [0., 4.]])), matrix_rank(eye(3)))
with no_grad():
    print(is_grad_enabled(), stack([ones(2), zeros(2)]).tolist())
try:
    optim
except NameError as error:
    print(error)
try:
    _C
except NameError as error:
    print(error)
