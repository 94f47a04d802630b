// Padding by a number or around, and rearranged channels.
#include <string.h>

#include "ops/support.h"
#include "tensor/copy.h"

// The part of `whole` (padded) that is not padding; negative padding cuts `inner` instead.
static Tensor *inner_part(Runtime *runtime, const Tensor *whole, IntList pad, int sign)
{
    Tensor *part = tensor_alias(whole);
    for (int64_t i = 0; part && i < pad.count / 2; i++) {
        int dim = whole->rank - 1 - (int)i;
        int64_t before = sign * pad.items[2 * i], after = sign * pad.items[2 * i + 1];
        if (before <= 0 && after <= 0)
            continue;
        OptionalInt start = {true, before > 0 ? before : 0};
        OptionalInt end = {true, whole->sizes[dim] - (after > 0 ? after : 0)};
        Tensor *next = view_slice(runtime, part, dim, start, end, 1);
        tensor_release(part);
        part = next;
    }
    return part;
}

// Where something is added, no dimension that the padding names may end empty, were it empty from the start.
static bool check_padded(Runtime *runtime, const Tensor *self, IntList pad, const int64_t *sizes)
{
    for (int64_t i = pad.count / 2; i-- > 0;) {
        int64_t dim = self->rank - 1 - i;
        if (sizes[dim] > 0)
            continue;
        error_raise(
            runtime->error, ERROR_RUNTIME_ERROR,
            "The input size %lld, plus negative padding %lld and %lld resulted in a negative output size, which "
            "is invalid. Check dimension %lld of your input.",
            (long long)self->sizes[dim], (long long)pad.items[2 * i], (long long)pad.items[2 * i + 1], (long long)dim);
        return false;
    }
    return true;
}

static bool check_pad(Runtime *runtime, const Tensor *self, IntList pad, int64_t *sizes)
{
    if (pad.count % 2 || pad.count / 2 > self->rank) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    pad.count % 2
                        ? "Length of pad must be even but instead it equals %lld"
                        : "Length of pad should be no more than twice the number of dimensions of the input. Pad "
                          "length is %lldwhile the input has %ddimensions.",
                    (long long)pad.count, (int)self->rank);
        return false;
    }
    if (self->rank)
        memcpy(sizes, self->sizes, (size_t)self->rank * sizeof *sizes);
    bool grows = false;
    for (int64_t i = 0; i < pad.count / 2; i++) {
        int64_t *size = &sizes[self->rank - 1 - i];
        int64_t before = pad.items[2 * i], after = pad.items[2 * i + 1];
        // Negative padding narrows, first in front.
        int64_t left = *size + (before < 0 ? before : 0);
        if (left < 0 || left + (after < 0 ? after : 0) < 0) {
            error_raise(runtime->error, ERROR_RUNTIME_ERROR, "narrow(): length must be non-negative.");
            return false;
        }
        if (!shape_add(runtime->error, *size, before, size) || !shape_add(runtime->error, *size, after, size))
            return false;
        grows |= before > 0 || after > 0;
    }
    return !grows || check_padded(runtime, self, pad, sizes);
}

Tensor *padding_constant(Runtime *runtime, const Tensor *self, IntList pad, Scalar value)
{
    int64_t sizes[SHAPE_MAX_RANK];
    if (!check_pad(runtime, self, pad, sizes) || !tensor_check_scalar(runtime, value, (DType)self->dtype))
        return NULL;
    Tensor *result = tensor_empty(runtime, self->rank, sizes, (DType)self->dtype, (Device)self->device);
    Tensor *to = result && copy_fill(result, value) ? inner_part(runtime, result, pad, 1) : NULL;
    Tensor *from = to ? inner_part(runtime, self, pad, -1) : NULL;
    bool done = from && copy_into(to, from);
    tensor_release(to);
    tensor_release(from);
    if (done)
        return result;
    tensor_release(result);
    return NULL;
}

Tensor *padding_constant_gradient(Runtime *runtime, const Tensor *grad, IntList pad)
{
    int64_t negative[2 * SHAPE_MAX_RANK];
    for (int64_t i = 0; i < pad.count; i++)
        negative[i] = -pad.items[i];
    return op_constant_pad_nd(runtime, grad, (IntList){negative, pad.count}, scalar_int(0));
}

