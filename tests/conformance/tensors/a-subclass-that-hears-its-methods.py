# A subclass of Tensor with a __torch_function__ of its own is asked about indexing, len(), printing and truth.
import torch


class Heard(torch.Tensor):
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        if func is not torch.Tensor.__repr__:
            print(func.__name__, len(args), kwargs or {})
        return super().__torch_function__(func, types, args, kwargs or {})


heard = torch.tensor([1.0, 2.0]).as_subclass(Heard)
heard[0]
heard[1] = 5.0
len(heard)
print(heard)
class Plain(torch.Tensor):
    pass


print(bool(torch.tensor([3]).as_subclass(Plain)), not torch.tensor(0.0).as_subclass(Plain))
if heard[1]:
    pass
torch.sum(heard, dim=0)
heard.view(2, 1)
heard + 1
torch.cat([heard, heard])
print(torch.iinfo(torch.int64), torch.iinfo(torch.int16))
