#include "tensor/elementwise.h"

#include <stdio.h>
#include <string.h>

#include "kernel/convert.h"
#include "tensor/iterator.h"
#include "tensor/warning.h"

static const Scalar NO_SCALARS[KERNEL_MAX_SCALARS];

DType elementwise_result_dtype(const Kernel *kernel, DType compute)
{
    switch ((KernelResult)kernel->result) {
    case RESULT_BOOL:
        return DTYPE_BOOL;
    case RESULT_REAL:
        return dtype_real(compute);
    case RESULT_COMPLEX:
        return dtype_complex(compute);
    default:
        return compute;
    }
}

// The dtype in which input `i` reaches the loop.
static DType input_dtype(const Kernel *kernel, int i, DType loop_dtype)
{
    return kernel->traits & KERNEL_MASK(i) ? DTYPE_BOOL : loop_dtype;
}

static bool check_dtype(Runtime *runtime, const Kernel *kernel, DType compute)
{
    if (LIKELY(kernel->dtypes >> compute & 1))
        return true;
    return tensor_refuse_dtype(runtime, kernel->dispatch_name, compute);
}

// A kernel of real numbers has no use for a complex one.
static bool check_scalars(Runtime *runtime, const Scalar *scalars, DType compute)
{
    for (int i = 0; i < KERNEL_MAX_SCALARS && !dtype_is_complex(compute); i++)
        if (scalars[i].kind == SCALAR_COMPLEX)
            return tensor_check_scalar(runtime, scalars[i], compute);
    return true;
}

bool elementwise_shape(const Tensor *const *inputs, int count, Shape *shape)
{
    shape->rank = inputs[0]->rank;
    memcpy(shape->sizes, inputs[0]->sizes, (size_t)shape->rank * sizeof(int64_t));
    for (int i = 1; i < count; i++)
        if (!shape_broadcast(inputs[0]->runtime->error, shape, inputs[i]->rank, inputs[i]->sizes))
            return false;
    return true;
}

// Conversion around a loop ------------------------------------------------------------------------

enum { BLOCK = 512, WIDEST = 16 };

// One operand on its way between its own dtype and the loop's.
typedef struct Conversion {
    bool needed;
    bool fixed;    // one element, converted before the loop
    DType own;     // as stored
    DType rounded; // what it is converted to first (the compute dtype)
    DType loop;    // what the loop reads or writes
} Conversion;

typedef struct Plan {
    KernelLoop *loop;
    const Scalar *scalars;
    int operands;
    Conversion conversions[KERNEL_MAX_INPUTS + 1];
} Plan;

static bool run_plain(char *const *data, const int64_t *strides, int64_t count, void *context)
{
    const Plan *plan = context;
    plan->loop(data, strides, count, plan->scalars);
    return true;
}

static void convert_input(char *to, const Conversion *conversion, const char *from, int64_t stride, int64_t count)
{
    if (conversion->rounded == conversion->loop || conversion->own == conversion->rounded) {
        convert_run(to, (int64_t)dtype_size(conversion->loop), conversion->loop, from, stride, conversion->own, count);
        return;
    }
    uint16_t halves[BLOCK]; // float16 and bfloat16 are the only types that round on the way
    convert_run((char *)halves, sizeof *halves, conversion->rounded, from, stride, conversion->own, count);
    convert_run(to, (int64_t)dtype_size(conversion->loop), conversion->loop, (char *)halves, sizeof *halves,
                conversion->rounded, count);
}

