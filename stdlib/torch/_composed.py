"""Operators of torch that are composed of others: bags of embeddings, alignments, sampling grids, fused attention."""

import math

import torch
from torch import _C


# ---- Embeddings ----

def embedding_renorm_(input, indices, max_norm, norm_type):
    """Shortens the rows that `indices` names to at most max_norm, in place."""
    _check_type(indices, 2, "indices", _INDICES, "embedding_renorm_")
    rows = indices.reshape(-1).long().unique()
    for row in rows.tolist():
        if not 0 <= row < input.size(0):
            raise IndexError(f"select(): index {row} out of range for tensor of size {list(input.shape)} at dimension "
                             "0")
    if not (input.is_floating_point() or input.is_complex()):
        kind = input.type().removeprefix("torch.").removesuffix("Tensor")
        raise RuntimeError(f"norm(): input dtype should be either floating point or complex. Got {kind} instead.")
    with torch.no_grad():
        chosen = input[rows]
        length = chosen.norm(norm_type, 1, keepdim=True)
        input[rows] = torch.where(length > max_norm, chosen * (max_norm / (length + 1e-7)), chosen)
    return input


_INDICES = {torch.int64: "Long", torch.int32: "Int"}
_WEIGHTS = {torch.float16: "Half", torch.bfloat16: "BFloat16", torch.float32: "Float", torch.float64: "Double"}


def _check_type(tensor, place, name, types, function):
    if tensor.dtype in types:
        return
    kind = tensor.type()
    if tensor.dtype in (torch.bool, torch.bfloat16) or tensor.is_complex():  # these have no legacy tensor type
        kind = f"CPU{kind.removeprefix('torch.').removesuffix('Tensor')}Type"
    raise RuntimeError(f"Expected tensor for argument #{place} '{name}' to have one of the following scalar types: "
                       f"{', '.join(types.values())}; but got {kind} instead (while checking arguments for {function})")


def _check_bags(indices, offsets, per_sample_weights, weight):
    _check_type(indices, 1, "indices", _INDICES, "embedding_bag")
    _check_type(weight, 1, "weight", _WEIGHTS, "embedding_bag")
    if offsets.numel():
        if int(offsets[0]) != 0:
            raise RuntimeError("offsets[0] has to be 0, i.e., the first sequence in the mini-batch has to start from "
                               f"position 0. However, got {int(offsets[0])}")
        if int(offsets[-1]) > indices.numel():
            raise RuntimeError(f"offsets[-1] can not be greater than input's length {indices.numel()} but got "
                               f"offsets[-1] of {int(offsets[-1])}")
    if per_sample_weights is not None and per_sample_weights.dtype != weight.dtype:
        raise RuntimeError("expected weight and per_sample_weights to have the same dtype")


def _check_rows(indices, weight, mode):
    outside = ((indices < 0) | (indices >= weight.size(0))).nonzero()
    if not outside.numel():
        return
    place = int(outside[0])
    row, lines = int(indices[place]), {torch.float32: 231, torch.float16: 233, torch.bfloat16: 235}
    if mode == 2 or weight.dtype not in lines or not weight.is_contiguous():
        raise RuntimeError(f"embedding_bag: Expected idx >= 0 && idx < num_embeddings but found idx to be {row}")
    raise RuntimeError(f"[enforce fail at embedding_lookup_idx.cc:{lines[weight.dtype]}] 0 <= idx && idx < data_size. "
                       f"Index {place} is out of bounds: {row}, range 0 to {weight.size(0)}")


def _without_tail(bag, rows, end, weight, mode):
    """Rows behind the last offset: PyTorch's fast sums leave them out, its counts and the gradient of a mean do not."""
    if end >= len(bag) or weight.dtype == torch.float64 or weight.stride(1) != 1:
        return bag, rows
    if mode == 1 and rows.requires_grad:
        tail = rows[end:]
        return bag, torch.cat([rows[:end], tail - tail.detach()])
    return bag[:end], rows[:end]


