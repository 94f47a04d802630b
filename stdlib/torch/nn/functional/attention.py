"""Attention as functions."""

import math

import torch


def _check_ranks(batched, query, key, value, key_padding_mask, attn_mask, num_heads):
    """Inputs and masks have the ranks that a batched or an unbatched query asks for."""
    rank = 3 if batched else 2
    name = "batched (3-D)" if batched else "unbatched (2-D)"
    assert key.dim() == rank and value.dim() == rank, (
        f"For {name} `query`, expected `key` and `value` to be {rank}-D but found {key.dim()}-D and {value.dim()}-D "
        "tensors respectively")
    if key_padding_mask is not None:
        assert key_padding_mask.dim() == rank - 1, (
            f"For {name} `query`, expected `key_padding_mask` to be `None` or {rank - 1}-D but found "
            f"{key_padding_mask.dim()}-D tensor instead")
    if attn_mask is not None:
        assert attn_mask.dim() in (2, 3), (
            f"For {name} `query`, expected `attn_mask` to be `None`, 2-D or 3-D but found {attn_mask.dim()}-D tensor "
            "instead")
        if not batched and attn_mask.dim() == 3:
            expected = (num_heads, query.shape[0], key.shape[0])
            assert attn_mask.shape == expected, (
                f"Expected `attn_mask` shape to be {expected} but got {attn_mask.shape}")


def _shape_check(query, key, value, key_padding_mask, attn_mask, num_heads):
    if query.dim() not in (2, 3):
        raise AssertionError("query should be unbatched 2D or batched 3D tensor but received "
                             f"{query.dim()}-D query tensor")
    batched = query.dim() == 3
    _check_ranks(batched, query, key, value, key_padding_mask, attn_mask, num_heads)
    return batched


def mask_dtype(mask):
    """The dtype of a mask that may be None."""
    if mask is None:
        return None
    if isinstance(mask, torch.Tensor):
        return mask.dtype
    raise RuntimeError("input to _none_or_dtype() must be None or torch.Tensor")


def canonical_mask(mask, mask_name, other_type, other_name, target_type, check_other=True):
    """A boolean mask as a float mask of 0 and -inf; float masks stay."""
    if mask is None:
        return None
    floating = torch.is_floating_point(mask)
    if mask.dtype != torch.bool and not floating:
        raise AssertionError(f"only bool and floating types of {mask_name} are supported")
    if check_other and other_type is not None and mask.dtype != other_type:
        import warnings
        warnings.warn(f"Support for mismatched {mask_name} and {other_name} is deprecated. Use same type for both "
                      "instead.")
    if floating:
        return mask
    return torch.zeros_like(mask, dtype=target_type).masked_fill_(mask, float("-inf"))


def _in_projection_packed(query, key, value, weight, bias):
    """The three projections with one weight, one product where the inputs are the same."""
    from torch.nn.functional import linear
    width = query.size(-1)
    if key is value:
        if query is key:
            projected = linear(query, weight, bias)
            projected = projected.unflatten(-1, (3, width)).unsqueeze(0).transpose(0, -2).squeeze(-2).contiguous()
            return projected[0], projected[1], projected[2]
        query_weight, pair_weight = weight.split([width, width * 2])
        query_bias, pair_bias = (None, None) if bias is None else bias.split([width, width * 2])
        projected = linear(key, pair_weight, pair_bias)
        pair = projected.unflatten(-1, (2, width)).unsqueeze(0).transpose(0, -2).squeeze(-2).contiguous()
        return linear(query, query_weight, query_bias), pair[0], pair[1]
    weights = weight.chunk(3)
    biases = (None, None, None) if bias is None else bias.chunk(3)
    return tuple(linear(x, w, b) for x, w, b in zip((query, key, value), weights, biases))


def _in_projection(query, key, value, weights, biases):
    """The three projections with weights of their own."""
    from torch.nn.functional import linear
    width, key_width, value_width = query.size(-1), key.size(-1), value.size(-1)
    for letter, weight, columns in zip("qkv", weights, (width, key_width, value_width)):
        assert weight.shape == (width, columns), (
            f"expecting {'query' if letter == 'q' else 'key' if letter == 'k' else 'value'} weights shape of "
            f"{(width, columns)}, but got {weight.shape}")
    for letter, bias in zip(("query", "key", "value"), biases):
        assert bias is None or bias.shape == (width,), (
            f"expecting {letter} bias shape of {(width,)}, but got {bias.shape}")
    return tuple(linear(x, w, b) for x, w, b in zip((query, key, value), weights, biases))


