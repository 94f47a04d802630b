import torch
import numpy as np
import torch.nn as nn
import torch.nn.functional as F
def T(f,*a,**k):
    try: print(f(*a,**k))
    except Exception as e: print(type(e).__name__,e)
torch.manual_seed(0)
t = torch.arange(6.).view(2, 3)
s = t.untyped_storage()
print(s.nbytes(), len(s), s.device, type(s))
print(t.storage().size())
print(t.storage()[1])
print(t.storage().tolist())
print(t.storage().dtype)
print(t[1].storage_offset(), t[1].data_ptr() - t.data_ptr())
print(t.untyped_storage().data_ptr() == t[1].untyped_storage().data_ptr())
u = torch.empty(0)
u.set_(t.untyped_storage(), 1, (2, 2), (3, 1))
print(u)
u.fill_(9)
print(t)
v = torch.tensor([]).set_(t)
print(v)
print(t.storage())
print(t.untyped_storage())
w = torch.FloatStorage([1, 2, 3])
print(w)
print(torch.tensor([1,2],dtype=torch.uint8).untyped_storage().tolist())
