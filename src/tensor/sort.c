#include "tensor/sort.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "kernel/order.h"
#include "tensor/copy.h"
#include "tensor/rows.h"

static bool refuse(const Tensor *tensor, const char *message)
{
    error_raise(tensor->runtime->error, ERROR_RUNTIME_ERROR, "%s", message);
    return false;
}

static bool check_dtype(const Tensor *self, const char *name)
{
    return order_supports(self->dtype) || tensor_refuse_dtype(self->runtime, name, self->dtype);
}

static int64_t dim_size(const Tensor *self, int dim)
{
    return self->rank > 0 ? self->sizes[dim] : 1;
}

// What one row's work is: items are loaded, brought into some order, and the first `count` of them written.
typedef struct Job Job;
typedef int64_t Work(Job *job, const char *row, int64_t step, int64_t size); // where the results begin
struct Job {
    Work *work;
    DType dtype;
    OrderItem *items, *scratch;
    int64_t count;
    int64_t k;
    bool descending, sorted /* or stable */, ignore_nan;
};

static bool work_row(char *const *data, Rows *rows)
{
    Job *job = rows->context;
    size_t size = dtype_size(job->dtype);
    order_load(job->items, job->dtype, data[2], rows->steps[2], rows->sizes[2]);
    int64_t start = job->work(job, data[2], rows->steps[2], rows->sizes[2]);
    for (int64_t i = 0; i < job->count; i++) {
        int64_t index = job->items[start + i].index;
        memcpy(data[0] + i * rows->steps[0], data[2] + index * rows->steps[2], size);
        *(int64_t *)(data[1] + i * rows->steps[1]) = index;
    }
    return runtime_poll(rows->runtime);
}

// Values and indices of `job->count` items a row, along `dim`; the dimension is dropped where `drop` is set.
static bool run(Job *job, const Tensor *self, int dim, bool drop, Tensor **values, Tensor **indices)
{
    int64_t sizes[SHAPE_MAX_RANK], size = dim_size(self, dim);
    Memory *memory = self->runtime->memory;
    memcpy(sizes, self->sizes, (size_t)self->rank * sizeof *sizes);
    if (self->rank > 0)
        sizes[dim] = job->count;
    job->dtype = self->dtype;
    Tensor *value = tensor_empty(self->runtime, self->rank, sizes, self->dtype, self->device);
    Tensor *index = value ? tensor_empty(self->runtime, self->rank, sizes, DTYPE_INT64, self->device) : NULL;
    OrderItem *items = index ? mem_alloc_array(memory, (size_t)size + 1, 2 * sizeof *items) : NULL;
    bool done = items != NULL;
    if (done && self->device == DEVICE_CPU && tensor_count(value) > 0) {
        job->items = items;
        job->scratch = items + size;
        // Walk by the source's own dimensions: the results differ from it in `dim` only.
        done = rows_walk((Tensor *const[]){value, index, (Tensor *)self}, 3, dim, work_row, job);
    }
    mem_free(memory, items, (2 * (size_t)size + 2) * sizeof *items);
    if (done && drop && self->rank > 0) {
        memmove(sizes + dim, sizes + dim + 1, (size_t)(self->rank - dim - 1) * sizeof *sizes);
        int64_t strides[SHAPE_MAX_RANK];
        shape_contiguous_strides(self->rank - 1, sizes, strides);
        done = tensor_set(value, value->storage, self->rank - 1, sizes, strides, 0) &&
               tensor_set(index, index->storage, self->rank - 1, sizes, strides, 0);
    }
    if (!done) {
        tensor_release(value);
        tensor_release(index);
        return false;
    }
    *values = value;
    *indices = index;
    return true;
}

static int64_t sort_work(Job *job, const char *row, int64_t step, int64_t size)
{
    (void)row, (void)step;
    if (job->sorted)
        order_sort(job->items, job->scratch, size, job->descending);
    else
        order_sort_unstable(job->items, size, job->descending);
    return 0;
}

bool sort_values(const Tensor *self, int dim, bool descending, bool stable, Tensor **values, Tensor **indices)
{
    Job job = {.work = sort_work, .count = dim_size(self, dim), .descending = descending, .sorted = stable};
    return check_dtype(self, "sorting_kernel_method_name") && run(&job, self, dim, false, values, indices);
}

static int64_t top_work(Job *job, const char *row, int64_t step, int64_t size)
{
    (void)row, (void)step;
    order_top(job->items, size, job->k, job->descending, job->sorted);
    return 0;
}

