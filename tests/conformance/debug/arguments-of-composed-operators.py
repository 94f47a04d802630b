# Operators that are composed of others check their arguments as all operators do.
import torch


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


ones = torch.ones
attempt(torch.ctc_loss, 1, 2, 3)
attempt(torch.ctc_loss, ones(2, 3, 4), ones(2, 3), "a", (1, 2))
attempt(torch.nn.functional.ctc_loss, ones(2, 3, 4), ones(2, 3), (1, 2), (1, 2), blank="a")
attempt(torch.embedding_bag, 1, 2, 3)
attempt(torch.embedding_bag, ones(3, 3), ones(2))
attempt(torch.embedding_bag, ones(3, 3), torch.tensor([0, 1]), torch.tensor([0]), mode="sum")
attempt(torch.embedding_renorm_, ones(3, 3), torch.tensor([0]), "a", 2.0)
attempt(torch.grid_sampler, ones(2), ones(3))
attempt(torch.grid_sampler, ones(1, 1, 3, 3), ones(1, 2, 2, 2), 0, 0, 5)
attempt(torch.affine_grid_generator, ones(2), 5, False)
attempt(torch.affine_grid_generator, ones(1, 2, 3), [1, 1, 2, 2], align_corners=True)
attempt(torch.gradient, ones(3), spacing="a")
attempt(torch.gradient, ones(3), dim="a")
attempt(torch.gradient, ones(3), spacing=[2.0], dim=0)
attempt(torch.gradient, ones(3), spacing=(torch.arange(3.0),))
attempt(torch.fake_quantize_per_tensor_affine, ones(3), 0.1, "a", 0, 255)
attempt(torch.can_cast, torch.float32)
attempt(torch.can_cast, torch.float32, torch.int, foo=1)
attempt(torch.promote_types, torch.float32, 1)
attempt(torch.atleast_1d, 1)
attempt(torch.atleast_2d, ones(1), ones(()))
attempt(torch.norm, ones(2), "foo")
attempt(torch.norm, ones(2), p="nuc")
attempt(torch.broadcast_shapes, "a")
attempt(torch.set_grad_enabled, "a")
attempt(torch.set_num_threads, "a")
attempt(torch.use_deterministic_algorithms, "a")
