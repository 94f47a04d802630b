# Names that torch.amp shows to a star import, and choices that are kept although nothing here is compiled for them.
import torch

names = {}
exec("from torch.amp import *", names)
print(sorted(name for name in names if not name.startswith("_")))
print(names["GradScaler"] is torch.GradScaler, names["autocast"] is torch.autocast)
print(hasattr(torch.amp, "get_autocast_dtype"), torch.get_autocast_dtype("cpu"), torch.is_autocast_enabled("cpu"))

print(torch.jit.onednn_fusion_enabled())
torch.jit.enable_onednn_fusion(True)
print(torch.jit.onednn_fusion_enabled())
print(torch.jit.set_fusion_strategy([("STATIC", 1)]), torch.jit.set_fusion_strategy([("DYNAMIC", 3)]))


def ways():
    cuda = torch.backends.cuda
    return cuda.flash_sdp_enabled(), cuda.math_sdp_enabled(), cuda.mem_efficient_sdp_enabled(), cuda.cudnn_sdp_enabled()


print(ways())
torch.backends.cuda.enable_math_sdp(False)
print(ways())
with torch.nn.attention.sdpa_kernel([torch.nn.attention.SDPBackend.MATH]):
    print(ways())
    with torch.nn.attention.sdpa_kernel(torch.nn.attention.SDPBackend.FLASH_ATTENTION):
        print(ways())
    print(ways())
print(ways())
torch.backends.cuda.enable_math_sdp(True)
