# Which ways of attention are allowed: switches, blocks, and what remains when none suits.
import warnings

import torch
from torch.backends import cuda
from torch.nn.attention import SDPBackend, sdpa_kernel
from torch.nn.functional import scaled_dot_product_attention

torch.manual_seed(0)
q = torch.randn(1, 2, 3, 4)


def allowed():
    return cuda.flash_sdp_enabled(), cuda.math_sdp_enabled(), cuda.mem_efficient_sdp_enabled(), cuda.cudnn_sdp_enabled()


print(allowed())
cuda.enable_flash_sdp(False)
print(allowed(), scaled_dot_product_attention(q, q, q).sum())
with sdpa_kernel(SDPBackend.MATH):
    print(allowed(), scaled_dot_product_attention(q, q, q).sum())
with sdpa_kernel([SDPBackend.FLASH_ATTENTION, SDPBackend.EFFICIENT_ATTENTION]):
    print(allowed(), scaled_dot_product_attention(q, q, q).sum())
    try:
        scaled_dot_product_attention(q[0], q[0], q[0])
    except RuntimeError as error:
        print(error)
print(allowed())
cuda.enable_flash_sdp(True)
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    with cuda.sdp_kernel(enable_flash=False, enable_math=False) as nothing:
        print(nothing, allowed())
        try:
            scaled_dot_product_attention(q, q, q)
        except RuntimeError as error:
            print(error)
    print([(w.category.__name__, str(w.message)) for w in seen])
print(allowed())
