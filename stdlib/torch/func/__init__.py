"""Transforms of functions: gradients, Jacobians and mapping over a dimension.

vmap calls the function once for each slice and stacks what it returns. The gradient transforms run backward passes;
inside one another they keep the graph, so that they compose.
"""

import functools

import torch
from torch import _C
from torch.utils._pytree import tree_flatten, tree_map, tree_unflatten

__all__ = ["grad", "grad_and_value", "vjp", "jvp", "jacrev", "jacfwd", "hessian", "vmap", "functional_call",
           "functionalize", "linearize", "stack_module_state"]

_depth = [0]


def __getattr__(name):
    raise _C._missing("torch.func", name)


class _Level:
    """One transform that is running."""

    def __enter__(self):
        self.before = torch.is_grad_enabled()
        _C._set_grad_enabled(True)
        _depth[0] += 1

    def __exit__(self, *error):
        _depth[0] -= 1
        _C._set_grad_enabled(self.before)


def _outer():
    """Whether another transform runs around this one, so that results must stay differentiable."""
    return _depth[0] > 1


def _fresh(x):
    if not isinstance(x, torch.Tensor):
        return x
    if not (x.is_floating_point() or x.is_complex()):
        raise RuntimeError("only Tensors of floating point dtype can require gradients")
    return x.view_as(x) if x.requires_grad else x.detach().requires_grad_()


def _finish(x, keep):
    return x.detach() if isinstance(x, torch.Tensor) and not keep else x


def _needs(values):
    return any(isinstance(v, torch.Tensor) and v.requires_grad for v in values)


def _pick(args, argnums):
    return tuple(args[i] for i in argnums)


def _check_argnums(args, argnums):
    """The places of the arguments that a derivative is taken by, counted from the first one."""
    numbers = argnums if isinstance(argnums, tuple) else (argnums,)
    for number in numbers:
        if not -len(args) <= number < len(args):
            raise RuntimeError(f"Got argnum={number}, but only {len(args)} positional inputs")
    return tuple(number % len(args) for number in numbers)


def _freshened(args, numbers):
    """The arguments, of which the numbered ones start a graph."""
    return [tree_map(_fresh, arg) if i in numbers else arg for i, arg in enumerate(args)]


def _split_aux(result, has_aux, name):
    if not has_aux:
        return result, None
    if not (isinstance(result, tuple) and len(result) == 2):
        raise RuntimeError(f"{name}: output of function f should be a tuple: (output, aux) if has_aux is True")
    return result


def _gradients(outputs, inputs, grad_outputs=None, keep=False):
    leaves, spec = tree_flatten(inputs)
    wanted = [x for x in leaves if isinstance(x, torch.Tensor)]
    pairs = [(out, None if grad_outputs is None else seed)
             for out, seed in zip(outputs, grad_outputs or [None] * len(outputs)) if out.requires_grad]
    if pairs:
        grads = torch.autograd.grad([out for out, _ in pairs], wanted, [seed for _, seed in pairs],
                                    retain_graph=True, create_graph=keep, allow_unused=True)
    else:
        grads = [None] * len(wanted)
    found = iter(torch.zeros_like(x) if g is None else g for g, x in zip(grads, wanted))
    return tree_unflatten([next(found) if isinstance(x, torch.Tensor) else x for x in leaves], spec)


def _captures(output, inputs):
    """Whether a result depends on tensors that require a gradient besides the inputs: what the function captured."""
    own = {id(x) for x in tree_flatten(inputs)[0]}
    waiting, seen = [output.grad_fn], set()
    while waiting:
        node = waiting.pop()
        if node is None or node in seen:
            continue
        seen.add(node)
        if node.name() == "torch::autograd::AccumulateGrad" and id(node.variable) not in own:
            return True
        waiting += [following for following, _ in node.next_functions]
    return False