def embedding_bag(weight, indices, offsets, scale_grad_by_freq=False, mode=0, sparse=False, per_sample_weights=None,
                  include_last_offset=False, padding_idx=None):
    """Sums (0), means (1) or maxima (2) of rows, bag by bag, and what a backward pass would keep."""
    common = torch.promote_types(indices.dtype, offsets.dtype)
    indices, offsets = indices.to(common), offsets.to(common)
    _check_bags(indices, offsets, per_sample_weights, weight)
    _check_rows(indices, weight, mode)
    starts = offsets[:-1] if include_last_offset else offsets
    count = starts.numel()
    if count == 0:  # no bag for any row
        indices = indices[:0]
        per_sample_weights = None if per_sample_weights is None else per_sample_weights[:0]
    positions = torch.arange(indices.numel())
    bag = torch.bucketize(positions, starts.long(), right=True) - 1
    kept_bag, kept = bag, indices
    if padding_idx is not None:
        if padding_idx < 0:
            padding_idx += weight.size(0)
        keep = indices != padding_idx
        kept_bag, kept = bag[keep], indices[keep]
        if per_sample_weights is not None:
            per_sample_weights = per_sample_weights[keep]
    rows = torch.embedding(weight, kept, -1, scale_grad_by_freq, sparse)
    narrow = weight.dtype in (torch.float16, torch.bfloat16) and mode != 2
    if narrow:  # halves are added up as floats
        rows = rows.float()
    if per_sample_weights is not None:
        rows = rows * per_sample_weights.unsqueeze(1)
    sizes = torch.zeros(count, dtype=torch.int64).index_add_(0, kept_bag, torch.ones_like(kept_bag))
    output = torch.zeros(count, weight.size(1), dtype=rows.dtype)
    if include_last_offset and padding_idx is None and mode != 2:
        kept_bag, rows = _without_tail(kept_bag, rows, int(offsets[-1]), weight, mode)
    if mode == 2:
        where = kept_bag.unsqueeze(1).expand(-1, weight.size(1))
        output = output.scatter_reduce(0, where, rows, "amax", include_self=False)
    else:
        output = output.index_add(0, kept_bag, rows)
    output = output.to(weight.dtype) if narrow else output
    if mode == 1:
        output = output / sizes.clamp(min=1).unsqueeze(1)
    _C._name_node(output, "EmbeddingBagBackward0")
    return output, bag, sizes, sizes


# ---- Connectionist temporal classification ----

def _ctc_states(targets, blank):
    """A target with blanks around and between its labels, and where a state may be reached over a blank."""
    states = [blank]
    for label in targets:
        states += [label, blank]
    skips = [i > 1 and i % 2 == 1 and states[i] != states[i - 2] for i in range(len(states))]
    return torch.tensor(states), torch.tensor(skips)


def _log_add(*terms):
    """log(sum(exp(term))), -inf where all terms are."""
    top = terms[0]
    for term in terms[1:]:
        top = torch.maximum(top, term)
    safe = torch.where(top == -math.inf, torch.zeros_like(top), top)
    total = torch.zeros_like(top)
    for term in terms:
        total = total + (term - safe).exp()
    return total.log() + safe


def _shifted(row, by):
    """A row moved to the right; -inf comes in."""
    fill = row.new_full((min(by, row.numel()),), -math.inf)
    return torch.cat([fill, row[:-by]]) if row.numel() > by else fill[:row.numel()]


def _ctc_forward(emitted, skips):
    """The log-probabilities of all prefixes: emitted is (steps, states)."""
    low = torch.full_like(emitted[0], -math.inf)
    first = low.clone()
    first[:2] = emitted[0, :2]
    rows = [first]
    for step in range(1, emitted.size(0)):
        last = rows[-1]
        rows.append(_log_add(last, _shifted(last, 1), torch.where(skips, _shifted(last, 2), low)) + emitted[step])
    return torch.stack(rows)


