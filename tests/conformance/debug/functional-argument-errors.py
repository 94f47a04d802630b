"""What functions of torch.nn.functional say of arguments that do not fit."""
import torch
import torch.nn.functional as F


def attempt(call):
    try:
        result = call()
        print(result.dtype, tuple(result.shape))
    except Exception as error:
        print(type(error).__name__, error)


x, image, columns = torch.ones(2, 3), torch.ones(2, 3, 4, 4), torch.ones(1, 12, 9)
weight, bias = torch.ones(5, 3), torch.ones(5)
for call in [
    lambda: F.gelu(), lambda: F.gelu(x, "tanh", 1), lambda: F.logsigmoid(), lambda: F.logsigmoid(x, None),
    lambda: F.softplus(x, beta=[1]), lambda: F.softplus(x, out=None), lambda: F.softshrink("x"),
    lambda: F.fold(columns, None, 2), lambda: F.fold(columns, (4, 4), {}), lambda: F.unfold(image, 1.5),
    lambda: F.unfold(image, 2, stride=torch.tensor(2)), lambda: F.mse_loss(x, x, reduction=["mean"]),
    lambda: F.interpolate(image, scale_factor="2"), lambda: F.interpolate(image, scale_factor=2, mode=[1]),
    lambda: F.fractional_max_pool2d(), lambda: F.lp_pool2d(image, 2, None), lambda: F.max_unpool2d(x, x, object),
    lambda: F.linear(x, weight.double(), bias), lambda: F.linear(x.double(), weight, bias),
    lambda: F.linear(x, weight, bias.double()), lambda: F.huber_loss(x.long(), x), lambda: F.huber_loss(x, x.double()),
    lambda: F.soft_margin_loss(x[0], x), lambda: F.soft_margin_loss(x.half(), x),
    lambda: F.cosine_similarity(x, torch.tensor(2)), lambda: F.cosine_similarity(x.cfloat(), x),
    lambda: F.group_norm(image, 1, torch.ones(3), torch.ones(2)),
    lambda: F.layer_norm(x, (3,), torch.ones(3), torch.ones(2).long()),
    lambda: F.binary_cross_entropy(x, x, weight="w"),
    lambda: F.triplet_margin_with_distance_loss([1], x, x),
    lambda: F.embedding_bag(torch.tensor([0, 7]), weight, torch.tensor([0])),
    lambda: F.embedding_bag(torch.tensor([0, 7]), weight.double(), torch.tensor([0])),
    lambda: F.embedding_bag(torch.tensor([[0, -7]]), weight.half(), mode="sum"),
    lambda: F.embedding_bag(torch.tensor([[0, 7]]), weight, mode="max"),
    lambda: torch.nn.BatchNorm2d(),
]:
    attempt(call)
