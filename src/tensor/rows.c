#include "tensor/rows.h"

#include <string.h>

static bool run_rows(char *const *data, const int64_t *strides, int64_t count, void *context)
{
    Rows *rows = ((void **)context)[0];
    const int *places = ((void **)context)[1]; // where each tensor stands among the operands, -1 for none
    int tensors = *(const int *)((void **)context)[2];
    for (int64_t i = 0; i < count; i++) {
        char *row[ITERATOR_MAX_OPERANDS] = {NULL};
        for (int t = 0; t < tensors; t++)
            if (places[t] >= 0)
                row[t] = data[places[t]] + i * strides[places[t]];
        if (!rows->loop(row, rows))
            return false;
    }
    return true;
}

bool rows_walk(Tensor *const *tensors, int count, int dim, RowLoop *loop, void *context)
{
    int64_t sizes[SHAPE_MAX_RANK];
    const Tensor *first = tensors[0];
    Rows rows = {.runtime = first->runtime, .loop = loop, .context = context};
    memcpy(sizes, first->sizes, (size_t)first->rank * sizeof *sizes);
    if (first->rank > 0)
        sizes[dim] = 1;
    Iterator iterator;
    int places[ITERATOR_MAX_OPERANDS];
    iterator_init(&iterator, first->runtime, first->rank, sizes);
    for (int t = 0; t < count; t++) {
        places[t] = -1;
        if (!tensors[t])
            continue;
        places[t] = iterator.operands;
        iterator_add(&iterator, tensors[t]);
        rows.sizes[t] = tensors[t]->rank > 0 ? tensors[t]->sizes[dim] : 1;
        rows.steps[t] = shape_stride_times(tensors[t]->rank > 0 ? tensors[t]->strides[dim] : 1,
                                           (int64_t)dtype_size(tensors[t]->dtype));
    }
    iterator_merge(&iterator);
    return iterator_run(&iterator, run_rows, (void *[]){&rows, places, &count});
}
