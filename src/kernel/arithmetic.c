// Elementwise arithmetic of two operands.
#include <tgmath.h>

#include "kernel/complex_math.h"
#include "kernel/stamp.h"

FOR_REAL(BINARY_LOOP, add, SAME_OF, a + s0 * b)
FOR_COMPLEX(BINARY_LOOP, add, SAME_OF, a + complex_multiply(s0, b))
FOR_BOOLEAN(BINARY_LOOP, add, SAME_OF, a || (s0 && b))
FOR_HALVES(BINARY_HALF_LOOP, add, a + ROUND(s0) * b, a + ROUND(ROUND(s0) * b))
FOR_REAL(BINARY_LOOP, sub, SAME_OF, a - s0 * b)
FOR_COMPLEX(BINARY_LOOP, sub, SAME_OF, a - complex_multiply(s0, b))
FOR_HALVES(BINARY_HALF_LOOP, sub, a - ROUND(s0) * b, a - ROUND(ROUND(s0) * b))
KernelLoop *const kernel_loops_add[DTYPE_COUNT] = {FOR_ALL(LOOP_ROW, add) FOR_HALVES(LOOP_ROW, add)};
KernelLoop *const kernel_loops_sub[DTYPE_COUNT] = {FOR_NUMBER(LOOP_ROW, sub) FOR_HALVES(LOOP_ROW, sub)};
FOR_REAL(BINARY_LOOP, mul, SAME_OF, a *b)
FOR_BOOLEAN(BINARY_LOOP, mul, SAME_OF, a &&b)
FOR_FLOATING(BINARY_LOOP, div, SAME_OF, a / b)
#define COMPLEX_ROW(ID, T, name) [DTYPE_##ID] = complex_##name##_##ID,
KernelLoop *const kernel_loops_mul[DTYPE_COUNT] = {FOR_REAL(LOOP_ROW, mul) FOR_BOOLEAN(LOOP_ROW, mul)
                                                       FOR_COMPLEX(COMPLEX_ROW, mul)};
KernelLoop *const kernel_loops_div[DTYPE_COUNT] = {FOR_FLOATING(LOOP_ROW, div) FOR_COMPLEX(COMPLEX_ROW, div)};

// Integer division. The zero divisor was refused before the loop; it must not trap all the same, and neither must
// the smallest number divided by -1.
#define INTEGER_DIVISION(suffix, T)                                                                                    \
    static inline T divide_trunc_##suffix(T a, T b)                                                                    \
    {                                                                                                                  \
        return b == 0 ? 0 : b == (T)-1 && (T)-1 < 0 ? (T)-a : (T)(a / b);                                              \
    }                                                                                                                  \
    static inline T remainder_trunc_##suffix(T a, T b)                                                                 \
    {                                                                                                                  \
        return b == 0 || (b == (T)-1 && (T)-1 < 0) ? 0 : (T)(a % b);                                                   \
    }                                                                                                                  \
    static inline T remainder_floor_##suffix(T a, T b)                                                                 \
    {                                                                                                                  \
        T rest = remainder_trunc_##suffix(a, b);                                                                       \
        return rest != 0 && (rest < 0) != (b < 0) ? (T)(rest + b) : rest;                                              \
    }                                                                                                                  \
    static inline T divide_floor_##suffix(T a, T b)                                                                    \
    {                                                                                                                  \
        T quotient = divide_trunc_##suffix(a, b), rest = remainder_trunc_##suffix(a, b);                               \
        return rest != 0 && (rest < 0) != (b < 0) ? (T)(quotient - 1) : quotient;                                      \
    }
INTEGER_DIVISION(uint8, uint8_t)
INTEGER_DIVISION(int8, int8_t)
INTEGER_DIVISION(int16, int16_t)
INTEGER_DIVISION(int32, int32_t)
INTEGER_DIVISION(int64, int64_t)

// Python's rules for floats: the remainder has the divisor's sign, and quotient and remainder fit together.
#define FLOAT_DIVISION(suffix, T)                                                                                      \
    static inline T remainder_floor_##suffix(T a, T b)                                                                 \
    {                                                                                                                  \
        T rest = fmod(a, b);                                                                                           \
        return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;                                                   \
    }                                                                                                                  \
    static inline T divide_floor_##suffix(T a, T b)                                                                    \
    {                                                                                                                  \
        if (b == 0)                                                                                                    \
            return a / b;                                                                                              \
        T rest = fmod(a, b), quotient = (a - rest) / b;                                                                \
        if (rest != 0 && (b < 0) != (rest < 0))                                                                        \
            quotient -= 1;                                                                                             \
        if (quotient == 0)                                                                                             \
            return copysign((T)0, a / b);                                                                              \
        T rounded = floor(quotient);                                                                                   \
        return quotient - rounded > (T)0.5 ? rounded + 1 : rounded;                                                    \
    }
