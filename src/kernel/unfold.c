#include "kernel/unfold.h"

#include <string.h>

#include "kernel/stamp.h"

// Calls `row` for each kernel place and each row of block positions: the input row that is read there (NULL in the
// padding), and the column of its first element.
#define FOR_ROWS                                                                                                       \
    for (int64_t c = 0; c < shape->channels; c++)                                                                      \
        for (int64_t kd = 0; kd < shape->kernel[0]; kd++)                                                              \
            for (int64_t kh = 0; kh < shape->kernel[1]; kh++)                                                          \
                for (int64_t kw = 0; kw < shape->kernel[2]; kw++)                                                      \
                    for (int64_t od = 0; od < shape->out[0]; od++)                                                     \
                        for (int64_t oh = 0; oh < shape->out[1]; oh++, row += shape->out[2])
#define INPUT_PLACE(i, o, k) ((o)*shape->stride[i] - shape->padding[i] + (k)*shape->dilation[i])
#define INPUT_ROW            ((c * shape->in[0] + d) * shape->in[1] + h)

// The block positions along a row whose element lies inside the input: [*begin, *end).
static void inside_range(const UnfoldShape *shape, int64_t kw, int64_t *begin, int64_t *end)
{
    int64_t first = kw * shape->dilation[2] - shape->padding[2], stride = shape->stride[2];
    *begin = first >= 0 ? 0 : (-first + stride - 1) / stride;
    int64_t last = shape->in[2] - 1 - first;
    *end = last < 0 ? 0 : last / stride + 1;
    *end = *end < shape->out[2] ? *end : shape->out[2];
    *begin = *begin < *end ? *begin : *end;
}

#define GATHER(T)                                                                                                      \
    {                                                                                                                  \
        T *columns_row = columns;                                                                                      \
        int64_t row = 0;                                                                                               \
        FOR_ROWS                                                                                                       \
        {                                                                                                              \
            int64_t d = INPUT_PLACE(0, od, kd), h = INPUT_PLACE(1, oh, kh), begin, end;                                \
            T *to = columns_row + row;                                                                                 \
            inside_range(shape, kw, &begin, &end);                                                                     \
            if (d < 0 || d >= shape->in[0] || h < 0 || h >= shape->in[1])                                              \
                begin = end = 0;                                                                                       \
            memset(to, 0, (size_t)begin * sizeof(T));                                                                  \
            memset(to + end, 0, (size_t)(shape->out[2] - end) * sizeof(T));                                            \
            if (begin == end)                                                                                          \
                continue;                                                                                              \
            const T *from = (const T *)in + INPUT_ROW * shape->in[2] + INPUT_PLACE(2, begin, kw);                      \
            if (shape->stride[2] == 1)                                                                                 \
                memcpy(to + begin, from, (size_t)(end - begin) * sizeof(T));                                           \
            else                                                                                                       \
                for (int64_t i = begin; i < end; i++)                                                                  \
                    to[i] = from[(i - begin) * shape->stride[2]];                                                      \
        }                                                                                                              \
        break;                                                                                                         \
    }

typedef struct Bytes16 {
    uint64_t halves[2];
} Bytes16;

void unfold_gather(size_t element_size, const UnfoldShape *shape, void *columns, const void *in)
{
    switch (element_size) {
    case 1:
        GATHER(uint8_t)
    case 2:
        GATHER(uint16_t)
    case 4:
        GATHER(uint32_t)
    case 8:
        GATHER(uint64_t)
    default:
        GATHER(Bytes16)
    }
}

#define SCATTER(ID, T, ADD, ...)                                                                                       \
    static void scatter_##ID(const UnfoldShape *shape, void *in, const void *columns)                                  \
    {                                                                                                                  \
        int64_t row = 0;                                                                                               \
        FOR_ROWS                                                                                                       \
        {                                                                                                              \
            int64_t d = INPUT_PLACE(0, od, kd), h = INPUT_PLACE(1, oh, kh), begin, end;                                \
            inside_range(shape, kw, &begin, &end);                                                                     \
            if (d < 0 || d >= shape->in[0] || h < 0 || h >= shape->in[1] || begin == end)                              \
                continue;                                                                                              \
            const T *from = (const T *)columns + row;                                                                  \
            T *to = (T *)in + INPUT_ROW * shape->in[2] + INPUT_PLACE(2, begin, kw);                                    \
            for (int64_t i = begin; i < end; i++) {                                                                    \
                T *place = to + (i - begin) * shape->stride[2];                                                        \
                *place = (T)ADD(DTYPE_##ID, *place, from[i]);                                                          \
            }                                                                                                          \
        }                                                                                                              \
    }
#define ADD_NUMBERS(dtype, sum, x)  ((sum) + (x))
#define ADD_BOOLEANS(dtype, sum, x) ((sum) || (x))
// Half types lie as floats: the columns and each sum are rounded.
#define ADD_HALVES(dtype, sum, x) dtype_round(dtype, (sum) + dtype_round(dtype, x))
FOR_NUMBER(SCATTER, ADD_NUMBERS, )
FOR_BOOLEAN(SCATTER, ADD_BOOLEANS, )
FOR_HALVES(SCATTER, ADD_HALVES, )

typedef void Scatter(const UnfoldShape *shape, void *in, const void *columns);
#define SCATTER_ROW(ID, T, ...) [DTYPE_##ID] = scatter_##ID,
static Scatter *const SCATTERS[DTYPE_COUNT] = {FOR_ALL(SCATTER_ROW, ) FOR_HALVES(SCATTER_ROW, )};

void unfold_scatter(DType dtype, const UnfoldShape *shape, void *in, const void *columns)
{
    SCATTERS[dtype](shape, in, columns);
}
