# Window functions take a device as other factories do, and refuse what is no floating point number by their own name.
import torch

for name in ["kaiser", "bartlett", "blackman", "hann", "hamming"]:
    window = getattr(torch, name + "_window")
    print(window(5, device="meta"), window(5, False, device="meta").device)
    print(window(0), window(1, dtype=torch.float64))
    for arguments in [dict(dtype=torch.int64), dict(dtype=torch.int64, device="meta")]:
        try:
            window(5, **arguments)
        except RuntimeError as error:
            print(error)
    try:
        window(-5)
    except RuntimeError as error:
        print(error)
