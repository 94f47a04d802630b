#include "kernel/order.h"

#include <string.h>

#include "base/attributes.h"

bool order_supports(DType dtype)
{
    return dtype_category(dtype) != CATEGORY_COMPLEX;
}

static uint64_t double_key(double value)
{
    uint64_t bits;
    if (value != value)
        return UINT64_MAX;
    if (value == 0)
        value = 0; // -0 is 0
    memcpy(&bits, &value, sizeof bits);
    return bits >> 63 ? ~bits : bits | UINT64_C(1) << 63;
}

static uint64_t integer_key(int64_t value)
{
    return (uint64_t)value + (UINT64_C(1) << 63);
}

uint64_t order_key(DType dtype, const void *value)
{
    switch (dtype) {
    case DTYPE_BOOL:
        return integer_key(*(const uint8_t *)value != 0);
    case DTYPE_UINT8:
        return integer_key(*(const uint8_t *)value);
    case DTYPE_INT8:
        return integer_key(*(const int8_t *)value);
    case DTYPE_INT16:
        return integer_key(*(const int16_t *)value);
    case DTYPE_INT32:
        return integer_key(*(const int32_t *)value);
    case DTYPE_INT64:
        return integer_key(*(const int64_t *)value);
    case DTYPE_FLOAT16:
        return double_key((double)half_to_float(*(const Half *)value));
    case DTYPE_BFLOAT16:
        return double_key((double)bfloat16_to_float(*(const BFloat16 *)value));
    case DTYPE_FLOAT32:
        return double_key((double)*(const float *)value);
    default:
        return double_key(*(const double *)value);
    }
}

void order_load(OrderItem *items, DType dtype, const char *in, int64_t step, int64_t size)
{
    if (dtype == DTYPE_FLOAT32)
        for (int64_t i = 0; i < size; i++)
            items[i] = (OrderItem){double_key((double)*(const float *)(in + i * step)), i};
    else
        for (int64_t i = 0; i < size; i++)
            items[i] = (OrderItem){order_key(dtype, in + i * step), i};
}

// Stable merge sort ---------------------------------------------------------------------------------------

static inline bool before(const OrderItem *a, const OrderItem *b, bool descending)
{
    return descending ? a->key > b->key : a->key < b->key;
}

static void insertion_sort(OrderItem *items, int64_t size, bool descending)
{
    for (int64_t i = 1; i < size; i++) {
        OrderItem item = items[i];
        int64_t at = i;
        for (; at > 0 && before(&item, &items[at - 1], descending); at--)
            items[at] = items[at - 1];
        items[at] = item;
    }
}

static void merge(OrderItem *to, const OrderItem *left, int64_t left_size, const OrderItem *right, int64_t right_size,
                  bool descending)
{
    const OrderItem *left_end = left + left_size, *right_end = right + right_size;
    while (left < left_end && right < right_end)
        *to++ = before(right, left, descending) ? *right++ : *left++;
    memcpy(to, left, (size_t)(left_end - left) * sizeof *left);
    memcpy(to + (left_end - left), right, (size_t)(right_end - right) * sizeof *right);
}

void order_sort(OrderItem *items, OrderItem *scratch, int64_t size, bool descending)
{
    enum { RUN = 16 };
    for (int64_t start = 0; start < size; start += RUN)
        insertion_sort(items + start, size - start < RUN ? size - start : RUN, descending);
    OrderItem *from = items, *to = scratch;
    for (int64_t width = RUN; width < size; width *= 2) {
        for (int64_t start = 0; start < size; start += 2 * width) {
            int64_t left = size - start < width ? size - start : width;
            int64_t rest = size - start - left, right = rest < width ? rest : width;
            merge(to + start, from + start, left, from + start + left, right, descending);
        }
        OrderItem *swap = from;
        from = to;
        to = swap;
    }
    if (from != items)
        memcpy(items, from, (size_t)size * sizeof *items);
}

// Selection as the standard library of C++ does it (Musser's introspective algorithms): the order in which equal
// items come out depends on every step, so the steps are the same. ---------------------------------------------

typedef struct Direction {
    bool descending;
} Direction;

static inline bool less(const Direction *direction, OrderItem a, OrderItem b)
{
    return before(&a, &b, direction->descending);
}

static inline void swap(OrderItem *a, OrderItem *b)
{
    OrderItem item = *a;
    *a = *b;
    *b = item;
}

// Puts the median of three items at `to`.
static void median_to(OrderItem *to, OrderItem *a, OrderItem *b, OrderItem *c, const Direction *d)
{
    if (less(d, *a, *b)) {
        swap(to, less(d, *b, *c) ? b : less(d, *a, *c) ? c : a);
    } else {
        swap(to, less(d, *a, *c) ? a : less(d, *b, *c) ? c : b);
    }
}

