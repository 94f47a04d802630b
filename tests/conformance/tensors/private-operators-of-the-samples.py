import torch
import torch.nn.functional as F


def tried(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)


torch.manual_seed(0)
x = torch.arange(12.0).reshape(3, 4)
places = torch.tensor([0, 9, 2])
columns = torch.arange(4)
mask = torch.tensor([[True], [False], [True]])
tried(lambda: torch._unsafe_masked_index(x, mask, [places.unsqueeze(1), columns], -1.0))
tried(lambda: torch._unsafe_masked_index_put_accumulate(x, mask, [places.unsqueeze(1), columns], torch.ones(3, 4)))
tried(lambda: torch._chunk_cat([x, x + 100], 1, 3))
tried(lambda: torch._chunk_cat([x], 0, 0))
tried(lambda: torch._chunk_cat([], 0, 1))
tried(lambda: torch._chunk_cat([x, x[0]], -1, 2))
tried(lambda: torch._softmax_backward_data(x[0], x[0].softmax(0), 0, torch.float32))
tried(lambda: torch._log_softmax_backward_data(x[0], x[0].log_softmax(0), 0, torch.float32))
tried(lambda: torch._native_batch_norm_legit(x, None, None, True, 0.1, 1e-5)[0])
for result in (torch.svd_lowrank(torch.randn(5, 3), q=2), torch.pca_lowrank(torch.randn(4, 6), q=3)):
    print([tuple(part.shape) for part in result], result[1])
tried(lambda: torch.pca_lowrank(x, q=9))
tried(lambda: torch.svd_lowrank(x, 2, q=2))

# A bool tensor is no int, and says so in its own way among sizes.
truth = torch.tensor(True)
tried(lambda: torch.polygamma(truth, x))
tried(lambda: torch.zeros(truth))
tried(lambda: x.sum((truth,)))
tried(lambda: x.unsqueeze(truth))
tried(lambda: [1, 2][truth])
tried(lambda: x.repeat_interleave(truth))

# What indices and tables of embeddings may be.
tried(lambda: F.embedding(truth, x))
tried(lambda: F.embedding(places.float(), x, max_norm=1.0))
tried(lambda: F.embedding(places.bfloat16(), x))
tried(lambda: F.embedding(torch.tensor([5]), x, max_norm=1.0))
tried(lambda: F.embedding(torch.tensor([0]), x.long(), max_norm=1.0))
tried(lambda: F.embedding_bag(places.float(), x, torch.tensor([0])))
tried(lambda: F.embedding_bag(torch.tensor([0, 1], dtype=torch.uint8), x, torch.tensor([0])))
tried(lambda: F.embedding_bag(torch.tensor([0]), x.long(), torch.tensor([0])))