class CtcLoss(torch.autograd.Function):
    """The negative log-likelihood of each sequence, with the gradient of Graves and others (2006)."""

    @staticmethod
    def forward(ctx, log_probs, targets, input_lengths, target_lengths, blank, zero_infinity):
        losses, problems, start = [], [], 0
        for item, (steps, length) in enumerate(zip(input_lengths, target_lengths)):
            if targets.dim() == 1:
                labels = targets[start:start + length].tolist()
                start += length
            else:
                labels = targets[item, :length].tolist()
            states, skips = _ctc_states(labels, blank)
            likelihood = log_probs.new_tensor(0.0 if length == 0 else -math.inf)
            alpha = None
            if steps:
                emitted = log_probs[:steps, item][:, states]
                alpha = _ctc_forward(emitted, skips)
                likelihood = alpha[-1, -1] if length == 0 else _log_add(alpha[-1, -1], alpha[-1, -2])
            losses.append(-likelihood)
            problems.append((states, skips, alpha))
        ctx.problems, ctx.steps, ctx.zero_infinity = problems, input_lengths, zero_infinity
        loss = torch.stack(losses)
        ctx.save_for_backward(log_probs, loss)
        return loss

    @staticmethod
    def backward(ctx, grad):
        log_probs, loss = ctx.saved_tensors
        result = torch.zeros_like(log_probs)
        for item, (states, skips, alpha) in enumerate(ctx.problems):
            if alpha is None or (ctx.zero_infinity and math.isinf(loss[item].item())):
                continue
            part = log_probs[:ctx.steps[item], item]
            emitted = part[:, states]
            back = (states != states.roll(-2)) & (torch.arange(states.numel()) % 2 == 1)
            back[-2:] = False
            beta = _ctc_forward(emitted.flip(0, 1), back.flip(0)).flip(0, 1)
            both = (alpha + beta - 2 * emitted + emitted + loss[item]).exp()
            occupied = torch.zeros_like(part).index_add_(1, states, both)
            result[:ctx.steps[item], item] = (part.exp() - occupied) * grad[item]
        return result, None, None, None, None, None


def _lengths(lengths):
    return [int(length) for length in (lengths.tolist() if isinstance(lengths, torch.Tensor) else lengths)]


def _check_ctc(log_probs, targets, input_lengths, target_lengths):
    where = "(while checking arguments for ctc_loss_allocate_outputs)"
    for length in target_lengths:
        if length < 0:
            raise RuntimeError(f"Expected target_lengths to have value at least 0, but got value {length} {where}")
    if targets.dim() == 1:
        size, wanted, least, dim = targets.size(0), sum(target_lengths), "", 0
    else:
        size, wanted, least, dim = targets.size(1), max(target_lengths, default=0), "at least ", 1
    if size < wanted or (dim == 0 and size != wanted):
        raise RuntimeError(f"Expected tensor to have size {least}{wanted} at dimension {dim}, but got size {size} for "
                           f"argument #2 'targets' {where}")
    for length in input_lengths:
        if length < 0:
            raise RuntimeError(f"Expected input_lengths to have value at least 0, but got value {length} {where}")
        if length > log_probs.size(0):
            raise RuntimeError(f"Expected input_lengths to have value at most {log_probs.size(0)}, but got value "
                               f"{length} {where}")


def ctc_loss(log_probs, targets, input_lengths, target_lengths, blank=0, reduction=1, zero_infinity=False):
    """The connectionist temporal classification loss; reduction is 0 (none), 1 (mean) or 2 (sum)."""
    single = log_probs.dim() == 2
    if single:
        log_probs = log_probs.unsqueeze(1)
        targets = targets.unsqueeze(0) if targets.dim() == 1 else targets
    for name, lengths in (("input", input_lengths), ("target", target_lengths)):
        if isinstance(lengths, torch.Tensor) and (lengths.is_floating_point() or lengths.is_complex()):
            raise RuntimeError(f"{name}_lengths must be integral")
    targets = targets.long()
    input_lengths = _lengths(input_lengths.reshape(-1) if isinstance(input_lengths, torch.Tensor) else input_lengths)
    target_lengths = _lengths(target_lengths.reshape(-1) if isinstance(target_lengths, torch.Tensor)
                              else target_lengths)
    batch = log_probs.size(1)
    if log_probs.dtype in (torch.float16, torch.bfloat16):
        raise RuntimeError(f'"ctc_loss_cpu" not implemented for \'{_scalar_name(log_probs)}\'')
    if not 0 <= blank < log_probs.size(2):
        raise RuntimeError("blank must be in label range")
    if len(input_lengths) != batch:
        raise RuntimeError("input_lengths must be of size batch_size")
    if len(target_lengths) != batch:
        raise RuntimeError("target_lengths must be of size batch_size")
    _check_ctc(log_probs, targets, input_lengths, target_lengths)
    loss = CtcLoss.apply(log_probs, targets, input_lengths, target_lengths, blank, zero_infinity)
    if zero_infinity:
        loss = torch.where(loss == math.inf, loss.new_zeros(()), loss)
    if reduction == 1:
        return (loss / torch.tensor(target_lengths).clamp(min=1)).mean()
    if reduction == 2:
        return loss.sum()
    return loss[0] if single else loss


