import torch

t = torch.arange(4).view(2, 2)
for row in t:
    print(row)
a, b = torch.tensor([1, 2])
first, *rest = torch.arange(4)
print(a, b, first, rest)
print(3 in torch.tensor([1, 2, 3]), sum(torch.arange(4)), max(torch.tensor([1, 5, 2])), sorted(torch.tensor([3, 1, 2])))
print(list(reversed(torch.arange(3))), [x.item() for x in torch.arange(3)], dict(enumerate(torch.arange(2))))
print(f"{torch.tensor(3.14159):.2f}", f"{torch.tensor([1, 2])}", "%d" % torch.tensor(3), int(torch.tensor(3.7)))
print(torch.Size([1, 2]) + (3,), torch.zeros(2, 3).shape == (2, 3), *torch.zeros(2, 2).shape, len(t))
print((torch.tensor(5) > 3) is True, (torch.tensor(5) > 3) == True, bool(torch.tensor([0])), not torch.tensor(0))
for ask in (bool, float, int, complex):
    try:
        ask(torch.ones(2))
    except (RuntimeError, ValueError) as error:
        print(ask.__name__, type(error).__name__, error)
