import torch

x = torch.tensor([[0., 2., 5.], [1., 1., 3.], [2., 0., 1.]])
counts, worth = torch.tensor([1, 2, 3]), torch.tensor([.2, .3, .5])
for correction in (0, 1, 2):
    print(torch.cov(x, correction=correction))
    print(torch.cov(x, correction=correction, fweights=counts))
    print(torch.cov(x, correction=correction, aweights=worth))
    print(torch.cov(x, correction=correction, fweights=counts, aweights=worth))
print(torch.cov(x[0], fweights=counts), torch.cov(x.long(), aweights=worth))
for wrong in [dict(fweights=worth), dict(aweights=counts), dict(fweights=-counts), dict(aweights=-worth),
              dict(fweights=counts[:2]), dict(aweights=worth[:2]), dict(fweights=counts[None])]:
    try:
        torch.cov(x, **wrong)
    except RuntimeError as error:
        print(error)
