#include "kernel/scan.h"

#include "tensor/copy.h"
#include "tensor/reduce.h"
#include "tensor/rows.h"

static bool scan_row(char *const *data, Rows *rows)
{
    ScanLoop *loop = *(ScanLoop **)rows->context;
    loop(data[0], rows->steps[0], data[2], rows->steps[2], data[1], rows->steps[1], rows->sizes[1]);
    return true;
}

// Scans `self` as `dtype`; half precision is rounded first, scans in float32 and is rounded at the end.
static Tensor *scan(ScanKind kind, const char *name, const Tensor *self, int dim, DType dtype, Tensor **indices)
{
    DType compute = dtype_compute(dtype);
    ScanLoop *loop = scan_find(kind, compute);
    if (!loop) {
        tensor_refuse_dtype(self->runtime, name, dtype);
        return NULL;
    }
    Tensor *input = copy_contiguous_as_take(copy_contiguous_as(self, dtype), compute);
    Tensor *out = input ? tensor_empty(self->runtime, self->rank, self->sizes, compute, self->device) : NULL;
    Tensor *index =
        out && indices ? tensor_empty(self->runtime, self->rank, self->sizes, DTYPE_INT64, self->device) : NULL;
    bool done = out && (!indices || index);
    if (done && self->device == DEVICE_CPU)
        done = rows_walk((Tensor *const[]){out, input, index}, 3, dim, scan_row, &loop);
    tensor_release(input);
    if (done)
        done = (out = copy_contiguous_as_take(out, dtype)) != NULL;
    if (!done) {
        tensor_release(out);
        tensor_release(index);
        return NULL;
    }
    if (indices)
        *indices = index;
    return out;
}

Tensor *reduce_cumsum(const Tensor *self, int dim, DType dtype)
{
    return scan(SCAN_SUM, "cumsum_out_cpu", self, dim, dtype, NULL);
}

Tensor *reduce_cumprod(const Tensor *self, int dim, DType dtype)
{
    return scan(SCAN_PROD, "cumprod_out_cpu", self, dim, dtype, NULL);
}

Tensor *reduce_logcumsumexp(const Tensor *self, int dim)
{
    return scan(SCAN_LOG_SUM_EXP, "logcumsumexp_out_cpu", self, dim, self->dtype, NULL);
}

bool reduce_cummax(const Tensor *self, int dim, Tensor **values, Tensor **indices)
{
    return (*values = scan(SCAN_MAX, "cummax_cpu", self, dim, self->dtype, indices)) != NULL;
}

bool reduce_cummin(const Tensor *self, int dim, Tensor **values, Tensor **indices)
{
    return (*values = scan(SCAN_MIN, "cummin_cpu", self, dim, self->dtype, indices)) != NULL;
}
