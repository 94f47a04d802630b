"""Multi-head attention as a module."""

import torch
from torch.nn.functional import attention as functional
from torch.nn.init import constant_, xavier_normal_, xavier_uniform_
from torch.nn.modules.linear import NonDynamicallyQuantizableLinear
from torch.nn.modules.module import Module
from torch.nn.parameter import Parameter


class MultiheadAttention(Module):
    """Attention of several heads, each on its share of the width."""

    __constants__ = ["batch_first"]

    def __init__(self, embed_dim, num_heads, dropout=0.0, bias=True, add_bias_kv=False, add_zero_attn=False,
                 kdim=None, vdim=None, batch_first=False, device=None, dtype=None):
        if embed_dim <= 0 or num_heads <= 0:
            raise ValueError(f"embed_dim and num_heads must be greater than 0, got embed_dim={embed_dim} and "
                             f"num_heads={num_heads} instead")
        factory = {"device": device, "dtype": dtype}
        super().__init__()
        self.embed_dim = embed_dim
        self.kdim = kdim if kdim is not None else embed_dim
        self.vdim = vdim if vdim is not None else embed_dim
        self._qkv_same_embed_dim = self.kdim == embed_dim and self.vdim == embed_dim
        self.num_heads = num_heads
        self.dropout = dropout
        self.batch_first = batch_first
        self.head_dim = embed_dim // num_heads
        assert self.head_dim * num_heads == self.embed_dim, "embed_dim must be divisible by num_heads"
        widths = {"q_proj_weight": embed_dim, "k_proj_weight": self.kdim, "v_proj_weight": self.vdim}
        if self._qkv_same_embed_dim:
            self.in_proj_weight = Parameter(torch.empty((3 * embed_dim, embed_dim), **factory))
            for name in widths:
                self.register_parameter(name, None)
        else:
            for name, width in widths.items():
                setattr(self, name, Parameter(torch.empty((embed_dim, width), **factory)))
            self.register_parameter("in_proj_weight", None)
        if bias:
            self.in_proj_bias = Parameter(torch.empty(3 * embed_dim, **factory))
        else:
            self.register_parameter("in_proj_bias", None)
        self.out_proj = NonDynamicallyQuantizableLinear(embed_dim, embed_dim, bias=bias, **factory)
        if add_bias_kv:
            self.bias_k = Parameter(torch.empty((1, 1, embed_dim), **factory))
            self.bias_v = Parameter(torch.empty((1, 1, embed_dim), **factory))
        else:
            self.bias_k = self.bias_v = None
        self.add_zero_attn = add_zero_attn
        self._reset_parameters()

    def _reset_parameters(self):
        if self._qkv_same_embed_dim:
            xavier_uniform_(self.in_proj_weight)
        else:
            for weight in (self.q_proj_weight, self.k_proj_weight, self.v_proj_weight):
                xavier_uniform_(weight)
        if self.in_proj_bias is not None:
            constant_(self.in_proj_bias, 0.0)
            constant_(self.out_proj.bias, 0.0)
        for bias in (self.bias_k, self.bias_v):
            if bias is not None:
                xavier_normal_(bias)

    def forward(self, query, key, value, key_padding_mask=None, need_weights=True, attn_mask=None,
                average_attn_weights=True, is_causal=False):
        batched = query.dim() == 3
        for mask in (attn_mask, key_padding_mask):
            if mask is not None:
                torch.is_floating_point(mask)  # refuses what is no tensor
        key_padding_mask = functional.canonical_mask(
            key_padding_mask, "key_padding_mask", functional.mask_dtype(attn_mask), "attn_mask", query.dtype)
        attn_mask = functional.canonical_mask(attn_mask, "attn_mask", None, "", query.dtype, False)
        if self._can_use_fast_path(query, key, value, batched, attn_mask, key_padding_mask):
            return self._fast_path(query, key, value, key_padding_mask, need_weights, attn_mask,
                                   average_attn_weights)
        for part in (query, key, value):
            part.is_nested  # refuses what is no tensor
        if self.batch_first and batched:
            query, key, value = self._to_sequence_first(query, key, value)
        options = {}
        if not self._qkv_same_embed_dim:
            options = dict(use_separate_proj_weight=True, q_proj_weight=self.q_proj_weight,
                           k_proj_weight=self.k_proj_weight, v_proj_weight=self.v_proj_weight)
        output, weights = functional.multi_head_attention_forward(
            query, key, value, self.embed_dim, self.num_heads, self.in_proj_weight, self.in_proj_bias, self.bias_k,
            self.bias_v, self.add_zero_attn, self.dropout, self.out_proj.weight, self.out_proj.bias,
            training=self.training, key_padding_mask=key_padding_mask, need_weights=need_weights,
            attn_mask=attn_mask, average_attn_weights=average_attn_weights, is_causal=is_causal, **options)
        if self.batch_first and batched:
            return output.transpose(1, 0), weights
        return output, weights

    @staticmethod
    def _to_sequence_first(query, key, value):
        """Swaps batch and length, keeping inputs that are one tensor one tensor."""
        if key is value:
            if query is key:
                query = key = value = query.transpose(1, 0)
            else:
                query, key = query.transpose(1, 0), key.transpose(1, 0)
                value = key
        else:
            query, key, value = query.transpose(1, 0), key.transpose(1, 0), value.transpose(1, 0)
        return query, key, value

    def _can_use_fast_path(self, query, key, value, batched, attn_mask, key_padding_mask):
        """Evaluation of batch-first self-attention without gradients."""
        if not batched or query is not key or key is not value or self.training or not self.batch_first:
            return False
        if self.num_heads % 2 or not self._qkv_same_embed_dim or self.in_proj_bias is None:
            return False
        if self.bias_k is not None or self.bias_v is not None or self.add_zero_attn:
            return False
        if query.dtype != self.in_proj_weight.dtype or (attn_mask is not None and key_padding_mask is not None):
            return False
        tensors = (query, self.in_proj_weight, self.in_proj_bias, self.out_proj.weight, self.out_proj.bias)
        return not (torch.is_grad_enabled() and any(tensor.requires_grad for tensor in tensors))

    def _fast_path(self, query, key, value, key_padding_mask, need_weights, attn_mask, average_attn_weights):
        mask, mask_type = self.merge_masks(attn_mask, key_padding_mask, query)
        return torch._native_multi_head_attention(
            query, key, value, self.embed_dim, self.num_heads, self.in_proj_weight, self.in_proj_bias,
            self.out_proj.weight, self.out_proj.bias, mask, need_weights, average_attn_weights, mask_type)

    def merge_masks(self, attn_mask, key_padding_mask, query):
        """One mask and its kind: 0 for an attention mask, 1 for a padding mask, 2 for both."""
        if key_padding_mask is not None and attn_mask is None:
            return key_padding_mask, 1
        if attn_mask is None:
            return None, None
        batch, length, _ = query.shape
        if attn_mask.dim() == 3:
            merged = attn_mask.view(batch, -1, length, length)
        else:
            merged = attn_mask.view(1, 1, length, length).expand(batch, self.num_heads, -1, -1)
        if key_padding_mask is not None:
            merged = merged + key_padding_mask.view(batch, 1, 1, length).expand(-1, self.num_heads, -1, -1)
        return merged, 2
