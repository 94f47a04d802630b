# The nodes of operators that have several overloads, and whole exponents and bounds of integers.
import torch
x=torch.tensor([3.,1.,2.],requires_grad=True)
for f in (lambda: x%2, lambda: x%x, lambda: x.fmod(2), lambda: torch.sort(x)[0], lambda: torch.sort(x,stable=True)[0], lambda: torch.sort(x,descending=True)[0], lambda: x.sort(dim=0,stable=False)[0],
  lambda: 1-x, lambda: x.__rsub__(1), lambda: 1/x, lambda: x.clamp_min(x), lambda: x.clamp(min=1), lambda: x.clamp(min=x,max=x), lambda: x.clamp(min=x), lambda: x.clamp(max=x), lambda: 2**x, lambda: x**2, lambda: x**x, lambda: x.__rpow__(2), lambda: x*2, lambda: torch.mul(x,2), lambda: x/2, lambda: torch.div(x,2,rounding_mode='floor'), lambda: x//2, lambda: x.true_divide(2), lambda: x.cumsum(0), lambda: x.std(), lambda: x.norm(), lambda: x.mean(), lambda: x.max(), lambda: x.max(0)[0], lambda: x.median(), lambda: torch.where(x>0,x,0.), lambda: x.to(torch.float64), lambda: x[0], lambda: x[:2], lambda: x[None], lambda: x[[0,1]], lambda: x.expand(2,3), lambda: x.repeat(2), lambda: torch.logaddexp(x,x), lambda: torch.lerp(x,x,0.5), lambda: torch.lerp(x,x,x), lambda: x.log1p(), lambda: torch.special.xlog1py(x,x), lambda: x.__radd__(1), lambda: x.new_tensor([1.]).requires_grad_()+x):
    print(f().grad_fn.name())
    
b,c=torch.lu_unpack(*torch.linalg.lu_factor(torch.eye(3).requires_grad_()))[0].grad_fn, torch.linalg.lu(torch.eye(3).requires_grad_())[0].requires_grad
print(b,c)
print(torch.arange(2.1, -2.9, -1, dtype=torch.int64), torch.logspace(4.3, 1.2, 4, dtype=torch.int64))
try:
    torch.arange(0, 3, 0.5, dtype=torch.int64)
except RuntimeError as error:
    print(error)
print(torch.gather(torch.ones(3), 0, torch.empty(0, dtype=torch.uint8)))
print(torch.ones(2, dtype=torch.bool).sum_to_size(()), torch.diff(torch.arange(3.), n=0, prepend=torch.ones(1)))
out = torch.empty(0)
print(torch.norm(torch.tensor([3., 4.]), out=out) is out, out, torch.tensordot(torch.ones(2, 2), torch.ones(2, 2), out=torch.empty(0)))
v = torch.tensor(2., requires_grad=True)
torch.zeros(4).index_fill(0, torch.tensor([1, 1, 2]), v).sum().backward()
print(v.grad)
z = torch.tensor(1 + 2j, requires_grad=True)
print(torch.autograd.grad(torch.cumprod(z, 0), z, torch.tensor(1 + 1j)), torch.autograd.grad(torch.stack([z, z * 2]).prod(), z, torch.tensor(1 + 0j)))
print(torch.nn.functional.pad(torch.arange(4.).reshape(1, 1, 4), (-1, 1), "circular"))
