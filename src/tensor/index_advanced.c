// Indexing by lists of index tensors: x[i, :, j] and its assignment.
#include <inttypes.h>
#include <string.h>

#include "kernel/merge.h"
#include "tensor/copy.h"
#include "tensor/elementwise.h"
#include "tensor/index.h"
#include "tensor/iterator.h"

// An indexing worked out: where each index tuple leads, and which dimensions of the tensor are left alone.
typedef struct Plan {
    int64_t *offsets; // in bytes from the tensor's first element, one for each index tuple
    int64_t tuples;
    Shape result; // the shape of the result
    int first;    // the dimension of the result where the index shape stands
    int index_rank;
    int kept; // dimensions that are not indexed
    int kept_dims[SHAPE_MAX_RANK];
} Plan;

static bool refuse_shapes(const Tensor *self, Tensor *const *indices, int count)
{
    Text text;
    char shape[SHAPE_TEXT];
    text_init(&text, self->runtime->memory);
    text_append_string(&text, "shape mismatch: indexing tensors could not be broadcast together with shapes ");
    bool first = true;
    for (int i = 0; i < count; i++)
        if (indices[i]) {
            text_append_format(&text, "%s%s", first ? "" : ", ", tensor_format_sizes(indices[i], shape));
            first = false;
        }
    if (!text.failed)
        error_raise(self->runtime->error, ERROR_INDEX_ERROR, "%s", text_string(&text));
    text_free(&text);
    return false;
}

static bool broadcast_indices(const Tensor *self, Tensor *const *indices, int count, Shape *shape)
{
    Error scratch = {0};
    shape->rank = 0;
    for (int i = 0; i < count; i++)
        if (indices[i] && !shape_broadcast(&scratch, shape, indices[i]->rank, indices[i]->sizes)) {
            error_clear(&scratch);
            return refuse_shapes(self, indices, count);
        }
    return true;
}

typedef struct Offsets {
    int64_t size, stride;
    int dim;
    Error *error;
    bool wide; // int64 indices; int32 else
} Offsets;

// Adds one dimension's part to the offsets of a run.
static bool add_offsets(char *const *data, const int64_t *strides, int64_t count, void *context)
{
    const Offsets *offsets = context;
    for (int64_t i = 0; i < count; i++) {
        const char *at = data[1] + i * strides[1];
        int64_t index = offsets->wide ? *(const int64_t *)at : *(const int32_t *)at;
        if (UNLIKELY(index < -offsets->size || index >= offsets->size)) {
            error_raise(offsets->error, ERROR_INDEX_ERROR,
                        "index %" PRId64 " is out of bounds for dimension %d with size %" PRId64, index, offsets->dim,
                        offsets->size);
            return false;
        }
        *(int64_t *)(data[0] + i * strides[0]) +=
            shape_stride_times(offsets->stride, index < 0 ? index + offsets->size : index);
    }
    return true;
}

static bool fill_offsets(Plan *plan, const Tensor *self, Tensor *const *indices, int count, const Shape *shape)
{
    int64_t strides[SHAPE_MAX_RANK];
    shape_contiguous_strides(shape->rank, shape->sizes, strides);
    int indexed = 0; // messages count the indexed dimensions only, as PyTorch's do
    for (int i = 0; i < count; i++) {
        if (!indices[i])
            continue;
        Offsets offsets = {self->sizes[i], shape_stride_times(self->strides[i], (int64_t)dtype_size(self->dtype)),
                           indexed++, self->runtime->error, indices[i]->dtype == DTYPE_INT64};
        if (offsets.size == 0 && plan->tuples > 0) {
            error_raise(self->runtime->error, ERROR_INDEX_ERROR, "index is out of bounds for dimension with size 0");
            return false;
        }
        Iterator iterator;
        iterator_init(&iterator, self->runtime, shape->rank, shape->sizes);
        iterator_add_strided(&iterator, (char *)plan->offsets, strides, sizeof(int64_t));
        iterator_add(&iterator, indices[i]);
        iterator_merge_in_order(&iterator);
        if (!iterator_run(&iterator, add_offsets, &offsets))
            return false;
    }
    return true;
}

