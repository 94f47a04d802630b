import torch

# A contiguous matrix is factored as its transpose, which shows in the last digits.
whole = torch.tensor([[1., 2.], [3., 4.]])
print(torch.det(whole).item(), torch.det(whole.T).item())
torch.manual_seed(0)
for size in (2, 3):
    a = torch.randn(size, size)
    print(torch.det(a), torch.det(a.T), torch.linalg.slogdet(a).sign)
    print(torch.linalg.inv(a))
    print(torch.linalg.solve(a, torch.ones(size)))