// Runs the loop over blocks: inputs are converted into buffers before it, the output after it.
static bool run_converting(char *const *data, const int64_t *strides, int64_t count, void *context)
{
    const Plan *plan = context;
    _Alignas(32) char buffers[KERNEL_MAX_INPUTS + 1][BLOCK * WIDEST];
    for (int64_t start = 0; start < count; start += BLOCK) {
        int64_t width = count - start < BLOCK ? count - start : BLOCK;
        char *block_data[KERNEL_MAX_INPUTS + 1];
        int64_t block_strides[KERNEL_MAX_INPUTS + 1];
        for (int i = 0; i < plan->operands; i++) {
            const Conversion *conversion = &plan->conversions[i];
            char *source = data[i] + start * strides[i];
            block_data[i] = source;
            block_strides[i] = strides[i];
            if (!conversion->needed || conversion->fixed)
                continue;
            block_data[i] = buffers[i];
            block_strides[i] = (int64_t)dtype_size(conversion->loop);
            if (i > 0)
                convert_input(buffers[i], conversion, source, strides[i], width);
        }
        plan->loop(block_data, block_strides, width, plan->scalars);
        const Conversion *output = &plan->conversions[0];
        if (output->needed)
            convert_run(data[0] + start * strides[0], strides[0], output->own, buffers[0],
                        (int64_t)dtype_size(output->loop), output->loop, width);
    }
    return true;
}

// Lays out what each operand needs. `slots` receives the one-element inputs, converted.
static bool plan_conversions(Plan *plan, const Kernel *kernel, const Tensor *out, const Tensor *const *inputs,
                             DType compute, char slots[][WIDEST], Iterator *iterator)
{
    DType loop_dtype = dtype_compute(compute);
    DType result = elementwise_result_dtype(kernel, loop_dtype);
    bool any = out->dtype != result;
    plan->conversions[0] = (Conversion){.needed = any, .own = out->dtype, .rounded = result, .loop = result};
    for (int i = 0; i < kernel->inputs; i++) {
        Conversion *conversion = &plan->conversions[i + 1];
        DType wanted = input_dtype(kernel, i, loop_dtype);
        *conversion = (Conversion){.own = inputs[i]->dtype, .rounded = wanted, .loop = wanted};
        conversion->needed = conversion->own != wanted;
        if (!conversion->needed)
            continue;
        bool wide = (kernel->traits & KERNEL_WIDE_SCALAR) && i == 1 && inputs[i]->rank == 0;
        if (wanted == loop_dtype && !wide)
            conversion->rounded = compute;
        if (inputs[i]->rank == 0) {
            conversion->fixed = true;
            convert_input(slots[i], conversion, tensor_data(inputs[i]), 0, 1);
            iterator->data[i + 1] = slots[i];
        } else {
            any = true;
        }
    }
    return any;
}

// Overlap -----------------------------------------------------------------------------------------

static bool refuse_overlap(Runtime *runtime, bool within)
{
    error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                within
                    ? "unsupported operation: more than one element of the written-to tensor refers to a single "
                      "memory location. Please clone() the tensor before performing the operation."
                    : "unsupported operation: some elements of the input tensor and the written-to tensor refer to a "
                      "single memory location. Please clone() the tensor before performing the operation.");
    return false;
}

typedef enum Overlap { OVERLAP_NONE, OVERLAP_PART, OVERLAP_SAME } Overlap;

// How two dense tensors share memory.
static Overlap overlap_of(const Tensor *a, const Tensor *b)
{
    if (a == b)
        return OVERLAP_SAME;
    if (!storage_same(a->storage, b->storage) || tensor_count(a) == 0 || tensor_count(b) == 0)
        return OVERLAP_NONE;
    if (!shape_is_dense(a->rank, a->sizes, a->strides) || !shape_is_dense(b->rank, b->sizes, b->strides))
        return OVERLAP_NONE; // too hard to tell
    const char *a_begin = tensor_data(a), *a_end = a_begin + (size_t)tensor_count(a) * dtype_size(a->dtype);
    const char *b_begin = tensor_data(b), *b_end = b_begin + (size_t)tensor_count(b) * dtype_size(b->dtype);
    if (a_begin == b_begin && a_end == b_end)
        return a->rank == b->rank && !memcmp(a->strides, b->strides, (size_t)a->rank * sizeof(int64_t)) ? OVERLAP_SAME
                                                                                                        : OVERLAP_PART;
    return a_begin < b_end && b_begin < a_end ? OVERLAP_PART : OVERLAP_NONE;
}

