import torch
from torch import nn
with torch.device("meta"):
    m = nn.Linear(2, 3); print(m.weight.device, torch.ones(2).device, torch.arange(3).device, torch.randn(2).device, torch.tensor([1, 2]).device, torch.eye(2).device, torch.randperm(3).device, torch.linspace(0, 1, 3))
    with torch.device("cpu"): print(torch.ones(1))
    print(torch.get_default_device(), torch.zeros(2, device="cpu"), torch.full((2,), 3.), torch.zeros(2, device=None).device)
    l = nn.LSTM(3, 4); print(sum(p.numel() for p in l.parameters()))
    e = nn.TransformerEncoderLayer(8, 2); print(e(torch.ones(3, 2, 8)).shape)
    print(torch.empty_like(torch.ones(2, device="cpu")).device)
print(torch.ones(1), torch.get_default_device())
torch.set_default_device("meta"); print(torch.ones(2), torch.get_default_device()); torch.set_default_device("cpu"); print(torch.ones(2)); torch.set_default_device(None)
m = nn.Linear(3, 2, device="meta"); print(m, m.weight); m.to_empty(device="cpu"); print(m.weight.device)
try: nn.Linear(3, 2, device="meta").to("cpu")
except Exception as e: print(type(e), e)
m = nn.Linear(3, 2, device="meta"); print(m.load_state_dict(nn.Linear(3, 2).state_dict(), assign=True), m.weight.device)
print(torch.arange(3, device="meta"), torch.linspace(0, 1, 3, device="meta").shape)
