#include "tensor/iterator.h"

#include <string.h>

// Runs are handed out in pieces of this many elements, so that the host is asked between them. A multiple of every
// vector width: pieces must not move the place where a kernel's scalar tail begins.
enum { PIECE = 1 << 18 };

void iterator_init(Iterator *iterator, Runtime *runtime, int rank, const int64_t *sizes)
{
    iterator->runtime = runtime;
    iterator->operands = 0;
    iterator->reduction = false;
    iterator->has_meta = false;
    iterator->rank = rank;
    iterator->count = shape_product(rank, sizes);
    for (int i = 0; i < rank; i++) // innermost first
        iterator->sizes[i] = sizes[rank - 1 - i];
}

void iterator_add(Iterator *iterator, const Tensor *tensor)
{
    int operand = iterator->operands++;
    int64_t size = (int64_t)dtype_size(tensor->dtype);
    iterator->data[operand] = tensor_data(tensor);
    iterator->has_meta |= tensor->device == DEVICE_META;
    for (int i = 0; i < iterator->rank; i++) {
        int dim = tensor->rank - 1 - i;
        bool stretched = dim < 0 || (tensor->sizes[dim] == 1 && iterator->sizes[i] != 1);
        // The stride of a dimension that is never stepped along may be any number: the product wraps.
        iterator->strides[operand][i] = stretched ? 0 : shape_stride_times(tensor->strides[dim], size);
    }
}

void iterator_add_strided(Iterator *iterator, char *data, const int64_t *strides, size_t element_size)
{
    int operand = iterator->operands++;
    iterator->data[operand] = data;
    for (int i = 0; i < iterator->rank; i++)
        iterator->strides[operand][i] = shape_stride_times(strides[iterator->rank - 1 - i], (int64_t)element_size);
}

// Positive where dimension `outer` should lie inside `inner`: the first operand whose strides tell decides.
static int compare_dims(const Iterator *iterator, int inner, int outer)
{
    for (int i = 0; i < iterator->operands; i++) {
        int64_t a = iterator->strides[i][inner], b = iterator->strides[i][outer];
        if (i == 0 && iterator->reduction && (a == 0) != (b == 0))
            return b == 0 ? 1 : -1;
        if (a == 0 || b == 0)
            continue;
        if (a != b)
            return a < b ? -1 : 1;
        if (iterator->sizes[inner] > iterator->sizes[outer])
            return 1;
    }
    return 0;
}

void iterator_order(const Iterator *iterator, int *order)
{
    for (int i = 0; i < iterator->rank; i++)
        order[i] = i;
    for (int i = 1; i < iterator->rank; i++) {
        int moving = i;
        for (int other = i - 1; other >= 0; other--) {
            int comparison = compare_dims(iterator, order[other], order[moving]);
            if (comparison < 0)
                break;
            if (comparison > 0) {
                int dim = order[other];
                order[other] = order[moving];
                order[moving] = dim;
                moving = other;
            }
        }
    }
}

static void apply_order(Iterator *iterator, const int *order)
{
    int64_t old[SHAPE_MAX_RANK];
    size_t bytes = (size_t)iterator->rank * sizeof(int64_t);
    memcpy(old, iterator->sizes, bytes);
    for (int i = 0; i < iterator->rank; i++)
        iterator->sizes[i] = old[order[i]];
    for (int operand = 0; operand < iterator->operands; operand++) {
        memcpy(old, iterator->strides[operand], bytes);
        for (int i = 0; i < iterator->rank; i++)
            iterator->strides[operand][i] = old[order[i]];
    }
}

// Whether `outer` continues `inner` in every operand, and both together can be counted.
static bool mergeable(const Iterator *iterator, int inner, int outer)
{
    int64_t size = iterator->sizes[inner], product;
    if (size == 1 || iterator->sizes[outer] == 1)
        return true;
    if (__builtin_mul_overflow(size, iterator->sizes[outer], &product))
        return false;
    for (int i = 0; i < iterator->operands; i++)
        if (__builtin_mul_overflow(iterator->strides[i][inner], size, &product) ||
            product != iterator->strides[i][outer])
            return false;
    return true;
}

static void merge_neighbours(Iterator *iterator)
{
    int last = 0; // the dimension that is being extended
    for (int dim = 1; dim < iterator->rank; dim++) {
        if (mergeable(iterator, last, dim)) {
            if (iterator->sizes[last] == 1)
                for (int i = 0; i < iterator->operands; i++)
                    iterator->strides[i][last] = iterator->strides[i][dim];
            iterator->sizes[last] *= iterator->sizes[dim];
            continue;
        }
        last++;
        iterator->sizes[last] = iterator->sizes[dim];
        for (int i = 0; i < iterator->operands; i++)
            iterator->strides[i][last] = iterator->strides[i][dim];
    }
    iterator->rank = last + 1;
}