def _masks(query, attn_mask, key_padding_mask, is_causal, need_weights):
    """Both masks as numbers to be added, and whether the causal hint still holds."""
    key_padding_mask = canonical_mask(key_padding_mask, "key_padding_mask",
                                      mask_dtype(attn_mask), "attn_mask", query.dtype)
    if is_causal and attn_mask is None:
        raise RuntimeError("Need attn_mask if specifying the is_causal hint. You may use the Transformer module "
                           "method `generate_square_subsequent_mask` to create this mask.")
    if is_causal and key_padding_mask is None and not need_weights:
        return None, key_padding_mask, is_causal
    attn_mask = canonical_mask(attn_mask, "attn_mask", None, "", query.dtype, False)
    return attn_mask, key_padding_mask, is_causal and key_padding_mask is None


def _head_width(width, wanted, num_heads):
    assert width == wanted, f"was expecting embedding dimension of {wanted}, but got {width}"
    head_width = width // num_heads
    assert head_width * num_heads == width, f"embed_dim {width} not divisible by num_heads {num_heads}"
    return head_width


def _project(query, key, value, packed, bias, separate, weights):
    """Queries, keys and values, by one packed weight or by three of their own."""
    if not separate:
        assert key.shape == value.shape, f"key shape {key.shape} does not match value shape {value.shape}"
        assert packed is not None, "use_separate_proj_weight is False but in_proj_weight is None"
        return _in_projection_packed(query, key, value, packed, bias)
    assert key.shape[:2] == value.shape[:2], (
        f"key's sequence and batch dims {key.shape[:2]} do not match value's {value.shape[:2]}")
    for letter, weight in zip("qkv", weights):
        assert weight is not None, f"use_separate_proj_weight is True but {letter}_proj_weight is None"
    biases = (None, None, None) if bias is None else bias.chunk(3)
    return _in_projection(query, key, value, weights, biases)


def _mask_by_head(attn_mask, target_length, source_length, rows):
    """The mask with a dimension for heads; checks its shape."""
    if attn_mask is None:
        return None
    if attn_mask.dim() not in (2, 3):
        raise RuntimeError(f"attn_mask's dimension {attn_mask.dim()} is not supported")
    expected = (target_length, source_length)
    if attn_mask.dim() == 3:
        expected = (rows, *expected)
    if attn_mask.shape != expected:
        raise RuntimeError(f"The shape of the {attn_mask.dim()}D attn_mask is {attn_mask.shape}, but should be "
                           f"{expected}.")
    return attn_mask.unsqueeze(0) if attn_mask.dim() == 2 else attn_mask


def _one_wider(*masks):
    """The masks with room for one more key."""
    from torch.nn.functional import pad
    return tuple(None if mask is None else pad(mask, (0, 1)) for mask in masks)


def _with_bias(k, v, bias_k, bias_v, static_k, static_v, masks):
    """Keys and values with one learned key more."""
    if bias_k is None or bias_v is None:
        assert bias_k is None
        assert bias_v is None
        return k, v, masks
    assert static_k is None, "bias cannot be added to static key."
    assert static_v is None, "bias cannot be added to static value."
    batch = k.shape[1]
    return torch.cat([k, bias_k.repeat(1, batch, 1)]), torch.cat([v, bias_v.repeat(1, batch, 1)]), _one_wider(*masks)


def _with_zero(x):
    """Keys or values with a row of zeros more."""
    return torch.cat([x, torch.zeros((x.size(0), 1, x.size(2)), dtype=x.dtype, device=x.device)], dim=1)


def _merge_masks(attn_mask, key_padding_mask, batch, num_heads, source_length):
    if key_padding_mask is None:
        return attn_mask
    for axis, expected in enumerate((batch, source_length)):
        assert key_padding_mask.shape[axis] == expected, (
            f"Expected key_padded_mask.shape[{axis}] to be {expected}, but got {key_padding_mask.shape[axis]}")
    wide = key_padding_mask.view(batch, 1, 1, source_length).expand(-1, num_heads, -1, -1)
    wide = wide.reshape(batch * num_heads, 1, source_length)
    return wide if attn_mask is None else attn_mask + wide


