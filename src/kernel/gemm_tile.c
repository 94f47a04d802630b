#include "kernel/gemm_tile.h"

#include <string.h>

#include "kernel/simd.h"

// The columns of B for one block of k, packed: strips of one vector's width, each with its rows one after the other,
// the last strip filled up with zeros.
enum { STACK_BYTES = 24 * 1024 };

#define ALWAYS_INLINE inline __attribute__((always_inline))

// The steps of the next block: a rest of more than one block is halved rather than leaving a short one.
static int64_t block_steps(int64_t left, int64_t most, int64_t multiple)
{
    if (left >= 2 * most)
        return most;
    if (left > most)
        return (left / 2 + multiple - 1) / multiple * multiple;
    return left;
}

#define DEFINE_TILES(prefix, T, Vector, LANES)                                                                         \
    static void prefix##_pack_strip(T *to, const T *b, int64_t row, int64_t column, int64_t depth, int64_t width)      \
    {                                                                                                                  \
        if (width == LANES && column == 1) {                                                                           \
            for (int64_t p = 0; p < depth; p++)                                                                        \
                memcpy(to + p * LANES, b + p * row, LANES * sizeof(T));                                                \
            return;                                                                                                    \
        }                                                                                                              \
        if (width < LANES)                                                                                             \
            memset(to, 0, (size_t)depth *LANES * sizeof(T));                                                           \
        for (int64_t j = 0; j < width; j++)                                                                            \
            for (int64_t p = 0; p < depth; p++)                                                                        \
                to[p * LANES + j] = b[p * row + j * column];                                                           \
    }                                                                                                                  \
    /* Where a tile's sums go. */                                                                                      \
    typedef struct prefix##_Target {                                                                                   \
        T *c;                                                                                                          \
        int64_t row, column;                                                                                           \
        T alpha, beta;                                                                                                 \
    } prefix##_Target;                                                                                                 \
    static ALWAYS_INLINE void prefix##_put(const prefix##_Target *to, int64_t i, int64_t j, Vector sums,               \
                                           int64_t width)                                                              \
    {                                                                                                                  \
        T *at = to->c + i * to->row + j * to->column;                                                                  \
        if (LIKELY(width == LANES && to->column == 1 && to->alpha == 1)) {                                             \
            if (to->beta == 1)                                                                                         \
                sums += prefix##_vector_load(at);                                                                      \
            else if (to->beta != 0)                                                                                    \
                sums += prefix##_vector_load(at) * to->beta;                                                           \
            prefix##_vector_store(at, sums);                                                                           \
            return;                                                                                                    \
        }                                                                                                              \
        for (int64_t lane = 0; lane < width; lane++) {                                                                 \
            T *one = at + lane * to->column;                                                                           \
            T old = to->beta == 0 ? 0 : to->beta == 1 ? *one : *one * to->beta;                                        \
            *one = to->alpha == 1 ? old + sums[lane] : prefix##_grow(old, to->alpha, sums[lane]);                      \
        }                                                                                                              \
    }                                                                                                                  \
    /* `rows` rows by `strips` strips, one chain an element. */                                                        \
    static ALWAYS_INLINE void prefix##_tile(int rows, int strips, int64_t depth, const T *a, int64_t a_row,            \
                                            int64_t a_column, const T *b, int64_t b_step, int64_t b_strip,             \
                                            const prefix##_Target *to, int64_t i, int64_t j, int64_t width)            \
    {                                                                                                                  \
        Vector sums[6][2];                                                                                             \
        memset(sums, 0, sizeof sums);                                                                                  \
        for (int64_t p = 0; p < depth; p++) {                                                                          \
            Vector columns[2];                                                                                         \
            for (int s = 0; s < strips; s++)                                                                           \
                columns[s] = prefix##_vector_load(b + p * b_step + s * b_strip);                                       \
            for (int r = 0; r < rows; r++) {                                                                           \
                Vector left = prefix##_vector_fill(a[r * a_row + p * a_column]);                                       \
                for (int s = 0; s < strips; s++)                                                                       \
                    sums[r][s] = prefix##_vector_fma(left, columns[s], sums[r][s]);                                    \
            }                                                                                                          \
        }                                                                                                              \
        for (int r = 0; r < rows; r++)                                                                                 \
            for (int s = 0; s < strips; s++)                                                                           \
                prefix##_put(to, i + r, j + s * LANES, sums[r][s], s + 1 < strips ? LANES : width - s * LANES);        \
    }                                                                                                                  \
    /* `rows` rows by one strip, `chains` chains an element: step p goes to chain p % chains as long as eight steps    \
       are left, the rest to the first. Chains are added in pairs. */                                                  \
    static ALWAYS_INLINE void prefix##_chains(int rows, int chains, int64_t depth, const T *a, int64_t a_row,          \
                                              int64_t a_column, const T *b, int64_t b_step, const prefix##_Target *to, \
                                              int64_t i, int64_t j)                                                    \
    {                                                                                                                  \
        Vector sums[6][4];                                                                                             \
        memset(sums, 0, sizeof sums);                                                                                  \
        int64_t whole = depth & ~(int64_t)7;                                                                           \
        for (int64_t p = 0; p < whole; p += chains)                                                                    \
            for (int k = 0; k < chains; k++) {                                                                         \
                Vector columns = prefix##_vector_load(b + (p + k) * b_step);                                           \
                for (int r = 0; r < rows; r++)                                                                         \
                    sums[r][k] = prefix##_vector_fma(prefix##_vector_fill(a[r * a_row + (p + k) * a_column]), columns, \
                                                     sums[r][k]);                                                      \
            }                                                                                                          \
        for (int64_t p = whole; p < depth; p++) {                                                                      \
            Vector columns = prefix##_vector_load(b + p * b_step);                                                     \
            for (int r = 0; r < rows; r++)                                                                             \
                sums[r][0] =                                                                                           \
                    prefix##_vector_fma(prefix##_vector_fill(a[r * a_row + p * a_column]), columns, sums[r][0]);       \
        }                                                                                                              \
        for (int r = 0; r < rows; r++)                                                                                 \
            prefix##_put(                                                                                              \
                to, i + r, j,                                                                                          \
                chains == 2 ? sums[r][0] + sums[r][1] : (sums[r][0] + sums[r][1]) + (sums[r][2] + sums[r][3]), LANES); \
    }                                                                                                                  \
    /* One block of k: A's rows against B's strips. `b` and `b_step`, `b_strip` describe the strips. */                \
    struct prefix##_Block {                                                                                            \
        int64_t depth, n;                                                                                              \
        const T *a;                                                                                                    \
        int64_t a_row, a_column;                                                                                       \
        const T *b;                                                                                                    \
        int64_t b_step, b_strip;                                                                                       \
        const T *last; /* the strip that is not full, where there is one */                                            \
        prefix##_Target to;                                                                                            \
    };                                                                                                                 \
    /* Plain tiles for `rows` rows from `i` on, strips `from` to `end`. */                                             \
    static ALWAYS_INLINE void prefix##_plain(const prefix##_Block *k, int rows, int64_t i, int64_t from, int64_t end)  \
    {                                                                                                                  \
        const T *a = k->a + i * k->a_row;                                                                              \
        int64_t s = from;                                                                                              \
        for (; s + 2 <= end; s += 2)                                                                                   \
            prefix##_tile(rows, 2, k->depth, a, k->a_row, k->a_column, k->b + s * k->b_strip, k->b_step, k->b_strip,   \
                          &k->to, i, s * LANES, 2 * LANES);                                                            \
        for (; s < end; s++)                                                                                           \
            prefix##_tile(rows, 1, k->depth, a, k->a_row, k->a_column, k->b + s * k->b_strip, k->b_step, 0, &k->to, i, \
                          s * LANES, LANES);                                                                           \
    }                                                                                                                  \
    static ALWAYS_INLINE void prefix##_rest(const prefix##_Block *k, int rows, int64_t i)                              \
    {                                                                                                                  \
        if (k->last)                                                                                                   \
            prefix##_tile(rows, 1, k->depth, k->a + i * k->a_row, k->a_row, k->a_column, k->last, LANES, 0, &k->to, i, \
                          k->n / LANES * LANES, k->n % LANES);                                                         \
    }                                                                                                                  \
    /* Packs what has to be packed and runs the rows of each block of k. */                                            \
    static bool prefix##_blocks(Memory *memory, GemmSize size, T alpha, GemmMatrix a, GemmMatrix b, T beta,            \
                                GemmMatrix c, int64_t most, int64_t multiple)                                          \
    {                                                                                                                  \
        int64_t deepest = size.k < most ? size.k : most, strips = (size.n + LANES - 1) / LANES;                        \
        bool direct = b.column == 1 && (size.m <= 12 || size.n <= 64);                                                 \
        size_t bytes = (size_t)(direct ? 1 : strips) * (size_t)deepest * LANES * sizeof(T);                            \
        _Alignas(32) T stack[STACK_BYTES / sizeof(T)];                                                                 \
        T *packed = bytes <= sizeof stack ? stack : mem_alloc(memory, bytes);                                          \
        if (!packed)                                                                                                   \
            return false;                                                                                              \
        int64_t done = 0;                                                                                              \
        do {                                                                                                           \
            int64_t depth = block_steps(size.k - done, most, multiple);                                                \
            const T *columns = (const T *)b.data + done * b.row;                                                       \
            prefix##_Block block = {depth,                                                                             \
                                    size.n,                                                                            \
                                    (const T *)a.data + done * a.column,                                               \
                                    a.row,                                                                             \
                                    a.column,                                                                          \
                                    packed,                                                                            \
                                    LANES,                                                                             \
                                    deepest * LANES,                                                                   \
                                    NULL,                                                                              \
                                    {c.data, c.row, c.column, alpha, done ? 1 : beta}};                                \
            int64_t width = size.n % LANES;                                                                            \
            if (direct) {                                                                                              \
                block.b = columns;                                                                                     \
                block.b_step = b.row;                                                                                  \
                block.b_strip = LANES;                                                                                 \
            } else {                                                                                                   \
                for (int64_t s = 0; s < size.n / LANES; s++)                                                           \
                    prefix##_pack_strip(packed + s * deepest * LANES, columns + s * LANES * b.column, b.row, b.column, \
                                        depth, LANES);                                                                 \
            }                                                                                                          \
            if (width) {                                                                                               \
                T *last = direct ? packed : packed + (strips - 1) * deepest * LANES;                                   \
                prefix##_pack_strip(last, columns + (size.n - width) * b.column, b.row, b.column, depth, width);       \
                block.last = last;                                                                                     \
            }                                                                                                          \
            prefix##_rows(&block, size.m);                                                                             \
            done += depth;                                                                                             \
        } while (done < size.k);                                                                                       \
        if (packed != stack)                                                                                           \
            mem_free(memory, packed, bytes);                                                                           \
        return true;                                                                                                   \
    }

