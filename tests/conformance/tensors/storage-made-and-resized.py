# Storages that are made, copied and resized.
import torch

s = torch.UntypedStorage(8)
print(len(s), s.nbytes(), s.element_size())
s.fill_(0)
print(s.tolist())
a = torch.ones(3)
s0 = a.untyped_storage()
a.set_(s0.clone())
print(a)
print(s0.is_cuda, s0.is_shared() , s0.size())
c = s0.clone()
c[0] = 5
print(c[0], s0[0])
ts = torch.TypedStorage([1.0, 2.0], dtype=torch.float64)
print(ts, ts.size(), ts.dtype)
print(torch.is_storage(s0), torch.is_storage(a))
s0.resize_(0)
print(s0.nbytes())
