# Gradients of gradients agree with differences, also through results that an operator keeps for its backward pass.
import torch
import torch.nn.functional as F
from torch.autograd import gradcheck, gradgradcheck

torch.manual_seed(0)
A = torch.randn(3, 3, dtype=torch.float64, requires_grad=True)
B = torch.randn(2, 4, 3, 3, dtype=torch.float64, requires_grad=True)
W = torch.randn(4, dtype=torch.float64, requires_grad=True)


def check(name, function, *inputs):
    print(name, gradcheck(function, inputs), gradgradcheck(function, inputs))


check("svdvals", torch.linalg.svdvals, A)
check("eigvalsh", lambda a: torch.linalg.eigvalsh(a + a.T), A)
check("eigh", lambda a: torch.linalg.eigh(a + a.T)[1].abs(), A)
check("qr", lambda a: torch.linalg.qr(a), A)
check("nuclear norm", lambda a: torch.linalg.matrix_norm(a, "nuc"), A)
check("gelu", F.gelu, A)
check("gelu tanh", lambda a: F.gelu(a, approximate="tanh"), A)
check("mish", F.mish, A)
check("smooth l1", lambda a: F.smooth_l1_loss(a, torch.ones_like(a)), A)
check("huber", lambda a: F.huber_loss(a, torch.ones_like(a), delta=0.7), A)
check("cross entropy of probabilities", lambda a: F.binary_cross_entropy(a.sigmoid(), torch.full_like(a, 0.3)), A)
check("layer norm", lambda a: F.layer_norm(a, (3,)), A)
check("batch norm", lambda b, w: F.batch_norm(b, None, None, w, w, True), B, W)
check("batch norm, evaluating", lambda b, w: F.batch_norm(b, torch.zeros(4).double(), torch.ones(4).double(), w, w), B, W)
check("group norm", lambda b, w: F.group_norm(b, 2, w, w), B, W)
check("instance norm", lambda b: F.instance_norm(b), B)
check("max pool", lambda b: F.max_pool2d(b, 2, 1), B)
check("average pool", lambda b: F.avg_pool2d(b, 2, 1, 1), B)
check("adaptive average pool", lambda b: F.adaptive_avg_pool2d(b, 2), B)
check("reflection", lambda b: F.pad(b, (1, 1, 2, 0), "reflect"), B)
check("replication", lambda b: F.pad(b, (1, 1, 2, 0), "replicate"), B)
check("bilinear", lambda b: F.interpolate(b, scale_factor=2, mode="bilinear"), B)
check("reflectors", lambda a: torch.linalg.householder_product(a, a[0] / 3), A)
check("logcumsumexp", lambda a: torch.logcumsumexp(a, 0), A)
check("complex", lambda a: torch.logsumexp(torch.complex(a, a * 2), 0), A)