FLOAT_DIVISION(float, float)
FLOAT_DIVISION(double, double)

#define BY_TYPE(a, name)                                                                                               \
    _Generic((a), uint8_t                                                                                              \
             : name##_uint8, int8_t                                                                                    \
             : name##_int8, int16_t                                                                                    \
             : name##_int16, int32_t                                                                                   \
             : name##_int32, int64_t                                                                                   \
             : name##_int64)
#define BY_NUMBER_TYPE(a, name)                                                                                        \
    _Generic((a), uint8_t                                                                                              \
             : name##_uint8, int8_t                                                                                    \
             : name##_int8, int16_t                                                                                    \
             : name##_int16, int32_t                                                                                   \
             : name##_int32, int64_t                                                                                   \
             : name##_int64, float                                                                                     \
             : name##_float, double                                                                                    \
             : name##_double)

BINARY_KERNEL_2(div_trunc, INTEGER, BY_TYPE(a, divide_trunc)(a, b), FLOATING, trunc(a / b))
BINARY_KERNEL(div_floor, REAL, BY_NUMBER_TYPE(a, divide_floor)(a, b))
BINARY_KERNEL(remainder, REAL, BY_NUMBER_TYPE(a, remainder_floor)(a, b))
BINARY_KERNEL_2(fmod, INTEGER, BY_TYPE(a, remainder_trunc)(a, b), FLOATING, fmod(a, b))

// Powers of integers by repeated squaring, wrapping around; a negative exponent leaves only 1, -1 and 0.
static int64_t power_int64(int64_t base, int64_t exponent)
{
    if (exponent < 0)
        return base == 1 ? 1 : base == -1 ? (exponent & 1 ? -1 : 1) : 0;
    int64_t result = 1;
    for (; exponent; exponent >>= 1) {
        if (exponent & 1)
            result *= base;
        base *= base;
    }
    return result;
}

#define POWER_INTEGER(a, b) ((Element)power_int64((int64_t)(a), (int64_t)(b)))
FOR_FLOATING(VECTOR_LOOP_BINARY, pow, pow(a, b), vpow(a, b))
FOR_INTEGER(BINARY_LOOP, pow, SAME_OF, POWER_INTEGER(a, b))
FOR_COMPLEX(BINARY_LOOP, pow, SAME_OF, COMPLEX_PICK(a, complex_pow)(a, b))
LOOPS_3(pow, FLOATING, INTEGER, COMPLEX)

// The short cuts that PyTorch takes for constant exponents are exact operations; the rest goes through pow.
#define POWER_SHORT_CUT(T)                                                                                             \
    (s0 == 2      ? a * a                                                                                              \
     : s0 == 3    ? a * a * a                                                                                          \
     : s0 == -2   ? 1 / (a * a)                                                                                        \
     : s0 == -1   ? 1 / a                                                                                              \
     : s0 == 0.5  ? sqrt(a)                                                                                            \
     : s0 == -0.5 ? 1 / sqrt(a)                                                                                        \
                  : pow(a, s0))
#define IS_SHORT_CUT (s0 == 2 || s0 == 3 || s0 == -2 || s0 == -1 || s0 == (Element)0.5 || s0 == (Element)-0.5)
#define POW_SCALAR_LOOP(ID, T, name)                                                                                   \
    static void name##_short_##ID(char *const *data, const int64_t *strides, int64_t count, T s0)                      \
    {                                                                                                                  \
        for (int64_t i = 0; i < count; i++) {                                                                          \
            const T a = *(const T *)(data[1] + i * strides[1]);                                                        \
            *(T *)(data[0] + i * strides[0]) = POWER_SHORT_CUT(T);                                                     \
        }                                                                                                              \
    }                                                                                                                  \
    LOOP_HEAD(name, ID)                                                                                                \
    {                                                                                                                  \
        LOOP_SCALARS(ID, T);                                                                                           \
        if (IS_SHORT_CUT) {                                                                                            \
            name##_short_##ID(data, strides, count, s0);                                                               \
            return;                                                                                                    \
        }                                                                                                              \
        int64_t i = 0, whole = PACKED(T, 0) && PACKED(T, 1) ? count - count % (2 * LANES(ID)) : 0;                     \
        for (; i < whole; i += LANES(ID))                                                                              \
            PREFIX_##ID(store)((T *)data[0] + i,                                                                       \
                               PREFIX_##ID(pow)(PREFIX_##ID(load)((const T *)data[1] + i), PREFIX_##ID(fill)(s0)));    \
        for (; i < count; i++)                                                                                         \
            *(T *)(data[0] + i * strides[0]) =                                                                         \
                (T)(pow)((double)*(const T *)(data[1] + i * strides[1]), scalar_to_float(scalars[0]));                 \
    }
FOR_FLOATING(POW_SCALAR_LOOP, pow_scalar)
FOR_INTEGER(UNARY_LOOP, pow_scalar, SAME_OF, POWER_INTEGER(a, s0))
// A constant exponent of complex numbers that needs no logarithm. Cubes go by pieces, since the target may be the base.
enum { CUBED_AT_ONCE = 256 };
#define POW_COMPLEX_LOOP(ID, T, name)                                                                                  \
    static void name##_square_##ID(char *const *data, const int64_t *strides, int64_t count)                           \
    {                                                                                                                  \
        complex_mul_##ID((char *const[]){data[0], data[1], data[1]},                                                   \
                         (const int64_t[]){strides[0], strides[1], strides[1]}, count, NULL);                          \
    }                                                                                                                  \
    static void name##_cube_##ID(char *const *data, const int64_t *strides, int64_t count)                             \
    {                                                                                                                  \
        T squares[CUBED_AT_ONCE];                                                                                      \
        for (int64_t i = 0; i < count; i += CUBED_AT_ONCE) {                                                           \
            int64_t some = count - i < CUBED_AT_ONCE ? count - i : CUBED_AT_ONCE;                                      \
            char *from = data[1] + i * strides[1];                                                                     \
            name##_square_##ID((char *const[]){(char *)squares, from}, (const int64_t[]){sizeof(T), strides[1]},       \
                               some);                                                                                  \
            complex_mul_##ID((char *const[]){data[0] + i * strides[0], (char *)squares, from},                         \
                             (const int64_t[]){strides[0], sizeof(T), strides[1]}, some, NULL);                        \
        }                                                                                                              \
    }                                                                                                                  \
    LOOP_HEAD(name, ID)                                                                                                \
    {                                                                                                                  \
        LOOP_SCALARS(ID, T);                                                                                           \
        KernelLoop *short_cut = s0 == (T)0.5    ? kernel_loops_sqrt[DTYPE_##ID]                                        \
                                : s0 == (T)-0.5 ? kernel_loops_rsqrt[DTYPE_##ID]                                       \
                                : s0 == -1      ? kernel_loops_reciprocal[DTYPE_##ID]                                  \
                                                : NULL;                                                                     \
        if (short_cut) {                                                                                               \
            short_cut(data, strides, count, scalars);                                                                  \
        } else if (s0 == 2) {                                                                                          \
            name##_square_##ID(data, strides, count);                                                                  \
        } else if (s0 == 3) {                                                                                          \
            name##_cube_##ID(data, strides, count);                                                                    \
        } else if (s0 == -2) {                                                                                         \
            name##_square_##ID(data, strides, count);                                                                  \
            kernel_loops_reciprocal[DTYPE_##ID]((char *const[]){data[0], data[0]},                                     \
                                                (const int64_t[]){strides[0], strides[0]}, count, scalars);            \
        } else {                                                                                                       \
            for (int64_t i = 0; i < count; i++) {                                                                      \
                const T a = *(const T *)(data[1] + i * strides[1]);                                                    \
                T power = s0 == 0 ? 1 : s0 == 1 ? a : COMPLEX_PICK(a, complex_pow)(a, s0);                             \
                *(T *)(data[0] + i * strides[0]) = power;                                                              \
            }                                                                                                          \
        }                                                                                                              \
    }
FOR_COMPLEX(POW_COMPLEX_LOOP, pow_scalar)
// The cube of bfloat16 is rounded twice.
static void pow_scalar_BFLOAT16(char *const *data, const int64_t *strides, int64_t count, const Scalar *scalars)
{
    if (scalar_to_float(scalars[0]) != 3) {
        pow_scalar_FLOAT32(data, strides, count, scalars);
        return;
    }
    for (int64_t i = 0; i < count; i++) {
        float a = *(const float *)(data[1] + i * strides[1]);
        *(float *)(data[0] + i * strides[0]) = dtype_round(DTYPE_BFLOAT16, a * a) * a;
    }
}
#define FOR_BFLOAT16(X, ...) X(BFLOAT16, float, __VA_ARGS__)
KernelLoop *const kernel_loops_pow_scalar[DTYPE_COUNT] = {FOR_NUMBER(LOOP_ROW, pow_scalar)
                                                              FOR_BFLOAT16(LOOP_ROW, pow_scalar)};

// maximum and minimum let NaN win, fmax and fmin let it lose.
BINARY_KERNEL_2(maximum, FLOATING, a != a ? a : b != b ? b : a > b ? a : b, INTEGRAL, a > b ? a : b)
BINARY_KERNEL_2(minimum, FLOATING, a != a ? a : b != b ? b : a < b ? a : b, INTEGRAL, a < b ? a : b)
BINARY_KERNEL_2(fmax, FLOATING, a >= b || b != b ? a : b, INTEGRAL, a > b ? a : b)
BINARY_KERNEL_2(fmin, FLOATING, a <= b || b != b ? a : b, INTEGRAL, a < b ? a : b)
VECTOR_KERNEL_BINARY(atan2, precise_atan2(a, b), VECTOR_CALL(a, atan2)(a, b))
VECTOR_KERNEL_BINARY(hypot, hypot(a, b), VECTOR_CALL(a, hypot)(a, b))
BINARY_KERNEL(copysign, FLOATING, copysign(a, b))
// The next number of a half type: their bits are in the order of their sizes.
static inline float next_half(float a, float b, DType dtype)
{
    bool brain = dtype == DTYPE_BFLOAT16;
    if (a != a || b != b || a == b)
        return a != a ? a : b;
    uint16_t bits = brain ? bfloat16_from_float(a).bits : half_from_float(a).bits;
    bits = a == 0 ? 1 : (uint16_t)((a < b) == (a > 0) ? bits + 1 : bits - 1);
    float next = brain ? bfloat16_to_float((BFloat16){bits}) : half_to_float((Half){bits});
    return a == 0 ? copysignf(next, b) : next;
}
static inline double next_double(double a, double b, DType dtype)
{
    (void)dtype;
    return nextafter(a, b);
}
static inline float next_float(float a, float b, DType dtype)
{
    return dtype == DTYPE_FLOAT32 ? nextafterf(a, b) : next_half(a, b, dtype);
}
#define NEXT_AFTER(a, b) _Generic((Element)0, float : next_float, double : next_double)((a), (b), (DType)LOOP_DTYPE)
BINARY_KERNEL(nextafter, ROUNDED, NEXT_AFTER(a, b))
BINARY_KERNEL(heaviside, ORDERED, a == 0 ? b : (Element)(a > 0))

static inline int64_t gcd_int64(int64_t a, int64_t b)
{
    uint64_t x = a < 0 ? -(uint64_t)a : (uint64_t)a, y = b < 0 ? -(uint64_t)b : (uint64_t)b;
    while (y) {
        uint64_t rest = x % y;
        x = y;
        y = rest;
    }
    return (int64_t)x;
}

static inline int64_t lcm_int64(int64_t a, int64_t b)
{
    int64_t divisor = gcd_int64(a, b);
    int64_t multiple = divisor == 0 ? 0 : divisor == -1 ? a * b : a / divisor * b;
    return multiple < 0 ? -multiple : multiple;
}

BINARY_KERNEL(gcd, INTEGER, (Element)gcd_int64(a, b))
BINARY_KERNEL(lcm, INTEGER, (Element)lcm_int64(a, b))

BINARY_KERNEL(xlogy, ROUNDED, b != b ? b : a == 0 ? 0 : a * ROUND(log(b)))
BINARY_KERNEL(xlog1py, ROUNDED, b != b ? b : a == 0 ? 0 : a * ROUND(precise_log1p(b)))

// Two equal infinities are their own sum; their difference would be NaN.
#define INVERSE_LOG_2 ((Element)1.44269504088896340735992468100189214)
#define SAME_INFINITY (isinf(a) && a == b)
#define BOTH_SAME     ((a == b) & (vabs(a) == vfill(a, INFINITY)))
FOR_FLOATING(VECTOR_LOOP_BINARY, logaddexp, SAME_INFINITY ? a : FIRST_MAX(a, b) + precise_log1p(exp(-fabs(a - b))),
             vselect(BOTH_SAME, a, vmax(a, b) + vlog1p(vexp(-vabs(a - b)))))
FOR_COMPLEX(BINARY_LOOP, logaddexp, SAME_OF, COMPLEX_PICK(a, complex_log_add_exp)(a, b))
LOOPS_2(logaddexp, FLOATING, COMPLEX)
VECTOR_KERNEL_BINARY(logaddexp2,
                     SAME_INFINITY ? a : FIRST_MAX(a, b) + precise_log1p(exp2(-fabs(a - b))) * INVERSE_LOG_2,
                     vselect(BOTH_SAME, a, vmax(a, b) + vlog1p(vexp2(-vabs(a - b))) * INVERSE_LOG_2))

#define BUILD_COMPLEX(x, y) _Generic((x), float : CMPLXF((float)(x), (float)(y)), double : CMPLX(x, y))
FOR_FLOATING(BINARY_LOOP, complex, COMPLEX_OF, BUILD_COMPLEX(a, b))
LOOPS_1(complex, FLOATING)
FOR_FLOATING(BINARY_LOOP, polar, COMPLEX_OF, BUILD_COMPLEX(a *cos(b), a *sin(b)))
LOOPS_1(polar, FLOATING)
