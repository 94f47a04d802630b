# Many segments, long segments, and the dtypes that segment_reduce refuses.
import torch

lengths = torch.cat([torch.ones(1, dtype=torch.int64), torch.zeros(400000, dtype=torch.int64)])
print(torch.segment_reduce(torch.zeros(1), "sum", lengths=lengths).shape)
x = torch.arange(100000.0).requires_grad_()
torch.segment_reduce(x, "max", lengths=torch.tensor([100000])).sum().backward()
print(x.grad.sum(), x.grad[-1])
for dtype in [torch.int64, torch.uint8, torch.bool, torch.complex64, torch.float16]:
    for lengths in [[1, 2], [1, 1], [-1, 4], []]:
        try:
            print(torch.segment_reduce(torch.ones(3, dtype=dtype), "mean", lengths=torch.tensor(lengths, dtype=torch.int64)))
        except RuntimeError as error:
            print(dtype, lengths, error)
offsets = torch.tensor([0, 1, 3], dtype=torch.int32)
x = torch.tensor([0.0, 3.0, 3.0], requires_grad=True)
for reduce in ["sum", "mean", "max", "min", "prod"]:
    result = torch.segment_reduce(x, reduce, offsets=offsets)
    print(reduce, result, torch.autograd.grad(result.sum(), x))
