// Sorting and selection. Every real dtype becomes a 64-bit key whose order is the values' order, so that one
// piece of code sorts them all; a value is found again by its index.
#ifndef KERNEL_ORDER_H
#define KERNEL_ORDER_H

#include "kernel/dtype.h"

typedef struct OrderItem {
    uint64_t key; // NaN has the largest one; -0 and 0 have the same
    int64_t index;
} OrderItem;

/// True for the dtypes that have an order.
bool order_supports(DType dtype);
/// The key of one value / of `size` values, numbered from 0.
uint64_t order_key(DType dtype, const void *value);
void order_load(OrderItem *items, DType dtype, const char *in, int64_t step, int64_t size);
/// True for the key of a NaN.
static inline bool order_is_nan(DType dtype, uint64_t key)
{
    return key == UINT64_MAX && dtype_is_floating(dtype);
}
/// Stable. `scratch` has room for as many items; the result is in `items`.
void order_sort(OrderItem *items, OrderItem *scratch, int64_t size, bool descending);
/// As order_sort, equal keys in the order that C++'s std::sort leaves them in.
void order_sort_unstable(OrderItem *items, int64_t size, bool descending);
/// Moves the k first in order to the front, sorted if wanted. Which of equal values come first is what C++'s standard
/// library (and so PyTorch) makes of it.
void order_top(OrderItem *items, int64_t size, int64_t k, bool largest, bool sorted);
/// Puts item number k in its place by quickselect with the median of three (Hoare's FIND), as kthvalue does.
void order_select(OrderItem *items, int64_t size, int64_t k);

#endif