# ---- Sampling grids ----

def _steps(count, align_corners, like):
    """The positions of `count` pixels between -1 and 1."""
    if count <= 1:
        return torch.zeros(count, dtype=like.dtype)
    steps = torch.linspace(-1, 1, count, dtype=like.dtype)
    return steps if align_corners else steps * (count - 1) / count


def affine_grid_generator(theta, size, align_corners):
    """Where each output pixel of affine maps lies in the input."""
    extents = list(size[2:])
    axes = [_steps(extent, align_corners, theta) for extent in extents]
    meshes = torch.meshgrid(*axes, indexing="ij")
    base = torch.stack([*reversed(meshes), torch.ones_like(meshes[0])], dim=-1)
    points = base.reshape(1, -1, base.size(-1)).expand(size[0], -1, -1)
    made = points.bmm(theta.transpose(1, 2)).view(size[0], *extents, len(extents))
    return _C._name_node(made, "AffineGridGeneratorBackward0")


def _reflected(place, low, high):
    """Places folded back into low .. high; both are twice the bounds."""
    if low == high:
        return torch.zeros_like(place)
    start, span = low / 2, (high - low) / 2
    distance = (place - start).abs()
    extra = distance.fmod(span)
    flips = (distance / span).floor()
    return torch.where(flips % 2 == 0, extra + start, span - extra + start)


def _bounded(place, extent, padding_mode, align_corners):
    if padding_mode == 2:
        place = _reflected(place, 0, 2 * (extent - 1)) if align_corners else _reflected(place, -1, 2 * extent - 1)
    return place.clamp(0, extent - 1) if padding_mode else place


def _pixels(input, places):
    """The elements at whole places (one tensor a spatial axis); zero outside."""
    extents = input.shape[2:]
    inside, flat = None, None
    for place, extent in zip(places, extents):
        within = (place >= 0) & (place < extent)
        inside = within if inside is None else inside & within
        at = place.clamp(0, extent - 1).long()
        flat = at if flat is None else flat * extent + at
    batch, channels = input.shape[:2]
    index = flat.reshape(batch, 1, -1).expand(-1, channels, -1)
    found = input.reshape(batch, channels, -1).gather(2, index).view(batch, channels, *flat.shape[1:])
    return found * inside.unsqueeze(1).to(input.dtype)


def _linear_sample(input, places):
    lows = [place.floor() for place in places]
    result = None
    for corner in range(2 ** len(places)):
        weight, at = None, []
        for axis, (place, low) in enumerate(zip(places, lows)):
            upper = corner >> (len(places) - 1 - axis) & 1
            part = place - low if upper else low + 1 - place
            weight = part if weight is None else weight * part
            at.append(low + upper)
        term = _pixels(input, at) * weight.unsqueeze(1)
        result = term if result is None else result + term
    return result


def _cubic_weights(t):
    """Keys' kernel with a = -0.75 at the distances of four neighbours."""
    a = -0.75

    def near(x):
        return ((a + 2) * x - (a + 3)) * x * x + 1

    def far(x):
        return ((a * x - 5 * a) * x + 8 * a) * x - 4 * a

    return far(t + 1), near(t), near(1 - t), far(2 - t)


def _cubic_sample(input, places, padding_mode, align_corners):
    y, x = places
    top, left = y.floor(), x.floor()
    result = None
    for i, row_weight in enumerate(_cubic_weights(y - top)):
        row = None
        at_y = _bounded(top + (i - 1), input.size(2), padding_mode, align_corners)
        for j, weight in enumerate(_cubic_weights(x - left)):
            at_x = _bounded(left + (j - 1), input.size(3), padding_mode, align_corners)
            term = _pixels(input, [at_y, at_x]) * weight.unsqueeze(1)
            row = term if row is None else row + term
        row = row * row_weight.unsqueeze(1)
        result = row if result is None else result + row
    return result


