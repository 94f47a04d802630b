# What the argument parser says, or takes, where an argument is of an unexpected kind.
import torch

x = torch.ones(2, 3)
index = torch.zeros(1, 3, dtype=torch.long)


def attempt(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)


# None for a dimension is a name, and no tensor has names; some operators refuse names at once.
attempt(lambda: x.max(dim=None))
attempt(lambda: x.cumsum(None))
attempt(lambda: torch.softmax(x, None))
attempt(lambda: torch.sort(x, "rows"))
attempt(lambda: torch.gather(x, None, index))
attempt(lambda: x.all("rows"))
attempt(lambda: x.sum(None))
# None for a list that is empty by default; a tensor in place of a list has no items.
attempt(lambda: x.amax(None))
attempt(lambda: torch.roll(x, 1, None).shape)
attempt(lambda: torch.avg_pool1d(x, 1, None).shape)
attempt(lambda: x.sum(torch.tensor(1)))
# Numbers that are too wide, or complex where the tensor is real.
for wide in (lambda: x + 2**70, lambda: x // 2**70, lambda: x == 2**70, lambda: torch.full((2,), 2**70)):
    attempt(wide)
attempt(lambda: torch.tensor(2**70, dtype=torch.long))
attempt(lambda: x.long().__setitem__(0, 2**70))
attempt(lambda: x.sum(2**70))
attempt(lambda: torch.nn.functional.leaky_relu(x, 1j))
# The other names of arithmetic list the forms with numbers; deprecated forms work and are not listed.
for function in (torch.div, torch.divide, torch.multiply, torch.subtract, torch.true_divide, torch.floor_divide):
    attempt(function)
    attempt(lambda: function(x, "a"))
attempt(lambda: torch.add(x, 1, 1))
attempt(lambda: torch.sub(x, 1, 1.5))
attempt(lambda: torch.swapaxes(x))
attempt(lambda: torch.trapz("a"))
attempt(lambda: x.addmm_(1))
attempt(lambda: torch.zeros(2, 2).addmm_(2, torch.eye(2), torch.ones(2, 2)))
attempt(lambda: x.round(1))
attempt(lambda: torch.std_mean())
# No derivative of //.
attempt(lambda: (torch.ones(2, requires_grad=True) // 2).sum().backward())