// What a tile adds to C: fused for floats, not for doubles.
static inline float float_grow(float old, float alpha, float sum)
{
    return fmaf(alpha, sum, old);
}
static inline double double_grow(double old, double alpha, double sum)
{
    return old + alpha * sum;
}

// Rows are defined below: what runs in which group of rows is where floats and doubles differ.
typedef struct float_Block float_Block;
typedef struct double_Block double_Block;
static void float_rows(const float_Block *block, int64_t m);
static void double_rows(const double_Block *block, int64_t m);

DEFINE_TILES(float, float, FloatVector, FLOAT_LANES)
DEFINE_TILES(double, double, DoubleVector, DOUBLE_LANES)

// Floats: twelve rows are two sixes. In each run of columns (at most 320) the first six rows have two chains in the
// first strip, and in the last one where the strips are even in number; the other six have them in the last strip where
// it is odd. Four rows have two chains in every strip; two and one have one, and eight behind the first run.
enum { FLOAT_RUN = 320 };

static void float_two_chains(const float_Block *block, int rows, int64_t i, int64_t strip)
{
    const float *a = block->a + i * block->a_row, *b = block->b + strip * block->b_strip;
    if (rows == 6)
        float_chains(6, 2, block->depth, a, block->a_row, block->a_column, b, block->b_step, &block->to, i,
                     strip * FLOAT_LANES);
    else
        float_chains(4, 2, block->depth, a, block->a_row, block->a_column, b, block->b_step, &block->to, i,
                     strip * FLOAT_LANES);
}