def _scalar_name(tensor):
    return tensor.type().removeprefix("torch.").removesuffix("Tensor")


def _check_grid_sampler(input, grid, mode):
    spatial, sizes = input.dim() - 2, list(input.shape)
    if input.size(0) != grid.size(0):
        raise RuntimeError("grid_sampler(): expected grid and input to have same batch size, but got input with sizes "
                           f"{sizes} and grid with sizes {list(grid.shape)}")
    if grid.size(-1) != spatial:
        raise RuntimeError(f"grid_sampler(): expected grid to have size {spatial} in last dimension, but got grid with "
                           f"sizes {list(grid.shape)}")
    for axis in range(2, spatial + 2):
        if sizes[axis] == 0:
            raise RuntimeError("grid_sampler(): expected input to have non-empty spatial dimensions, but input has "
                               f"sizes {sizes} with dimension {axis} being empty")
    if spatial not in (2, 3) or grid.dim() != input.dim():
        raise RuntimeError(f"grid_sampler(): expected {'5D' if spatial == 3 else '4D' if spatial == 2 else '4D or 5D'} "
                           f"input and grid with same number of dimensions, but got input with sizes {sizes} and grid "
                           f"with sizes {list(grid.shape)}")
    if spatial == 3 and mode == 2:
        raise RuntimeError("grid_sampler(): bicubic interpolation only supports 4D input")
    if not input.is_floating_point():
        raise RuntimeError(f'"grid_sampler_{spatial}d_cpu{"_kernel_impl" if spatial == 2 else ""}" not implemented for '
                           f"'{_scalar_name(input)}'")
    if grid.dtype != input.dtype:
        raise RuntimeError(f"expected scalar type {_scalar_name(input)} but found "
                           f"{_scalar_name(grid)}")


def grid_sampler(input, grid, interpolation_mode, padding_mode, align_corners):
    """The input at the places of a grid: linear (0), nearest (1) or cubic (2) between the pixels."""
    spatial = input.dim() - 2
    _check_grid_sampler(input, grid, interpolation_mode)
    places = []
    for axis, extent in enumerate(input.shape[2:]):
        place = grid[..., spatial - 1 - axis]
        place = (place + 1) / 2 * (extent - 1) if align_corners else ((place + 1) * extent - 1) / 2
        places.append(place if interpolation_mode == 2 else _bounded(place, extent, padding_mode, align_corners))
    if interpolation_mode == 1:
        # The places get a gradient of zeros.
        nothing = grid.sum() * 0 if grid.requires_grad else 0
        made = _pixels(input, [place.round() for place in places]) + nothing
    elif interpolation_mode == 2:
        made = _cubic_sample(input, places, padding_mode, align_corners)
    else:
        made = _linear_sample(input, places)
    return _C._name_node(made, f"GridSampler{spatial}DBackward0")


# ---- Fused attention ----

def _fused_mask(mask, mask_type, batch):
    """The places that are left out, as one boolean mask that stretches over heads and queries."""
    if mask is None:
        return None
    mask = mask if mask.dtype == torch.bool else mask.bool()
    return mask.view(batch, 1, 1, -1) if mask_type == 1 else mask


def _native_multi_head_attention(query, key, value, embed_dim, num_head, qkv_weight, qkv_bias, proj_weight, proj_bias,
                                 mask=None, need_weights=True, average_attn_weights=True, mask_type=None):
    """Attention without gradients, from one product for the three projections."""
    batch, length, _ = query.shape
    head = embed_dim // num_head
    linear = torch._C._nn.linear
    parts = linear(query, qkv_weight, qkv_bias).view(batch, length, 3, num_head, head).permute(2, 0, 3, 1, 4)
    q, k, v = parts.unbind(0)
    scores = (q * (1 / math.sqrt(head))) @ k.transpose(-2, -1)
    mask = _fused_mask(mask, mask_type, batch)
    if mask is not None:
        scores = scores.masked_fill(mask, -math.inf)
    weights = scores.softmax(-1)
    mixed = (weights @ v).transpose(1, 2).reshape(batch, length, embed_dim)
    output = linear(mixed, proj_weight, proj_bias)
    if not need_weights:
        return output, None
    return output, weights.mean(dim=1) if average_attn_weights else weights


