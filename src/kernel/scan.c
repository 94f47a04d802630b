#include "kernel/scan.h"

#include <tgmath.h>

#include "kernel/complex_math.h"
#include "kernel/stamp.h"

#define SCAN_HEAD(name, ID)                                                                                            \
    static void name##_##ID(char *out, int64_t out_step, char *indices UNUSED, int64_t index_step UNUSED,              \
                            const char *in, int64_t in_step, int64_t size)

#define ACCUMULATE_LOOP(ID, T, name, Sum, START, STEP)                                                                 \
    SCAN_HEAD(name, ID)                                                                                                \
    {                                                                                                                  \
        Sum s = START;                                                                                                 \
        for (int64_t i = 0; i < size; i++) {                                                                           \
            const Sum x = (Sum) * (const T *)(in + i * in_step);                                                       \
            s = (Sum)(STEP);                                                                                           \
            *(T *)(out + i * out_step) = (T)s;                                                                         \
        }                                                                                                              \
    }

#define SUM_INTEGER(ID, T, ...)  ACCUMULATE_LOOP(ID, T, sum, T, 0, s + x)
#define PROD_INTEGER(ID, T, ...) ACCUMULATE_LOOP(ID, T, prod, T, 1, s *x)
FOR_INTEGER(SUM_INTEGER, )
FOR_INTEGER(PROD_INTEGER, )
ACCUMULATE_LOOP(FLOAT32, float, sum, double, 0, s + x)
ACCUMULATE_LOOP(FLOAT64, double, sum, double, 0, s + x)
ACCUMULATE_LOOP(COMPLEX64, float _Complex, sum, double _Complex, 0, s + x)
ACCUMULATE_LOOP(COMPLEX128, double _Complex, sum, double _Complex, 0, s + x)
ACCUMULATE_LOOP(FLOAT32, float, prod, double, 1, s *x)
ACCUMULATE_LOOP(FLOAT64, double, prod, double, 1, s *x)
ACCUMULATE_LOOP(COMPLEX64, float _Complex, prod, double _Complex, 1, complex_multiply(s, x))
ACCUMULATE_LOOP(COMPLEX128, double _Complex, prod, double _Complex, 1, complex_multiply(s, x))

static double log_add(double a, double b)
{
    if (a != a || b != b)
        return NAN;
    double smaller = a < b ? a : b, larger = a < b ? b : a;
    return smaller != larger || isfinite(smaller) ? log1p(exp(smaller - larger)) + larger : a;
}
ACCUMULATE_LOOP(COMPLEX64, float _Complex, log_sum_exp, double _Complex, -INFINITY, complex_log_add_exp_double(s, x))
ACCUMULATE_LOOP(COMPLEX128, double _Complex, log_sum_exp, double _Complex, -INFINITY, complex_log_add_exp_double(s, x))
ACCUMULATE_LOOP(FLOAT32, float, log_sum_exp, double, -INFINITY, log_add(s, x))
ACCUMULATE_LOOP(FLOAT64, double, log_sum_exp, double, -INFINITY, log_add(s, x))

#define EXTREME_LOOP(ID, T, name, COMPARE)                                                                             \
    SCAN_HEAD(name, ID)                                                                                                \
    {                                                                                                                  \
        T best = 0;                                                                                                    \
        int64_t at = 0;                                                                                                \
        for (int64_t i = 0; i < size; i++) {                                                                           \
            const T x = *(const STORED(T) *)(in + i * in_step);                                                        \
            if (i == 0 || x != x || (best == best && x COMPARE best)) {                                                \
                best = x;                                                                                              \
                at = i;                                                                                                \
            }                                                                                                          \
            *(T *)(out + i * out_step) = best;                                                                         \
            *(int64_t *)(indices + i * index_step) = at;                                                               \
        }                                                                                                              \
    }
FOR_ORDERED(EXTREME_LOOP, max, >=)
FOR_ORDERED(EXTREME_LOOP, min, <=)

#define ROW(ID, T, kind, name) [kind][DTYPE_##ID] = name##_##ID,
static ScanLoop *const LOOPS[SCAN_KINDS][DTYPE_COUNT] = {
    FOR_NUMBER(ROW, SCAN_SUM, sum) FOR_NUMBER(ROW, SCAN_PROD, prod) FOR_INEXACT(ROW, SCAN_LOG_SUM_EXP, log_sum_exp)
        FOR_ORDERED(ROW, SCAN_MAX, max) FOR_ORDERED(ROW, SCAN_MIN, min)};

ScanLoop *scan_find(ScanKind kind, DType dtype)
{
    return LOOPS[kind][dtype];
}
