# Every byte but zero is True where other memory is seen as bools.
import torch

bools = torch.tensor([0, 1, 2, 190], dtype=torch.uint8).view(torch.bool)
print(bools, bools.tolist())
print(bools.int(), bools.float(), bools.sum(), bools.cumsum(0))
print(~bools, bools == True, bools & True, bools.logical_not(), bools.sgn())
print(bools.any(), bools.all(), bools.max(), bools.count_nonzero(), bools.nonzero())
print(torch.where(bools, 1, 0), torch.ones(4)[bools], torch.zeros(4).masked_fill(bools, 5.0))
print(bools.sort(), bools.unique(), bools.cummax(0))
print(torch.zeros(1, dtype=torch.bool).index_add(0, torch.zeros(4, dtype=torch.long), bools))
