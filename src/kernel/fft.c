// Plans of transforms: factors, twiddle factors and Bluestein's filter. The stages are in fft_body.h.
#include "kernel/fft.h"

#include <math.h>
#include <string.h>

#include "kernel/simd.h"

// The largest butterfly that the compiler unrolls; the largest complex and real radix whose roots are constants.
enum { LARGEST_UNROLLED = 8, LARGEST_CONSTANT = 11, LARGEST_REAL_CONSTANT = 5 };
enum { ALIGNMENT = sizeof(FloatVector) };

#define ALWAYS_INLINE     inline __attribute__((always_inline))
#define TURN_ON(at, k, p) ((at) + (k) >= (p) ? (at) + (k) - (p) : (at) + (k))

// Forward, backward, or forward with the upper half of results conjugated.
typedef enum Way { FORWARD, BACKWARD, HALF } Way;

// The working memory, aligned for vectors.
static void *fft_room(const Fft *fft)
{
    return (void *)(((uintptr_t)fft->room + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
}

#define REAL        float
#define LANE        float
#define TYPED(name) name##_float
#include "kernel/fft_body.h"
#define REAL        double
#define LANE        double
#define TYPED(name) name##_double
#include "kernel/fft_body.h"
#define REAL        float
#define LANE        FloatVector
#define TYPED(name) name##_floats
#include "kernel/fft_body.h"
#define REAL        double
#define LANE        DoubleVector
#define TYPED(name) name##_doubles
#include "kernel/fft_body.h"

// ---- Roots of unity ----

// e^(2 pi i k / n), by sine and cosine of angles up to an eighth of a turn.
static Root_double root_by_octant(size_t k, size_t n)
{
    const double step = (double)(0.25L * M_PIl / (long double)n);
    size_t eighths = 8 * k;
    bool below = eighths >= 4 * n;
    if (below)
        eighths = 8 * n - eighths;
    bool left = eighths >= 2 * n;
    if (left)
        eighths -= 2 * n;
    bool steep = eighths >= n;
    double angle = (double)(steep ? 2 * n - eighths : eighths) * step, c = cos(angle), s = sin(angle);
    Root_double root = steep ? (Root_double){s, c} : (Root_double){c, s};
    if (left)
        root = (Root_double){-root.sine, root.cosine};
    return below ? (Root_double){root.cosine, -root.sine} : root;
}

// All roots of one length, as products of a coarse and a fine one.
typedef struct Circle {
    size_t length, fine_count, coarse_count;
    int shift;
    Root_double *fine, *coarse;
} Circle;

static void circle_finish(Memory *memory, Circle *circle)
{
    mem_free(memory, circle->fine, circle->fine_count * sizeof *circle->fine);
    mem_free(memory, circle->coarse, circle->coarse_count * sizeof *circle->coarse);
}

static bool circle_init(Memory *memory, Circle *circle, size_t length)
{
    size_t used = (length + 2) / 2;
    *circle = (Circle){.length = length, .shift = 1};
    while ((size_t)1 << 2 * circle->shift < used)
        circle->shift++;
    circle->fine_count = (size_t)1 << circle->shift;
    circle->coarse_count = (used + circle->fine_count - 1) >> circle->shift;
    circle->fine = mem_alloc_array(memory, circle->fine_count, sizeof *circle->fine);
    circle->coarse = circle->fine ? mem_alloc_array(memory, circle->coarse_count, sizeof *circle->coarse) : NULL;
    if (!circle->coarse) {
        mem_free(memory, circle->fine, circle->fine_count * sizeof *circle->fine);
        return false;
    }
    for (size_t i = 0; i < circle->fine_count; i++)
        circle->fine[i] = i ? root_by_octant(i, length) : (Root_double){1, 0};
    for (size_t i = 0; i < circle->coarse_count; i++)
        circle->coarse[i] = i ? root_by_octant(i << circle->shift, length) : (Root_double){1, 0};
    return true;
}

static Root_double circle_root(const Circle *circle, size_t k)
{
    bool mirrored = 2 * k > circle->length;
    if (mirrored)
        k = circle->length - k;
    Root_double a = circle->fine[k & (circle->fine_count - 1)], b = circle->coarse[k >> circle->shift];
    double c = a.cosine * b.cosine - a.sine * b.sine, s = a.cosine * b.sine + a.sine * b.cosine;
    return (Root_double){c, mirrored ? -s : s};
}

static void put_root(Fft *fft, size_t at, Root_double root)
{
    if (fft->wide)
        ((Root_double *)fft->roots)[at] = root;
    else
        ((Root_float *)fft->roots)[at] = (Root_float){(float)root.cosine, (float)root.sine};
}

// A constant of a small radix, rounded once.
static void put_exact_root(Fft *fft, size_t at, size_t k, size_t p)
{
    bool mirrored = 2 * k > p;
    long double angle = 2 * M_PIl * (long double)(mirrored ? p - k : k) / (long double)p;
    long double c = cosl(angle), s = mirrored ? -sinl(angle) : sinl(angle);
    if (fft->wide)
        ((Root_double *)fft->roots)[at] = (Root_double){(double)c, (double)s};
    else
        ((Root_float *)fft->roots)[at] = (Root_float){(float)c, (float)s};
}

// ---- Factors ----

static void add_stage(Fft *fft, size_t radix, size_t *rest)
{
    fft->stages[fft->stage_count++].radix = radix;
    *rest /= radix;
}

// Large powers of two come first (a single two before them), then odd factors by size.
static void factorise(Fft *fft)
{
    size_t rest = fft->length;
    while (!fft->real && rest % 8 == 0)
        add_stage(fft, 8, &rest);
    while (rest % 4 == 0)
        add_stage(fft, 4, &rest);
    if (rest % 2 == 0) {
        add_stage(fft, 2, &rest);
        fft->stages[fft->stage_count - 1].radix = fft->stages[0].radix;
        fft->stages[0].radix = 2;
    }
    for (size_t p = 3; p * p <= rest; p += 2)
        while (rest % p == 0)
            add_stage(fft, p, &rest);
    if (rest > 1)
        add_stage(fft, rest, &rest);
}

// Twiddle factors that a stage has: for real signals one column stands for two.
static size_t twiddle_columns(const Fft *fft, const FftStage *stage)
{
    return fft->real ? (stage->columns - 1) / 2 : stage->columns - 1;
}

static bool needs_turns(size_t radix)
{
    return radix % 2 == 1;
}

// Sizes the stages and tells how many roots they need.
static void lay_out(Fft *fft)
{
    size_t blocks = 1;
    for (int k = 0; k < fft->stage_count; k++) {
        FftStage *stage = &fft->stages[k];
        stage->blocks = blocks;
        blocks *= stage->radix;
        stage->columns = fft->length / blocks;
        stage->twiddles = fft->root_count;
        fft->root_count += twiddle_columns(fft, stage) * (stage->radix - 1);
        stage->turns = fft->root_count;
        fft->root_count += needs_turns(stage->radix) ? stage->radix : 0;
    }
}

static bool prepare_stages(Fft *fft)
{
    Circle circle;
    lay_out(fft);
    if (!fft->root_count)
        return true;
    if (!(fft->roots =
              mem_alloc_array(fft->memory, fft->root_count, fft->wide ? sizeof(Root_double) : sizeof(Root_float))) ||
        !circle_init(fft->memory, &circle, fft->length))
        return false;
    size_t constant = fft->real ? LARGEST_REAL_CONSTANT : LARGEST_CONSTANT;
    for (int k = 0; k < fft->stage_count; k++) {
        const FftStage *stage = &fft->stages[k];
        size_t at = stage->twiddles, count = twiddle_columns(fft, stage);
        for (size_t i = 1; i <= count; i++)
            for (size_t j = 1; j < stage->radix; j++)
                put_root(fft, at++, circle_root(&circle, i * j * stage->blocks));
        for (size_t j = 0; needs_turns(stage->radix) && j < stage->radix; j++)
            if (stage->radix <= constant)
                put_exact_root(fft, stage->turns + j, j, stage->radix);
            else
                put_root(fft, stage->turns + j, circle_root(&circle, j * (fft->length / stage->radix)));
    }
    circle_finish(fft->memory, &circle);
    return true;
}

// ---- Bluestein ----

// Small factors of a length, one by one from the smallest.
static size_t next_factor(size_t n)
{
    if (n % 2 == 0)
        return 2;
    for (size_t p = 3; p * p <= n; p += 2)
        if (n % p == 0)
            return p;
    return n;
}

// A guess at a transform's cost: each factor costs its size, and more where it has no butterfly of its own.
static double cost_of(size_t n)
{
    double cost = 0;
    for (size_t rest = n; rest > 1;) {
        size_t p = next_factor(rest);
        cost += p <= 5 ? (double)p : 1.1 * (double)p;
        rest /= p;
    }
    return cost * (double)n;
}

// The first length from n on whose factors are at most 11.
static size_t smooth_length(size_t n)
{
    for (;; n++) {
        size_t rest = n;
        for (size_t p = 2; p <= 11; p++)
            while (rest % p == 0)
                rest /= p;
        if (rest == 1)
            return n;
    }
}

static bool chirp_is_cheaper(const Fft *fft)
{
    size_t n = fft->length, largest = 1;
    if (n < 50)
        return false;
    for (size_t rest = n; rest > 1; rest /= largest)
        largest = next_factor(rest);
    if (largest * largest <= n)
        return false;
    double cost = cost_of(n);
    return 3 * cost_of(smooth_length(2 * n - 1)) < (fft->real ? 0.5 * cost : cost);
}

// The chirp e^(pi i k^2 / n), and the first half of its transform by the inner length's plan.
#define DEFINE_FILTER(T)                                                                                               \
    static void filter_##T(Fft *fft)                                                                                   \
    {                                                                                                                  \
        size_t n = fft->length, wide = fft->inner->length;                                                             \
        Root_##T *chirp = fft->roots;                                                                                  \
        Pair_##T *line = fft_room(fft);                                                                                \
        const T share = (T)1 / (T)wide;                                                                                \
        memset(line, 0, wide * sizeof *line);                                                                          \
        for (size_t k = 0; k < n; k++)                                                                                 \
            line[k] = line[(wide - k) % wide] = (Pair_##T){chirp[k].cosine * share, chirp[k].sine * share};            \
        forward_##T(fft->inner, line, line + wide);                                                                    \
        memcpy(chirp + n, line, (wide / 2 + 1) * sizeof *chirp);                                                       \
    }
DEFINE_FILTER(float)
DEFINE_FILTER(double)

static bool prepare_chirp(Fft *fft)
{
    size_t n = fft->length, wide = fft->inner->length, square = 0; // k^2 modulo 2n
    Circle circle;
    fft->root_count = n + wide / 2 + 1;
    if (!(fft->roots =
              mem_alloc_array(fft->memory, fft->root_count, fft->wide ? sizeof(Root_double) : sizeof(Root_float))) ||
        !circle_init(fft->memory, &circle, 2 * n))
        return false;
    for (size_t k = 0; k < n; k++) {
        put_root(fft, k, circle_root(&circle, square));
        square = (square + 2 * k + 1) % (2 * n);
    }
    circle_finish(fft->memory, &circle);
    if (fft->wide)
        filter_double(fft);
    else
        filter_float(fft);
    return true;
}

// ---- Plans ----

// Bytes of working memory: lines, and the largest butterfly.
static size_t room_size(const Fft *fft)
{
    return fft->room_count * 2 * fft->lanes * (fft->wide ? sizeof(double) : sizeof(float)) + ALIGNMENT;
}

static bool prepare_room(Fft *fft)
{
    const Fft *mixed = fft->inner ? fft->inner : fft;
    size_t largest = 0;
    for (int k = 0; k < mixed->stage_count; k++)
        if (mixed->stages[k].radix > largest)
            largest = mixed->stages[k].radix;
    fft->room_count = 2 * fft->length + 4 + (fft->inner ? 2 * fft->inner->length : 0) + 2 * largest + 4;
    fft->room = mem_alloc(fft->memory, room_size(fft));
    return fft->room != NULL;
}

static bool prepare(Fft *fft)
{
    if (!chirp_is_cheaper(fft)) {
        factorise(fft);
        return prepare_stages(fft) && prepare_room(fft);
    }
    size_t wide = smooth_length(2 * fft->length - 1);
    if (!(fft->inner = mem_alloc_zero(fft->memory, sizeof *fft->inner)))
        return false;
    return fft_init(fft->inner, fft->memory, wide, fft->wide, false, 1) && prepare_room(fft) && prepare_chirp(fft);
}

bool fft_init(Fft *fft, Memory *memory, size_t length, bool wide, bool real, size_t lines)
{
    size_t lanes = wide ? DOUBLE_LANES : FLOAT_LANES;
    *fft = (Fft){.memory = memory, .length = length, .wide = wide, .real = real, .lanes = lines < lanes ? 1 : lanes};
    if (length > SIZE_MAX / 4096) {
        error_raise(memory->error, ERROR_MEMORY_ERROR, "a transform is too long");
        return false;
    }
    if (prepare(fft))
        return true;
    fft_finish(fft);
    return false;
}

void fft_finish(Fft *fft)
{
    if (fft->inner) {
        fft_finish(fft->inner);
        mem_free(fft->memory, fft->inner, sizeof *fft->inner);
    }
    if (fft->roots)
        mem_free(fft->memory, fft->roots, fft->root_count * (fft->wide ? sizeof(Root_double) : sizeof(Root_float)));
    if (fft->room)
        mem_free(fft->memory, fft->room, room_size(fft));
    *fft = (Fft){0};
}

// ---- Lines ----

// Calls a function of the element type for vectors of lines, then for the lines left one by one.
#define FOR_LINES(fft, lines, function, ...)                                                                           \
    for (size_t end = (lines).first + (lines).count; (lines).first < end;) {                                           \
        bool several = (fft)->lanes > 1 && end - (lines).first >= (fft)->lanes;                                        \
        if ((fft)->wide && several)                                                                                    \
            function##_doubles(__VA_ARGS__);                                                                           \
        else if ((fft)->wide)                                                                                          \
            function##_double(__VA_ARGS__);                                                                            \
        else if (several)                                                                                              \
            function##_floats(__VA_ARGS__);                                                                            \
        else                                                                                                           \
            function##_float(__VA_ARGS__);                                                                             \
        (lines).first += several ? (fft)->lanes : 1;                                                                   \
    }

void fft_complex(Fft *fft, void *data, FftLines lines, double scale, bool forward)
{
    FOR_LINES(fft, lines, complex_lines, fft, data, lines, scale, forward)
}

void fft_real(Fft *fft, const void *signal, void *half, FftLines lines, double scale)
{
    FOR_LINES(fft, lines, real_lines, fft, signal, half, lines, scale)
}

void fft_real_back(Fft *fft, const void *half, void *signal, FftLines lines, double scale)
{
    FOR_LINES(fft, lines, real_lines_back, fft, half, signal, lines, scale)
}
