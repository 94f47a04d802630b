// Complex products and quotients. PyTorch rounds them in three ways: in blocks of two vectors every step by itself, and
// behind the blocks as its compiler has vectorised the loop, partly with fused steps. So do these loops.
#include "kernel/complex.h"
#include "kernel/simd.h"
#include "kernel/stamp.h"

enum { NOTHING_FIXED, LEFT_FIXED, RIGHT_FIXED };

// The run of a loop: elements before `whole` lie in blocks, `fixed` tells which operand is one stretched number.
typedef struct Run {
    int64_t count, whole;
    int fixed;
} Run;

static Run run_of(const int64_t *strides, int64_t count, int64_t size, int64_t block)
{
    bool left = strides[1] == size, right = strides[2] == size;
    Run run = {count, 0, NOTHING_FIXED};
    if (strides[0] == size && (left || right) && (left || strides[1] == 0) && (right || strides[2] == 0)) {
        run.whole = count - count % block;
        run.fixed = !left ? LEFT_FIXED : !right ? RIGHT_FIXED : NOTHING_FIXED;
    }
    return run;
}

// Behind the blocks the compiler takes two numbers at a time; beside a stretched operand it peels one off first.
static bool is_paired(const Run *run, int64_t i)
{
    int64_t first = run->whole + (run->fixed != NOTHING_FIXED);
    return i >= first && i < first + (run->count - first) / 2 * 2;
}

#define PLAIN_PRODUCT(build, a, b)                                                                                     \
    build(real(a) * real(b) - imaginary(a) * imaginary(b), real(a) * imaginary(b) + imaginary(a) * real(b))
#define MIRRORED_PRODUCT(build, a, b)                                                                                  \
    build(fma(real(a), real(b), -(imaginary(a) * imaginary(b))), fma(imaginary(a), real(b), real(a) * imaginary(b)))

#define real(x)      _Generic((x), float _Complex : crealf, double _Complex : creal)(x)
#define imaginary(x) _Generic((x), float _Complex : cimagf, double _Complex : cimag)(x)
#define fma(x, y, z) _Generic((x), float : fmaf, double : (fma))(x, y, z)

// GCC 12 fuses pairs of products and sums into vector instructions in spite of -ffp-contract=off; where each step is to
// be rounded there must be no such instructions.
#ifdef __FMA__
#define UNFUSED __attribute__((noinline, target("no-fma")))
#else
#define UNFUSED
#endif

static UNFUSED float _Complex plain_product(float _Complex a, float _Complex b)
{
    return PLAIN_PRODUCT(CMPLXF, a, b);
}

static inline float _Complex product_float(const Run *run, int64_t i, float _Complex a, float _Complex b)
{
    if (!is_paired(run, i))
        return plain_product(a, b);
    return run->fixed == RIGHT_FIXED ? MIRRORED_PRODUCT(CMPLXF, a, b) : complex_multiply(a, b);
}

static inline double _Complex product_double(const Run *run, int64_t i, double _Complex a, double _Complex b)
{
    return run->fixed == RIGHT_FIXED && is_paired(run, i) ? MIRRORED_PRODUCT(CMPLX, a, b) : complex_multiply(a, b);
}

// A factor that brings the larger part of a divisor near 1: any near one does, so PyTorch takes the machine's estimate.
static inline float estimate_inverse(float x)
{
#ifdef __AVX2__
    return _mm_cvtss_f32(_mm_rcp_ss(_mm_set_ss(x)));
#else
    return 1 / x;
#endif
}
static inline double estimate_inverse_double(double x)
{
    return 1 / x;
}

#define DEFINE(T, Real, BLOCK, build, absolute, product, inverse)                                                      \
    Real _Complex complex_block_quotient_##Real(Real _Complex a, Real _Complex b)                                      \
    {                                                                                                                  \
        Real first = absolute(real(b)), second = absolute(imaginary(b));                                               \
        Real scale = inverse(first > second ? first : second);                                                         \
        Real p = real(a) * scale, q = imaginary(a) * scale, c = real(b) * scale, d = imaginary(b) * scale;             \
        Real length = c * c + d * d;                                                                                   \
        return build((p * c + q * d) / length, (q * c - p * d) / length);                                              \
    }                                                                                                                  \
    static UNFUSED void blocks_of_products_##Real(char *const *data, const int64_t *strides, int64_t count)            \
    {                                                                                                                  \
        VECTORIZE for (int64_t i = 0; i < count; i++)                                                                  \
        {                                                                                                              \
            Real _Complex a = *(const Real _Complex *)(data[1] + i * strides[1]);                                      \
            Real _Complex b = *(const Real _Complex *)(data[2] + i * strides[2]);                                      \
            *(Real _Complex *)(data[0] + i * strides[0]) = PLAIN_PRODUCT(build, a, b);                                 \
        }                                                                                                              \
    }                                                                                                                  \
    void complex_mul_##T(char *const *data, const int64_t *strides, int64_t count, const Scalar *scalars)              \
    {                                                                                                                  \
        (void)scalars;                                                                                                 \
        Run run = run_of(strides, count, sizeof(Real _Complex), BLOCK);                                                \
        blocks_of_products_##Real(data, strides, run.whole);                                                           \
        for (int64_t i = run.whole; i < count; i++) {                                                                  \
            Real _Complex a = *(const Real _Complex *)(data[1] + i * strides[1]);                                      \
            Real _Complex b = *(const Real _Complex *)(data[2] + i * strides[2]);                                      \
            *(Real _Complex *)(data[0] + i * strides[0]) = product(&run, i, a, b);                                     \
        }                                                                                                              \
    }                                                                                                                  \
    void complex_div_##T(char *const *data, const int64_t *strides, int64_t count, const Scalar *scalars)              \
    {                                                                                                                  \
        (void)scalars;                                                                                                 \
        Run run = run_of(strides, count, sizeof(Real _Complex), BLOCK);                                                \
        for (int64_t i = 0; i < count; i++) {                                                                          \
            Real _Complex a = *(const Real _Complex *)(data[1] + i * strides[1]);                                      \
            Real _Complex b = *(const Real _Complex *)(data[2] + i * strides[2]);                                      \
            *(Real _Complex *)(data[0] + i * strides[0]) =                                                             \
                i < run.whole ? complex_block_quotient_##Real(a, b) : complex_divide(a, b);                            \
        }                                                                                                              \
    }
DEFINE(COMPLEX64, float, 8, CMPLXF, fabsf, product_float, estimate_inverse)
DEFINE(COMPLEX128, double, 4, CMPLX, fabs, product_double, estimate_inverse_double)