static void float_six(const float_Block *block, int64_t i, int64_t from, int64_t end, bool first, bool last)
{
    if (first)
        float_two_chains(block, 6, i, from++);
    if (last)
        float_two_chains(block, 6, i, --end);
    float_plain(block, 6, i, from, end);
}

// The strips of one run of columns: [from, end), whether it is the first run, and whether the columns that fill no
// strip follow it.
typedef struct Run {
    int64_t from, end;
    bool first, rest;
} Run;

static void float_twelve(const float_Block *block, int64_t i, const Run *run)
{
    int64_t strips = run->end - run->from;
    bool even = strips % 2 == 0;
    float_six(block, i, run->from, run->end, strips >= 2, strips >= 2 && even);
    float_six(block, i + 6, run->from, run->end, false, strips >= 2 && !even);
    if (run->rest) {
        float_rest(block, 6, i);
        float_rest(block, 6, i + 6);
    }
}

// Twelve rows of A next to each other, where many columns read them: rows that lie a power of two apart would
// push each other out of the cache.
enum { PACKED_ROWS = 12, PACK_FROM = 96 };

static void float_twelve_packed(const float_Block *block, int64_t i, const Run *run)
{
    float rows[PACKED_ROWS * FLOAT_RUN];
    const float *a = block->a + i * block->a_row;
    for (int64_t p = 0; p < block->depth; p++)
        for (int r = 0; r < PACKED_ROWS; r++)
            rows[p * PACKED_ROWS + r] = a[r * block->a_row + p * block->a_column];
    float_Block packed = *block;
    packed.a = rows;
    packed.a_row = 1;
    packed.a_column = PACKED_ROWS;
    packed.to.c += i * block->to.row;
    float_twelve(&packed, 0, run);
}