// The result's shape: the index shape takes the place of the indexed dimensions where they stand together, else it
// comes first.
static void place_shape(Plan *plan, const Tensor *self, Tensor *const *indices, int count, const Shape *shape)
{
    int first = -1, last = -1, indexed = 0;
    for (int i = 0; i < count; i++)
        if (indices[i]) {
            first = first < 0 ? i : first;
            last = i;
            indexed++;
        }
    plan->first = last - first + 1 == indexed && first > 0 ? first : 0;
    plan->index_rank = shape->rank;
    plan->kept = 0;
    for (int i = 0; i < self->rank; i++)
        if (i >= count || !indices[i])
            plan->kept_dims[plan->kept++] = i;
    plan->result.rank = plan->kept + shape->rank;
    for (int i = 0; i < plan->first; i++)
        plan->result.sizes[i] = self->sizes[plan->kept_dims[i]];
    memcpy(plan->result.sizes + plan->first, shape->sizes, (size_t)shape->rank * sizeof(int64_t));
    for (int i = plan->first; i < plan->kept; i++)
        plan->result.sizes[i + shape->rank] = self->sizes[plan->kept_dims[i]];
}

static void plan_free(Plan *plan, Memory *memory)
{
    mem_free(memory, plan->offsets, (size_t)plan->tuples * sizeof(int64_t));
}

static bool plan_make(Plan *plan, const Tensor *self, Tensor *const *indices, int count)
{
    Shape shape;
    int given = 0;
    for (int i = 0; i < count; i++)
        given += indices[i] != NULL;
    if (count > self->rank) {
        error_raise(self->runtime->error, ERROR_INDEX_ERROR, "too many indices for tensor of dimension %d", self->rank);
        return false;
    }
    for (int i = 0; i < count; i++)
        if (indices[i] && indices[i]->dtype != DTYPE_INT64 && indices[i]->dtype != DTYPE_INT32) {
            error_raise(self->runtime->error, ERROR_INDEX_ERROR,
                        "tensors used as indices must be long, int, byte or bool tensors");
            return false;
        }
    if (!broadcast_indices(self, indices, count, &shape))
        return false;
    if (shape.rank + self->rank - given > SHAPE_MAX_RANK) {
        error_raise(self->runtime->error, ERROR_RUNTIME_ERROR, "tensors with more than %d dimensions are not supported",
                    SHAPE_MAX_RANK);
        return false;
    }
    if (!shape_count(self->runtime->error, shape.rank, shape.sizes, &plan->tuples))
        return false;
    place_shape(plan, self, indices, count, &shape);
    if (self->device == DEVICE_META)
        plan->tuples = 0;
    plan->offsets = mem_alloc_array(self->runtime->memory, (size_t)plan->tuples, sizeof(int64_t));
    if (!plan->offsets)
        return false;
    memset(plan->offsets, 0, (size_t)plan->tuples * sizeof(int64_t));
    if (!plan->tuples || fill_offsets(plan, self, indices, count, &shape))
        return true;
    plan_free(plan, self->runtime->memory);
    return false;
}

// Moving elements ---------------------------------------------------------------------------------------
//
// The kept dimensions are iterated over; at each place all index tuples are served: rows for each tuple where rows are
// long, tuples for each element where they are short.

typedef struct Move {
    const Plan *plan;
    int64_t *packed; // where each tuple stands in the packed tensor, in bytes
    MergeKind merge;
    DType dtype;
    bool write; // into the indexed tensor
} Move;

static void move_one(const Move *move, char *packed, int64_t packed_step, char *indexed, int64_t indexed_step,
                     int64_t count)
{
    if (move->write)
        merge_run(move->merge, move->dtype, indexed, indexed_step, packed, packed_step, count);
    else
        merge_run(MERGE_ASSIGN, move->dtype, packed, packed_step, indexed, indexed_step, count);
}

