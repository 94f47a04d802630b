# Tensors whose bytes or strides cannot be counted are refused before there is one.
import torch

big = 2**62
for make in (lambda: torch.empty(big, big), lambda: torch.zeros(2**40, 2**40), lambda: torch.full((2**40, 2**40), 1),
             lambda: torch.empty(big, big, 0), lambda: torch.empty(0, big, big), lambda: torch.empty(0, big),
             lambda: torch.empty(big, big, device="meta"), lambda: torch.empty_strided((2, 2), (big, big)),
             lambda: torch.empty_strided((2**40, 2**40), (0, 0)), lambda: torch.empty(1).expand(big, big),
             lambda: torch.empty(2, -1)):
    try:
        print(make().shape)
    except RuntimeError as error:
        print(error)
