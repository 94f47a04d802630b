import torch

a, b, v = torch.ones(3, 4), torch.ones(4, 5), torch.ones(4)
for equation, operands in [("ij,jk", (a, a)), ("ij", (v,)), ("ij,jk->iik", (a, b)), ("ij->ij", (a, b)), ("i1", (a,)),
                           ("ii", (a,)), ("..i", (a,)), ("ij,jk->il", (a, b))]:
    try:
        print(torch.einsum(equation, *operands).shape)
    except RuntimeError as error:
        print(equation, "|", error)
