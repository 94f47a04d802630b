"""Jacobians, Hessians and products with them, by backward passes."""

import torch

__all__ = ["vjp", "jvp", "jacobian", "hessian", "hvp", "vhp"]


def _as_tuple(inp, arg_name=None, fn_name=None):
    is_tuple = isinstance(inp, tuple)
    items = inp if is_tuple else (inp,)
    for i, item in enumerate(items):
        if isinstance(item, torch.Tensor):
            continue
        if is_tuple:
            raise TypeError(f"The {arg_name} given to {fn_name} must be either a Tensor or a tuple of Tensors but the "
                            f"value at index {i} has type {type(item)}.")
        raise TypeError(f"The {arg_name} given to {fn_name} must be either a Tensor or a tuple of Tensors but the given "
                        f"{arg_name} has type {type(item)}.")
    return is_tuple, items


def _fresh(inputs, create_graph):
    """Inputs to differentiate by: views where gradients go on, copies cut off otherwise."""
    return tuple(x.view_as(x) if create_graph and x.requires_grad else x.detach().requires_grad_() for x in inputs)


def _zeros(grads, inputs, create_graph, strict, what):
    result = []
    for i, (grad, x) in enumerate(zip(grads, inputs)):
        if grad is None:
            if strict:
                raise RuntimeError(f"The output of the user-provided function is independent of input {i}. This is not "
                                   f"allowed in strict mode.")
            grad = torch.zeros_like(x)
        result.append(grad if create_graph else grad.detach())
    return tuple(result)


def _grad(outputs, inputs, grad_outputs=None, create_graph=False):
    """torch.autograd.grad that gives None everywhere where no output needs a gradient."""
    pairs = [(out, None if grad_outputs is None else grad_outputs[i]) for i, out in enumerate(outputs)]
    pairs = [pair for pair in pairs if pair[0] is not None and pair[0].requires_grad]
    if not pairs:
        return (None,) * len(inputs)
    return torch.autograd.grad([out for out, _ in pairs], inputs, [grad for _, grad in pairs], allow_unused=True,
                               create_graph=create_graph, retain_graph=True)


def _pack(items, is_tuple):
    return items if is_tuple else items[0]


def _check_v(v, other, is_tuple):
    _, v = _as_tuple(v, "v", "function")
    if len(v) != len(other):
        raise RuntimeError(f"v is a tuple of invalid length: should be {len(other)} but got {len(v)}.")
    for i, (a, b) in enumerate(zip(v, other)):
        if a.shape != b.shape:
            where = f"Entry {i} in v" if is_tuple else "v"
            raise RuntimeError(f"{where} has invalid size: should be {b.shape} but got {a.shape}.")
    return v


def _need_v(tensors, what):
    if len(tensors) != 1 or tensors[0].numel() != 1:
        raise RuntimeError(f"The vector v can only be None if the {what}.")
    return (torch.ones_like(tensors[0]),)


def _detach(values, is_tuple, create_graph):
    values = values if create_graph else tuple(v.detach() for v in values)
    return _pack(values, is_tuple)


def vjp(func, inputs, v=None, create_graph=False, strict=False):
    """Returns the function's value and the product of v with its Jacobian."""
    with torch.enable_grad():
        is_inputs_tuple, inputs = _as_tuple(inputs, "inputs", "vjp")
        inputs = _fresh(inputs, create_graph)
        is_outputs_tuple, outputs = _as_tuple(func(*inputs), "outputs of the user-provided function", "vjp")
        if v is None:
            v = _need_v(outputs, "user-provided function returns a single Tensor with a single element")
        else:
            v = _check_v(v, outputs, is_outputs_tuple)
        grads = _grad(outputs, inputs, v, create_graph)
    products = _zeros(grads, inputs, create_graph, strict, "vjp")
    return _detach(outputs, is_outputs_tuple, create_graph), _pack(products, is_inputs_tuple)


