// Walking a tensor row by row: the frame of everything that works along one dimension.
#ifndef TENSOR_ROWS_H
#define TENSOR_ROWS_H

#include "tensor/iterator.h"

/// One row of each tensor: its first element, and in rows->steps its step in bytes.
typedef struct Rows Rows;
/// Works on one row of each tensor; false (error pending) stops the walk.
typedef bool RowLoop(char *const *data, Rows *rows);

struct Rows {
    Runtime *runtime;
    int64_t steps[ITERATOR_MAX_OPERANDS]; // bytes along the row
    int64_t sizes[ITERATOR_MAX_OPERANDS]; // elements of the row
    RowLoop *loop;
    void *context;
};

/// Walks the rows of `tensors` along `dim`. They agree in every other dimension; where a tensor is NULL it is left out,
/// its data NULL. Rank 0 counts as rank 1 with one element.
MUST_USE bool rows_walk(Tensor *const *tensors, int count, int dim, RowLoop *loop, void *context);

#endif
