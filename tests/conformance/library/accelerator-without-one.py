"""The beginner's choice of a device."""
import torch

device = torch.accelerator.current_accelerator().type if torch.accelerator.is_available() else "cpu"
print(f"Using {device} device")
print(torch.accelerator.device_count())
for function in (torch.accelerator.current_accelerator, torch.accelerator.current_device_index,
                 torch.accelerator.synchronize, torch.accelerator.current_stream):
    try:
        function()
    except RuntimeError as error:
        print(function.__name__, error)
