# tensordot: sizes of 1 stretch, dimensions are named once, lists have one length.
import torch


def show(a, b, **options):
    try:
        result = torch.tensordot(a, b, **options)
        print(result.tolist(), tuple(result.shape), result.dtype)
    except Exception as error:
        print(type(error).__name__, error)


table = torch.arange(6.0).view(2, 3)
row = torch.tensor([[10.0, 20.0]])
show(table, row, dims=([1], [0]))
show(row, table, dims=([0], [1]))
show(row, row, dims=([0], [0]))
show(row.long(), table.long(), dims=([0, 1], [1, 0]))
show(table, table, dims=([0, 0], [0, 1]))
show(table, table, dims=([0, -2], [0, 1]))
show(torch.ones(3), torch.ones(3), dims=([0, 0], [0, 0]))
show(torch.ones(3, 3), torch.ones(3, 3), dims=([0, 1], [1, 1]))
show(table, table, dims=([0, 1], [0]))
show(table, table, dims=([0], [5]))
show(table, table, dims=0)
show(table, table, dims=3)
show(torch.tensor(2.0), torch.tensor(3.0), dims=0)

weights = torch.ones(1, 3, requires_grad=True)
torch.tensordot(weights, table, dims=([0, 1], [0, 1])).backward()
print(weights.grad)