// Hoare's partition around the median of the second, the middle and the last item, which goes to the front.
static OrderItem *partition(OrderItem *first, OrderItem *last, const Direction *d)
{
    OrderItem *middle = first + (last - first) / 2, *left = first + 1, *right = last;
    median_to(first, first + 1, middle, last - 1, d);
    for (;;) {
        while (less(d, *left, *first))
            left++;
        right--;
        while (less(d, *first, *right))
            right--;
        if (left >= right)
            return left;
        swap(left, right);
        left++;
    }
}

// A heap with the last item in order at its top.
static void sift(OrderItem *first, int64_t hole, int64_t size, OrderItem value, const Direction *d)
{
    int64_t top = hole, child = hole;
    while (child < (size - 1) / 2) {
        child = 2 * (child + 1);
        if (less(d, first[child], first[child - 1]))
            child--;
        first[hole] = first[child];
        hole = child;
    }
    if (size % 2 == 0 && child == (size - 2) / 2) {
        child = 2 * (child + 1);
        first[hole] = first[child - 1];
        hole = child - 1;
    }
    for (int64_t parent = (hole - 1) / 2; hole > top && less(d, first[parent], value); parent = (hole - 1) / 2) {
        first[hole] = first[parent];
        hole = parent;
    }
    first[hole] = value;
}

static void make_heap(OrderItem *first, int64_t size, const Direction *d)
{
    for (int64_t parent = (size - 2) / 2; size >= 2 && parent >= 0; parent--)
        sift(first, parent, size, first[parent], d);
}

static void sort_heap(OrderItem *first, int64_t size, const Direction *d)
{
    while (size > 1) {
        size--;
        OrderItem value = first[size];
        first[size] = first[0];
        sift(first, 0, size, value, d);
    }
}

// Brings the `middle - first` first items to the front, as a heap.
static void heap_select(OrderItem *first, OrderItem *middle, OrderItem *last, const Direction *d)
{
    make_heap(first, middle - first, d);
    for (OrderItem *item = middle; item < last; item++)
        if (less(d, *item, *first)) {
            OrderItem value = *item;
            *item = *first;
            sift(first, 0, middle - first, value, d);
        }
}

static int depth_limit(int64_t size)
{
    int bits = 0;
    while (size > 1) {
        size >>= 1;
        bits++;
    }
    return 2 * bits;
}

static void nth(OrderItem *first, OrderItem *wanted, OrderItem *last, const Direction *d)
{
    if (first == last || wanted == last)
        return;
    for (int depth = depth_limit(last - first); last - first > 3; depth--) {
        if (depth == 0) {
            heap_select(first, wanted + 1, last, d);
            swap(first, wanted);
            return;
        }
        OrderItem *cut = partition(first, last, d);
        if (cut <= wanted)
            first = cut;
        else
            last = cut;
    }
    insertion_sort(first, last - first, d->descending);
}

// Quicksort down to runs of 16, then insertion over all of it.
static void sort_runs(OrderItem *first, OrderItem *last, int depth, const Direction *d)
{
    while (last - first > 16) {
        if (depth-- == 0) {
            heap_select(first, last, last, d);
            sort_heap(first, last - first, d);
            return;
        }
        OrderItem *cut = partition(first, last, d);
        sort_runs(cut, last, depth, d);
        last = cut;
    }
}

static void sort_unstable(OrderItem *first, OrderItem *last, const Direction *d)
{
    if (last - first < 2)
        return;
    sort_runs(first, last, depth_limit(last - first), d);
    insertion_sort(first, last - first, d->descending);
}

void order_top(OrderItem *items, int64_t size, int64_t k, bool largest, bool sorted)
{
    Direction direction = {largest};
    if (k == 0)
        return;
    if (k * 64 <= size) {
        heap_select(items, items + k, items + size, &direction);
        sort_heap(items, k, &direction);
        return;
    }
    nth(items, items + k - 1, items + size, &direction);
    if (sorted)
        sort_unstable(items, items + k - 1, &direction);
}

void order_sort_unstable(OrderItem *items, int64_t size, bool descending)
{
    sort_unstable(items, items + size, &(Direction){descending});
}

void order_select(OrderItem *items, int64_t size, int64_t k)
{
    int64_t left = 0, right = size - 1;
    while (right > left) {
        if (right == left + 1) {
            if (items[left].key > items[right].key)
                swap(&items[left], &items[right]);
            return;
        }
        swap(&items[left + (right - left) / 2], &items[left + 1]);
        if (items[left + 1].key > items[right].key)
            swap(&items[left + 1], &items[right]);
        if (items[left].key > items[right].key)
            swap(&items[left], &items[right]);
        if (items[left + 1].key > items[left].key)
            swap(&items[left + 1], &items[left]);
        int64_t up = left + 1, down = right;
        uint64_t pivot = items[left].key;
        for (;;) {
            do
                up++;
            while (pivot > items[up].key);
            do
                down--;
            while (items[down].key > pivot);
            if (down < up)
                break;
            swap(&items[up], &items[down]);
        }
        swap(&items[left], &items[down]);
        if (down <= k)
            left = up;
        if (down >= k)
            right = down - 1;
    }
}
