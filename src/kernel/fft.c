// Mixed-radix and Bluestein transforms.
#include "kernel/fft.h"

#include <math.h>
#include <string.h>

enum { LARGEST_FACTOR = 61 }; // a larger prime goes to Bluestein's algorithm

// e^(-2 pi i k / n), reduced to the first octant, so that symmetric roots are exactly symmetric.
static void root_of_unity(size_t k, size_t n, double *re, double *im)
{
    size_t eighth = 8 * (k % n), turns = eighth / n;
    bool odd = turns & 1;
    double angle = 2 * M_PI * (double)(odd ? (turns + 1) * n - eighth : eighth - turns * n) / (8.0 * (double)n);
    double c = cos(angle), s = sin(angle);
    switch (turns) {
    case 0:
        *re = c, *im = -s;
        break;
    case 1:
        *re = s, *im = -c;
        break;
    case 2:
        *re = -s, *im = -c;
        break;
    case 3:
        *re = -c, *im = -s;
        break;
    case 4:
        *re = -c, *im = s;
        break;
    case 5:
        *re = -s, *im = c;
        break;
    case 6:
        *re = s, *im = c;
        break;
    default:
        *re = c, *im = s;
    }
}

#define TRANSFORM(name, T)                                                                                             \
    typedef struct name##_complex {                                                                                    \
        T re, im;                                                                                                      \
    } name##_complex;                                                                                                  \
    static inline name##_complex name##_times(name##_complex a, name##_complex b)                                      \
    {                                                                                                                  \
        return (name##_complex){a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};                                 \
    }                                                                                                                  \
    static inline name##_complex name##_plus(name##_complex a, name##_complex b)                                       \
    {                                                                                                                  \
        return (name##_complex){a.re + b.re, a.im + b.im};                                                             \
    }                                                                                                                  \
    static inline name##_complex name##_minus(name##_complex a, name##_complex b)                                      \
    {                                                                                                                  \
        return (name##_complex){a.re - b.re, a.im - b.im};                                                             \
    }                                                                                                                  \
    /* One butterfly of p inputs t, to every m-th place of out. */                                                     \
    static void name##_butterfly(const Fft *fft, name##_complex *t, int p, name##_complex *out, size_t m)              \
    {                                                                                                                  \
        const name##_complex *roots = fft->roots;                                                                      \
        size_t n = fft->length;                                                                                        \
        if (p == 2) {                                                                                                  \
            out[0] = name##_plus(t[0], t[1]);                                                                          \
            out[m] = name##_minus(t[0], t[1]);                                                                         \
        } else if (p == 4) {                                                                                           \
            name##_complex a = name##_plus(t[0], t[2]), b = name##_minus(t[0], t[2]);                                  \
            name##_complex c = name##_plus(t[1], t[3]), d = name##_minus(t[1], t[3]);                                  \
            name##_complex e = {d.im, -d.re};                                                                          \
            out[0] = name##_plus(a, c);                                                                                \
            out[m] = name##_plus(b, e);                                                                                \
            out[2 * m] = name##_minus(a, c);                                                                           \
            out[3 * m] = name##_minus(b, e);                                                                           \
        } else {                                                                                                       \
            /* Odd: pairs from both ends share their products. */                                                      \
            int half = p / 2;                                                                                          \
            name##_complex sum = t[0];                                                                                 \
            for (int i = 1; i <= half; i++) {                                                                          \
                name##_complex a = name##_plus(t[i], t[p - i]), b = name##_minus(t[i], t[p - i]);                      \
                t[i] = a;                                                                                              \
                t[p - i] = b;                                                                                          \
                sum = name##_plus(sum, a);                                                                             \
            }                                                                                                          \
            out[0] = sum;                                                                                              \
            for (int q = 1; q <= half; q++) {                                                                          \
                name##_complex even = t[0], odd = {0, 0};                                                              \
                for (int i = 1; i <= half; i++) {                                                                      \
                    name##_complex w = roots[(size_t)(i * q % p) * (n / (size_t)p)];                                   \
                    even.re += t[i].re * w.re;                                                                         \
                    even.im += t[i].im * w.re;                                                                         \
                    odd.re -= t[p - i].im * w.im;                                                                      \
                    odd.im += t[p - i].re * w.im;                                                                      \
                }                                                                                                      \
                out[(size_t)q * m] = name##_plus(even, odd);                                                           \
                out[(size_t)(p - q) * m] = name##_minus(even, odd);                                                    \
            }                                                                                                          \
        }                                                                                                              \
    }                                                                                                                  \
    static void name##_split(const Fft *fft, const name##_complex *in, size_t stride, name##_complex *out, size_t n,   \
                             int level)                                                                                \
    {                                                                                                                  \
        if (n == 1) {                                                                                                  \
            *out = *in;                                                                                                \
            return;                                                                                                    \
        }                                                                                                              \
        int p = fft->factors[level];                                                                                   \
        size_t m = n / (size_t)p;                                                                                      \
        const name##_complex *roots = fft->roots;                                                                      \
        name##_complex t[LARGEST_FACTOR + 1];                                                                          \
        for (int k = 0; k < p; k++)                                                                                    \
            name##_split(fft, in + (size_t)k * stride, stride * (size_t)p, out + (size_t)k * m, m, level + 1);         \
        for (size_t j = 0; j < m; j++) {                                                                               \
            for (int k = 0; k < p; k++) {                                                                              \
                name##_complex x = out[(size_t)k * m + j];                                                             \
                t[k] = j && k ? name##_times(x, roots[j * (size_t)k * stride]) : x;                                    \
            }                                                                                                          \
            name##_butterfly(fft, t, p, out + j, m);                                                                   \
        }                                                                                                              \
    }                                                                                                                  \
    static void name##_roots(Fft *fft)                                                                                 \
    {                                                                                                                  \
        for (size_t k = 0; k < fft->length; k++) {                                                                     \
            double re, im;                                                                                             \
            root_of_unity(k, fft->length, &re, &im);                                                                   \
            ((name##_complex *)fft->roots)[k] = (name##_complex){(T)re, (T)im};                                        \
        }                                                                                                              \
    }                                                                                                                  \
    /* The convolution with a chirp. */                                                                                \
    static void name##_chirp(Fft *fft, name##_complex *data)                                                           \
    {                                                                                                                  \
        size_t n = fft->length, wide = fft->inner->length;                                                             \
        double *room = fft->scratch;                                                                                   \
        const double *chirp = fft->chirp, *filter = chirp + 2 * n;                                                     \
        memset(room, 0, 2 * wide * sizeof *room);                                                                      \
        for (size_t k = 0; k < n; k++) {                                                                               \
            double c = chirp[2 * k], s = chirp[2 * k + 1];                                                             \
            room[2 * k] = data[k].re * c - data[k].im * s;                                                             \
            room[2 * k + 1] = data[k].re * s + data[k].im * c;                                                         \
        }                                                                                                              \
        fft_run(fft->inner, room, false);                                                                              \
        for (size_t k = 0; k < wide; k++) {                                                                            \
            double a = room[2 * k], b = room[2 * k + 1], c = filter[2 * k], s = filter[2 * k + 1];                     \
            room[2 * k] = a * c - b * s;                                                                               \
            room[2 * k + 1] = a * s + b * c;                                                                           \
        }                                                                                                              \
        fft_run(fft->inner, room, true);                                                                               \
        for (size_t k = 0; k < n; k++) {                                                                               \
            double a = room[2 * k] / (double)wide, b = room[2 * k + 1] / (double)wide;                                 \
            double c = chirp[2 * k], s = chirp[2 * k + 1];                                                             \
            data[k] = (name##_complex){(T)(a * c - b * s), (T)(a * s + b * c)};                                        \
        }                                                                                                              \
    }                                                                                                                  \
    /* The inverse swaps real and imaginary parts on the way in and out. */                                            \
    static void name##_swap(name##_complex *data, size_t n)                                                            \
    {                                                                                                                  \
        for (size_t i = 0; i < n; i++)                                                                                 \
            data[i] = (name##_complex){data[i].im, data[i].re};                                                        \
    }                                                                                                                  \
    static void name##_run(Fft *fft, name##_complex *data, bool inverse)                                               \
    {                                                                                                                  \
        if (inverse)                                                                                                   \
            name##_swap(data, fft->length);                                                                            \
        if (fft->inner) {                                                                                              \
            name##_chirp(fft, data);                                                                                   \
        } else {                                                                                                       \
            name##_split(fft, data, 1, fft->scratch, fft->length, 0);                                                  \
            memcpy(data, fft->scratch, fft->length * sizeof *data);                                                    \
        }                                                                                                              \
        if (inverse)                                                                                                   \
            name##_swap(data, fft->length);                                                                            \
    }

TRANSFORM(narrow, float)
TRANSFORM(wide, double)

// False where a prime factor is too large.
static bool factorise(Fft *fft)
{
    size_t rest = fft->length;
    for (int p = 4; rest > 1;) {
        if (rest % (size_t)p == 0) {
            fft->factors[fft->factor_count++] = p;
            rest /= (size_t)p;
        } else if (p == 4) {
            p = 2;
        } else {
            p += p == 2 ? 1 : 2;
            if (p > LARGEST_FACTOR)
                return false;
        }
    }
    return true;
}

static bool prepare_chirp(Fft *fft)
{
    size_t n = fft->length, size = 1;
    while (size < 2 * n)
        size *= 2;
    fft->factor_count = 0;
    fft->scratch_count = size;
    if (!(fft->inner = mem_alloc_zero(fft->memory, sizeof *fft->inner)) ||
        !fft_init(fft->inner, fft->memory, size, true) ||
        !(fft->scratch = mem_alloc_array(fft->memory, size, 2 * sizeof(double))) ||
        !(fft->chirp = mem_alloc_array(fft->memory, n + size, 2 * sizeof(double))))
        return false;
    double *filter = fft->chirp + 2 * n;
    memset(filter, 0, 2 * size * sizeof *filter);
    size_t square = 0; // k^2 modulo 2n
    for (size_t k = 0; k < n; k++) {
        double re, im;
        root_of_unity(square, 2 * n, &re, &im);
        fft->chirp[2 * k] = re;
        fft->chirp[2 * k + 1] = im;
        filter[2 * k] = re;
        filter[2 * k + 1] = -im;
        if (k) {
            filter[2 * (size - k)] = re;
            filter[2 * (size - k) + 1] = -im;
        }
        square = (square + 2 * k + 1) % (2 * n);
    }
    fft_run(fft->inner, filter, false);
    return true;
}

bool fft_init(Fft *fft, Memory *memory, size_t length, bool wide)
{
    *fft = (Fft){.memory = memory, .length = length, .element = wide ? sizeof(wide_complex) : sizeof(narrow_complex)};
    if (length > SIZE_MAX / 256) {
        error_raise(memory->error, ERROR_MEMORY_ERROR, "a transform is too long");
        return false;
    }
    if (!factorise(fft)) {
        if (prepare_chirp(fft))
            return true;
        fft_finish(fft);
        return false;
    }
    fft->scratch_count = length;
    if (!(fft->roots = mem_alloc_array(memory, length, fft->element)) ||
        !(fft->scratch = mem_alloc_array(memory, length, 2 * sizeof(double)))) {
        fft_finish(fft);
        return false;
    }
    if (wide)
        wide_roots(fft);
    else
        narrow_roots(fft);
    return true;
}

void fft_finish(Fft *fft)
{
    if (fft->inner) {
        fft_finish(fft->inner);
        mem_free(fft->memory, fft->chirp, (fft->length + fft->scratch_count) * 2 * sizeof(double));
        mem_free(fft->memory, fft->inner, sizeof *fft->inner);
    }
    if (fft->memory) {
        mem_free(fft->memory, fft->roots, fft->length * fft->element);
        mem_free(fft->memory, fft->scratch, fft->scratch_count * 2 * sizeof(double));
    }
    *fft = (Fft){0};
}

void fft_run(Fft *fft, void *data, bool inverse)
{
    if (fft->element == sizeof(wide_complex))
        wide_run(fft, data, inverse);
    else
        narrow_run(fft, data, inverse);
}
