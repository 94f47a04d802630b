# Hooks that run around the steps of every optimizer, beside those of one.
import torch
from torch.optim.optimizer import register_optimizer_step_post_hook, register_optimizer_step_pre_hook

weight = torch.nn.Parameter(torch.ones(2))
weight.sum().backward()
optimizer = torch.optim.SGD([weight], lr=0.1)
before = register_optimizer_step_pre_hook(lambda o, args, kwargs: print("every, before", type(o).__name__))
after = register_optimizer_step_post_hook(lambda o, args, kwargs: print("every, after"))
optimizer.register_step_pre_hook(lambda o, args, kwargs: print("one, before"))
optimizer.register_step_post_hook(lambda o, args, kwargs: print("one, after"))
optimizer.step()
before.remove()
optimizer.step()
after.remove()
optimizer.step()
