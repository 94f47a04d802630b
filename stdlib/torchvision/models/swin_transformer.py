"""Attention inside of windows that shift from block to block (Liu and others, 2021 and 2022)."""

import math
from functools import partial

import torch
from torch import nn
from torch.nn import functional as F

from torchvision.models._weights import named_builder
from torchvision.ops.misc import MLP, Permute
from torchvision.ops.stochastic_depth import StochasticDepth


class _Merging(nn.Module):
    """Joins the channels of each square of four places; pictures of odd sides are padded."""

    def __init__(self, dim, norm_layer, normed):
        super().__init__()
        self.dim = dim
        self.reduction = nn.Linear(4 * dim, 2 * dim, bias=False)
        self.norm = norm_layer(normed)

    @staticmethod
    def _squares(x):
        height, width = x.shape[-3:-1]
        x = F.pad(x, (0, 0, 0, width % 2, 0, height % 2))
        return torch.cat([x[..., row::2, column::2, :] for column in (0, 1) for row in (0, 1)], -1)


class PatchMerging(_Merging):
    """The first version: normalises what was joined, then halves it."""

    def __init__(self, dim, norm_layer=nn.LayerNorm):
        super().__init__(dim, norm_layer, 4 * dim)

    def forward(self, x):
        return self.reduction(self.norm(self._squares(x)))


class PatchMergingV2(_Merging):
    """The second version: normalises last."""

    def __init__(self, dim, norm_layer=nn.LayerNorm):
        super().__init__(dim, norm_layer, 2 * dim)

    def forward(self, x):
        return self.norm(self.reduction(self._squares(x)))