bool sort_topk(const Tensor *self, int64_t k, int dim, bool largest, bool sorted, Tensor **values, Tensor **indices)
{
    if (k < 0 || k > dim_size(self, dim))
        return refuse(self, "selected index k out of range");
    Job job = {.work = top_work, .count = k, .k = k, .descending = largest, .sorted = sorted};
    return check_dtype(self, "topk_cpu") && run(&job, self, dim, false, values, indices);
}

static int64_t kth_work(Job *job, const char *row, int64_t step, int64_t size)
{
    (void)row, (void)step;
    order_select(job->items, size, job->k);
    return job->k;
}

bool sort_kthvalue(const Tensor *self, int64_t k, int dim, bool keepdim, Tensor **values, Tensor **indices)
{
    if (k < 1 || k > dim_size(self, dim)) {
        error_raise(self->runtime->error, ERROR_RUNTIME_ERROR,
                    "kthvalue(): selected number k out of range for dimension %d", dim);
        return false;
    }
    Job job = {.work = kth_work, .count = 1, .k = k - 1};
    if (self->dtype == DTYPE_BOOL)
        return tensor_refuse_dtype(self->runtime, "kthvalue_cpu", self->dtype);
    return check_dtype(self, "kthvalue_cpu") && run(&job, self, dim, !keepdim, values, indices);
}

static int64_t median_work(Job *job, const char *row, int64_t step, int64_t size)
{
    (void)row, (void)step;
    int64_t nans = 0;
    for (int64_t i = 0; i < size; i++)
        if (order_is_nan(job->dtype, job->items[i].key)) {
            if (!job->ignore_nan)
                return i;
            nans++;
        }
    int64_t middle = nans == size ? 0 : (size - nans - 1) / 2;
    order_sort(job->items, job->scratch, size, false); // the one whose index is in order, too
    return middle;
}

static bool check_not_empty(const Tensor *self, int dim, const char *name)
{
    if (dim_size(self, dim) > 0)
        return true;
    error_raise(self->runtime->error, ERROR_INDEX_ERROR, "%s(): Expected reduction dim %d to have non-zero size.", name,
                dim);
    return false;
}

bool sort_median_dim(const Tensor *self, int dim, bool keepdim, bool ignore_nan, Tensor **values, Tensor **indices)
{
    const char *name = ignore_nan ? "nanmedian" : "median";
    Job job = {.work = median_work, .count = 1, .ignore_nan = ignore_nan};
    return check_not_empty(self, dim, name) && check_dtype(self, "median_out") &&
           run(&job, self, dim, !keepdim, values, indices);
}

// All elements as one dimension.
static Tensor *flattened(const Tensor *self)
{
    Tensor *packed = copy_contiguous(self);
    int64_t count = packed ? tensor_count(packed) : 0;
    Tensor *flat = packed ? tensor_view(packed, 1, &count, (int64_t[]){1}, packed->offset) : NULL;
    tensor_release(packed);
    return flat;
}

Tensor *sort_median(const Tensor *self, bool ignore_nan)
{
    if (!check_dtype(self, "median_cpu"))
        return NULL;
    if (tensor_count(self) == 0)
        return tensor_scalar_like(self, scalar_float(NAN));
    Tensor *flat = flattened(self), *values = NULL, *indices = NULL;
    bool done = flat && sort_median_dim(flat, 0, false, ignore_nan, &values, &indices);
    tensor_release(flat);
    tensor_release(indices);
    return done ? values : NULL;
}

static int64_t mode_work(Job *job, const char *row, int64_t step, int64_t size)
{
    (void)row, (void)step;
    order_sort_unstable(job->items, size, false);
    int64_t best = 0, best_length = 0, length = 0;
    for (int64_t i = 0; i < size; i++) {
        length++;
        if (i + 1 < size && job->items[i].key == job->items[i + 1].key && !order_is_nan(job->dtype, job->items[i].key))
            continue;
        if (length > best_length) {
            best_length = length;
            best = i;
        }
        length = 0;
    }
    return best;
}

bool sort_mode(const Tensor *self, int dim, bool keepdim, Tensor **values, Tensor **indices)
{
    Job job = {.work = mode_work, .count = 1};
    return check_not_empty(self, dim, "mode") && check_dtype(self, "mode_cpu") &&
           run(&job, self, dim, !keepdim, values, indices);
}
