import torch

torch.manual_seed(0)
a, b = torch.rand(3, 4), torch.rand(4, 5)
c, d = torch.rand(2, 3, 4), torch.rand(2, 4, 5)
v, w = torch.rand(4), torch.rand(3)

questions = {
    "ij,jk->ik": (a, b), "ij,jk": (a, b), "ij->ji": (a,), "ij->": (a,), "ij->j": (a,), "ij,j->i": (a, v),
    "i,j->ij": (w, v), "i,i->": (v, v), "bij,bjk->bik": (c, d), "bij,bjk->ik": (c, d), "...ij,...jk->...ik": (c, d),
    "ij,ij->ij": (a, a), "ij,ij->i": (a, a), "i,ij,j->": (w, a, v), "ij,k->k": (a, v), "...i->...": (c,),
    "aBc->cBa": (c,), " i j , j k -> i k ": (a, b),
}
for equation, operands in questions.items():
    result = torch.einsum(equation, *operands)
    print(equation, tuple(result.shape), result.is_contiguous())
    print(result)

x = torch.rand(3, 4, requires_grad=True)
for equation, operands in {"ij,jk->ik": (x, b), "ij->j": (x,), "ij->ji": (x,), "ij,ij->ij": (x, x)}.items():
    result = torch.einsum(equation, *operands)
    print(equation, type(result.grad_fn).__name__)
    print(torch.autograd.grad(result.sum(), x)[0])