// Joins the end before and the start behind, one dimension after the other. The result is contiguous, unlike what the
// other modes make of a picture that is channels last.
static Tensor *circular(Runtime *runtime, const Tensor *self, IntList pad)
{
    Tensor *result = op_contiguous(runtime, self, FORMAT_CONTIGUOUS);
    for (int64_t i = 0; result && i < pad.count / 2; i++) {
        int dim = self->rank - 1 - (int)i;
        int64_t size = result->sizes[dim], before = pad.items[2 * i], after = pad.items[2 * i + 1];
        if (before > size || after > size) {
            error_raise(runtime->error, ERROR_RUNTIME_ERROR, "Padding value causes wrapping around more than once.");
            tensor_release(result);
            return NULL;
        }
        if (before + size < 0 || after + size < 0 || (before < 0 && after < 0 && before + size < -after)) {
            error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                        "Negative padding value is resulting in an empty dimension");
            tensor_release(result);
            return NULL;
        }
        // What a negative amount cuts off is not wrapped around either.
        int64_t first = before < 0 ? -before : 0, end = after < 0 ? size + after : size;
        Tensor *parts[3] = {0};
        int count = 0;
        bool done = true;
        if (before > 0)
            done = (parts[count++] = op_slice_Tensor(runtime, result, dim, (OptionalInt){true, end - before},
                                                     (OptionalInt){true, end}, 1));
        if (done)
            done = (parts[count++] =
                        op_slice_Tensor(runtime, result, dim, (OptionalInt){true, first}, (OptionalInt){true, end}, 1));
        if (done && after > 0)
            done = (parts[count++] = op_slice_Tensor(runtime, result, dim, (OptionalInt){true, first},
                                                     (OptionalInt){true, first + after}, 1));
        Tensor *next = done ? op_cat(runtime, (TensorList){parts, count}, dim) : NULL;
        release_temporaries(parts, 3);
        tensor_release(result);
        result = next;
    }
    return result;
}

static Tensor *by_reflection(Runtime *runtime, const Tensor *self, IntList pad, bool reflect)
{
    if (pad.count == 2)
        return reflect ? op_reflection_pad1d(runtime, self, pad) : op_replication_pad1d(runtime, self, pad);
    if (pad.count == 4)
        return reflect ? op_reflection_pad2d(runtime, self, pad) : op_replication_pad2d(runtime, self, pad);
    return reflect ? op_reflection_pad3d(runtime, self, pad) : op_replication_pad3d(runtime, self, pad);
}

Tensor *padding_again(Runtime *runtime, const Tensor *grad, IntList padding, bool reflect)
{
    return by_reflection(runtime, grad, padding, reflect);
}

Tensor *padding_pad(Runtime *runtime, const Tensor *self, IntList pad, const char *mode, OptionalFloat value)
{
    if (pad.count % 2) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "Padding length must be divisible by 2");
        return NULL;
    }
    if (pad.count > 2 * self->rank) {
        error_raise(
            runtime->error, ERROR_RUNTIME_ERROR,
            "Padding length should be less than or equal to two times the input dimension but got padding length "
            "%lld and input of dimension %d",
            (long long)pad.count, (int)self->rank);
        return NULL;
    }
    if (text_same(mode, "constant"))
        return op_constant_pad_nd(runtime, self, pad, scalar_float(value.given ? value.value : 0.0));
    if (value.given && value.value != 0) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "Padding mode \"%s\" doesn't take in value argument", mode);
        return NULL;
    }
    bool known = text_same(mode, "reflect") || text_same(mode, "replicate") || text_same(mode, "circular");
    bool fits = pad.count && pad.count <= 6 && (self->rank == pad.count / 2 + 1 || self->rank == pad.count / 2 + 2);
    if (!known || !fits) {
        if (known)
            error_raise(runtime->error, ERROR_NOT_IMPLEMENTED_ERROR,
                        "Only 2D, 3D, 4D, 5D padding with non-constant padding are supported for now");
        else
            error_raise(runtime->error, ERROR_NOT_IMPLEMENTED_ERROR, "Unrecognised padding mode %s", mode);
        return NULL;
    }
    if (text_same(mode, "circular")) {
        const uint64_t since = runtime->next_sequence;
        return record_rename(circular(runtime, self, pad), since, "CopySlices");
    }
    return by_reflection(runtime, self, pad, text_same(mode, "reflect"));
}

