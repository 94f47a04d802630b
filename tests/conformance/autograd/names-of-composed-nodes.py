import torch
import torch.nn.functional as F

torch.manual_seed(0)
x, y = torch.rand(4, 6, requires_grad=True), torch.rand(4, 6)
picture = torch.rand(2, 4, 8, 8, requires_grad=True)
line = torch.rand(2, 4, 10, requires_grad=True)
results = {
    "celu": F.celu(x), "soft margin": F.soft_margin_loss(x, y), "cdist": torch.cdist(x, y), "pdist": F.pdist(x),
    "dist": torch.dist(x, y), "distance": F.pairwise_distance(x, y), "kron": torch.kron(x, y),
    "trace": torch.trace(x), "diag": torch.diag(x), "diag of a vector": torch.diag(x[0]), "rot90": torch.rot90(x),
    "block_diag": torch.block_diag(x, y), "cross": torch.linalg.cross(x[:, :3], y[:, :3]), "log1p": torch.log1p(x),
    "rad2deg": torch.rad2deg(x), "floor_divide": x // 2, "renorm": torch.renorm(x, 2, 0, 1.),
    "multi_dot": torch.linalg.multi_dot([x, y.T]), "select_scatter": torch.select_scatter(x, y[0], 0, 0),
    "shuffle": F.pixel_shuffle(picture, 2), "unshuffle": F.pixel_unshuffle(picture, 2),
    "channels": F.channel_shuffle(picture, 2), "grid": F.grid_sample(picture, torch.zeros(2, 3, 3, 2),
                                                                     align_corners=False),
    "max_pool1d": F.max_pool1d(line, 2), "avg_pool1d": F.avg_pool1d(line, 2),
    "bag": F.embedding_bag(torch.tensor([[0, 1]]), x), "probabilities": F.cross_entropy(x, y),
    "probabilities, sum": F.cross_entropy(x, y, reduction="sum"), "einsum": torch.einsum("ij,kj->ik", x, y),
}
for name, result in results.items():
    print(name, type(result.grad_fn).__name__)
