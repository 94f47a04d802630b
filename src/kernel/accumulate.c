#include "kernel/accumulate.h"

#include <tgmath.h>

#include "kernel/complex.h"
#include "kernel/stamp.h"

// The frame of every kind: State is one result's state, START its first value, STEP adds the element `x` (number
// `at`) to the state `s`, FINISH writes it to `result` (of type Out).
#define DEFINE(name, T, State, Out, START, STEP, FINISH)                                                               \
    _Static_assert(sizeof(State) <= ACCUMULATE_STATE, "a state fits its slot");                                        \
    static void name##_begin(AccumulateStates *all, int columns, const AccumulateOptions *options UNUSED)              \
    {                                                                                                                  \
        State *states = (State *)all->bytes;                                                                           \
        for (int c = 0; c < columns; c++)                                                                              \
            states[c] = (State)START;                                                                                  \
    }                                                                                                                  \
    static void name##_add(AccumulateStates *all, int columns, const char *in, int64_t column_step, int64_t step,      \
                           int64_t size, int64_t index UNUSED, const AccumulateOptions *options UNUSED)                \
    {                                                                                                                  \
        State *states = (State *)all->bytes;                                                                           \
        typedef T Element UNUSED;                                                                                      \
        if (columns == 1) {                                                                                            \
            State s = states[0];                                                                                       \
            for (int64_t i = 0; i < size; i++) {                                                                       \
                const T x = *(const STORED(T) *)(in + i * step);                                                       \
                const int64_t at UNUSED = index + i;                                                                   \
                STEP;                                                                                                  \
            }                                                                                                          \
            states[0] = s;                                                                                             \
            return;                                                                                                    \
        }                                                                                                              \
        for (int64_t i = 0; i < size; i++) {                                                                           \
            const char *row = in + i * step;                                                                           \
            const int64_t at UNUSED = index + i;                                                                       \
            if (column_step == (int64_t)sizeof(T))                                                                     \
                VECTORIZE for (int c = 0; c < columns; c++)                                                            \
                {                                                                                                      \
                    const T x = ((const STORED(T) *)row)[c];                                                           \
                    State s = states[c];                                                                               \
                    STEP;                                                                                              \
                    states[c] = s;                                                                                     \
                }                                                                                                      \
            else                                                                                                       \
                for (int c = 0; c < columns; c++) {                                                                    \
                    const T x = *(const STORED(T) *)(row + c * column_step);                                           \
                    State s = states[c];                                                                               \
                    STEP;                                                                                              \
                    states[c] = s;                                                                                     \
                }                                                                                                      \
        }                                                                                                              \
    }                                                                                                                  \
    static void name##_end(const AccumulateStates *all, int columns, char *out, int64_t out_step, char *second UNUSED, \
                           int64_t second_step UNUSED, const AccumulateOptions *options UNUSED)                        \
    {                                                                                                                  \
        const State *states = (const State *)all->bytes;                                                               \
        for (int c = 0; c < columns; c++) {                                                                            \
            const State s = states[c];                                                                                 \
            FINISH(Out);                                                                                               \
        }                                                                                                              \
    }

#define FINISH_VALUE(Out) *(Out *)(out + c * out_step) = (Out)s
#define FINISH_PAIR(Out)                                                                                               \
    do {                                                                                                               \
        if (out)                                                                                                       \
            *(Out *)(out + c * out_step) = s.value;                                                                    \
        if (second)                                                                                                    \
            *(int64_t *)(second + c * second_step) = s.index;                                                          \
    } while (0)

#define ROW(kind, prefix, id) [kind][DTYPE_##id] = {prefix##_##id##_begin, prefix##_##id##_add, prefix##_##id##_end}

// Products ------------------------------------------------------------------------------------------
#define DEFINE_PROD(ID, T, ...)         DEFINE(prod_##ID, T, T, T, 1, s = s * x, FINISH_VALUE)
#define DEFINE_PROD_COMPLEX(ID, T, ...) DEFINE(prod_##ID, T, T, T, 1, s = complex_multiply(s, x), FINISH_VALUE)
FOR_REAL(DEFINE_PROD, )
FOR_COMPLEX(DEFINE_PROD_COMPLEX, )
DEFINE(prod_BOOL, bool, bool, bool, true, s = s && x, FINISH_VALUE)

