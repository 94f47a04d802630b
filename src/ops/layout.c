#include "ops/layout.h"

#include <string.h>

#include "ops/support.h"
#include "tensor/copy.h"

static MemoryFormat wanted_format(int rank, const Tensor *const *likes, int count)
{
    for (int i = 0; i < count; i++) {
        if (!likes[i] || likes[i]->rank != rank)
            continue;
        MemoryFormat format = shape_suggest_format(rank, likes[i]->sizes, likes[i]->strides);
        if (format != FORMAT_CONTIGUOUS)
            return format;
    }
    return FORMAT_CONTIGUOUS;
}

static bool lay_out(Tensor **result, MemoryFormat format)
{
    Tensor *old = *result;
    int64_t strides[SHAPE_MAX_RANK];
    shape_format_strides(old->rank, old->sizes, format, strides);
    if (memcmp(strides, old->strides, (size_t)old->rank * sizeof *strides) == 0)
        return true;
    *result = tensor_empty_like(old, (DType)old->dtype, format);
    bool copied = *result && (old->device == DEVICE_META || copy_into(*result, old));
    tensor_release(old);
    return copied;
}

bool layout_follow(bool done, Tensor **const *results, int result_count, const Tensor *const *likes, int like_count)
{
    if (!done)
        return false;
    for (int i = 0; done && i < result_count; i++) {
        MemoryFormat format = *results[i] ? wanted_format((*results[i])->rank, likes, like_count) : FORMAT_CONTIGUOUS;
        done = format == FORMAT_CONTIGUOUS || lay_out(results[i], format);
    }
    return results_or_none(done, results, result_count);
}
