// Sequences of different lengths: padded into one tensor, or packed step by step.
//
//   lengths 3 2 1      steps   a0 b0 c0 | a1 b1 | a2      batch_sizes 3 2 1
#include <string.h>

#include "ops/support.h"
#include "tensor/copy.h"

Tensor *packing_pad_sequence(Runtime *runtime, TensorList sequences, bool batch_first, double padding_value,
                             const char *padding_side)
{
    bool left = text_same(padding_side, "left");
    if (!sequences.count || (!left && !text_same(padding_side, "right"))) {
        if (sequences.count)
            error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                        "Expected padding_side to be one of left or right, but got %s.", padding_side);
        else
            error_raise(runtime->error, ERROR_RUNTIME_ERROR, "received an empty list of sequences");
        return NULL;
    }
    const Tensor *first = sequences.items[0];
    int64_t sizes[SHAPE_MAX_RANK + 1], longest = 0;
    for (int64_t i = 0; i < sequences.count; i++)
        if (sequences.items[i]->rank && sequences.items[i]->sizes[0] > longest)
            longest = sequences.items[i]->sizes[0];
    sizes[0] = batch_first ? sequences.count : longest;
    sizes[1] = batch_first ? longest : sequences.count;
    for (int i = 1; i < first->rank; i++)
        sizes[i + 1] = first->sizes[i];
    Tensor *out = op_full(runtime, (IntList){sizes, first->rank + 1}, scalar_float(padding_value), first->dtype,
                          OPTION_NONE, first->device, OPTION_NONE);
    for (int64_t i = 0; out && i < sequences.count; i++) {
        const Tensor *sequence = sequences.items[i];
        int64_t length = sequence->rank ? sequence->sizes[0] : 1;
        Tensor *row = op_select_int(runtime, out, batch_first ? 0 : 1, i);
        Tensor *place = row ? op_narrow(runtime, row, 0, left ? longest - length : 0, length) : NULL;
        Tensor *written = place ? op_copy_(runtime, place, sequence, false) : NULL;
        bool done = written != NULL;
        release_temporaries((Tensor *[]){row, place, written}, 3);
        if (!done) {
            tensor_release(out);
            return NULL;
        }
    }
    return out;
}

// Lengths are read while the graph is built: they lie on the CPU, whatever the data does.
static bool check_on_cpu(Runtime *runtime, const Tensor *lengths)
{
    if (lengths->rank == 1 && lengths->device == DEVICE_CPU && lengths->dtype == DTYPE_INT64)
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                "'lengths' argument should be a 1D CPU int64 tensor, but got %dD %s %s tensor", (int)lengths->rank,
                device_name(lengths->device), dtype_scalar_name((DType)lengths->dtype));
    return false;
}

static bool check_lengths(Runtime *runtime, const int64_t *lengths, int64_t count, int64_t batch)
{
    const char *message = NULL;
    if (count != batch)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "Expected `len(lengths)` to be equal to batch_size, but got %lld (batch_size=%lld)",
                    (long long)count, (long long)batch);
    else if (!count || lengths[count - 1] <= 0)
        message = "Length of all samples has to be greater than 0, but found an element in 'lengths' that is <= 0";
    for (int64_t i = 1; !message && i < count; i++)
        if (lengths[i] > lengths[i - 1])
            message = "`lengths` array must be sorted in decreasing order when `enforce_sorted` is True. You can pass "
                      "`enforce_sorted=False` to pack_padded_sequence and/or pack_sequence to sidestep this "
                      "requirement if you "
                      "do not need ONNX exportability.";
    if (message)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s", message);
    return !error_pending(runtime->error);
}

// The steps (time, batch) of all packed rows as numbers time * batch + row.
static bool step_numbers(Runtime *runtime, const int64_t *lengths, int64_t batch, Tensor **index, Tensor **batch_sizes)
{
    int64_t total = 0, steps = lengths[0];
    for (int64_t i = 0; i < batch; i++)
        if (!shape_add(runtime->error, total, lengths[i], &total))
            return false;
    *index = tensor_empty(runtime, 1, &total, DTYPE_INT64, DEVICE_CPU);
    *batch_sizes = *index ? tensor_empty(runtime, 1, &steps, DTYPE_INT64, DEVICE_CPU) : NULL;
    if (!*batch_sizes) {
        tensor_release(*index);
        return false;
    }
    int64_t *numbers = (int64_t *)(void *)tensor_data(*index), *sizes = (int64_t *)(void *)tensor_data(*batch_sizes);
    for (int64_t step = 0, at = 0; step < steps; step++) {
        int64_t rows = 0;
        while (rows < batch && lengths[rows] > step)
            numbers[at++] = step * batch + rows++;
        sizes[step] = rows;
    }
    return true;
}

