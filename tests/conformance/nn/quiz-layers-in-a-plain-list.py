import torch
import torch.nn as nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [nn.Linear(2, 2), nn.Linear(2, 2)]
        self.out = nn.Linear(2, 1)
        self.scale = nn.Parameter(torch.ones(1))
        self.register_buffer("steps", torch.tensor(0))
        self.note = torch.zeros(3)

    def forward(self, x):
        return self.out(x) * self.scale


net = Net()
print(len(list(net.parameters())), list(net.state_dict()), [name for name, _ in net.named_modules()])
print(net)
print(nn.ParameterDict({"w": torch.zeros(2), "b": torch.zeros(1, dtype=torch.double), "n": 3}))
for wrong in ({"scale": torch.ones(1)}, {**net.state_dict(), "extra": torch.ones(1)}):
    try:
        net.load_state_dict(wrong)
    except RuntimeError as error:
        print(error)


class Forgetful(nn.Module):
    def __init__(self):
        self.fc = nn.Linear(2, 2)


Forgetful()