def grad_and_value(func, argnums=0, has_aux=False):
    """Returns a function that computes the gradient and the value."""

    @functools.wraps(func)
    def wrapper(*args, **kwargs):
        numbers = _check_argnums(args, argnums)
        keep = _needs(tree_flatten((args, kwargs))[0])
        with _Level():
            keep = keep or _outer()
            inner = _freshened(args, numbers)
            output, aux = _split_aux(func(*inner, **kwargs), has_aux, "grad_and_value(f)(*args)")
            if not isinstance(output, torch.Tensor):
                raise RuntimeError("grad_and_value(f)(*args): Expected f(*args) to return a Tensor, got "
                                   f"{type(output)}")
            if output.dim() != 0:
                raise RuntimeError("grad_and_value(f)(*args): Expected f(*args) to return a scalar Tensor, got tensor "
                                   f"with {output.dim()} dims. Maybe you wanted to use the vjp or jacrev APIs instead?")
            chosen = _pick(inner, numbers)
            keep = keep or _captures(output, chosen)
            grads = _gradients([output], chosen, None, keep)
        grads = tree_map(lambda x: _finish(x, keep), grads)
        grads = grads if isinstance(argnums, tuple) else grads[0]
        output = _finish(output, keep)
        aux = tree_map(lambda x: _finish(x, keep), aux)
        return (grads, (output, aux)) if has_aux else (grads, output)

    return wrapper


def grad(func, argnums=0, has_aux=False):
    """Returns a function that computes the gradient."""

    @functools.wraps(func)
    def wrapper(*args, **kwargs):
        grads, value = grad_and_value(func, argnums, has_aux)(*args, **kwargs)
        return (grads, value[1]) if has_aux else grads

    return wrapper


def _shape_of_tree(tree):
    """How a message shows a tree: with a star for each leaf."""
    return repr(tree_map(lambda _: _Star(), tree))


class _Star:
    def __repr__(self):
        return "*"


def _check_seeds(given, seeds, output, leaves):
    """The vectors have to look as the function's result does."""
    wanted, got = _shape_of_tree(output), _shape_of_tree(given)
    if wanted != got:
        raise RuntimeError("Expected pytree structure of cotangents to be the same as pytree structure of outputs to "
                           f"the function. cotangents: {got}, primal output: {wanted}")
    for i, (seed, leaf) in enumerate(zip(seeds, leaves)):
        if seed.shape != leaf.shape:
            raise RuntimeError(f"Mismatch in shape: grad_output[{i}] has a shape of {seed.shape} and output[{i}] has a "
                               f"shape of {leaf.shape}.")


def vjp(func, *primals, has_aux=False):
    """Returns the value and a function that multiplies vectors with the Jacobian."""
    keep = _needs(tree_flatten(primals)[0])
    with _Level():
        keep = keep or _outer()
        inner = tree_map(_fresh, primals)
        output, aux = _split_aux(func(*inner), has_aux, "vjp(f, *primals)")
        leaves, spec = tree_flatten(output)

    def pull(*cotangents, retain_graph=True, create_graph=None):
        given = cotangents[0] if len(cotangents) == 1 else cotangents
        seeds = tree_flatten(given)[0]
        _check_seeds(given, seeds, output, leaves)
        with _Level():
            stay = keep or _outer() or _needs(seeds)
            result = _gradients(leaves, inner, seeds, stay)
        result = tree_map(lambda x: _finish(x, stay), result)
        return result if len(primals) != 1 else result if isinstance(result, tuple) else (result,)

    value = tree_map(lambda x: _finish(x, keep), output)
    return (value, pull, aux) if has_aux else (value, pull)


def _check_tangents(primals, tangents):
    """The tangents have to look as the primals do."""
    start = "jvp(f, primals, tangents): Expected "
    if not isinstance(primals, tuple):
        raise RuntimeError(start + "primals to be a tuple. E.g. it should be valid to call f(*primals).")
    flat, spec = tree_flatten(primals)
    seeds, seed_spec = tree_flatten(tangents)
    if spec != seed_spec:
        raise RuntimeError(start + "primals and tangents to have the same python structure. For example, if primals is "
                           "a tuple of 3 tensors, tangents also must be. Got primals with structure "
                           f"{spec} and tangents with structure {seed_spec}")
    for name, leaves in (("primals", flat), ("tangents", seeds)):
        for leaf in leaves:
            if not isinstance(leaf, torch.Tensor):
                raise RuntimeError(start + f"{name} to contain only Tensors, got unexpected type {type(leaf)}")
    for x, seed in zip(flat, seeds):
        if x.shape != seed.shape:
            from torch.autograd.forward_ad import check_shapes
            check_shapes(x, seed)


