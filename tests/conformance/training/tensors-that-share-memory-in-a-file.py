# torch.save() writes a storage once: views still share it when they are read, and bring all of it along.
import io
import torch


def again(value, **options):
    buffer = io.BytesIO()
    torch.save(value, buffer)
    buffer.seek(0)
    return torch.load(buffer, **options)


numbers = torch.arange(10)
whole, part = again([numbers, numbers[2:5]])
part *= 10
print(whole, part, part.storage_offset())
print(again(numbers[:3]).untyped_storage().size(), again(numbers[:3].clone()).untyped_storage().size())
turned, = again((torch.arange(6.0).reshape(2, 3).t(),))
print(turned, turned.stride(), turned.is_contiguous())
layer = torch.nn.Linear(2, 2)
layer.tied = layer.weight
state = again(layer.state_dict())
print(list(state), state["weight"].data_ptr() == state["tied"].data_ptr())
print(again({"device": torch.device("cpu"), "second": torch.device("cuda", 1), "none": torch.zeros(0, 2)}))
print(again(torch.nn.Parameter(torch.ones(2))), again(torch.tensor([1 + 2j, 3])), again(torch.tensor(True)))