static void float_run(const float_Block *block, int64_t m, const Run *run)
{
    int64_t i = 0;
    bool wide = (run->end - run->from) * FLOAT_LANES >= PACK_FROM;
    for (; i + PACKED_ROWS <= m; i += PACKED_ROWS)
        if (wide)
            float_twelve_packed(block, i, run);
        else
            float_twelve(block, i, run);
    for (; !run->first && i + 8 <= m; i += 8) {
        float_plain(block, 4, i, run->from, run->end);
        float_plain(block, 4, i + 4, run->from, run->end);
        if (run->rest) {
            float_rest(block, 4, i);
            float_rest(block, 4, i + 4);
        }
    }
    for (; i + 4 <= m; i += 4) {
        for (int64_t s = run->from; s < run->end; s++)
            float_two_chains(block, 4, i, s);
        if (run->rest)
            float_rest(block, 4, i);
    }
    if (i + 2 <= m) {
        float_plain(block, 2, i, run->from, run->end);
        if (run->rest)
            float_rest(block, 2, i);
        i += 2;
    }
    if (i < m) {
        float_plain(block, 1, i, run->from, run->end);
        if (run->rest)
            float_rest(block, 1, i);
    }
}

// Run after run: the packed columns of one stay in the cache while all rows pass.
static void float_rows(const float_Block *block, int64_t m)
{
    for (int64_t done = 0; done < block->n;) {
        int64_t width = block_steps(block->n - done, FLOAT_RUN, FLOAT_LANES), strips = width / FLOAT_LANES;
        Run run = {done / FLOAT_LANES, done / FLOAT_LANES + strips, done == 0, done + width >= block->n};
        float_run(block, m, &run);
        done += width;
    }
}