static void ensure_rank(Iterator *iterator)
{
    if (iterator->rank > 0)
        return;
    iterator->rank = 1;
    iterator->sizes[0] = 1;
    for (int i = 0; i < iterator->operands; i++)
        iterator->strides[i][0] = 0;
}

void iterator_merge(Iterator *iterator)
{
    if (iterator->rank > 1) {
        int order[SHAPE_MAX_RANK];
        iterator_order(iterator, order);
        apply_order(iterator, order);
    }
    iterator_merge_in_order(iterator);
}

void iterator_merge_in_order(Iterator *iterator)
{
    ensure_rank(iterator);
    if (iterator->rank > 1)
        merge_neighbours(iterator);
}

// One run along dimension 0, in pieces.
static bool run_row(Iterator *iterator, char *const *data, const int64_t *strides, IteratorLoop *loop, void *context)
{
    int64_t count = iterator->sizes[0];
    if (LIKELY(count <= PIECE))
        return loop(data, strides, count, context);
    char *moving[ITERATOR_MAX_OPERANDS];
    memcpy(moving, data, sizeof(char *) * (size_t)iterator->operands);
    for (int64_t start = 0; start < count; start += PIECE) {
        int64_t width = count - start < PIECE ? count - start : PIECE;
        if (!loop(moving, strides, width, context) || !runtime_poll(iterator->runtime))
            return false;
        for (int i = 0; i < iterator->operands; i++)
            moving[i] += strides[i] * PIECE;
    }
    return true;
}

// Moves the operands to the next position of the dimensions from `first` on; false after the last one.
static bool advance(const Iterator *iterator, int first, int64_t *position, char **data)
{
    for (int dim = first; dim < iterator->rank; dim++) {
        bool wraps = ++position[dim] == iterator->sizes[dim];
        int64_t steps = wraps ? 1 - iterator->sizes[dim] : 1;
        for (int i = 0; i < iterator->operands; i++)
            data[i] += iterator->strides[i][dim] * steps;
        if (!wraps)
            return true;
        position[dim] = 0;
    }
    return false;
}

// Counts the work done and asks the host now and then.
static inline bool poll_after(const Iterator *iterator, int64_t work, int64_t *since_poll)
{
    *since_poll += work;
    if (LIKELY(*since_poll < PIECE))
        return true;
    *since_poll = 0;
    return runtime_poll(iterator->runtime);
}

// Operators deal with the meta device before they walk elements; what they let through must not be read.
static bool check_data(const Iterator *iterator)
{
    return LIKELY(!iterator->has_meta) || tensor_refuse_no_data(iterator->runtime);
}

bool iterator_run(Iterator *iterator, IteratorLoop *loop, void *context)
{
    if (iterator->count == 0)
        return true;
    if (!check_data(iterator))
        return false;
    int64_t strides[ITERATOR_MAX_OPERANDS], position[SHAPE_MAX_RANK] = {0}, since_poll = 0;
    char *data[ITERATOR_MAX_OPERANDS];
    for (int i = 0; i < iterator->operands; i++) {
        strides[i] = iterator->strides[i][0];
        data[i] = iterator->data[i];
    }
    do {
        if (!run_row(iterator, data, strides, loop, context) || !poll_after(iterator, iterator->sizes[0], &since_poll))
            return false;
    } while (advance(iterator, 1, position, data));
    return true;
}

bool iterator_run_planes(Iterator *iterator, IteratorPlaneLoop *loop, void *context)
{
    if (iterator->count == 0)
        return true;
    if (!check_data(iterator))
        return false;
    int64_t strides0[ITERATOR_MAX_OPERANDS], strides1[ITERATOR_MAX_OPERANDS] = {0};
    int64_t position[SHAPE_MAX_RANK] = {0}, since_poll = 0, size1 = iterator->rank > 1 ? iterator->sizes[1] : 1;
    char *data[ITERATOR_MAX_OPERANDS];
    for (int i = 0; i < iterator->operands; i++) {
        strides0[i] = iterator->strides[i][0];
        if (iterator->rank > 1)
            strides1[i] = iterator->strides[i][1];
        data[i] = iterator->data[i];
    }
    do {
        if (!loop(data, strides0, strides1, iterator->sizes[0], size1, context) ||
            !poll_after(iterator, iterator->sizes[0] * size1, &since_poll))
            return false;
    } while (advance(iterator, 2, position, data));
    return true;
}

int iterator_reduced_rank(const Iterator *iterator)
{
    int rank = 0;
    while (rank < iterator->rank && iterator->strides[0][rank] == 0)
        rank++;
    return rank;
}
