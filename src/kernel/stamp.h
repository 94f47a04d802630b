// The stamps: how a scalar expression becomes one inner loop for each dtype.
//
//   BINARY_KERNEL(hypot, FLOATING, hypot(a, b))
//   BINARY_KERNEL_2(div, FLOATING, a / b, COMPLEX, divide_complex(a, b))
//
// In an expression a, b and c are the inputs, s0 to s3 the scalars, `Element` is the dtype's C type; the names of
// <tgmath.h> pick the function for the type. Each loop has a body for packed memory, which the compiler vectorises,
// bodies for one stretched operand, and one for any strides.
//
// VECTOR_KERNEL takes a second expression for whole vectors (FloatVector, DoubleVector), in the same names; vexp and
// its like pick SLEEF's function. PyTorch computes blocks of two vectors that way and the rest by the scalar
// expression; VECTOR_ONLY_KERNEL uses vectors for everything, as PyTorch's "VML" functions do.
#ifndef KERNEL_STAMP_H
#define KERNEL_STAMP_H

#include "kernel/kernels.h"
#include "kernel/simd.h"

// One expression serves signed, unsigned and bool: comparisons that a type makes trivial are meant.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wtype-limits"
#pragma GCC diagnostic ignored "-Wbool-compare"
#pragma GCC diagnostic ignored "-Wbool-operation"
#pragma GCC diagnostic ignored "-Wint-in-bool-context"
#endif

// Functions of one number, correctly rounded for floats: newer C libraries give these, older ones an ulp less or more.
#define PRECISE(x, name) _Generic((x), float : (float)name((double)(x)), double : name((double)(x)))
#define precise_tanh(x)  PRECISE(x, (tanh))
#define precise_erf(x)   PRECISE(x, (erf))
#define precise_log1p(x) PRECISE(x, (log1p))
#define precise_expm1(x) PRECISE(x, (expm1))
#define precise_sinh(x)  PRECISE(x, (sinh))
#define precise_cosh(x)  PRECISE(x, (cosh))
#define precise_asinh(x) PRECISE(x, (asinh))
#define precise_acosh(x) PRECISE(x, (acosh))
#define precise_atanh(x) PRECISE(x, (atanh))
#define precise_atan2(x, y)                                                                                            \
    _Generic((x), float : (float)(atan2)((double)(x), (double)(y)), double : (atan2)((double)(x), (double)(y)))
/// The larger / smaller one as C++'s std::max and std::min choose: the first where neither is less.
#define FIRST_MAX(x, y) ((x) < (y) ? (y) : (x))
#define FIRST_MIN(x, y) ((y) < (x) ? (y) : (x))

// Half precision runs in float loops. Where PyTorch rounds between the operations, the set is ROUNDED, which stamps
// loops of their own for the half types, and ROUND(x) in the expression is x in the half type; elsewhere it is x.
static inline float rounded_float(float x, DType dtype)
{
    return dtype_round(dtype, x);
}
static inline double rounded_double(double x, DType dtype)
{
    (void)dtype;
    return x;
}
#define ROUND(x) (_Generic((Element)0, float : rounded_float, double : rounded_double)((x), (DType)LOOP_DTYPE))

// Sets of dtypes: X(ID, C type, ...) for each member.
#define FOR_FLOATING(X, ...) X(FLOAT32, float, __VA_ARGS__) X(FLOAT64, double, __VA_ARGS__)
#define FOR_ROUNDED(X, ...)  FOR_FLOATING(X, __VA_ARGS__) X(FLOAT16, float, __VA_ARGS__) X(BFLOAT16, float, __VA_ARGS__)
#define FOR_HALVES(X, ...)   X(FLOAT16, float, __VA_ARGS__) X(BFLOAT16, float, __VA_ARGS__)
#define FOR_FLOAT16(X, ...)  X(FLOAT16, float, __VA_ARGS__)
#define FOR_COMPLEX(X, ...)  X(COMPLEX64, float _Complex, __VA_ARGS__) X(COMPLEX128, double _Complex, __VA_ARGS__)
#define FOR_UNSIGNED(X, ...) X(UINT8, uint8_t, __VA_ARGS__)
#define FOR_SIGNED(X, ...)                                                                                             \
    X(INT8, int8_t, __VA_ARGS__)                                                                                       \
    X(INT16, int16_t, __VA_ARGS__) X(INT32, int32_t, __VA_ARGS__) X(INT64, int64_t, __VA_ARGS__)