def jvp(func, inputs, v=None, create_graph=False, strict=False):
    """Returns the function's value and the product of its Jacobian with v."""
    with torch.enable_grad():
        is_inputs_tuple, inputs = _as_tuple(inputs, "inputs", "jvp")
        inputs = _fresh(inputs, create_graph)
        if v is None:
            v = _need_v(inputs, "input to the user-provided function is a single Tensor with a single element")
        else:
            v = _check_v(v, inputs, is_inputs_tuple)
        is_outputs_tuple, outputs = _as_tuple(func(*inputs), "outputs of the user-provided function", "jvp")
        # The gradient of (J^T u) . v by u is J v.
        dummies = tuple(torch.zeros_like(out, requires_grad=True) for out in outputs)
        grads = _zeros(_grad(outputs, inputs, dummies, True), inputs, True, strict, "jvp")
        products = _grad(grads, dummies, v, create_graph)
    products = _zeros(products, outputs, create_graph, strict, "jvp")
    return _detach(outputs, is_outputs_tuple, create_graph), _pack(products, is_outputs_tuple)


def jacobian(func, inputs, create_graph=False, strict=False, vectorize=False, strategy="reverse-mode"):
    """Returns the Jacobian: for each output and input a tensor of the output's and the input's sizes."""
    with torch.enable_grad():
        is_inputs_tuple, inputs = _as_tuple(inputs, "inputs", "jacobian")
        inputs = _fresh(inputs, create_graph)
        is_outputs_tuple, outputs = _as_tuple(func(*inputs), "outputs of the user-provided function", "jacobian")
        rows = tuple(_jacobian_of(out, inputs, create_graph, strict) for out in outputs)
    if is_outputs_tuple:
        return tuple(_pack(row, is_inputs_tuple) for row in rows)
    return _pack(rows[0], is_inputs_tuple)


def _jacobian_of(out, inputs, create_graph, strict):
    columns = [[] for _ in inputs]
    flat = out.reshape(-1)
    for j in range(out.nelement()):
        grads = _zeros(_grad((flat[j],), inputs, None, create_graph), inputs, create_graph, strict, "jacobian")
        for column, grad in zip(columns, grads):
            column.append(grad)
    return tuple(torch.stack(column).view(out.shape + x.shape) if column else out.new_zeros(out.shape + x.shape)
                 for column, x in zip(columns, inputs))


def hessian(func, inputs, create_graph=False, strict=False, vectorize=False, outer_jacobian_strategy="reverse-mode"):
    """Returns the Hessian of a function with one number as its value."""
    is_inputs_tuple, inputs = _as_tuple(inputs, "inputs", "hessian")

    def single_output(*args):
        out = func(*args)
        is_out_tuple, parts = _as_tuple(out, "outputs of the user-provided function", "hessian")
        if is_out_tuple or not isinstance(out, torch.Tensor):
            raise RuntimeError("The function given to hessian should return a single Tensor")
        if out.nelement() != 1:
            raise RuntimeError("The Tensor returned by the function given to hessian should contain a single element")
        return out.squeeze()

    def gradient(*args):
        args = tuple(x.view_as(x) for x in args)
        jac = jacobian(single_output, args, create_graph=True)
        return jac

    result = jacobian(gradient, inputs, create_graph=create_graph, strict=strict)
    return result if is_inputs_tuple else result[0][0]


def _one_number(outputs, is_outputs_tuple, name):
    if is_outputs_tuple or not isinstance(outputs[0], torch.Tensor):
        raise RuntimeError(f"The function given to {name} should return a single Tensor")
    if outputs[0].nelement() != 1:
        raise RuntimeError(f"The Tensor returned by the function given to {name} should contain a single element")


def vhp(func, inputs, v=None, create_graph=False, strict=False):
    """Returns the function's value and the product of v with its Hessian."""
    with torch.enable_grad():
        is_inputs_tuple, inputs = _as_tuple(inputs, "inputs", "vhp")
        inputs = _fresh(inputs, create_graph)
        if v is None:
            v = _need_v(inputs, "input to the user-provided function is a single Tensor with a single element")
        else:
            v = _check_v(v, inputs, is_inputs_tuple)
        is_outputs_tuple, outputs = _as_tuple(func(*inputs), "outputs of the user-provided function", "vhp")
        _one_number(outputs, is_outputs_tuple, "vhp")
        jac = _zeros(_grad(outputs, inputs, None, True), inputs, True, strict, "vhp")
        products = _grad(jac, inputs, v, create_graph)
    products = _zeros(products, inputs, create_graph, strict, "vhp")
    return _detach(outputs, is_outputs_tuple, create_graph), _pack(products, is_inputs_tuple)


def hvp(func, inputs, v=None, create_graph=False, strict=False):
    """Returns the function's value and the product of its Hessian with v."""
    return vhp(func, inputs, v, create_graph, strict)
