"""Compares gradients with differences of the function's values."""

import torch

__all__ = ["gradcheck", "gradgradcheck", "GradcheckError"]


class GradcheckError(RuntimeError):
    """The gradients do not fit the function."""


def _tensors(values):
    values = values if isinstance(values, (tuple, list)) else (values,)
    return [v for v in values if isinstance(v, torch.Tensor)]


def _wanted(values):
    return [v for v in values if isinstance(v, torch.Tensor) and v.requires_grad]


def _difference(function, inputs, target, where, step):
    """The derivatives of all outputs as one element moves by `step`."""
    values = []
    before = target[where].clone()
    for sign in (-1, 1):
        target[where] = before + sign * step
        values.append([out.detach().clone() for out in _tensors(function(*inputs))])
    target[where] = before
    return [((high - low) / (2 * abs(step))).reshape(-1) for low, high in zip(*values)]


def _differences(function, inputs, x, eps):
    """What _difference tells for each element of x: along the real axis, and along the imaginary one where x has it."""
    flat = x.data.view(-1) if x.is_contiguous() else None
    steps = (eps, eps * 1j) if x.is_complex() else (eps,)
    measured = []
    with torch.no_grad():
        for index in range(x.numel()):
            where = index if flat is not None else torch.unravel_index(torch.tensor(index), x.shape)
            target = flat if flat is not None else x.data
            measured.append([_difference(function, inputs, target, where, step) for step in steps])
    return measured


def _numerical(measured, seed):
    """The gradients of all outputs' elements by x, as `seed` weighs them: one row an element of x."""
    rows = []
    for sides in measured:
        sides = [[(column * seed.conjugate()).real if column.is_complex() else column * seed.real for column in side]
                 for side in sides]
        rows.append([torch.complex(*parts) for parts in zip(*sides)] if len(sides) > 1 else sides[0])
    return [torch.stack(column) for column in zip(*rows)]


def _analytical(output, x, seed):
    columns = []
    flat = output.reshape(-1)
    for j in range(flat.numel()):
        weights = torch.zeros_like(flat)
        weights[j] = seed if flat.is_complex() else seed.real
        grad, = torch.autograd.grad(flat, [x], weights, retain_graph=True, allow_unused=True)
        columns.append(torch.zeros_like(x).reshape(-1) if grad is None else grad.reshape(-1))
    return torch.stack(columns, 1) if columns else x.new_zeros(x.numel(), 0)


def _check(function, inputs, eps, atol, rtol):
    outputs = [out for out in _tensors(function(*inputs)) if out.requires_grad]
    checked = _wanted(inputs)
    if not checked:
        raise ValueError("gradcheck expects at least one input tensor to require gradient, but none of the them have "
                         "requires_grad=True.")
    for i, x in enumerate(inputs):
        if not isinstance(x, torch.Tensor) or not x.requires_grad:
            continue
        all_outputs = _tensors(function(*inputs))
        measured = _differences(function, inputs, x, eps)
        for seed in (1 + 0j, 1j) if any(out.is_complex() for out in outputs) else (1 + 0j,):
            numerical = _numerical(measured, seed) if measured else None
            for o, output in enumerate(all_outputs):
                if not output.requires_grad or numerical is None or (seed == 1j and not output.is_complex()):
                    continue
                a, n = _analytical(output, x, seed), numerical[o]
                if not torch.allclose(a, n.to(a.dtype), rtol, atol):
                    raise GradcheckError(f"Jacobian mismatch for output {o} with respect to input {i},\n"
                                         f"numerical:{n}\nanalytical:{a}\n")
    return True


def gradcheck(func, inputs, *, eps=1e-6, atol=1e-5, rtol=1e-3, raise_exception=True, nondet_tol=0.0,
              check_undefined_grad=True, check_grad_dtypes=False, check_batched_grad=False,
              check_batched_forward_grad=False, check_forward_ad=False, check_backward_ad=True, fast_mode=False,
              masked=None):
    """Tells whether the gradients of the function fit small differences of its values."""
    inputs = tuple(inputs) if isinstance(inputs, (tuple, list)) else (inputs,)
    try:
        return _check(func, inputs, eps, atol, rtol)
    except GradcheckError:
        if raise_exception:
            raise
        return False


def gradgradcheck(func, inputs, grad_outputs=None, *, eps=1e-6, atol=1e-5, rtol=1e-3, gen_non_contig_grad_outputs=False,
                  raise_exception=True, nondet_tol=0.0, check_undefined_grad=True, check_grad_dtypes=False,
                  check_batched_grad=False, check_fwd_over_rev=False, check_rev_over_rev=True, fast_mode=False,
                  masked=False):
    """As gradcheck for the gradients themselves."""
    inputs = tuple(inputs) if isinstance(inputs, (tuple, list)) else (inputs,)
    outputs = [out for out in _tensors(func(*inputs)) if out.requires_grad]
    if grad_outputs is None:
        seeds = tuple(torch.randn_like(out).requires_grad_() for out in outputs)
    else:
        seeds = tuple(grad_outputs) if isinstance(grad_outputs, (tuple, list)) else (grad_outputs,)
    count = len(seeds)

    def gradient(*args):
        args, given = args[:-count], args[-count:]
        with torch.enable_grad():
            outs = [out for out in _tensors(func(*args)) if out.requires_grad]
            return torch.autograd.grad(outs, _wanted(args), given, create_graph=True, allow_unused=True)

    return gradcheck(gradient, inputs + seeds, eps=eps, atol=atol, rtol=rtol, raise_exception=raise_exception)


import torch.autograd  # noqa: E402  the package's name is the function's, not this module's
torch.autograd.gradcheck = gradcheck
