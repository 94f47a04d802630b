# Versions of .data, set_, resize_ with a memory format, map_.
import torch
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
x=torch.ones(3,requires_grad=True); y=x*2; z=y*y
y.data.add_(1); print(y._version, y.data._version, z._version)
t(lambda: z.sum().backward()); print(x.grad)
d=y.data; d.mul_(2); print(d._version, y._version, y.detach()._version)
y.detach().add_(1); print(y._version)
a=torch.arange(6.); b=torch.zeros(2,3)
t(lambda: b.set_(a)); print(b, b.data_ptr()==a.data_ptr())
t(lambda: b.set_(a,1,(2,2),(2,1))); t(lambda: b.set_(a))
t(lambda: b.set_()); print(b, b.shape)
t(lambda: b.set_(torch.ones(2,dtype=torch.int64)))
t(lambda: b.set_(a, 2, (2,))); t(lambda: b.set_(a, 1, (2,2), (1,1)))
c=torch.arange(16.).reshape(1,2,2,4); c.resize_(1,2,4,2,memory_format=torch.channels_last); print(c.stride(), c)
e=torch.empty(0); e.resize_(1,2,2,2,memory_format=torch.channels_last); print(e.stride())
e=torch.empty(0); e.resize_as_(c.contiguous(), memory_format=torch.channels_last); print(e.stride())
e=torch.empty(0); e.resize_as_(torch.empty(1,2,3,4).to(memory_format=torch.channels_last), memory_format=torch.preserve_format); print(e.stride())
t(lambda: torch.empty(0).resize_(2,3,memory_format=torch.channels_last))
q=torch.arange(3.); w=torch.tensor([10.,20,30]); v=torch.tensor([1.,1,2])
q.map_(w, lambda a,b: a+b); print(q); q.map2_(w,v,lambda a,b,c: a+b*c); print(q)
x=torch.ones(2,requires_grad=True); x.data=torch.zeros(2); print(x, x._version)