bool elementwise_check_overlap(const Tensor *out, const Tensor *const *inputs, int count)
{
    if (tensor_overlaps_itself(out))
        return refuse_overlap(out->runtime, true);
    for (int i = 0; i < count; i++)
        if (overlap_of(out, inputs[i]) == OVERLAP_PART)
            return refuse_overlap(out->runtime, false);
    return true;
}

bool elementwise_check_apart(const Tensor *out, const Tensor *input)
{
    if (tensor_overlaps_itself(out))
        return refuse_overlap(out->runtime, true);
    return !input || overlap_of(out, input) == OVERLAP_NONE || refuse_overlap(out->runtime, false);
}

// Running -----------------------------------------------------------------------------------------

// Integer division by zero is an error, and must be one before anything is written.
static bool refuse_zero(const Tensor *divisor, DType compute)
{
    bool found;
    if (!dtype_is_integral(compute) || divisor->device == DEVICE_META)
        return true;
    if (!elementwise_any_zero(divisor, &found))
        return false;
    if (found)
        error_raise(divisor->runtime->error, ERROR_RUNTIME_ERROR, "ZeroDivisionError");
    return !found;
}

static bool note_zero(char *const *data, const int64_t *strides, int64_t count, void *context)
{
    int64_t *state = context; // the dtype, then whether a zero was seen
    for (int64_t i = 0; i < count && !state[1]; i++)
        state[1] = !scalar_to_bool(scalar_load(data[0] + i * strides[0], (DType)state[0]));
    return true;
}

bool elementwise_any_zero(const Tensor *tensor, bool *found)
{
    Iterator iterator;
    int64_t state[2] = {tensor->dtype, 0};
    iterator_init(&iterator, tensor->runtime, tensor->rank, tensor->sizes);
    iterator_add(&iterator, tensor);
    iterator_merge(&iterator);
    if (!iterator_run(&iterator, note_zero, state))
        return false;
    *found = state[1];
    return true;
}

// The general way: any shapes, strides and dtypes. Everything is checked.
static bool run(const Kernel *kernel, Tensor *out, const Tensor *const *inputs, DType compute, const Scalar *scalars)
{
    Plan plan = {.loop = kernel->loops[compute] ? kernel->loops[compute] : kernel->loops[dtype_compute(compute)],
                 .scalars = scalars,
                 .operands = kernel->inputs + 1};
    _Alignas(16) char slots[KERNEL_MAX_INPUTS][WIDEST];
    Iterator iterator;
    if (out->device == DEVICE_META)
        return true;
    for (int i = 0; i < kernel->inputs; i++)
        if (UNLIKELY(inputs[i]->device == DEVICE_META))
            return tensor_refuse_no_data(out->runtime);
    if ((kernel->traits & KERNEL_REFUSES_ZERO) && tensor_count(out) && !refuse_zero(inputs[1], compute))
        return false;
    iterator_init(&iterator, out->runtime, out->rank, out->sizes);
    iterator_add(&iterator, out);
    for (int i = 0; i < kernel->inputs; i++)
        iterator_add(&iterator, inputs[i]);
    bool converting = plan_conversions(&plan, kernel, out, inputs, compute, slots, &iterator);
    iterator_merge(&iterator);
    return iterator_run(&iterator, converting ? run_converting : run_plain, &plan);
}

bool elementwise_into(const Kernel *kernel, Tensor *out, const Tensor *const *inputs, DType compute,
                      const Scalar *scalars)
{
    if (!check_dtype(out->runtime, kernel, compute) || !elementwise_check_overlap(out, inputs, kernel->inputs))
        return false;
    return run(kernel, out, inputs, compute, scalars ? scalars : NO_SCALARS);
}

// Allocation --------------------------------------------------------------------------------------

