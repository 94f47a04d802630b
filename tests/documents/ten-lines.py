import torch
import torch.nn as nn

torch.manual_seed(0)
model = nn.Sequential(nn.Linear(4, 3), nn.Tanh(), nn.Linear(3, 1))
loss = nn.functional.mse_loss(model(torch.ones(2, 4)), torch.zeros(2, 1))
loss.backward()
print(loss)
print(model[2].weight.grad)
model(torch.ones(2, 5))
