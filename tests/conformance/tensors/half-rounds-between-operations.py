import torch
import torch.nn.functional as F

torch.manual_seed(0)
for dtype in (torch.float16, torch.bfloat16):
    a, b = torch.randn(3, 5).to(dtype), torch.rand(3, 5).to(dtype)
    print(torch.xlogy(a, b), torch.special.xlog1py(a, b), torch.special.entr(b))
    print(torch.nextafter(a, b)[0], torch.nextafter(torch.zeros(1, dtype=dtype), -b[0, :1]))
    print(F.mse_loss(a, b), F.mse_loss(a.t(), b.t(), reduction="none"))
    print(F.huber_loss(a, b, delta=0.7, reduction="none"))
    print(F.binary_cross_entropy(b, a.sigmoid(), reduction="none"))
    print(torch.log_softmax(a, 1), torch.softmax(a, 0))
    print(F.embedding_bag(torch.tensor([0, 2, 1, 1]), a, torch.tensor([0, 3]), mode="sum", per_sample_weights=b[0, :4]))
print(F.batch_norm(torch.zeros(0), torch.zeros(3), torch.ones(3)))
print(F.embedding(torch.tensor([1]), torch.arange(4.0).reshape(2, 2), sparse=True))
