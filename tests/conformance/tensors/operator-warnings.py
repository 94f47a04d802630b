# What operators warn of, and how often.
import warnings

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

Z, O, T = torch.zeros, torch.ones, torch.tensor


def attempt(text):
    with warnings.catch_warnings(record=True) as given:
        warnings.simplefilter("always")
        try:
            exec(compile(text, "attempt", "exec"), dict(globals()))
            end = "done"
        except Exception as error:
            end = f"{type(error).__name__} {error}"
    print(text, "->", end)
    for warning in given:
        print("   ", warning.category.__name__, warning.message)


TEXTS = r"""
Z(2,3,4).T
Z(2,3,4).T
Z(2,3,4).mT
torch.meshgrid(Z(2), Z(3))
torch.meshgrid(Z(2), Z(3))
torch.std(T([1.]))
torch.std(T([1.]))
torch.cov(T([[1.]]))
torch.cov(T([[1.]]))
torch.std(Z(0))
torch.var(Z(0,3),0)
torch.add(Z(3), 1, out=Z(2))
torch.add(Z(3), 1, out=Z(2))
torch.linspace(0,1,3, out=Z(2))
torch.zeros(3, out=Z(2))
torch.eye(3, out=Z(2))
torch.full((3,), 1., out=Z(2))
torch.rand(3, out=Z(2))
torch.randperm(3, out=Z(2,dtype=torch.long))
torch.empty(3, out=Z(2))
torch.qr(O(2,2))
torch.qr(O(2,2))
torch.cholesky(O(1,1))
torch.cholesky(O(1,1))
torch.chain_matmul(O(2,2), O(2,2))
torch.chain_matmul(O(2,2), O(2,2))
torch.lu(O(1,1))
torch.lu(O(1,1))
torch.svd(O(2,2))
torch.range(0,2)
torch.range(0,2)
torch.stft(Z(100), 10, return_complex=False)
torch.stft(Z(100), 10, return_complex=True, window=O(10))
Z(2,dtype=torch.complex64).to(torch.float32)
Z(2,dtype=torch.complex64).to(torch.float32)
Z(2,dtype=torch.complex64).float()
Z(2).copy_(Z(2,dtype=torch.complex64))
Z(2).add_(Z(2,dtype=torch.complex64))
x=Z(2); x[0]=T(1j)
torch.tensor([np.array([1.]), np.array([2.])])
torch.tensor([np.array([1.]), np.array([2.])])
Z(3)[Z(3,dtype=torch.uint8)]
Z(3)[Z(3,dtype=torch.uint8)]
torch.where(Z(3,dtype=torch.uint8), 1., 2.)
torch.where(Z(3,dtype=torch.uint8), 1., 2.)
torch.cross(Z(2,3), Z(2,3))
torch.cross(Z(2,3), Z(2,3))
torch.scatter(Z(2),0,T([0]),O(1),reduce='add')
torch.scatter(Z(2),0,T([0]),O(1),reduce='add')
Z(3).index_reduce_(0,T([0]),O(1),'prod')
Z(3).index_reduce_(0,T([0]),O(1),'prod')
x=Z(2,requires_grad=True); x.sum().backward(create_graph=True)
x=Z(2,requires_grad=True); x.sum().backward(create_graph=True)
torch.searchsorted(Z(3), Z(2,2).t())
torch.searchsorted(Z(3), Z(2,2).t())
torch.bucketize(Z(2,2).t(), Z(3))
torch.searchsorted(Z(4,4).t()[0], Z(3))
x=Z(3,requires_grad=True); y=x*2; y.grad
x=Z(3,requires_grad=True); y=x*2; y.grad
nn.Conv2d(1,1,2,padding='same')(Z(1,1,4,4))
nn.Conv2d(1,1,2,padding='same')(Z(1,1,4,4))
torch.set_default_tensor_type(torch.FloatTensor)
torch.set_default_tensor_type(torch.FloatTensor)
x=Z(1,3).expand(2,3); x.add_(1)
x=T([1.,2.])[T([0,1],dtype=torch.uint8)]
F.nll_loss(Z(2,2), Z(2,dtype=torch.uint8))
torch.sum(Z(2), dim=0, out=Z(2))
Z(2).norm('fro')
torch.norm(Z(2,2), 'nuc')
torch.tensor([1,2], dtype=torch.uint8).sum().neg()
F.interpolate(Z(1,1,4,4), scale_factor=0.5, mode='bilinear', recompute_scale_factor=None)
float(Z(1,requires_grad=True))
T([Z(1,requires_grad=True),2.])
np.asarray(Z(1))
Z(3).__array__()
nn.RNN(2,3)(Z(0,1,2))
torch.sqrt(T([-1.]))
T(1) / 0
torch.arange(0, 1, 0.1, dtype=torch.float16)
torch.is_tensor(1)
torch.det(Z(2,2,dtype=torch.float16))
nn.ModuleList([nn.Linear(1,1)]).foo = 1
m=nn.Linear(2,2); m.weight.grad = None; m.weight.data = Z(3,3)
torch.manual_seed(-1)
o=torch.optim.SGD([Z(1,requires_grad=True)], 0.1); s=torch.optim.lr_scheduler.MultiStepLR(o, [2,1])
o=torch.optim.SGD([Z(1,requires_grad=True)], 0.1); s=torch.optim.lr_scheduler.OneCycleLR(o, 1., total_steps=2); [o.step() or s.step() for i in range(3)]
o=torch.optim.SGD([Z(1,requires_grad=True)], 0.1); s=torch.optim.lr_scheduler.ChainedScheduler([torch.optim.lr_scheduler.StepLR(o, 1)]); s.step()
"""
for text in TEXTS.strip().split("\n"):
    attempt(text)
