import torch
import torch.nn as nn

torch.manual_seed(0)
drop, norm = nn.Dropout(0.5), nn.BatchNorm1d(2)
ones, pair = torch.ones(8), torch.tensor([[1., 2.], [3., 6.]])
print(drop(ones), drop.eval()(ones), drop.training)
print(norm(pair), norm.running_mean, norm.running_var, norm.num_batches_tracked)
print(norm.eval()(pair))
try:
    norm.train()(pair[:1])
except ValueError as error:
    print(error)
model = nn.Sequential(drop, nn.Sequential(norm))
print(model.train().training, model[1][0].training, model.eval()[1][0].training, drop.training)
with torch.no_grad():
    print(model.training, torch.is_grad_enabled())