def _attend_with_weights(q, k, v, attn_mask, dropout_p):
    """The heads' outputs, and the weights, with all heads in the first dimension."""
    from torch.nn.functional import dropout, softmax
    scaled = q * math.sqrt(1.0 / float(q.size(-1)))
    if attn_mask is not None:
        scores = torch.baddbmm(attn_mask, scaled, k.transpose(-2, -1))
    else:
        scores = torch.bmm(scaled, k.transpose(-2, -1))
    weights = softmax(scores, dim=-1)
    if dropout_p > 0.0:
        weights = dropout(weights, p=dropout_p)
    return torch.bmm(weights, v), weights


def _attend(q, k, v, attn_mask, dropout_p, is_causal, batch):
    """The heads' outputs as (length, batch, heads, width)."""
    heads = q.size(0) // batch
    if attn_mask is not None:
        if attn_mask.size(0) == 1 and attn_mask.dim() == 3:
            attn_mask = attn_mask.unsqueeze(0)
        else:
            attn_mask = attn_mask.view(batch, heads, -1, k.size(1))
    q, k, v = (x.view(batch, heads, x.size(1), x.size(2)) for x in (q, k, v))
    output = torch._C._nn.scaled_dot_product_attention(q, k, v, attn_mask, dropout_p, is_causal)
    return output.permute(2, 0, 1, 3)


def multi_head_attention_forward(query, key, value, embed_dim_to_check, num_heads, in_proj_weight, in_proj_bias,
                                 bias_k, bias_v, add_zero_attn, dropout_p, out_proj_weight, out_proj_bias,
                                 training=True, key_padding_mask=None, need_weights=True, attn_mask=None,
                                 use_separate_proj_weight=False, q_proj_weight=None, k_proj_weight=None,
                                 v_proj_weight=None, static_k=None, static_v=None, average_attn_weights=True,
                                 is_causal=False):
    """Multi-head attention over (length, batch, width) inputs with all weights given."""
    from torch.nn.functional import linear
    batched = _shape_check(query, key, value, key_padding_mask, attn_mask, num_heads)
    if not batched:
        query, key, value = query.unsqueeze(1), key.unsqueeze(1), value.unsqueeze(1)
        if key_padding_mask is not None:
            key_padding_mask = key_padding_mask.unsqueeze(0)
    length, batch, width = query.shape
    attn_mask, key_padding_mask, is_causal = _masks(query, attn_mask, key_padding_mask, is_causal, need_weights)
    head_width = _head_width(width, embed_dim_to_check, num_heads)
    q, k, v = _project(query, key, value, in_proj_weight, in_proj_bias, use_separate_proj_weight,
                       (q_proj_weight, k_proj_weight, v_proj_weight))
    masks = _mask_by_head(attn_mask, length, key.shape[0], batch * num_heads), key_padding_mask
    k, v, masks = _with_bias(k, v, bias_k, bias_v, static_k, static_v, masks)
    q = q.view(length, batch * num_heads, head_width).transpose(0, 1)
    k = _static(k, static_k, "static_k", batch, num_heads, head_width)
    v = _static(v, static_v, "static_v", batch, num_heads, head_width)
    if add_zero_attn:
        k, v, masks = _with_zero(k), _with_zero(v), _one_wider(*masks)
    attn_mask = _merge_masks(*masks, batch, num_heads, k.size(1))
    if not training:
        dropout_p = 0.0
    weights = None
    if need_weights:
        assert not (is_causal and attn_mask is None), "FIXME: is_causal not implemented for need_weights"
        output, weights = _attend_with_weights(q, k, v, attn_mask, dropout_p)
        output = output.transpose(0, 1)
        weights = weights.view(batch, num_heads, length, k.size(1))
        if average_attn_weights:
            weights = weights.mean(dim=1)
    else:
        output = _attend(q, k, v, attn_mask, dropout_p, is_causal, batch)
    output = linear(output.contiguous().view(length * batch, width), out_proj_weight, out_proj_bias)
    output = output.view(length, batch, output.size(1))
    if not batched:
        output, weights = output.squeeze(1), weights if weights is None else weights.squeeze(0)
    return output, weights


def _static(projected, given, name, batch, num_heads, head_width):
    """Keys or values by head: the projected ones, or given ones of the right shape."""
    if given is None:
        return projected.view(projected.shape[0], batch * num_heads, head_width).transpose(0, 1)
    assert given.size(0) == batch * num_heads, (
        f"expecting {name}.size(0) of {batch * num_heads}, but got {given.size(0)}")
    assert given.size(2) == head_width, f"expecting {name}.size(2) of {head_width}, but got {given.size(2)}"
    return given
