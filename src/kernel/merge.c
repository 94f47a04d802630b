#include "kernel/merge.h"

#include "kernel/complex.h"
#include "kernel/convert.h"
#include "kernel/stamp.h"

#define MERGE_LOOP(expression)                                                                                         \
    for (int64_t i = 0; i < count; i++) {                                                                              \
        Element *target = (Element *)(to + i * to_step);                                                               \
        const Element a = *(const STORED(Element) *)target, b = *(const STORED(Element) *)(from + i * from_step);      \
        *target = (Element)(expression);                                                                               \
    }                                                                                                                  \
    break

#define MERGE(ID, T, ...)                                                                                              \
    static void merge_##ID(MergeKind kind, char *to, int64_t to_step, const char *from, int64_t from_step,             \
                           int64_t count)                                                                              \
    {                                                                                                                  \
        typedef T Element;                                                                                             \
        switch (kind) {                                                                                                \
        case MERGE_SUM:                                                                                                \
            MERGE_LOOP(a + b);                                                                                         \
        case MERGE_PROD:                                                                                               \
            MERGE_LOOP(a *b);                                                                                          \
        case MERGE_MAX:                                                                                                \
            MERGE_LOOP(a != a ? a : b != b || b > a ? b : a);                                                          \
        case MERGE_MIN:                                                                                                \
            MERGE_LOOP(a != a ? a : b != b || b < a ? b : a);                                                          \
        default:                                                                                                       \
            break;                                                                                                     \
        }                                                                                                              \
    }
FOR_ORDERED(MERGE, )

#define MERGE_COMPLEX(ID, T, ...)                                                                                      \
    static void merge_##ID(MergeKind kind, char *to, int64_t to_step, const char *from, int64_t from_step,             \
                           int64_t count)                                                                              \
    {                                                                                                                  \
        typedef T Element;                                                                                             \
        switch (kind) {                                                                                                \
        case MERGE_SUM:                                                                                                \
            MERGE_LOOP(a + b);                                                                                         \
        case MERGE_PROD:                                                                                               \
            MERGE_LOOP(complex_multiply(a, b));                                                                        \
        default:                                                                                                       \
            break;                                                                                                     \
        }                                                                                                              \
    }
FOR_COMPLEX(MERGE_COMPLEX, )

typedef void Merge(MergeKind kind, char *to, int64_t to_step, const char *from, int64_t from_step, int64_t count);
#define MERGE_ROW(ID, T, ...) [DTYPE_##ID] = merge_##ID,
static Merge *const MERGES[DTYPE_COUNT] = {FOR_ALL(MERGE_ROW, )};

// One by one through float: repeated targets must see each other's rounding.
static void merge_half(MergeKind kind, DType dtype, char *to, int64_t to_step, const char *from, int64_t from_step,
                       int64_t count)
{
    for (int64_t i = 0; i < count; i++) {
        float target, source;
        convert_run((char *)&target, 4, DTYPE_FLOAT32, to + i * to_step, 2, dtype, 1);
        convert_run((char *)&source, 4, DTYPE_FLOAT32, from + i * from_step, 2, dtype, 1);
        merge_FLOAT32(kind, (char *)&target, 4, (const char *)&source, 4, 1);
        convert_run(to + i * to_step, 2, dtype, (char *)&target, 4, DTYPE_FLOAT32, 1);
    }
}

void merge_run(MergeKind kind, DType dtype, char *to, int64_t to_step, const char *from, int64_t from_step,
               int64_t count)
{
    if (kind == MERGE_ASSIGN)
        convert_copy(to, to_step, from, from_step, dtype_size(dtype), count);
    else if (MERGES[dtype])
        MERGES[dtype](kind, to, to_step, from, from_step, count);
    else
        merge_half(kind, dtype, to, to_step, from, from_step, count);
}