// Every input of one size, and all of them contiguous or all with one set of dense strides: no need to think.
static bool share_strides(const Tensor *const *inputs, int count, const Shape *shape)
{
    for (int i = 0; i < count; i++) {
        if (!shape_same(inputs[i]->rank, inputs[i]->sizes, shape->rank, shape->sizes))
            return false;
        if (memcmp(inputs[i]->strides, inputs[0]->strides, (size_t)shape->rank * sizeof(int64_t)) != 0)
            return false;
    }
    return shape_is_dense(shape->rank, inputs[0]->sizes, inputs[0]->strides);
}

static bool all_contiguous(const Tensor *const *inputs, int count, const Shape *shape)
{
    for (int i = 0; i < count; i++)
        if (!shape_same(inputs[i]->rank, inputs[i]->sizes, shape->rank, shape->sizes) ||
            !tensor_is_contiguous(inputs[i]))
            return false;
    return true;
}

Tensor *elementwise_allocate(const Tensor *const *inputs, int count, const Shape *shape, DType dtype)
{
    Runtime *runtime = inputs[0]->runtime;
    Device device = DEVICE_CPU;
    for (int i = 0; i < count; i++)
        if (inputs[i]->device == DEVICE_META)
            device = DEVICE_META;
    if (shape->rank <= 1 || all_contiguous(inputs, count, shape))
        return tensor_empty(runtime, shape->rank, shape->sizes, dtype, device);
    int64_t strides[SHAPE_MAX_RANK];
    if (share_strides(inputs, count, shape)) {
        memcpy(strides, inputs[0]->strides, (size_t)shape->rank * sizeof *strides);
        return tensor_empty_strided(runtime, shape->rank, shape->sizes, strides, dtype, device);
    }
    Iterator iterator;
    int order[SHAPE_MAX_RANK];
    iterator_init(&iterator, runtime, shape->rank, shape->sizes);
    for (int i = 0; i < count; i++)
        iterator_add(&iterator, inputs[i]);
    iterator_order(&iterator, order);
    int64_t step = 1;
    for (int i = 0; i < shape->rank; i++) {
        int dim = shape->rank - 1 - order[i];
        strides[dim] = step;
        // A product that overflows is of a size that tensor_empty_strided refuses.
        step = shape_stride_times(step, shape->sizes[dim] > 1 ? shape->sizes[dim] : 1);
    }
    return tensor_empty_strided(runtime, shape->rank, shape->sizes, strides, dtype, device);
}

// The common case at the least cost: every operand contiguous, of one size and of the loop's dtype.
static Tensor *try_fast(const Kernel *kernel, const Tensor *const *inputs, DType compute, const Scalar *scalars)
{
    const Tensor *first = inputs[0];
    if (kernel->traits & 0x8f || dtype_compute(compute) != compute)
        return NULL;
    for (int i = 0; i < kernel->inputs; i++)
        if (inputs[i]->dtype != compute || inputs[i]->device != DEVICE_CPU ||
            !shape_same(inputs[i]->rank, inputs[i]->sizes, first->rank, first->sizes) ||
            !tensor_is_contiguous(inputs[i]))
            return NULL;
    int64_t count = tensor_count(first);
    if (count > 4096) // larger ones are polled, and do not notice the general way
        return NULL;
    DType result = elementwise_result_dtype(kernel, compute);
    Tensor *out = tensor_empty(first->runtime, first->rank, first->sizes, result, DEVICE_CPU);
    if (!out || count == 0)
        return out;
    char *data[KERNEL_MAX_INPUTS + 1] = {tensor_data(out)};
    int64_t strides[KERNEL_MAX_INPUTS + 1] = {(int64_t)dtype_size(result)};
    for (int i = 0; i < kernel->inputs; i++) {
        data[i + 1] = tensor_data(inputs[i]);
        strides[i + 1] = (int64_t)dtype_size(compute);
    }
    kernel->loops[compute](data, strides, count, scalars);
    return out;
}