def _transformer_encoder_layer_fwd(src, embed_dim, num_heads, qkv_weight, qkv_bias, proj_weight, proj_bias, use_gelu,
                                   norm_first, eps, norm_weight_1, norm_bias_1, norm_weight_2, norm_bias_2,
                                   ffn_weight_1, ffn_bias_1, ffn_weight_2, ffn_bias_2, mask=None, mask_type=None):
    """A whole encoder layer without gradients."""
    linear = torch._C._nn.linear
    size = (embed_dim,)

    def attend(x):
        return _native_multi_head_attention(x, x, x, embed_dim, num_heads, qkv_weight, qkv_bias, proj_weight, proj_bias,
                                            mask, False, False, mask_type)[0]

    def feed(x):
        hidden = linear(x, ffn_weight_1, ffn_bias_1)
        hidden = torch._C._nn.gelu(hidden) if use_gelu else hidden.relu()
        return linear(hidden, ffn_weight_2, ffn_bias_2)

    if norm_first:
        x = src + attend(torch.layer_norm(src, size, norm_weight_1, norm_bias_1, eps))
        return x + feed(torch.layer_norm(x, size, norm_weight_2, norm_bias_2, eps))
    x = torch.layer_norm(src + attend(src), size, norm_weight_1, norm_bias_1, eps)
    return torch.layer_norm(x + feed(x), size, norm_weight_2, norm_bias_2, eps)


# ---- Operators that take one tensor or several ----

def atleast_1d(tensors):
    return tuple(map(_C.atleast_1d, tensors))


def atleast_2d(tensors):
    return tuple(map(_C.atleast_2d, tensors))


def atleast_3d(tensors):
    return tuple(map(_C.atleast_3d, tensors))


# ---- Products with sparse matrices: of dense ones they are products ----

spmm = dsmm = torch.mm


# ---- Private operators that PyTorch's own samples show ----

def _chunk_cat(tensors, dim, num_chunks):
    """Cuts each tensor into the same number of chunks along a dimension, padded with zeros, and joins those."""
    if num_chunks < 1:
        raise RuntimeError("_chunk_cat expects positive num_chunks")
    if not tensors:
        raise RuntimeError("_chunk_cat expects a non-empty input tensor list")
    first = tensors[0]
    if any(not each.numel() for each in tensors):
        raise RuntimeError("_chunk_cat expects non-empty tensor")
    if dim < 0:
        if any(each.dim() != first.dim() for each in tensors):
            raise RuntimeError("_chunk_cat expects non-negative dim when input tensors have different ndims")
        dim += first.dim()
    if any(dim >= each.dim() for each in tensors):
        raise RuntimeError("_chunk_cat expects dim < ndim for all input tensors")
    if any(each.shape[:dim] != first.shape[:dim] for each in tensors):
        raise RuntimeError("_chunk_cat expects same sizes of 0,...,dim-1 dimensions for all tensors")
    parts = []
    for each in tensors:
        room = -each.size(dim) % num_chunks
        if room:
            each = torch.cat([each, each.new_zeros(each.shape[:dim] + (room,) + each.shape[dim + 1:])], dim)
        parts.append(each.reshape(each.shape[:dim] + (num_chunks, -1)))
    return torch.cat(parts, dim + 1)


def _within(input, indices):
    """Indices that lie outside become those of the ends."""
    return tuple(index.clamp(-size, size - 1) for index, size in zip(indices, input.shape))


def _unsafe_masked_index(self, mask, indices, fill):
    """Elements at indices, a number where the mask is not set: indices may lie outside there."""
    if not self.numel():
        return self.new_full(torch.broadcast_shapes(mask.shape, *(index.shape for index in indices)), fill)
    return self[_within(self, indices)].masked_fill(mask.logical_not(), fill)


def _unsafe_masked_index_put_accumulate(self, mask, indices, values):
    """A copy with values added at indices where the mask is set."""
    if not self.numel():
        return self.clone()
    return self.index_put(_within(self, indices), values.masked_fill(mask.logical_not(), 0), True)


def _safe_softmax(self, dim, dtype=None):
    """softmax that is 0 where all inputs of a row are minus infinity."""
    result = torch.softmax(self, dim, dtype)
    return torch.where((self == -math.inf).all(dim, True), torch.zeros_like(result), result)