// Extremes. The state begins with the first element, so that an index is always valid. -------------------------
#define PAIR(T)                                                                                                        \
    struct {                                                                                                           \
        T value;                                                                                                       \
        int64_t index;                                                                                                 \
    }
#define NO_PAIR                                                                                                        \
    {                                                                                                                  \
        .index = -1                                                                                                    \
    }
#define STEP_EXTREME(BETTER)                                                                                           \
    if (s.index < 0 || (BETTER)) {                                                                                     \
        s.value = x;                                                                                                   \
        s.index = at;                                                                                                  \
    }
#define DEFINE_EXTREME(ID, T, ...)                                                                                     \
    typedef PAIR(T) Pair_##ID;                                                                                         \
    DEFINE(argmax_##ID, T, Pair_##ID, T, NO_PAIR, STEP_EXTREME(x > s.value), FINISH_PAIR)                              \
    DEFINE(argmin_##ID, T, Pair_##ID, T, NO_PAIR, STEP_EXTREME(x < s.value), FINISH_PAIR)
#define DEFINE_EXTREME_FLOAT(ID, T, ...)                                                                               \
    typedef PAIR(T) Pair_##ID;                                                                                         \
    DEFINE(argmax_##ID, T, Pair_##ID, T, NO_PAIR, STEP_EXTREME(x > s.value || (x != x && s.value == s.value)),         \
           FINISH_PAIR)                                                                                                \
    DEFINE(argmin_##ID, T, Pair_##ID, T, NO_PAIR, STEP_EXTREME(x < s.value || (x != x && s.value == s.value)),         \
           FINISH_PAIR)
FOR_INTEGER(DEFINE_EXTREME, )
FOR_FLOATING(DEFINE_EXTREME_FLOAT, )
DEFINE_EXTREME(BOOL, bool)

// Values alone: a NaN, once taken, stays.
#define LOWEST_UINT8    0
#define LOWEST_INT8     INT8_MIN
#define LOWEST_INT16    INT16_MIN
#define LOWEST_INT32    INT32_MIN
#define LOWEST_INT64    INT64_MIN
#define LOWEST_FLOAT32  (-INFINITY)
#define LOWEST_FLOAT64  (-INFINITY)
#define LOWEST_BOOL     false
#define HIGHEST_UINT8   UINT8_MAX
#define HIGHEST_INT8    INT8_MAX
#define HIGHEST_INT16   INT16_MAX
#define HIGHEST_INT32   INT32_MAX
#define HIGHEST_INT64   INT64_MAX
#define HIGHEST_FLOAT32 INFINITY
#define HIGHEST_FLOAT64 INFINITY
#define HIGHEST_BOOL    true
#define DEFINE_LIMITS(ID, T, ...)                                                                                      \
    DEFINE(max_##ID, T, T, T, LOWEST_##ID, s = x > s || x != x ? x : s, FINISH_VALUE)                                  \
    DEFINE(min_##ID, T, T, T, HIGHEST_##ID, s = x < s || x != x ? x : s, FINISH_VALUE)
FOR_ORDERED(DEFINE_LIMITS, )

// Logic and counting -----------------------------------------------------------------------------------
#define DEFINE_LOGIC(ID, T, ...)                                                                                       \
    DEFINE(any_##ID, T, bool, bool, false, s = s | (x != 0), FINISH_VALUE)                                             \
    DEFINE(all_##ID, T, bool, bool, true, s = s & (x != 0), FINISH_VALUE)                                              \
    DEFINE(nonzero_##ID, T, int64_t, int64_t, 0, s += x != 0, FINISH_VALUE)
FOR_ALL(DEFINE_LOGIC, )

// Variance by Welford's method (1962), in double: mean and squared distances grow with each element. ----------
typedef struct Welford {
    double mean;
    double squares;
    double count;
} Welford;
#define NO_WELFORD                                                                                                     \
    {                                                                                                                  \
        0                                                                                                              \
    }
#define STEP_WELFORD                                                                                                   \
    double distance = (double)x - s.mean;                                                                              \
    s.count += 1;                                                                                                      \
    s.mean += distance / s.count;                                                                                      \
    s.squares += distance * ((double)x - s.mean)
#define FINISH_WELFORD(Out)                                                                                            \
    do {                                                                                                               \
        double divisor = s.count > options->correction ? s.count - options->correction : 0;                            \
        double variance = s.squares / divisor;                                                                         \
        *(Out *)(out + c * out_step) = (Out)(options->root ? sqrt(variance) : variance);                               \
        if (second)                                                                                                    \
            *(Out *)(second + c * second_step) = (Out)s.mean;                                                          \
    } while (0)
DEFINE(variance_FLOAT32, float, Welford, float, NO_WELFORD, STEP_WELFORD, FINISH_WELFORD)
DEFINE(variance_FLOAT64, double, Welford, double, NO_WELFORD, STEP_WELFORD, FINISH_WELFORD)

// Norms. The orders 0, 1, 2 and both infinities have code of their own. -----------------------------------------
#define NORM_STEP(size)                                                                                                \
    do {                                                                                                               \
        Real length = (size);                                                                                          \
        if (options->order == 2)                                                                                       \
            s += length * length;                                                                                      \
        else if (options->order == 1)                                                                                  \
            s += length;                                                                                               \
        else if (options->order == 0)                                                                                  \
            s += length != 0;                                                                                          \
        else if (options->order == (double)INFINITY)                                                                   \
            s = length > s || length != length ? length : s;                                                           \
        else if (options->order == -(double)INFINITY)                                                                  \
            s = length < s || length != length ? length : s;                                                           \
        else                                                                                                           \
            s += pow(length, (Real)options->order);                                                                    \
    } while (0)
#define NORM_START (options->order == -(double)INFINITY ? INFINITY : 0)
#define NORM_FINISH(Out)                                                                                               \
    do {                                                                                                               \
        bool direct = options->order == 0 || options->order == 1 || isinf(options->order);                             \
        *(Out *)(out + c * out_step) = direct ? s : options->order == 2 ? sqrt(s) : pow(s, (Out)(1 / options->order)); \
    } while (0)
#define DEFINE_NORM(ID, T, RealType)                                                                                   \
    typedef RealType RealOf##ID;                                                                                       \
    DEFINE(norm_##ID, T, RealType, RealType, NORM_START, typedef RealOf##ID Real; NORM_STEP(fabs(x)), NORM_FINISH)
DEFINE_NORM(FLOAT32, float, float)
DEFINE_NORM(FLOAT64, double, double)
DEFINE_NORM(COMPLEX64, float _Complex, float)
DEFINE_NORM(COMPLEX128, double _Complex, double)

#define PROD_ROW(ID, T, ...) ROW(ACCUMULATE_PROD, prod, ID),
#define EXTREME_ROW(ID, T, ...)                                                                                        \
    ROW(ACCUMULATE_ARGMAX, argmax, ID), ROW(ACCUMULATE_ARGMIN, argmin, ID), ROW(ACCUMULATE_MAX, max, ID),              \
        ROW(ACCUMULATE_MIN, min, ID),
#define LOGIC_ROW(ID, T, ...)                                                                                          \
    ROW(ACCUMULATE_ANY, any, ID), ROW(ACCUMULATE_ALL, all, ID), ROW(ACCUMULATE_NONZERO, nonzero, ID),
#define NORM_ROW(ID, T, ...)     ROW(ACCUMULATE_NORM, norm, ID),
#define VARIANCE_ROW(ID, T, ...) ROW(ACCUMULATE_VARIANCE, variance, ID),

static const Accumulate TABLE[ACCUMULATE_KINDS][DTYPE_COUNT] = {FOR_ALL(PROD_ROW, ) FOR_ORDERED(EXTREME_ROW, ) FOR_ALL(
    LOGIC_ROW, ) FOR_INEXACT(NORM_ROW, ) FOR_FLOATING(VARIANCE_ROW, )};

const Accumulate *accumulate_find(AccumulateKind kind, DType dtype)
{
    return &TABLE[kind][dtype];
}
