# One batch norm for two inputs, as in siamese networks: the running statistics do not count as changed in place.
import torch
import torch.nn as nn

torch.manual_seed(0)
net = nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.ReLU(), nn.Linear(4, 2))
first, second = torch.randn(5, 3), torch.randn(5, 3)
distance = (net(first) - net(second)).pow(2).sum()
distance.backward()
print(distance, net[1].weight.grad)
print(net[1].running_mean, net[1].running_mean._version, net[1].num_batches_tracked._version)
