import torch

stream = torch.Stream()
print(stream, torch.Event())
print(stream.query(), stream.device)
for make in (torch.Stream, torch.Event):
    try:
        make(device="cuda")
    except RuntimeError as error:
        print(error)
for device in ("cuda", "mps", "meta"):
    try:
        torch.Generator(device=device)
    except RuntimeError as error:
        print(error)