static bool move_row(char *const *data, const int64_t *strides, int64_t count, void *context)
{
    const Move *move = context;
    const Plan *plan = move->plan;
    size_t size = dtype_size(move->dtype);
    bool plain = !move->write || move->merge == MERGE_ASSIGN;
    if (count > 4 || !plain) {
        for (int64_t t = 0; t < plan->tuples; t++)
            move_one(move, data[0] + move->packed[t], strides[0], data[1] + plan->offsets[t], strides[1], count);
        return true;
    }
    for (int64_t i = 0; i < count; i++) {
        char *packed = data[0] + i * strides[0], *indexed = data[1] + i * strides[1];
        for (int64_t t = 0; t < plan->tuples; t++)
            memcpy(move->write ? indexed + plan->offsets[t] : packed + move->packed[t],
                   move->write ? packed + move->packed[t] : indexed + plan->offsets[t], size);
    }
    return true;
}

// Where each tuple of the index shape stands in `packed`, which has the result's shape.
static int64_t *tuple_offsets(const Plan *plan, const Tensor *packed)
{
    int64_t *offsets = mem_alloc_array(packed->runtime->memory, (size_t)plan->tuples, sizeof *offsets);
    int64_t position[SHAPE_MAX_RANK] = {0}, offset = 0, size = (int64_t)dtype_size(packed->dtype);
    for (int64_t t = 0; offsets && t < plan->tuples; t++) {
        offsets[t] = offset;
        for (int dim = plan->index_rank - 1; dim >= 0; dim--) {
            int64_t stride = packed->strides[plan->first + dim] * size;
            offset += stride;
            if (++position[dim] < packed->sizes[plan->first + dim])
                break;
            offset -= stride * packed->sizes[plan->first + dim];
            position[dim] = 0;
        }
    }
    return offsets;
}

static bool move_elements(const Plan *plan, const Tensor *packed, const Tensor *indexed, bool write, MergeKind merge)
{
    if (plan->tuples == 0 || tensor_count(packed) == 0)
        return true;
    Move move = {plan, tuple_offsets(plan, packed), merge, indexed->dtype, write};
    if (!move.packed)
        return false;
    int64_t sizes[SHAPE_MAX_RANK], packed_strides[SHAPE_MAX_RANK], indexed_strides[SHAPE_MAX_RANK];
    for (int i = 0; i < plan->kept; i++) {
        int place = i < plan->first ? i : i + plan->index_rank;
        sizes[i] = packed->sizes[place];
        packed_strides[i] = packed->strides[place];
        indexed_strides[i] = indexed->strides[plan->kept_dims[i]];
    }
    Iterator iterator;
    size_t size = dtype_size(indexed->dtype);
    iterator_init(&iterator, indexed->runtime, plan->kept, sizes);
    iterator_add_strided(&iterator, tensor_data(packed), packed_strides, size);
    iterator_add_strided(&iterator, tensor_data(indexed), indexed_strides, size);
    iterator_merge(&iterator);
    bool done = iterator_run(&iterator, move_row, &move);
    mem_free(indexed->runtime->memory, move.packed, (size_t)plan->tuples * sizeof(int64_t));
    return done;
}

Tensor *index_get(const Tensor *self, Tensor *const *indices, int count)
{
    Plan plan;
    if (!plan_make(&plan, self, indices, count))
        return NULL;
    Tensor *out = tensor_empty(self->runtime, plan.result.rank, plan.result.sizes, self->dtype, self->device);
    if (out && self->device == DEVICE_CPU && !move_elements(&plan, out, self, false, MERGE_ASSIGN)) {
        tensor_release(out);
        out = NULL;
    }
    plan_free(&plan, self->runtime->memory);
    return out;
}