def jvp(func, primals, tangents, *, strict=False, has_aux=False):
    """Returns the value and the product of the Jacobian with the tangents."""
    _check_tangents(primals, tangents)
    keep = _needs(tree_flatten((primals, tangents))[0])
    with _Level():
        keep = keep or _outer()
        inner = tree_map(_fresh, tuple(primals))
        output, aux = _split_aux(func(*inner), has_aux, "jvp(f, primals, tangents)")
        leaves, spec = tree_flatten(output)
        dummies = [torch.zeros_like(out, requires_grad=True) for out in leaves]
        grads = tree_flatten(_gradients(leaves, inner, dummies, True))[0]
        products = _gradients(grads, dummies, tree_flatten(tuple(tangents))[0], keep)
    products = tree_unflatten([_finish(x, keep) for x in products], spec)
    value = tree_map(lambda x: _finish(x, keep), output)
    return (value, products, aux) if has_aux else (value, products)


def jacrev(func, argnums=0, *, has_aux=False, chunk_size=None, _preallocate_and_copy=False):
    """Returns a function that computes the Jacobian."""

    @functools.wraps(func)
    def wrapper(*args, **kwargs):
        numbers = _check_argnums(args, argnums)
        keep = _needs(tree_flatten((args, kwargs))[0])
        with _Level():
            keep = keep or _outer()
            inner = _freshened(args, numbers)
            output, aux = _split_aux(func(*inner, **kwargs), has_aux, "jacrev(f, *args)")
            chosen = _pick(inner, numbers)
            leaves, spec = tree_flatten(output)
            blocks = [_jacobian(out, chosen, keep) for out in leaves]
        blocks = [tree_map(lambda x: _finish(x, keep), block) for block in blocks]
        if not isinstance(argnums, tuple):
            blocks = [block[0] for block in blocks]
        result = tree_unflatten(blocks, spec)
        return (result, tree_map(lambda x: _finish(x, keep), aux)) if has_aux else result

    return wrapper


def _jacobian(out, inputs, keep):
    flat = out.reshape(-1)
    leaves, spec = tree_flatten(inputs)
    columns = [[] for _ in leaves]
    for j in range(flat.numel()):
        for column, g in zip(columns, tree_flatten(_gradients([flat[j]], inputs, None, keep))[0]):
            column.append(g)
    return tree_unflatten([torch.stack(column).reshape(out.shape + x.shape) if column else
                           out.new_zeros(out.shape + x.shape) for column, x in zip(columns, leaves)], spec)


def jacfwd(func, argnums=0, has_aux=False, *, randomness="error"):
    """Returns a function that computes the Jacobian."""
    return jacrev(func, argnums, has_aux=has_aux)


def hessian(func, argnums=0):
    """Returns a function that computes the Hessian."""
    return jacfwd(jacrev(func, argnums), argnums)


def linearize(func, *primals):
    """Returns the value and a function that multiplies the Jacobian with tangents."""
    value = func(*primals)
    return value, lambda *tangents: jvp(func, primals, tangents)[1]


def functionalize(func, *, remove="mutations"):
    """Returns the function: it may change tensors in place here."""
    return func


def vmap(func, in_dims=0, out_dims=0, randomness="error", *, chunk_size=None):
    """Returns a function that maps over a dimension of its arguments."""
    from torch.func._vmap import vmap
    return vmap(func, in_dims, out_dims, randomness, chunk_size=chunk_size)


def functional_call(module, parameter_and_buffer_dicts, args=None, kwargs=None, *, tie_weights=True, strict=False):
    """Calls a module with other tensors in the place of its parameters and buffers."""
    if isinstance(parameter_and_buffer_dicts, (tuple, list)):
        merged = {}
        for part in parameter_and_buffer_dicts:
            merged.update(part)
        parameter_and_buffer_dicts = merged
    from torch.nn.utils import stateless
    return stateless.functional_call(module, parameter_and_buffer_dicts, args, kwargs, strict=strict)


def stack_module_state(models):
    """Stacks the parameters and the buffers of modules with one structure."""
    if not models:
        raise RuntimeError("stack_module_state: Expected at least one model, got 0.")
    if any(type(model) is not type(models[0]) for model in models):
        raise RuntimeError("stack_module_state: Expected all models to be of the same class.")

    def stacked(dicts):
        result = {}
        for name in dicts[0]:
            items = [d[name] for d in dicts]
            joined = torch.stack(items)
            result[name] = joined.detach().requires_grad_() if items[0].requires_grad else joined
        return result

    return (stacked([dict(model.named_parameters()) for model in models]),
            stacked([dict(model.named_buffers()) for model in models]))
