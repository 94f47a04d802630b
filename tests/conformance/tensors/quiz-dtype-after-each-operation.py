import torch

half, single, double = torch.ones(1).half(), torch.ones(1), torch.ones(1).double()
small, whole, flag = torch.ones(1, dtype=torch.uint8), torch.ones(1, dtype=torch.int64), torch.tensor([True])
print((whole * 1.0).dtype, (half * 1.0).dtype, (half + single).dtype, (half + half.bfloat16()).dtype)
print((single * torch.tensor(1., dtype=torch.float64)).dtype, (single * double).dtype, (whole + torch.tensor(1.5)).dtype)
print((flag * 2).dtype, (flag + flag), flag.sum().dtype, (small + whole.char()).dtype, small - 3)
print((whole / whole).dtype, (whole // 2).dtype, whole.float().sum().dtype, whole.sum().dtype, torch.sqrt(whole).dtype)
print(torch.where(flag, 1, 2.0).dtype, torch.full((1,), 7).dtype, torch.full((1,), True).dtype, torch.tensor([]).dtype)
print(torch.cat([single, whole]).dtype, torch.arange(3.).dtype, torch.tensor([1, 2j]).dtype, torch.eye(2).dtype)
print(torch.tensor(300).to(torch.uint8), torch.tensor(-1).to(torch.uint8), torch.tensor([127]).char() + 1)
print(torch.tensor(3.99).long(), torch.tensor([-1.7]).int(), torch.tensor([0.5, 1.5, 2.5]).round())
