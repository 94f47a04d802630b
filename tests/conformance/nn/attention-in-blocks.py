# Attention over four dimensions runs in blocks, with a node and an order of its own; anything else is composed.
import torch
import torch.nn.functional as F


def bits(t):
    return t.detach().contiguous().view(torch.int32).sum().item()


torch.manual_seed(0)
q, k, v = (torch.randn(2, 4, 10, 16, requires_grad=True) for _ in range(3))
out = F.scaled_dot_product_attention(q, k, v)
print(out.grad_fn.name(), out.stride(), bits(out))
out.square().sum().backward()
print(bits(q.grad), bits(k.grad), bits(v.grad))

mask = torch.ones(10, 10, dtype=torch.bool).tril()
mask[3] = False
masked = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
print(masked[0, 0, 3, :4], bits(masked[:, :, :3]))
causal = F.scaled_dot_product_attention(q, k, v, is_causal=True)
print(bits(causal), causal.grad_fn.name())

flat = F.scaled_dot_product_attention(q[0], k[0], v[0])
print(flat.grad_fn.name(), bits(flat))
flat = F.scaled_dot_product_attention(q[0], k[0], v[0], attn_mask=mask)
print(flat[0, 3, :4])
bias = torch.zeros(10, 10, requires_grad=True)
print(F.scaled_dot_product_attention(q, k, v, attn_mask=bias).grad_fn.name())
print(F.scaled_dot_product_attention(q, k, v, dropout_p=1.0).abs().sum())

long = [torch.randn(1, 1, n, 8) for n in (40, 600, 600)]
print(bits(F.scaled_dot_product_attention(*long)))
print(bits(F.scaled_dot_product_attention(*long, scale=0.3)))
half = F.scaled_dot_product_attention(q.half(), k.half(), v.half())
print(half.dtype, half.shape, half[0, 0, 0, :3])
try:
    F.scaled_dot_product_attention(q, k, v, attn_mask=mask, is_causal=True)
except RuntimeError as error:
    print(error)
grouped = F.scaled_dot_product_attention(q, k[:, :2], v[:, :2], enable_gqa=True)
print(grouped.shape, bits(grouped))