def _windows(x, window):
    """(batch, height, width, channels) as (batch * windows, places of a window, channels)."""
    batch, height, width, channels = x.shape
    x = x.view(batch, height // window[0], window[0], width // window[1], window[1], channels)
    return x.permute(0, 1, 3, 2, 4, 5).reshape(-1, window[0] * window[1], channels)


def _from_windows(x, window, batch, height, width):
    """The way back from _windows."""
    x = x.view(batch, height // window[0], width // window[1], window[0], window[1], -1)
    return x.permute(0, 1, 3, 2, 4, 5).reshape(batch, height, width, -1)


def _regions(like, height, width, window, shift):
    """For each window -100 where two places were no neighbours before the shift, 0 else."""
    numbers = like.new_zeros((height, width))
    cuts = [((0, -w), (-w, -s), (-s, None)) for w, s in zip(window, shift)]
    for i, (top, bottom) in enumerate(cuts[0]):
        for j, (left, right) in enumerate(cuts[1]):
            numbers[top:bottom, left:right] = 3 * i + j
    numbers = _windows(numbers[None, :, :, None], window).squeeze(-1)
    differences = numbers.unsqueeze(1) - numbers.unsqueeze(2)
    return differences.masked_fill(differences != 0, -100.0).masked_fill(differences == 0, 0.0)


class ShiftedWindowAttention(nn.Module):
    """Attention among the places of a window, with a learned bias for each distance."""

    def __init__(self, dim, window_size, shift_size, num_heads, qkv_bias=True, proj_bias=True, attention_dropout=0.0,
                 dropout=0.0):
        super().__init__()
        if len(window_size) != 2 or len(shift_size) != 2:
            raise ValueError("window_size and shift_size must be of length 2")
        self.window_size = window_size
        self.shift_size = shift_size
        self.num_heads = num_heads
        self.attention_dropout = attention_dropout
        self.dropout = dropout
        self.qkv = nn.Linear(dim, dim * 3, bias=qkv_bias)
        self.proj = nn.Linear(dim, dim, bias=proj_bias)
        self.define_relative_position_bias_table()
        self.define_relative_position_index()

    def define_relative_position_bias_table(self):
        rows = (2 * self.window_size[0] - 1) * (2 * self.window_size[1] - 1)
        self.relative_position_bias_table = nn.Parameter(torch.zeros(rows, self.num_heads))
        nn.init.trunc_normal_(self.relative_position_bias_table, std=0.02)

    def define_relative_position_index(self):
        """The table's row for each pair of places."""
        height, width = self.window_size
        places = torch.cartesian_prod(torch.arange(height), torch.arange(width))
        apart = places[:, None] - places[None] + torch.tensor([height - 1, width - 1])
        self.register_buffer("relative_position_index", (apart[..., 0] * (2 * width - 1) + apart[..., 1]).flatten())

    def get_relative_position_bias(self):
        return self._by_pairs(self.relative_position_bias_table)

    def _by_pairs(self, table):
        count = self.window_size[0] * self.window_size[1]
        return table[self.relative_position_index].view(count, count, -1).permute(2, 0, 1).contiguous().unsqueeze(0)

    def _project(self, x):
        return F.linear(x, self.qkv.weight, self.qkv.bias)

    def _scores(self, query, key):
        return (query * query.shape[-1] ** -0.5).matmul(key.transpose(-2, -1))

    def _attend(self, x, mask):
        """Attention in windows: (windows, places, channels) in and out."""
        count, places, channels = x.shape
        heads = self.num_heads
        qkv = self._project(x).reshape(count, places, 3, heads, channels // heads).permute(2, 0, 3, 1, 4)
        scores = self._scores(qkv[0], qkv[1]) + self.get_relative_position_bias()
        if mask is not None:
            kinds = mask.shape[0]
            scores = scores.view(count // kinds, kinds, heads, places, places) + mask.unsqueeze(1).unsqueeze(0)
            scores = scores.view(-1, heads, places, places)
        weights = F.dropout(F.softmax(scores, dim=-1), p=self.attention_dropout, training=self.training)
        x = F.linear(weights.matmul(qkv[2]).transpose(1, 2).reshape(count, places, channels), self.proj.weight,
                     self.proj.bias)
        return F.dropout(x, p=self.dropout, training=self.training)

    def forward(self, x):
        batch, height, width, _ = x.shape
        window = self.window_size
        x = F.pad(x, (0, 0, 0, -width % window[1], 0, -height % window[0]))
        full = x.shape[1:3]
        shift = [0 if size >= side else step for size, side, step in zip(window, full, self.shift_size)]
        if sum(shift) > 0:
            x = torch.roll(x, shifts=(-shift[0], -shift[1]), dims=(1, 2))
        mask = _regions(x, *full, window, shift) if sum(shift) > 0 else None
        x = _from_windows(self._attend(_windows(x, window), mask), window, batch, *full)
        if sum(shift) > 0:
            x = torch.roll(x, shifts=(shift[0], shift[1]), dims=(1, 2))
        return x[:, :height, :width].contiguous()


class ShiftedWindowAttentionV2(ShiftedWindowAttention):
    """Cosines for scores, and a bias that a small network computes from the distance."""

    def __init__(self, dim, window_size, shift_size, num_heads, qkv_bias=True, proj_bias=True, attention_dropout=0.0,
                 dropout=0.0):
        super().__init__(dim, window_size, shift_size, num_heads, qkv_bias, proj_bias, attention_dropout, dropout)
        self.logit_scale = nn.Parameter(torch.log(10 * torch.ones((num_heads, 1, 1))))
        self.cpb_mlp = nn.Sequential(nn.Linear(2, 512, bias=True), nn.ReLU(inplace=True),
                                     nn.Linear(512, num_heads, bias=False))
        if qkv_bias:
            third = self.qkv.bias.numel() // 3
            self.qkv.bias[third:2 * third].data.zero_()

    def define_relative_position_bias_table(self):
        """The distances, on a logarithmic scale."""
        sides = [torch.arange(1 - size, size, dtype=torch.float32) / (size - 1) * 8 for size in self.window_size]
        table = torch.stack(torch.meshgrid(sides, indexing="ij")).permute(1, 2, 0).contiguous().unsqueeze(0)
        table = torch.sign(table) * torch.log2(torch.abs(table) + 1.0) / 3.0
        self.register_buffer("relative_coords_table", table)

    def get_relative_position_bias(self):
        return 16 * torch.sigmoid(self._by_pairs(self.cpb_mlp(self.relative_coords_table).view(-1, self.num_heads)))

    def _project(self, x):
        bias = self.qkv.bias
        if bias is not None:
            bias = bias.clone()
            third = bias.numel() // 3
            bias[third:2 * third].zero_()
        return F.linear(x, self.qkv.weight, bias)

    def _scores(self, query, key):
        cosines = F.normalize(query, dim=-1) @ F.normalize(key, dim=-1).transpose(-2, -1)
        return cosines * torch.clamp(self.logit_scale, max=math.log(100.0)).exp()


class SwinTransformerBlock(nn.Module):
    """Attention and two linear layers, each normalised first and beside a way around."""

    def __init__(self, dim, num_heads, window_size, shift_size, mlp_ratio=4.0, dropout=0.0, attention_dropout=0.0,
                 stochastic_depth_prob=0.0, norm_layer=nn.LayerNorm, attn_layer=ShiftedWindowAttention):
        super().__init__()
        self.norm1 = norm_layer(dim)
        self.attn = attn_layer(dim, window_size, shift_size, num_heads, attention_dropout=attention_dropout,
                               dropout=dropout)
        self.stochastic_depth = StochasticDepth(stochastic_depth_prob, "row")
        self.norm2 = norm_layer(dim)
        self.mlp = MLP(dim, [int(dim * mlp_ratio), dim], activation_layer=nn.GELU, inplace=None, dropout=dropout)
        for module in self.mlp.modules():
            if isinstance(module, nn.Linear):
                nn.init.xavier_uniform_(module.weight)
                if module.bias is not None:
                    nn.init.normal_(module.bias, std=1e-6)

    def forward(self, x):
        x = x + self.stochastic_depth(self.attn(self.norm1(x)))
        return x + self.stochastic_depth(self.mlp(self.norm2(x)))


class SwinTransformerBlockV2(SwinTransformerBlock):
    """The same, normalised last."""

    def __init__(self, dim, num_heads, window_size, shift_size, mlp_ratio=4.0, dropout=0.0, attention_dropout=0.0,
                 stochastic_depth_prob=0.0, norm_layer=nn.LayerNorm, attn_layer=ShiftedWindowAttentionV2):
        super().__init__(dim, num_heads, window_size, shift_size, mlp_ratio, dropout, attention_dropout,
                         stochastic_depth_prob, norm_layer, attn_layer)

    def forward(self, x):
        x = x + self.stochastic_depth(self.norm1(self.attn(x)))
        return x + self.stochastic_depth(self.norm2(self.mlp(x)))


class SwinTransformer(nn.Module):
    def __init__(self, patch_size, embed_dim, depths, num_heads, window_size, mlp_ratio=4.0, dropout=0.0,
                 attention_dropout=0.0, stochastic_depth_prob=0.1, num_classes=1000, norm_layer=None, block=None,
                 downsample_layer=PatchMerging):
        super().__init__()
        self.num_classes = num_classes
        block, norm_layer = block or SwinTransformerBlock, norm_layer or partial(nn.LayerNorm, eps=1e-5)
        layers = [nn.Sequential(nn.Conv2d(3, embed_dim, kernel_size=tuple(patch_size), stride=tuple(patch_size)),
                                Permute([0, 2, 3, 1]), norm_layer(embed_dim))]
        last, made = sum(depths) - 1, 0
        for stage, depth in enumerate(depths):
            dim = embed_dim * 2**stage
            if stage:
                layers.append(downsample_layer(dim // 2, norm_layer))
            blocks = []
            for i in range(depth):
                shift = [side // 2 if i % 2 else 0 for side in window_size]
                blocks.append(block(dim, num_heads[stage], window_size=window_size, shift_size=shift,
                                    mlp_ratio=mlp_ratio, dropout=dropout, attention_dropout=attention_dropout,
                                    stochastic_depth_prob=stochastic_depth_prob * float(made) / last,
                                    norm_layer=norm_layer))
                made += 1
            layers.append(nn.Sequential(*blocks))
        self.features = nn.Sequential(*layers)
        self.norm = norm_layer(dim)
        self.permute = Permute([0, 3, 1, 2])
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.flatten = nn.Flatten(1)
        self.head = nn.Linear(dim, num_classes)
        for module in self.modules():
            if isinstance(module, nn.Linear):
                nn.init.trunc_normal_(module.weight, std=0.02)
                if module.bias is not None:
                    nn.init.zeros_(module.bias)

    def forward(self, x):
        x = self.permute(self.norm(self.features(x)))
        return self.head(self.flatten(self.avgpool(x)))


def _builder(name, embed_dim, third, heads, window, drop, **fixed):
    def make(**kwargs):
        rate = kwargs.pop("stochastic_depth_prob", drop)
        return SwinTransformer([4, 4], embed_dim, [2, 2, third, 2], [heads * 2**i for i in range(4)], [window, window],
                               stochastic_depth_prob=rate, **fixed, **kwargs)

    return named_builder(name, make)


_SECOND = {"block": SwinTransformerBlockV2, "downsample_layer": PatchMergingV2}
swin_t = _builder("swin_t", 96, 6, 3, 7, 0.2)
swin_s = _builder("swin_s", 96, 18, 3, 7, 0.3)
swin_b = _builder("swin_b", 128, 18, 4, 7, 0.5)
swin_v2_t = _builder("swin_v2_t", 96, 6, 3, 8, 0.2, **_SECOND)
swin_v2_s = _builder("swin_v2_s", 96, 18, 3, 8, 0.3, **_SECOND)
swin_v2_b = _builder("swin_v2_b", 128, 18, 4, 8, 0.5, **_SECOND)