static bool check_values(const Plan *plan, const Tensor *self, const Tensor *values)
{
    char value_sizes[SHAPE_TEXT], result_sizes[SHAPE_TEXT];
    if (values->dtype != self->dtype) {
        error_raise(self->runtime->error, ERROR_RUNTIME_ERROR,
                    "Index put requires the source and destination dtypes match, got %s for the destination and %s for "
                    "the source.",
                    dtype_scalar_name(self->dtype), dtype_scalar_name(values->dtype));
        return false;
    }
    if (shape_expandable(values->rank, values->sizes, plan->result.rank, plan->result.sizes))
        return true;
    error_raise(self->runtime->error, ERROR_RUNTIME_ERROR,
                "shape mismatch: value tensor of shape %s cannot be broadcast to indexing result of shape %s",
                tensor_format_sizes(values, value_sizes),
                shape_format(result_sizes, plan->result.rank, plan->result.sizes));
    return false;
}

bool index_put(Tensor *self, Tensor *const *indices, int count, const Tensor *values, bool accumulate)
{
    Plan plan;
    Tensor *stretched = NULL, *source = NULL;
    if (tensor_overlaps_itself(self))
        return elementwise_check_overlap(self, NULL, 0);
    if (!plan_make(&plan, self, indices, count))
        return false;
    bool done = check_values(&plan, self, values);
    if (done && self->device == DEVICE_CPU) {
        // Values that share the storage are copied first: the writing must not change what is still to be read.
        source = storage_same(values->storage, self->storage) ? copy_new(values, values->dtype, FORMAT_CONTIGUOUS)
                                                              : tensor_retain(values);
        stretched = source ? tensor_expand(source, plan.result.rank, plan.result.sizes) : NULL;
        done = stretched && move_elements(&plan, stretched, self, true, accumulate ? MERGE_SUM : MERGE_ASSIGN);
    }
    tensor_release(stretched);
    tensor_release(source);
    plan_free(&plan, self->runtime->memory);
    return done;
}

// Masks ---------------------------------------------------------------------------------------------------

static bool is_mask(const Tensor *index)
{
    return index && (index->dtype == DTYPE_BOOL || index->dtype == DTYPE_UINT8);
}

static bool check_mask(const Tensor *self, const Tensor *mask, int position, int dim)
{
    char mask_sizes[SHAPE_TEXT], own_sizes[SHAPE_TEXT];
    bool fits = dim + mask->rank <= self->rank;
    for (int i = 0; fits && i < mask->rank; i++)
        fits = mask->sizes[i] == self->sizes[dim + i];
    if (fits)
        return true;
    if (dim + mask->rank > self->rank) {
        error_raise(self->runtime->error, ERROR_INDEX_ERROR, "too many indices for tensor of dimension %d", self->rank);
        return false;
    }
    error_raise(self->runtime->error, ERROR_INDEX_ERROR,
                "The shape of the mask %s at index %d does not match the shape of the indexed tensor %s at index %d",
                tensor_format_sizes(mask, mask_sizes), 0, tensor_format_sizes(self, own_sizes), position);
    return false;
}

static void release_all(Tensor **tensors, int count)
{
    for (int i = 0; i < count; i++)
        tensor_release(tensors[i]);
}

// Appends one index tensor for each dimension of a mask.
static bool expand_mask(const Tensor *mask, Tensor **expanded, int *count)
{
    Tensor *places = index_nonzero(mask);
    bool done = places != NULL;
    for (int i = 0; done && i < mask->rank; i++) {
        expanded[*count] =
            tensor_view(places, 1, &places->sizes[0], &places->strides[0], places->offset + i * places->strides[1]);
        done = expanded[*count] != NULL;
        *count += done;
    }
    tensor_release(places);
    return done;
}

bool index_expand_masks(const Tensor *self, Tensor *const *indices, int count, Tensor **expanded, int *expanded_count)
{
    int out = 0;
    bool done = true;
    for (int i = 0; done && i < count; i++) {
        if (!is_mask(indices[i])) {
            done = out < SHAPE_MAX_RANK;
            if (done)
                expanded[out++] = indices[i] ? tensor_retain(indices[i]) : NULL;
        } else {
            done = check_mask(self, indices[i], out, out) && expand_mask(indices[i], expanded, &out);
        }
    }
    if (!done)
        release_all(expanded, out);
    *expanded_count = done ? out : 0;
    return done;
}
