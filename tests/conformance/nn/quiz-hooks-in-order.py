import torch
import torch.nn as nn

torch.manual_seed(0)
model = nn.Sequential(nn.Linear(2, 3), nn.ReLU())
handle = model[0].register_forward_hook(lambda m, i, o: print("after", type(m).__name__, tuple(i[0].shape), tuple(o.shape)))
model.register_forward_pre_hook(lambda m, i: print("before", type(m).__name__))
model[0].register_full_backward_hook(lambda m, gi, go: print("back", gi[0], go[0].shape))
model(torch.ones(1, 2)).sum().backward()
handle.remove()
model(torch.ones(1, 2, requires_grad=True)).sum().backward()
print(len(model[0]._forward_hooks))
