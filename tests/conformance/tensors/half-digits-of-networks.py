# Where operators round half types: between operations, at the end, or in what they keep.
import torch
import torch.nn.functional as F


def values(shape, dtype, step=37):
    n = torch.Size(shape).numel()
    return ((torch.arange(n) * step % 101 - 50) / 23).reshape(shape).to(dtype)


def show(name, function, *inputs):
    inputs = [t.clone().requires_grad_() for t in inputs]
    result = function(*inputs)
    grads = torch.autograd.grad(result, inputs, values(result.shape, result.dtype, 29))
    print(name, [t.flatten()[:12].tolist() for t in (result, *grads)])


for dtype in (torch.float16, torch.bfloat16):
    x, y = values((3, 6), dtype), values((3, 6), dtype, 31)
    image, wide = values((2, 2, 5, 6), dtype), values((2, 3, 7), dtype)
    for name in ("sigmoid", "erf", "rsqrt"):
        show(name, getattr(torch, name), x.abs() if name == "rsqrt" else x)
    show("glu", F.glu, x)
    show("logsigmoid", F.logsigmoid, x)
    show("softmax", lambda t: F.softmax(t, -1), x)
    show("log_softmax", lambda t: F.log_softmax(t, -1), x)
    show("prod", lambda t: t.prod(1), x)
    show("mse_loss", lambda a, b: F.mse_loss(a, b, reduction="none"), x, y)
    show("huber_loss", F.huber_loss, x, y)
    show("add", lambda a, b: torch.add(a, b, alpha=0.3), values((40,), dtype), values((40,), dtype, 31))
    show("rms_norm", lambda t: F.rms_norm(t, (6,), y[0]), x)
    show("instance_norm", F.instance_norm, image)
    show("conv_transpose1d", lambda t, w, b: F.conv_transpose1d(t, w, b, stride=2), wide, values((3, 2, 3), dtype), y[0, :2])
    show("max_pool2d", lambda t: F.max_pool2d(t, 2, 1), image)
    show("avg_pool2d", lambda t: F.avg_pool2d(t, 2, 1), image)
    show("fold", lambda t: F.fold(t, (5, 6), 2), values((1, 8, 20), dtype))
    show("linear", lambda t: F.interpolate(t, scale_factor=2, mode="linear", align_corners=True), wide)
    print(F.batch_norm(image, None, None, y[0, :2], y[1, :2], training=True).flatten()[:8].tolist())
    print(torch.renorm(x, 2, 0, 1.5).flatten().tolist(), torch.logit(x.sigmoid()).flatten()[:6].tolist())
    places = torch.tensor([1, 1, 2, 1, 1, 2])
    print(torch.index_add(x.T, 0, places, y.T).flatten().tolist())
    print(F.embedding_bag(torch.tensor([1, 2, 0, 1, 2, 2]), x, torch.tensor([0, 3])).tolist())
    weight = torch.nn.Parameter(x[0].clone())
    optimizer = torch.optim.SGD([weight], lr=0.1, momentum=0.9)
    for step in range(3):
        weight.grad = y[step].clone()
        optimizer.step()
    print(weight.tolist())