#define FOR_INTEGER(X, ...)  FOR_UNSIGNED(X, __VA_ARGS__) FOR_SIGNED(X, __VA_ARGS__)
#define FOR_BOOLEAN(X, ...)  X(BOOL, bool, __VA_ARGS__)
#define FOR_INTEGRAL(X, ...) FOR_INTEGER(X, __VA_ARGS__) FOR_BOOLEAN(X, __VA_ARGS__)
#define FOR_REAL(X, ...)     FOR_INTEGER(X, __VA_ARGS__) FOR_FLOATING(X, __VA_ARGS__)
#define FOR_ORDERED(X, ...)  FOR_REAL(X, __VA_ARGS__) FOR_BOOLEAN(X, __VA_ARGS__)
#define FOR_INEXACT(X, ...)  FOR_FLOATING(X, __VA_ARGS__) FOR_COMPLEX(X, __VA_ARGS__)
#define FOR_NUMBER(X, ...)   FOR_REAL(X, __VA_ARGS__) FOR_COMPLEX(X, __VA_ARGS__)
#define FOR_ALL(X, ...)      FOR_NUMBER(X, __VA_ARGS__) FOR_BOOLEAN(X, __VA_ARGS__)

// The scalars as the loop's own type. Those that an expression does not mention cost nothing.
#define SCALAR_AS_UINT8(s)      ((uint8_t)scalar_to_int(s))
#define SCALAR_AS_INT8(s)       ((int8_t)scalar_to_int(s))
#define SCALAR_AS_INT16(s)      ((int16_t)scalar_to_int(s))
#define SCALAR_AS_INT32(s)      ((int32_t)scalar_to_int(s))
#define SCALAR_AS_INT64(s)      scalar_to_int(s)
#define SCALAR_AS_FLOAT32(s)    ((float)scalar_to_float(s))
#define SCALAR_AS_FLOAT16(s)    ((float)scalar_to_float(s))
#define SCALAR_AS_BFLOAT16(s)   ((float)scalar_to_float(s))
#define SCALAR_AS_FLOAT64(s)    scalar_to_float(s)
#define SCALAR_AS_COMPLEX64(s)  ((float _Complex)scalar_to_complex(s))
#define SCALAR_AS_COMPLEX128(s) scalar_to_complex(s)
#define SCALAR_AS_BOOL(s)       scalar_to_bool(s)
#define LOOP_SCALARS(ID, T)                                                                                            \
    typedef T Element UNUSED;                                                                                          \
    enum { LOOP_DTYPE = DTYPE_##ID };                                                                                  \
    const T s0 UNUSED = SCALAR_AS_##ID(scalars[0]), s1 UNUSED = SCALAR_AS_##ID(scalars[1]),                            \
               s2 UNUSED = SCALAR_AS_##ID(scalars[2]), s3 UNUSED = SCALAR_AS_##ID(scalars[3])

// What a loop reads from memory for a value of its type. The byte of a bool may hold anything (a view of other bytes,
// memory that nobody filled): all but 0 is true, which a load of a C bool would not give.
#define STORED(T) __typeof__(_Generic((T)0, bool : (uint8_t)0, default : (T)0))

// What a loop writes, given what it reads.
#define SAME_OF(ID, T)     T
#define BOOL_OF(ID, T)     bool
#define REAL_OF(ID, T)     REAL_OF_##ID
#define REAL_OF_FLOAT32    float
#define REAL_OF_FLOAT64    double
#define REAL_OF_COMPLEX64  float
#define REAL_OF_COMPLEX128 double
#define COMPLEX_OF(ID, T)  T _Complex

#define LOOP_HEAD(name, ID)                                                                                            \
    static void name##_##ID(char *const *data, const int64_t *strides, int64_t count, const Scalar *scalars)

#define PACKED(type, index) (strides[index] == (int64_t)sizeof(type))

#define UNARY_LOOP(ID, T, name, result, expression)                                                                    \
    LOOP_HEAD(name, ID)                                                                                                \
    {                                                                                                                  \
        LOOP_SCALARS(ID, T);                                                                                           \
        typedef result(ID, T) Result;                                                                                  \
        if (PACKED(Result, 0) && PACKED(T, 1)) {                                                                       \
            Result *to = (Result *)data[0];                                                                            \
            const STORED(T) *from = (const STORED(T) *)data[1];                                                        \
            VECTORIZE for (int64_t i = 0; i < count; i++)                                                              \
            {                                                                                                          \
                const T a = from[i];                                                                                   \
                to[i] = (Result)(expression);                                                                          \
            }                                                                                                          \
            return;                                                                                                    \
        }                                                                                                              \
        for (int64_t i = 0; i < count; i++) {                                                                          \
            const T a = *(const STORED(T) *)(data[1] + i * strides[1]);                                                \
            *(Result *)(data[0] + i * strides[0]) = (Result)(expression);                                              \
        }                                                                                                              \
    }

#define BINARY_LOOP(ID, T, name, result, expression)                                                                   \
    LOOP_HEAD(name, ID)                                                                                                \
    {                                                                                                                  \
        LOOP_SCALARS(ID, T);                                                                                           \
        typedef result(ID, T) Result;                                                                                  \
        Result *to = (Result *)data[0];                                                                                \
        const STORED(T) *left = (const STORED(T) *)data[1], *right = (const STORED(T) *)data[2];                       \
        if (PACKED(Result, 0) && PACKED(T, 1) && PACKED(T, 2)) {                                                       \
            VECTORIZE for (int64_t i = 0; i < count; i++)                                                              \
            {                                                                                                          \
                const T a = left[i], b = right[i];                                                                     \
                to[i] = (Result)(expression);                                                                          \
            }                                                                                                          \
        } else if (PACKED(Result, 0) && PACKED(T, 1) && strides[2] == 0) {                                             \
            const T b = *right;                                                                                        \
            VECTORIZE for (int64_t i = 0; i < count; i++)                                                              \
            {                                                                                                          \
                const T a = left[i];                                                                                   \
                to[i] = (Result)(expression);                                                                          \
            }                                                                                                          \
        } else if (PACKED(Result, 0) && strides[1] == 0 && PACKED(T, 2)) {                                             \
            const T a = *left;                                                                                         \
            VECTORIZE for (int64_t i = 0; i < count; i++)                                                              \
            {                                                                                                          \
                const T b = right[i];                                                                                  \
                to[i] = (Result)(expression);                                                                          \
            }                                                                                                          \
        } else {                                                                                                       \
            for (int64_t i = 0; i < count; i++) {                                                                      \
                const T a = *(const STORED(T) *)(data[1] + i * strides[1]),                                            \
                        b = *(const STORED(T) *)(data[2] + i * strides[2]);                                            \
                *(Result *)(data[0] + i * strides[0]) = (Result)(expression);                                          \
            }                                                                                                          \
        }                                                                                                              \
    }

#define TERNARY_LOOP(ID, T, name, first, second, expression)                                                           \
    LOOP_HEAD(name, ID)                                                                                                \
    {                                                                                                                  \
        LOOP_SCALARS(ID, T);                                                                                           \
        if (PACKED(T, 0) && PACKED(first(ID, T), 1) && PACKED(second(ID, T), 2) && PACKED(T, 3)) {                     \
            T *to = (T *)data[0];                                                                                      \
            const STORED(first(ID, T)) *first_input = (const STORED(first(ID, T)) *)data[1];                           \
            const STORED(second(ID, T)) *second_input = (const STORED(second(ID, T)) *)data[2];                        \
            const STORED(T) *third_input = (const STORED(T) *)data[3];                                                 \
            VECTORIZE for (int64_t i = 0; i < count; i++)                                                              \
            {                                                                                                          \
                const first(ID, T) a = first_input[i];                                                                 \
                const second(ID, T) b = second_input[i];                                                               \
                const T c = third_input[i];                                                                            \
                to[i] = (T)(expression);                                                                               \
            }                                                                                                          \
            return;                                                                                                    \
        }                                                                                                              \
        for (int64_t i = 0; i < count; i++) {                                                                          \
            const first(ID, T) a = *(const STORED(first(ID, T)) *)(data[1] + i * strides[1]);                          \
            const second(ID, T) b = *(const STORED(second(ID, T)) *)(data[2] + i * strides[2]);                        \
            const T c = *(const STORED(T) *)(data[3] + i * strides[3]);                                                \
            *(T *)(data[0] + i * strides[0]) = (T)(expression);                                                        \
        }                                                                                                              \
    }

// Half precision in PyTorch's two ways: blocks of two vectors (of halves) by `block`, the rest by `rest`, which rounds
// between the operations.
enum { HALF_BLOCK = 32 };
#define UNARY_HALF_LOOP(ID, T, name, block, rest)                                                                      \
    LOOP_HEAD(name, ID)                                                                                                \
    {                                                                                                                  \
        LOOP_SCALARS(ID, T);                                                                                           \
        const int64_t blocks = PACKED(T, 0) && PACKED(T, 1) ? count - count % HALF_BLOCK : 0;                          \
        for (int64_t i = 0; i < count; i++) {                                                                          \
            const T a = *(const T *)(data[1] + i * strides[1]);                                                        \
            *(T *)(data[0] + i * strides[0]) = i < blocks ? (block) : (rest);                                          \
        }                                                                                                              \
    }
#define BINARY_HALF_LOOP(ID, T, name, block, rest)                                                                     \
    LOOP_HEAD(name, ID)                                                                                                \
    {                                                                                                                  \
        LOOP_SCALARS(ID, T);                                                                                           \
        bool packed = PACKED(T, 0) && (PACKED(T, 1) || !strides[1]) && (PACKED(T, 2) || !strides[2]);                  \
        const int64_t blocks = packed ? count - count % HALF_BLOCK : 0;                                                \
        for (int64_t i = 0; i < count; i++) {                                                                          \
            const T a = *(const T *)(data[1] + i * strides[1]), b = *(const T *)(data[2] + i * strides[2]);            \
            *(T *)(data[0] + i * strides[0]) = i < blocks ? (block) : (rest);                                          \
        }                                                                                                              \
    }

// The table that kernels.c points a kernel to.
#define LOOP_ROW(ID, T, name) [DTYPE_##ID] = name##_##ID,
#define LOOPS_1(name, A)      KernelLoop *const kernel_loops_##name[DTYPE_COUNT] = {FOR_##A(LOOP_ROW, name)};
#define LOOPS_2(name, A, B)                                                                                            \
    KernelLoop *const kernel_loops_##name[DTYPE_COUNT] = {FOR_##A(LOOP_ROW, name) FOR_##B(LOOP_ROW, name)};
#define LOOPS_3(name, A, B, C)                                                                                         \
    KernelLoop *const kernel_loops_##name[DTYPE_COUNT] = {FOR_##A(LOOP_ROW, name) FOR_##B(LOOP_ROW, name)              \
                                                              FOR_##C(LOOP_ROW, name)};

#define UNARY_KERNEL(name, SET, expression) FOR_##SET(UNARY_LOOP, name, SAME_OF, expression) LOOPS_1(name, SET)
#define UNARY_KERNEL_2(name, SET, expression, SET2, expression2)                                                       \
    FOR_##SET(UNARY_LOOP, name, SAME_OF, expression) FOR_##SET2(UNARY_LOOP, name, SAME_OF, expression2)                \
        LOOPS_2(name, SET, SET2)
#define UNARY_KERNEL_3(name, SET, expression, SET2, expression2, SET3, expression3)                                    \
    FOR_##SET(UNARY_LOOP, name, SAME_OF, expression) FOR_##SET2(UNARY_LOOP, name, SAME_OF, expression2)                \
        FOR_##SET3(UNARY_LOOP, name, SAME_OF, expression3) LOOPS_3(name, SET, SET2, SET3)
/// Kernels that answer true or false.
#define UNARY_TEST(name, SET, expression) FOR_##SET(UNARY_LOOP, name, BOOL_OF, expression) LOOPS_1(name, SET)
#define UNARY_TEST_2(name, SET, expression, SET2, expression2)                                                         \
    FOR_##SET(UNARY_LOOP, name, BOOL_OF, expression) FOR_##SET2(UNARY_LOOP, name, BOOL_OF, expression2)                \
        LOOPS_2(name, SET, SET2)
#define UNARY_TEST_3(name, SET, expression, SET2, expression2, SET3, expression3)                                      \
    FOR_##SET(UNARY_LOOP, name, BOOL_OF, expression) FOR_##SET2(UNARY_LOOP, name, BOOL_OF, expression2)                \
        FOR_##SET3(UNARY_LOOP, name, BOOL_OF, expression3) LOOPS_3(name, SET, SET2, SET3)
#define BINARY_KERNEL(name, SET, expression) FOR_##SET(BINARY_LOOP, name, SAME_OF, expression) LOOPS_1(name, SET)
#define BINARY_KERNEL_2(name, SET, expression, SET2, expression2)                                                      \
    FOR_##SET(BINARY_LOOP, name, SAME_OF, expression) FOR_##SET2(BINARY_LOOP, name, SAME_OF, expression2)              \
        LOOPS_2(name, SET, SET2)
#define BINARY_KERNEL_3(name, SET, expression, SET2, expression2, SET3, expression3)                                   \
    FOR_##SET(BINARY_LOOP, name, SAME_OF, expression) FOR_##SET2(BINARY_LOOP, name, SAME_OF, expression2)              \
        FOR_##SET3(BINARY_LOOP, name, SAME_OF, expression3) LOOPS_3(name, SET, SET2, SET3)
#define BINARY_TEST(name, SET, expression) FOR_##SET(BINARY_LOOP, name, BOOL_OF, expression) LOOPS_1(name, SET)
#define TERNARY_KERNEL(name, SET, expression)                                                                          \
    FOR_##SET(TERNARY_LOOP, name, SAME_OF, SAME_OF, expression) LOOPS_1(name, SET)
#define TERNARY_KERNEL_2(name, SET, expression, SET2, expression2)                                                     \
    FOR_##SET(TERNARY_LOOP, name, SAME_OF, SAME_OF, expression)                                                        \
        FOR_##SET2(TERNARY_LOOP, name, SAME_OF, SAME_OF, expression2) LOOPS_2(name, SET, SET2)

// Vector loops. One vector's worth of an input is `a` (and b); short runs go through zero-padded vectors.
#define VECTOR_FLOAT32       FloatVector
#define VECTOR_FLOAT64       DoubleVector
#define LANES(ID)            ((int64_t)(sizeof(VECTOR_##ID) / sizeof(((VECTOR_##ID *)0)[0][0])))
#define PREFIX_FLOAT32(name) float_vector_##name
#define PREFIX_FLOAT64(name) double_vector_##name

// Blocks of two vectors by `vector`, the rest and strided runs by `scalar`.
#define VECTOR_LOOP(ID, T, name, scalar, vector)                                                                       \
    LOOP_HEAD(name, ID)                                                                                                \
    {                                                                                                                  \
        LOOP_SCALARS(ID, T);                                                                                           \
        int64_t i = 0;                                                                                                 \
        if (PACKED(T, 0) && PACKED(T, 1))                                                                              \
            for (; i + 2 * LANES(ID) <= count; i += 2 * LANES(ID))                                                     \
                for (int64_t j = i; j < i + 2 * LANES(ID); j += LANES(ID)) {                                           \
                    const VECTOR_##ID a = PREFIX_##ID(load)((const T *)data[1] + j);                                   \
                    PREFIX_##ID(store)((T *)data[0] + j, (vector));                                                    \
                }                                                                                                      \
        for (; i < count; i++) {                                                                                       \
            const T a = *(const T *)(data[1] + i * strides[1]);                                                        \
            *(T *)(data[0] + i * strides[0]) = (scalar);                                                               \
        }                                                                                                              \
    }

// The same with two inputs, either of which may be one stretched number.
#define VECTOR_LOOP_BINARY(ID, T, name, scalar, vector)                                                                \
    LOOP_HEAD(name, ID)                                                                                                \
    {                                                                                                                  \
        LOOP_SCALARS(ID, T);                                                                                           \
        int64_t i = 0;                                                                                                 \
        bool left_fixed = strides[1] == 0, right_fixed = strides[2] == 0;                                              \
        if (PACKED(T, 0) && (PACKED(T, 1) || left_fixed) && (PACKED(T, 2) || right_fixed) &&                           \
            !(left_fixed && right_fixed))                                                                              \
            for (; i + 2 * LANES(ID) <= count; i += 2 * LANES(ID))                                                     \
                for (int64_t j = i; j < i + 2 * LANES(ID); j += LANES(ID)) {                                           \
                    const VECTOR_##ID a = left_fixed ? PREFIX_##ID(fill)(*(const T *)data[1])                          \
                                                     : PREFIX_##ID(load)((const T *)data[1] + j);                      \
                    const VECTOR_##ID b = right_fixed ? PREFIX_##ID(fill)(*(const T *)data[2])                         \
                                                      : PREFIX_##ID(load)((const T *)data[2] + j);                     \
                    PREFIX_##ID(store)((T *)data[0] + j, (vector));                                                    \
                }                                                                                                      \
        for (; i < count; i++) {                                                                                       \
            const T a = *(const T *)(data[1] + i * strides[1]), b = *(const T *)(data[2] + i * strides[2]);            \
            *(T *)(data[0] + i * strides[0]) = (scalar);                                                               \
        }                                                                                                              \
    }

// The same with three inputs, which all have to be packed (or stretched) for vectors.
#define VECTOR_INPUT(ID, T, index, at)                                                                                 \
    (strides[index] == 0 ? PREFIX_##ID(fill)(*(const T *)data[index])                                                  \
                         : PREFIX_##ID(load)((const T *)data[index] + (at)))
#define VECTOR_LOOP_TERNARY(ID, T, name, scalar, vector)                                                               \
    LOOP_HEAD(name, ID)                                                                                                \
    {                                                                                                                  \
        LOOP_SCALARS(ID, T);                                                                                           \
        int64_t i = 0;                                                                                                 \
        bool packed = PACKED(T, 0);                                                                                    \
        int fixed = 0;                                                                                                 \
        for (int input = 1; input <= 3; input++) {                                                                     \
            packed &= PACKED(T, input) || strides[input] == 0;                                                         \
            fixed += strides[input] == 0;                                                                              \
        }                                                                                                              \
        for (; packed && fixed <= 1 && i + 2 * LANES(ID) <= count; i += 2 * LANES(ID))                                 \
            for (int64_t j = i; j < i + 2 * LANES(ID); j += LANES(ID)) {                                               \
                const VECTOR_##ID a = VECTOR_INPUT(ID, T, 1, j), b = VECTOR_INPUT(ID, T, 2, j),                        \
                                  c = VECTOR_INPUT(ID, T, 3, j);                                                       \
                PREFIX_##ID(store)((T *)data[0] + j, (vector));                                                        \
            }                                                                                                          \
        for (; i < count; i++) {                                                                                       \
            const T a = *(const T *)(data[1] + i * strides[1]), b = *(const T *)(data[2] + i * strides[2]);            \
            const T c = *(const T *)(data[3] + i * strides[3]);                                                        \
            *(T *)(data[0] + i * strides[0]) = (scalar);                                                               \
        }                                                                                                              \
    }

// Everything by `vector`; strided runs are gathered lane by lane.
#define VECTOR_ONLY_LOOP(ID, T, name, vector)                                                                          \
    LOOP_HEAD(name, ID)                                                                                                \
    {                                                                                                                  \
        LOOP_SCALARS(ID, T);                                                                                           \
        bool packed = PACKED(T, 0) && PACKED(T, 1);                                                                    \
        int64_t i = 0;                                                                                                 \
        for (; packed && i + LANES(ID) <= count; i += LANES(ID)) {                                                     \
            const VECTOR_##ID a = PREFIX_##ID(load)((const T *)data[1] + i);                                           \
            PREFIX_##ID(store)((T *)data[0] + i, (vector));                                                            \
        }                                                                                                              \
        for (; i < count; i += LANES(ID)) {                                                                            \
            int64_t width = count - i < LANES(ID) ? count - i : LANES(ID);                                             \
            VECTOR_##ID a = {0};                                                                                       \
            for (int64_t lane = 0; lane < width; lane++)                                                               \
                a[lane] = *(const T *)(data[1] + (i + lane) * strides[1]);                                             \
            const VECTOR_##ID value = (vector);                                                                        \
            for (int64_t lane = 0; lane < width; lane++)                                                               \
                *(T *)(data[0] + (i + lane) * strides[0]) = value[lane];                                               \
        }                                                                                                              \
    }

#define VECTOR_KERNEL(name, scalar, vector) FOR_FLOATING(VECTOR_LOOP, name, scalar, vector) LOOPS_1(name, FLOATING)
#define VECTOR_KERNEL_2(name, scalar, vector, SET2, expression2)                                                       \
    FOR_FLOATING(VECTOR_LOOP, name, scalar, vector)                                                                    \
    FOR_##SET2(UNARY_LOOP, name, SAME_OF, expression2) LOOPS_2(name, FLOATING, SET2)
#define VECTOR_KERNEL_BINARY(name, scalar, vector)                                                                     \
    FOR_FLOATING(VECTOR_LOOP_BINARY, name, scalar, vector) LOOPS_1(name, FLOATING)
#define VECTOR_KERNEL_TERNARY(name, scalar, vector)                                                                    \
    FOR_FLOATING(VECTOR_LOOP_TERNARY, name, scalar, vector) LOOPS_1(name, FLOATING)
#define VECTOR_ONLY_KERNEL(name, vector) FOR_FLOATING(VECTOR_ONLY_LOOP, name, vector) LOOPS_1(name, FLOATING)
#define VECTOR_ONLY_KERNEL_2(name, vector, SET2, expression2)                                                          \
    FOR_FLOATING(VECTOR_ONLY_LOOP, name, vector)                                                                       \
    FOR_##SET2(UNARY_LOOP, name, SAME_OF, expression2) LOOPS_2(name, FLOATING, SET2)

// The vector function for the type of a vector: vexp(a) is SLEEF's exp on 8 floats or 4 doubles.
#define VECTOR_CALL(a, name) _Generic((a), FloatVector : float_vector_##name, DoubleVector : double_vector_##name)
#define vexp(a)              VECTOR_CALL(a, exp)(a)
#define vlog(a)              VECTOR_CALL(a, log)(a)
#define vlog1p(a)            VECTOR_CALL(a, log1p)(a)
#define vexp2(a)             VECTOR_CALL(a, exp2)(a)
#define vexpm1(a)            VECTOR_CALL(a, expm1)(a)
#define vtanh(a)             VECTOR_CALL(a, tanh)(a)
#define verf(a)              VECTOR_CALL(a, erf)(a)
#define vpow(a, b)           VECTOR_CALL(a, pow)(a, b)
#define vselect(mask, a, b)  VECTOR_CALL(a, select)(mask, a, b)
/// max / min of two vectors, lane by lane; the second one where either is NaN.
#define vmax(a, b) vselect((a) > (b), a, b)
#define vmin(a, b) vselect((a) < (b), a, b)
/// A number in every lane of a vector like `like`.
#define vfill(like, value) VECTOR_CALL(like, fill)(value)
#define vabs(a)            VECTOR_CALL(a, absolute)(a)

#endif
