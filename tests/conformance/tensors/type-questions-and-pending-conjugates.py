# Questions about a tensor's kind, and what a conjugate says of itself.
import torch


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


print(torch.is_tensor(torch.ones(1)), torch.is_complex(torch.ones(1)), torch.is_floating_point(torch.ones(1)),
      torch.is_nonzero(torch.tensor([0.])), torch.numel(torch.ones(2, 3)), torch.is_conj(torch.ones(1)),
      torch.is_inference(torch.ones(1)), torch.is_signed(torch.ones(1, dtype=torch.uint8)),
      torch.typename(torch.ones(1)), torch.get_default_dtype())
attempt(torch.is_nonzero, torch.ones(2))
attempt(torch.is_nonzero, torch.tensor([]))
print(torch.tensor([1.]).type(), torch.tensor([1]).type("torch.DoubleTensor"), torch.ones(1).type(torch.int8),
      torch.ones(1).is_cuda, torch.ones(1).is_sparse, torch.ones(1).is_quantized, torch.ones(1).is_meta,
      torch.ones(1).is_cpu, torch.ones(1).itemsize, torch.ones(2).nbytes, torch.ones(1).ndim, torch.ones(1).names,
      torch.ones(1).retains_grad, torch.ones(1).output_nr, torch.ones(1).is_shared(), torch.ones(1).element_size())
x = torch.tensor([1+2j])
print(x.conj().is_conj(), x.conj().imag.is_neg(), x.conj().resolve_conj().is_conj(), x.conj(),
      x.conj_physical())