// Doubles: one chain everywhere, but four in the last row of an odd number.
enum { DOUBLE_RUN = 160 };

static void double_run(const double_Block *block, int64_t m, const Run *run)
{
    int64_t i = 0;
    for (; i + 6 <= m; i += 6) {
        double_plain(block, 6, i, run->from, run->end);
        if (run->rest)
            double_rest(block, 6, i);
    }
    for (; i + 2 <= m; i += 2) {
        double_plain(block, 2, i, run->from, run->end);
        if (run->rest)
            double_rest(block, 2, i);
    }
    if (i == m)
        return;
    for (int64_t s = run->from; s < run->end; s++)
        double_chains(1, 4, block->depth, block->a + i * block->a_row, block->a_row, block->a_column,
                      block->b + s * block->b_strip, block->b_step, &block->to, i, s * DOUBLE_LANES);
    if (run->rest)
        double_rest(block, 1, i);
}

static void double_rows(const double_Block *block, int64_t m)
{
    for (int64_t done = 0; done < block->n; done += DOUBLE_RUN) {
        int64_t end = done + DOUBLE_RUN < block->n ? done + DOUBLE_RUN : block->n;
        double_run(block, m, &(Run){done / DOUBLE_LANES, end / DOUBLE_LANES, done == 0, end == block->n});
    }
}

// A product with one column is computed as its transpose, as PyTorch does.
static void turn(GemmSize *size, GemmMatrix *a, GemmMatrix *b, GemmMatrix *c)
{
    if (size->n != 1 || size->m == 1)
        return;
    GemmMatrix left = {b->data, b->column, b->row}, right = {a->data, a->column, a->row};
    *size = (GemmSize){1, size->m, size->k};
    *a = left;
    *b = right;
    *c = (GemmMatrix){c->data, c->column, c->row};
}

bool gemm_tile_float(Memory *memory, GemmSize size, float alpha, GemmMatrix a, GemmMatrix b, float beta, GemmMatrix c)
{
    turn(&size, &a, &b, &c);
    return float_blocks(memory, size, alpha, a, b, beta, c, 320, 8);
}

bool gemm_tile_double(Memory *memory, GemmSize size, double alpha, GemmMatrix a, GemmMatrix b, double beta,
                      GemmMatrix c)
{
    turn(&size, &a, &b, &c);
    return double_blocks(memory, size, alpha, a, b, beta, c, 256, 4);
}

#define DEFINE_PLAIN(name, T)                                                                                          \
    void gemm_tile_plain_##name(GemmSize size, T alpha, GemmMatrix a, GemmMatrix b, T beta, GemmMatrix c)              \
    {                                                                                                                  \
        for (int64_t i = 0; i < size.m; i++)                                                                           \
            for (int64_t j = 0; j < size.n; j++) {                                                                     \
                T sum = 0, *to = (T *)c.data + i * c.row + j * c.column;                                               \
                for (int64_t p = 0; p < size.k; p++)                                                                   \
                    sum +=                                                                                             \
                        ((const T *)a.data)[i * a.row + p * a.column] * ((const T *)b.data)[p * b.row + j * b.column]; \
                *to = beta == 0 ? alpha * sum : *to * beta + alpha * sum;                                              \
            }                                                                                                          \
    }
DEFINE_PLAIN(float, float)
DEFINE_PLAIN(double, double)
