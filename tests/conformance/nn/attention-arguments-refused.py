# Which dtypes, devices, ranks and masks attention takes.
import torch
import torch.nn.functional as F


def attempt(*args, **kwargs):
    try:
        print(F.scaled_dot_product_attention(*args, **kwargs).shape)
    except Exception as error:
        print(type(error).__name__, error)


q = torch.ones(1, 2, 3)
attempt(q, q, q, attn_mask=torch.ones(2, 2).long())
attempt(q, q, q, attn_mask=torch.ones(2, 2).double())
attempt(q.double(), q.double(), q.double(), attn_mask=torch.ones(2, 2))
attempt(q, q, q, attn_mask=torch.ones(2, 2).half())
attempt(q, q, q.double())
attempt(q.long(), q.long(), q.long())
attempt(q.half(), q.half(), q.half(), attn_mask=torch.ones(2, 2))
attempt(q, q[0], q)
attempt(q[0], q[0], q[0])
attempt(q[0, 0], q[0, 0], q[0, 0])
attempt(q, q.to("meta"), q)
attempt(q, q, q, is_causal=True, attn_mask=torch.ones(2, 2))
attempt(q, q, q, dropout_p=2.)
attempt(q, q, q, scale="a")
attempt(q, q, q[:, :1])
attempt(q, torch.ones(2, 2, 3), q)
attempt(q, q, q, attn_mask=torch.ones(3, 2, 2))
attempt(q, q, q, enable_gqa=True)
attempt(q, q, q, attn_mask=torch.ones(2, 2).bool(), dropout_p=0.)
attempt(q.bool(), q.bool(), q.bool())
attempt(q, q, q, attn_mask=True)
