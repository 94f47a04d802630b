import torch

tensors = {
    "plain": torch.empty(2, 3, 4, 5),
    "last": torch.empty(2, 3, 4, 5).to(memory_format=torch.channels_last),
    "turned": torch.empty(2, 3, 4, 5).permute(0, 2, 1, 3),
    "ones": torch.empty(1, 2, 3, 4),
    "one channel": torch.empty(2, 1, 4, 5),
}
for name, tensor in tensors.items():
    print(name, tensor.dim_order())
    for check in (True, [torch.contiguous_format], [torch.contiguous_format, torch.channels_last], "both"):
        try:
            print(tensor.dim_order(ambiguity_check=check))
        except (RuntimeError, TypeError) as error:
            print(error)