// Views, permutes, and reshapes to (leading dimensions..., the last sizes), in the memory format of `self`.
static Tensor *rearrange(Runtime *runtime, const Tensor *self, const int64_t *split, const int *order, int split_count,
                         const int64_t *last, int last_count, int kept)
{
    int64_t sizes[SHAPE_MAX_RANK], dims[SHAPE_MAX_RANK];
    if (!shape_check_rank(runtime->error, kept + split_count))
        return NULL;
    for (int i = 0; i < kept; i++) {
        sizes[i] = self->sizes[i];
        dims[i] = i;
    }
    for (int i = 0; i < split_count; i++) {
        sizes[kept + i] = split[i];
        dims[kept + i] = kept + order[i];
    }
    Tensor *wide = op_reshape(runtime, self, (IntList){sizes, kept + split_count});
    Tensor *turned = wide ? op_permute(runtime, wide, (IntList){dims, kept + split_count}) : NULL;
    memcpy(sizes + kept, last, (size_t)last_count * sizeof *last);
    Tensor *joined = turned ? op_reshape(runtime, turned, (IntList){sizes, kept + last_count}) : NULL;
    MemoryFormat format = shape_suggest_format(self->rank, self->sizes, self->strides);
    Tensor *result = joined ? op_contiguous(runtime, joined, (int)format) : NULL;
    tensor_release(wide);
    tensor_release(turned);
    tensor_release(joined);
    return result;
}

Tensor *padding_pixel_shuffle(Runtime *runtime, const Tensor *self, int64_t r)
{
    if (self->rank < 3 || r <= 0) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    self->rank < 3
                        ? "pixel_shuffle expects input to have at least 3 dimensions, but got input with %lld "
                          "dimension(s)"
                        : "pixel_shuffle expects a positive upscale_factor, but got %lld",
                    (long long)(self->rank < 3 ? self->rank : r));
        return NULL;
    }
    int kept = self->rank - 3;
    int64_t c = self->sizes[kept], h = self->sizes[kept + 1], w = self->sizes[kept + 2];
    int64_t square;
    if (__builtin_mul_overflow(r, r, &square) || c % square) {
        error_raise(
            runtime->error, ERROR_RUNTIME_ERROR,
            "pixel_shuffle expects its input's 'channel' dimension to be divisible by the square of upscale_factor, "
            "but input.size(-3)=%lld is not divisible by %lld",
            (long long)c, (long long)square);
        return NULL;
    }
    return rearrange(runtime, self, (const int64_t[]){c / square, r, r, h, w}, (const int[]){0, 3, 1, 4, 2}, 5,
                     (const int64_t[]){c / square, h * r, w * r}, 3, kept);
}

Tensor *padding_pixel_unshuffle(Runtime *runtime, const Tensor *self, int64_t r)
{
    if (self->rank < 3 || r <= 0) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    self->rank < 3
                        ? "pixel_unshuffle expects input to have at least 3 dimensions, but got input with %lld "
                          "dimension(s)"
                        : "pixel_unshuffle expects a positive downscale_factor, but got %lld",
                    (long long)(self->rank < 3 ? self->rank : r));
        return NULL;
    }
    int kept = self->rank - 3;
    int64_t c = self->sizes[kept], h = self->sizes[kept + 1], w = self->sizes[kept + 2];
    if (h % r || w % r) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "pixel_unshuffle expects %s to be divisible by downscale_factor, but input.size(%d)=%lld is not "
                    "divisible by %lld",
                    h % r ? "height" : "width", h % r ? -2 : -1, (long long)(h % r ? h : w), (long long)r);
        return NULL;
    }
    return rearrange(runtime, self, (const int64_t[]){c, h / r, r, w / r, r}, (const int[]){0, 2, 4, 1, 3}, 5,
                     (const int64_t[]){c * r * r, h / r, w / r}, 3, kept);
}

Tensor *padding_channel_shuffle(Runtime *runtime, const Tensor *self, int64_t groups)
{
    char text[SHAPE_TEXT];
    if (self->rank < 3 || groups <= 0 || self->sizes[1] % groups) {
        if (self->rank < 3)
            error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                        "channel_shuffle expects input with > 2 dims, but got input with sizes %s",
                        tensor_format_sizes(self, text));
        else if (groups <= 0)
            error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                        "Number of groups to divide channels in must be positive. Value of groups:%lld",
                        (long long)groups);
        else
            error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                        "Number of channels must be divisible by groups. Got %lld channels and %lld groups.",
                        (long long)self->sizes[1], (long long)groups);
        return NULL;
    }
    int64_t n = self->sizes[0], c = self->sizes[1], sizes[4] = {n, groups, c / groups, -1};
    Tensor *split = op_reshape(runtime, self, (IntList){sizes, 4});
    Tensor *turned = split ? op_transpose_int(runtime, split, 1, 2) : NULL;
    Tensor *result = turned ? op_reshape(runtime, turned, tensor_size_list(self)) : NULL;
    tensor_release(split);
    tensor_release(turned);
    return result;
}