// An error is pending; operands that cannot be stretched to one size are told instead. Returns NULL.
static Tensor *refuse_shape_first(Runtime *runtime, const Tensor *const *inputs, int count)
{
    Error pending;
    Shape shape;
    error_move(&pending, runtime->error);
    if (elementwise_shape(inputs, count, &shape))
        error_move(runtime->error, &pending);
    else
        error_clear(&pending);
    return NULL;
}

Tensor *elementwise_new(const Kernel *kernel, const Tensor *const *inputs, DType compute, const Scalar *scalars)
{
    Runtime *runtime = inputs[0]->runtime;
    if (!scalars)
        scalars = NO_SCALARS;
    if (!check_dtype(runtime, kernel, compute) || !check_scalars(runtime, scalars, compute))
        return refuse_shape_first(runtime, inputs, kernel->inputs);
    Tensor *out = try_fast(kernel, inputs, compute, scalars);
    if (out || error_pending(runtime->error))
        return out;
    Shape shape;
    if (!elementwise_shape(inputs, kernel->inputs, &shape))
        return NULL;
    out = elementwise_allocate(inputs, kernel->inputs, &shape, elementwise_result_dtype(kernel, compute));
    if (out && !run(kernel, out, inputs, compute, scalars)) {
        tensor_release(out);
        return NULL;
    }
    return out;
}

Tensor *elementwise_unary(const Kernel *kernel, const Tensor *a, DType compute, const Scalar *scalars)
{
    return elementwise_new(kernel, &a, compute, scalars);
}

Tensor *elementwise_binary(const Kernel *kernel, const Tensor *a, const Tensor *b, DType compute, const Scalar *scalars)
{
    return elementwise_new(kernel, (const Tensor *const[]){a, b}, compute, scalars);
}

Tensor *elementwise_ternary(const Kernel *kernel, const Tensor *a, const Tensor *b, const Tensor *c, DType compute,
                            const Scalar *scalars)
{
    return elementwise_new(kernel, (const Tensor *const[]){a, b, c}, compute, scalars);
}

// Output tensors of the caller ----------------------------------------------------------------------

bool elementwise_resize(Tensor *out, int rank, const int64_t *sizes)
{
    int64_t strides[SHAPE_MAX_RANK], count;
    if (!shape_count(out->runtime->error, rank, sizes, &count))
        return false;
    size_t bytes;
    if (__builtin_mul_overflow((size_t)(count + out->offset), dtype_size(out->dtype), &bytes)) {
        error_raise(out->runtime->error, ERROR_RUNTIME_ERROR, "Requested storage size overflows");
        return false;
    }
    shape_contiguous_strides(rank, sizes, strides);
    if (out->device != DEVICE_META && bytes > out->storage->bytes && !storage_resize(out->storage, bytes))
        return false;
    return tensor_set(out, out->storage, rank, sizes, strides, out->offset);
}

static bool warn_resize(Tensor *out, const Shape *shape)
{
    char old[SHAPE_TEXT], new[SHAPE_TEXT];
    return warning_give(out->runtime, WARNING_RESIZED_OUTPUT, tensor_format_sizes(out, old),
                        shape_format(new, shape->rank, shape->sizes));
}

bool elementwise_prepare_out(Tensor *out, const Shape *shape, bool silent)
{
    if (shape_same(out->rank, out->sizes, shape->rank, shape->sizes))
        return true;
    if (!silent && tensor_count(out) > 0 && !warn_resize(out, shape))
        return false;
    return elementwise_resize(out, shape->rank, shape->sizes);
}

bool elementwise_check_in_place(const Tensor *self, const Shape *shape)
{
    if (shape_same(self->rank, self->sizes, shape->rank, shape->sizes))
        return true;
    char own[SHAPE_TEXT], other[SHAPE_TEXT];
    error_raise(self->runtime->error, ERROR_RUNTIME_ERROR, "output with shape %s doesn't match the broadcast shape %s",
                tensor_format_sizes(self, own), shape_format(other, shape->rank, shape->sizes));
    return false;
}
