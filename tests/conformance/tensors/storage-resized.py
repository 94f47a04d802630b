# What a storage and the tensors over it say after its size has changed.
import torch


def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(type(error).__name__, str(error).split("\n")[0])


x = torch.arange(1000.0)
first, second = x.untyped_storage(), x.untyped_storage()
first.resize_(8)
print(first.size(), second.size(), len(second), x.shape, first.nbytes(), second.nbytes())
attempt(lambda: second[8])
attempt(lambda: second[4 * 10**8 - 1])
attempt(lambda: torch.zeros(1).set_(second))
print(x[:2])
first.resize_(4000)
print(second.size(), x[:2])
first.resize_(8000)
print(second.size(), x[:2])
first.resize_(0)
print(second.size(), x.numel(), second.tolist())

# The device must stay.
meta = torch.empty(10, device="meta")
attempt(lambda: torch.zeros(4).set_(meta))
attempt(lambda: torch.zeros(4).set_(meta.untyped_storage()))
attempt(lambda: torch.zeros(4).set_(meta, 0, (2,), (1,)))
attempt(lambda: torch.zeros(4).set_(meta.untyped_storage(), 0, (2,), (1,)))
attempt(lambda: meta.set_(torch.zeros(4)))
attempt(lambda: meta.set_(torch.zeros(4).untyped_storage()))

# A stride that is never taken may be any number.
attempt(lambda: torch.zeros(4).as_strided((1,), (2**62,), 0) + 1)
attempt(lambda: torch.zeros(4).as_strided((1, 3), (2**62, 1), 1).sum())
