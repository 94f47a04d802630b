import torch

heights = torch.tensor([[1., 2., 4., 8.], [10., 20., 40., 80.], [3., 1., 4., 1.]])
rows, columns = torch.tensor([0., 2., 3.]), torch.tensor([0., 3., 6., 9.5])
for order in (1, 2):
    print(torch.gradient(heights, spacing=(rows, columns), edge_order=order))
    print(torch.gradient(heights, spacing=[3., 2.], edge_order=order))
    print(torch.gradient(heights, spacing=2, dim=(0, 1), edge_order=order))
    print(torch.gradient(heights, spacing=[2., 3.], dim=(1, 0), edge_order=order))
    print(torch.gradient(heights, spacing=(rows,), dim=0, edge_order=order))

for wrong in [dict(spacing=[1.]), dict(edge_order=3), dict(dim=(0, 0)), dict(dim=5), dict(spacing=(rows[None], columns))]:
    try:
        torch.gradient(heights, **wrong)
    except (RuntimeError, IndexError) as error:
        print(error)