bool packing_pack(Runtime *runtime, const Tensor *input, const Tensor *lengths, bool batch_first, Tensor **result0,
                  Tensor **result1)
{
    Tensor *t[5] = {0};
    *result0 = NULL;
    bool done = false;
    if (!check_on_cpu(runtime, lengths) ||
        !(t[0] = batch_first ? op_transpose_int(runtime, input, 0, 1) : tensor_retain(input)) ||
        !(t[1] = copy_contiguous_as(lengths, DTYPE_INT64)))
        goto end;
    const int64_t *all = (const int64_t *)(const void *)tensor_data(t[1]);
    int64_t batch = t[0]->rank > 1 ? t[0]->sizes[1] : 0;
    if (!check_lengths(runtime, all, tensor_count(t[1]), batch))
        goto end;
    if (all[0] > t[0]->sizes[0]) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "start (0) + length (%lld) exceeds dimension size (%lld).",
                    (long long)batch, (long long)t[0]->sizes[0]);
        goto end;
    }
    if (!step_numbers(runtime, all, batch, &t[2], result1))
        goto end;
    t[3] = op_flatten_using_ints(runtime, t[0], 0, 1);
    *result0 = t[3] ? op_index_select(runtime, t[3], 0, t[2]) : NULL;
    done = *result0 != NULL;
    if (!done)
        tensor_release(*result1);
end:
    release_temporaries(t, 5);
    return done;
}

static Tensor *lengths_of(Runtime *runtime, const int64_t *batch_sizes, int64_t steps)
{
    int64_t batch = batch_sizes[0];
    Tensor *lengths = tensor_empty(runtime, 1, &batch, DTYPE_INT64, DEVICE_CPU);
    if (!lengths)
        return NULL;
    int64_t *items = (int64_t *)(void *)tensor_data(lengths);
    memset(items, 0, (size_t)batch * sizeof *items);
    for (int64_t step = 0; step < steps; step++)
        for (int64_t row = 0; row < batch_sizes[step] && row < batch; row++)
            items[row]++;
    return lengths;
}

// Batch sizes fall, none is negative, and together they are all rows.
static bool check_batch_sizes(Runtime *runtime, const int64_t *sizes, int64_t count, int64_t rows)
{
    int64_t left = rows;
    bool good = true;
    for (int64_t i = 0; good && i < count; i++) {
        good = sizes[i] > 0 && sizes[i] <= left && (!i || sizes[i] <= sizes[i - 1]);
        left -= good ? sizes[i] : 0;
    }
    if (good && !left)
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "batch_sizes do not describe the %lld rows of data",
                (long long)rows);
    return false;
}

bool packing_unpack(Runtime *runtime, const Tensor *data, const Tensor *batch_sizes, bool batch_first,
                    Scalar padding_value, int64_t total_length, Tensor **result0, Tensor **result1)
{
    Tensor *t[5] = {0};
    *result0 = *result1 = NULL;
    int64_t sizes[SHAPE_MAX_RANK + 1], flat[SHAPE_MAX_RANK];
    if (!tensor_count(batch_sizes)) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "batch_sizes can not be empty");
        return false;
    }
    if (!check_on_cpu(runtime, batch_sizes) || !(t[0] = copy_contiguous_as(batch_sizes, DTYPE_INT64)))
        goto end;
    const int64_t *all = (const int64_t *)(const void *)tensor_data(t[0]);
    if (!check_batch_sizes(runtime, all, tensor_count(t[0]), data->rank ? data->sizes[0] : 0))
        goto end;
    int64_t steps = tensor_count(t[0]), length = total_length > 0 ? total_length : steps;
    if (length < steps) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "Expected total_length to be at least the length of the longest sequence in input, but got "
                    "total_length=%lld and max sequence length being %lld",
                    (long long)total_length, (long long)steps);
        goto end;
    }
    if (!shape_multiply(runtime->error, length, all[0], &flat[0]))
        goto end;
    Tensor *unused = NULL;
    if (!(*result1 = lengths_of(runtime, all, steps)) ||
        !step_numbers(runtime, (const int64_t *)(const void *)tensor_data(*result1), all[0], &t[1], &unused))
        goto end;
    tensor_release(unused);
    sizes[0] = length;
    sizes[1] = all[0];
    for (int i = 1; i < data->rank; i++)
        sizes[i + 1] = flat[i] = data->sizes[i];
    t[2] = op_full(runtime, (IntList){flat, data->rank}, padding_value, data->dtype, OPTION_NONE, data->device,
                   OPTION_NONE);
    t[3] = t[2] ? op_index_copy(runtime, t[2], 0, t[1], data) : NULL;
    t[4] = t[3] ? op_view(runtime, t[3], (IntList){sizes, data->rank + 1}) : NULL;
    if (t[4])
        *result0 = batch_first ? op_transpose_int(runtime, t[4], 0, 1) : tensor_retain(t[4]);
end:
    release_temporaries(t, 5);
    if (*result0)
        return true;
    tensor_release(*result1);
    return false;
}
