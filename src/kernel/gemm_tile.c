#include "kernel/gemm_tile.h"

#include <string.h>

#include "kernel/simd.h"

// The columns of B for one block of k, packed: strips of one vector's width, each with its rows one after the other,
// the last strip filled up with zeros.
enum { STACK_BYTES = 24 * 1024 };

// The rows of A that pass at once lie in the second cache; they are packed, in sixes, where many columns read them.
enum { SIX = 6, PANEL_ROWS = 192, PACK_FROM = 96 };

// Lines of memory so far apart push each other out of the first cache.
enum { FAR_BYTES = 2048 };

// What is needed next is read early: lines and rows of what is packed, and the place of a tile's sums before its last
// steps, which take as long as a read from the third cache.
enum { LINE_BYTES = 64, AHEAD_LINES = 4, AHEAD_ROWS = 16, LAST_STEPS = 64, MANY_GROUPS = 8 };

// Groups of rows: those that start at from, from + step ... below end.
typedef struct Groups {
    int64_t from, end, step;
} Groups;

static inline Groups one_group(int64_t i)
{
    return (Groups){i, i + 1, 1};
}
static inline int64_t groups_count(Groups at)
{
    return (at.end - at.from + at.step - 1) / at.step;
}

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
    /* `count` lines of `depth` elements side by side, `width` apart: line by line, or, where lines lie so far apart   \
       that they push each other out of the cache, a cache line of each in turn. */                                    \
    static ALWAYS_INLINE void prefix##_interleave(T *to, int64_t width, const T *from, int64_t line, int64_t step,     \
                                                  int64_t count, int64_t depth)                                        \
    {                                                                                                                  \
        int64_t part = line < FAR_BYTES / (int64_t)sizeof(T) ? depth : LINE_BYTES / (int64_t)sizeof(T);                \
        for (int64_t start = 0; start < depth; start += part) {                                                        \
            int64_t end = start + part < depth ? start + part : depth;                                                 \
            for (int64_t r = 0; r < count; r++)                                                                        \
                __builtin_prefetch(from + r * line + (start + AHEAD_LINES * part) * step);                             \
            for (int64_t r = 0; r < count; r++)                                                                        \
                for (int64_t p = start; p < end; p++)                                                                  \
                    to[p * width + r] = from[r * line + p * step];                                                     \
        }                                                                                                              \
    }                                                                                                                  \
    static void prefix##_pack_strip(T *to, const T *b, int64_t row, int64_t column, int64_t depth, int64_t width)      \
    {                                                                                                                  \
        if (width == LANES && column == 1) {                                                                           \
            for (int64_t p = 0; p < depth; p++)                                                                        \
                memcpy(to + p * LANES, b + p * row, LANES * sizeof(T));                                                \
            return;                                                                                                    \
        }                                                                                                              \
        if (width < LANES)                                                                                             \
            memset(to, 0, (size_t)depth *LANES * sizeof(T));                                                           \
        if (row == 1)                                                                                                  \
            prefix##_interleave(to, LANES, b, column, 1, width, depth);                                                \
        else                                                                                                           \
            prefix##_interleave(to, LANES, b, column, row, width, depth);                                              \
    }                                                                                                                  \
    /* Rows of B that lie in order are copied through, a few strips at once; else strip by strip. */                   \
    static void prefix##_pack_strips(T *to, int64_t strip, const T *b, int64_t row, int64_t column, int64_t depth,     \
                                     int64_t strips)                                                                   \
    {                                                                                                                  \
        enum { TOGETHER = 8 };                                                                                         \
        int64_t s = 0;                                                                                                 \
        for (; column == 1 && s + TOGETHER <= strips; s += TOGETHER)                                                   \
            for (int64_t p = 0; p < depth; p++) {                                                                      \
                for (int64_t t = s; t < s + TOGETHER; t += LINE_BYTES / (int)sizeof(Vector))                           \
                    __builtin_prefetch(b + (p + AHEAD_ROWS) * row + t * LANES);                                        \
                for (int64_t t = s; t < s + TOGETHER; t++)                                                             \
                    memcpy(to + t * strip + p * LANES, b + p * row + t * LANES, LANES * sizeof(T));                    \
            }                                                                                                          \
        for (; s < strips; s++)                                                                                        \
            prefix##_pack_strip(to + s * strip, b + s * LANES * column, row, column, depth, LANES);                    \
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
    /* Stores or adds the sums of a tile of whole strips where that is all there is to do; false elsewhere. */         \
    static ALWAYS_INLINE bool prefix##_put_whole(int rows, int strips, const prefix##_Target *to, int64_t i,           \
                                                 int64_t j, Vector sums[SIX][2])                                       \
    {                                                                                                                  \
        T *at = to->c + i * to->row + j;                                                                               \
        if (to->column != 1 || to->alpha != 1 || (to->beta != 0 && to->beta != 1))                                     \
            return false;                                                                                              \
        if (to->beta == 1)                                                                                             \
            UNROLL (r, rows)                                                                                           \
                UNROLL (s, strips)                                                                                     \
                    sums[r][s] += prefix##_vector_load(at + r * to->row + s * LANES);                                  \
        UNROLL (r, rows)                                                                                               \
            UNROLL (s, strips)                                                                                         \
                prefix##_vector_store(at + r * to->row + s * LANES, sums[r][s]);                                       \
        return true;                                                                                                   \
    }                                                                                                                  \
    /* Where the sums are written lane by lane it is from a copy: they themselves stay in registers. */                \
    static ALWAYS_INLINE void prefix##_put_tile(int rows, int strips, const prefix##_Target *to, int64_t i, int64_t j, \
                                                Vector sums[SIX][2], int64_t width)                                    \
    {                                                                                                                  \
        if (width == strips * LANES && LIKELY(prefix##_put_whole(rows, strips, to, i, j, sums)))                       \
            return;                                                                                                    \
        Vector kept[SIX][2];                                                                                           \
        UNROLL (r, rows)                                                                                               \
            UNROLL (s, strips)                                                                                         \
                kept[r][s] = sums[r][s];                                                                               \
        for (int r = 0; r < rows; r++)                                                                                 \
            for (int s = 0; s < strips; s++)                                                                           \
                prefix##_put(to, i + r, j + s * LANES, kept[r][s], s + 1 < strips ? LANES : width - s * LANES);        \
    }                                                                                                                  \
    /* Steps `from` to `end` of a tile. */                                                                             \
    static ALWAYS_INLINE void prefix##_steps(int rows, int strips, int64_t from, int64_t end, const T *a,              \
                                             int64_t a_row, int64_t a_column, const T *b, int64_t b_step,              \
                                             int64_t b_strip, Vector sums[SIX][2])                                     \
    {                                                                                                                  \
        for (int64_t p = from; p < end; p++) {                                                                         \
            Vector columns[2];                                                                                         \
            UNROLL (s, strips)                                                                                         \
                columns[s] = prefix##_vector_load(b + p * b_step + s * b_strip);                                       \
            UNROLL (r, rows) {                                                                                         \
                Vector left = prefix##_vector_fill(a[r * a_row + p * a_column]);                                       \
                UNROLL (s, strips)                                                                                     \
                    sums[r][s] = prefix##_vector_fma(left, columns[s], sums[r][s]);                                    \
            }                                                                                                          \
        }                                                                                                              \
    }                                                                                                                  \
    /* `rows` rows by `strips` strips, one chain an element. */                                                        \
    static ALWAYS_INLINE void prefix##_tile(int rows, int strips, int64_t depth, const T *a, int64_t a_row,            \
                                            int64_t a_column, const T *b, int64_t b_step, int64_t b_strip,             \
                                            const prefix##_Target *to, int64_t i, int64_t j, int64_t width)            \
    {                                                                                                                  \
        Vector sums[SIX][2];                                                                                           \
        UNROLL (r, rows)                                                                                               \
            UNROLL (s, strips)                                                                                         \
                sums[r][s] = (Vector){0};                                                                              \
        int64_t early = depth > LAST_STEPS ? depth - LAST_STEPS : 0;                                                   \
        prefix##_steps(rows, strips, 0, early, a, a_row, a_column, b, b_step, b_strip, sums);                          \
        UNROLL (r, rows) /* where the sums go is read until they are there */                                          \
            __builtin_prefetch(to->c + (i + r) * to->row + j * to->column, 1);                                         \
        prefix##_steps(rows, strips, early, depth, a, a_row, a_column, b, b_step, b_strip, sums);                      \
        prefix##_put_tile(rows, strips, to, i, j, sums, width);                                                        \
    }                                                                                                                  \
    /* `rows` rows by one strip, `chains` chains an element: step p goes to chain p % chains as long as eight steps    \
       are left, the rest to the first. Chains are added in pairs. */                                                  \
    static ALWAYS_INLINE void prefix##_chains(int rows, int chains, int64_t depth, const T *a, int64_t a_row,          \
                                              int64_t a_column, const T *b, int64_t b_step, const prefix##_Target *to, \
                                              int64_t i, int64_t j)                                                    \
    {                                                                                                                  \
        Vector sums[SIX][4];                                                                                           \
        UNROLL (r, rows)                                                                                               \
            UNROLL (k, chains)                                                                                         \
                sums[r][k] = (Vector){0};                                                                              \
        UNROLL (r, rows)                                                                                               \
            __builtin_prefetch(to->c + (i + r) * to->row + j * to->column, 1);                                         \
        int64_t whole = depth & ~(int64_t)7;                                                                           \
        for (int64_t p = 0; p < whole; p += chains)                                                                    \
            UNROLL (k, chains) {                                                                                       \
                Vector columns = prefix##_vector_load(b + (p + k) * b_step);                                           \
                UNROLL (r, rows)                                                                                       \
                    sums[r][k] = prefix##_vector_fma(prefix##_vector_fill(a[r * a_row + (p + k) * a_column]), columns, \
                                                     sums[r][k]);                                                      \
            }                                                                                                          \
        for (int64_t p = whole; p < depth; p++) {                                                                      \
            Vector columns = prefix##_vector_load(b + p * b_step);                                                     \
            UNROLL (r, rows)                                                                                           \
                sums[r][0] =                                                                                           \
                    prefix##_vector_fma(prefix##_vector_fill(a[r * a_row + p * a_column]), columns, sums[r][0]);       \
        }                                                                                                              \
        Vector totals[SIX][2];                                                                                         \
        UNROLL (r, rows)                                                                                               \
            totals[r][0] =                                                                                             \
                chains == 2 ? sums[r][0] + sums[r][1] : (sums[r][0] + sums[r][1]) + (sums[r][2] + sums[r][3]);         \
        prefix##_put_tile(rows, 1, to, i, j, totals, LANES);                                                           \
    }                                                                                                                  \
    /* One block of k: A's rows against B's strips. `b` and `b_step`, `b_strip` describe the strips. */                \
    struct prefix##_Block {                                                                                            \
        int64_t depth, n;                                                                                              \
        const T *a;                                                                                                    \
        int64_t a_row, a_column; /* in a group of rows */                                                              \
        int64_t a_group;         /* from the start of one group to the next, divided by its rows */                    \
        const T *b;                                                                                                    \
        int64_t b_step, b_strip;                                                                                       \
        const T *last; /* the strip that is not full, where there is one */                                            \
        prefix##_Target to;                                                                                            \
    };                                                                                                                 \
    static ALWAYS_INLINE bool prefix##_is_packed(const prefix##_Block *k)                                              \
    {                                                                                                                  \
        return k->a_column == SIX && k->a_row == 1 && k->b_step == LANES;                                              \
    }                                                                                                                  \
    /* The tile of a packed panel and two packed strips, where the distances are constants. */                         \
    static NO_INLINE void prefix##_packed_tile(const prefix##_Block *k, int64_t i, int64_t s, const T *next,           \
                                               int64_t items)                                                          \
    {                                                                                                                  \
        for (int64_t item = 0; item < items; item += LINE_BYTES / (int64_t)sizeof(T))                                  \
            __builtin_prefetch(next + item, 0, 2);                                                                     \
        prefix##_tile(SIX, 2, k->depth, k->a + i * k->a_group, 1, SIX, k->b + s * k->b_strip, LANES, k->b_strip,       \
                      &k->to, i, s * LANES, 2 * LANES);                                                                \
    }                                                                                                                  \
    /* The same for groups of six rows; where they are many, the next two strips come nearer meanwhile. */             \
    static void prefix##_packed_pair(const prefix##_Block *k, Groups at, int64_t s)                                    \
    {                                                                                                                  \
        const T *next = k->b + (s + 2) * k->b_strip;                                                                   \
        int64_t count = groups_count(at), items = count < MANY_GROUPS ? 0 : 2 * k->b_strip / count;                    \
        for (int64_t i = at.from; i < at.end; i += at.step, next += items)                                             \
            prefix##_packed_tile(k, i, s, next, items);                                                                \
    }                                                                                                                  \
    /* Plain tiles for groups of `rows` rows, strips `from` to `end`: all groups pass while two strips lie in the      \
       nearest cache. */                                                                                               \
    static ALWAYS_INLINE void prefix##_plain(const prefix##_Block *k, int rows, Groups at, int64_t from, int64_t end)  \
    {                                                                                                                  \
        bool packed = rows == SIX && prefix##_is_packed(k);                                                            \
        int64_t s = from;                                                                                              \
        for (; s + 2 <= end; s += 2)                                                                                   \
            if (packed)                                                                                                \
                prefix##_packed_pair(k, at, s);                                                                        \
            else                                                                                                       \
                for (int64_t i = at.from; i < at.end; i += at.step)                                                    \
                    prefix##_tile(rows, 2, k->depth, k->a + i * k->a_group, k->a_row, k->a_column,                     \
                                  k->b + s * k->b_strip, k->b_step, k->b_strip, &k->to, i, s * LANES, 2 * LANES);      \
        for (; s < end; s++)                                                                                           \
            for (int64_t i = at.from; i < at.end; i += at.step)                                                        \
                prefix##_tile(rows, 1, k->depth, k->a + i * k->a_group, k->a_row, k->a_column, k->b + s * k->b_strip,  \
                              k->b_step, 0, &k->to, i, s * LANES, LANES);                                              \
    }                                                                                                                  \
    static ALWAYS_INLINE void prefix##_rest(const prefix##_Block *k, int rows, Groups at)                              \
    {                                                                                                                  \
        for (int64_t i = at.from; k->last && i < at.end; i += at.step)                                                 \
            prefix##_tile(rows, 1, k->depth, k->a + i * k->a_group, k->a_row, k->a_column, k->last, LANES, 0, &k->to,  \
                          i, k->n / LANES * LANES, k->n % LANES);                                                      \
    }                                                                                                                  \
    /* `count` rows from `i` on as a block of their own: where there is a panel, packed in sixes whose rows lie next   \
       to each other. Rows that lie a power of two apart would push each other out of the cache. */                    \
    static prefix##_Block prefix##_panel(const prefix##_Block *block, int64_t i, int64_t count, T *panel)              \
    {                                                                                                                  \
        prefix##_Block rows = *block;                                                                                  \
        rows.to.c += i * block->to.row;                                                                                \
        rows.a += i * block->a_row;                                                                                    \
        if (!panel)                                                                                                    \
            return rows;                                                                                               \
        for (int64_t six = 0; six < count; six += SIX)                                                                 \
            if (block->a_column == 1)                                                                                  \
                prefix##_interleave(panel + six * block->depth, SIX, rows.a + six * block->a_row, block->a_row, 1,     \
                                    SIX, block->depth);                                                                \
            else                                                                                                       \
                prefix##_interleave(panel + six * block->depth, SIX, rows.a + six * block->a_row, block->a_row,        \
                                    block->a_column, SIX, block->depth);                                               \
        rows.a = panel;                                                                                                \
        rows.a_row = 1;                                                                                                \
        rows.a_column = SIX;                                                                                           \
        rows.a_group = block->depth;                                                                                   \
        return rows;                                                                                                   \
    }                                                                                                                  \
    /* Packs what has to be packed and runs the rows of each block of k. */                                            \
    static bool prefix##_blocks(Memory *memory, GemmSize size, T alpha, GemmMatrix a, GemmMatrix b, T beta,            \
                                GemmMatrix c, int64_t most, int64_t multiple)                                          \
    {                                                                                                                  \
        int64_t deepest = size.k < most ? size.k : most, strips = (size.n + LANES - 1) / LANES;                        \
        bool direct = b.column == 1 && (size.m <= 12 || size.n <= 64);                                                 \
        int64_t panel_rows = size.n < PACK_FROM ? 0 : size.m < PANEL_ROWS ? size.m / SIX * SIX : PANEL_ROWS;           \
        size_t strip_items = (size_t)(direct ? 1 : strips) * (size_t)deepest * LANES;                                  \
        size_t bytes = (strip_items + (size_t)panel_rows * (size_t)deepest) * sizeof(T);                               \
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
                                    a.row,                                                                             \
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
                prefix##_pack_strips(packed, deepest *LANES, columns, b.row, b.column, depth, size.n / LANES);         \
            }                                                                                                          \
            if (width) {                                                                                               \
                T *last = direct ? packed : packed + (strips - 1) * deepest * LANES;                                   \
                prefix##_pack_strip(last, columns + (size.n - width) * b.column, b.row, b.column, depth, width);       \
                block.last = last;                                                                                     \
            }                                                                                                          \
            prefix##_rows(&block, size.m, panel_rows ? packed + strip_items : NULL);                                   \
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
static void float_rows(const float_Block *block, int64_t m, float *panel);
static void double_rows(const double_Block *block, int64_t m, double *panel);

DEFINE_TILES(float, float, FloatVector, FLOAT_LANES)
DEFINE_TILES(double, double, DoubleVector, DOUBLE_LANES)

// Floats: twelve rows are two sixes. In each run of columns (at most 320) the first six rows have two chains in the
// first strip, and in the last one where the strips are even in number; the other six have them in the last strip where
// it is odd. Four rows have two chains in every strip; two and one have one, and eight behind the first run.
enum { FLOAT_RUN = 320 };

static void float_two_chains(const float_Block *block, int rows, Groups at, int64_t strip)
{
    const float *b = block->b + strip * block->b_strip;
    for (int64_t i = at.from; i < at.end; i += at.step)
        if (rows == SIX && float_is_packed(block))
            float_chains(SIX, 2, block->depth, block->a + i * block->a_group, 1, SIX, b, FLOAT_LANES, &block->to, i,
                         strip * FLOAT_LANES);
        else if (rows == SIX)
            float_chains(SIX, 2, block->depth, block->a + i * block->a_group, block->a_row, block->a_column, b,
                         block->b_step, &block->to, i, strip * FLOAT_LANES);
        else
            float_chains(4, 2, block->depth, block->a + i * block->a_group, block->a_row, block->a_column, b,
                         block->b_step, &block->to, i, strip * FLOAT_LANES);
}

static void float_sixes(const float_Block *block, Groups at, int64_t from, int64_t end, bool first, bool last)
{
    if (first)
        float_two_chains(block, SIX, at, from++);
    if (last)
        float_two_chains(block, SIX, at, --end);
    float_plain(block, SIX, at, from, end);
}

// The strips of one run of columns: [from, end), whether it is the first run, and whether the columns that fill no
// strip follow it.
typedef struct Run {
    int64_t from, end;
    bool first, rest;
} Run;

// The run that follows `done` columns.
static Run float_run_at(const float_Block *block, int64_t done)
{
    int64_t width = block_steps(block->n - done, FLOAT_RUN, FLOAT_LANES), from = done / FLOAT_LANES;
    return (Run){from, from + width / FLOAT_LANES, done == 0, done + width >= block->n};
}

static void float_twelves(const float_Block *block, int64_t m, const Run *run)
{
    Groups one = {0, m, 2 * SIX}, other = {SIX, m, 2 * SIX};
    int64_t strips = run->end - run->from;
    bool even = strips % 2 == 0;
    float_sixes(block, one, run->from, run->end, strips >= 2, strips >= 2 && even);
    float_sixes(block, other, run->from, run->end, false, strips >= 2 && !even);
    if (run->rest)
        float_rest(block, SIX, (Groups){0, m, SIX});
}

static void float_fours(const float_Block *block, Groups at, const Run *run, bool two_chains)
{
    for (int64_t s = run->from; two_chains && s < run->end; s++)
        float_two_chains(block, 4, at, s);
    if (!two_chains)
        float_plain(block, 4, at, run->from, run->end);
    if (run->rest)
        float_rest(block, 4, at);
}

// Less than twelve rows, from `i` on.
static NO_INLINE void float_last_rows(const float_Block *block, int64_t i, int64_t m, const Run *run)
{
    bool eight = !run->first && i + 8 <= m;
    int64_t fours = i + (m - i) / 4 * 4;
    if (eight)
        float_fours(block, (Groups){i, i + 8, 4}, run, false);
    if (i + (eight ? 8 : 0) < fours)
        float_fours(block, (Groups){i + (eight ? 8 : 0), fours, 4}, run, true);
    i = fours;
    if (i + 2 <= m) {
        float_plain(block, 2, one_group(i), run->from, run->end);
        if (run->rest)
            float_rest(block, 2, one_group(i));
        i += 2;
    }
    if (i < m) {
        float_plain(block, 1, one_group(i), run->from, run->end);
        if (run->rest)
            float_rest(block, 1, one_group(i));
    }
}

static void float_rows(const float_Block *block, int64_t m, float *panel)
{
    int64_t twelves = m - m % (2 * SIX);
    for (int64_t i = 0; i < twelves; i += PANEL_ROWS) {
        int64_t count = twelves - i < PANEL_ROWS ? twelves - i : PANEL_ROWS;
        float_Block rows = float_panel(block, i, count, panel);
        for (int64_t done = 0; done < block->n;) {
            Run run = float_run_at(block, done);
            float_twelves(&rows, count, &run);
            done = run.rest ? block->n : run.end * FLOAT_LANES;
        }
    }
    for (int64_t done = 0; twelves < m && done < block->n;) {
        Run run = float_run_at(block, done);
        float_last_rows(block, twelves, m, &run);
        done = run.rest ? block->n : run.end * FLOAT_LANES;
    }
}

// Doubles: one chain everywhere, but four in the last row of an odd number.
static void double_sixes(const double_Block *block, int64_t m, int64_t strips)
{
    Groups sixes = {0, m, SIX};
    double_plain(block, SIX, sixes, 0, strips);
    double_rest(block, SIX, sixes);
}

static void double_last_rows(const double_Block *block, int64_t i, int64_t m, int64_t strips)
{
    Groups pairs = {i, m - m % 2, 2};
    double_plain(block, 2, pairs, 0, strips);
    double_rest(block, 2, pairs);
    if (m % 2 == 0)
        return;
    const double *a = block->a + (m - 1) * block->a_row;
    for (int64_t s = 0; s < strips; s++)
        double_chains(1, 4, block->depth, a, block->a_row, block->a_column, block->b + s * block->b_strip,
                      block->b_step, &block->to, m - 1, s * DOUBLE_LANES);
    double_rest(block, 1, one_group(m - 1));
}

static void double_rows(const double_Block *block, int64_t m, double *panel)
{
    int64_t sixes = m - m % SIX, strips = block->n / DOUBLE_LANES;
    for (int64_t i = 0; i < sixes; i += PANEL_ROWS) {
        int64_t count = sixes - i < PANEL_ROWS ? sixes - i : PANEL_ROWS;
        double_Block rows = double_panel(block, i, count, panel);
        double_sixes(&rows, count, strips);
    }
    double_last_rows(block, sixes, m, strips);
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

enum { FLOAT_DEPTH = 320, DOUBLE_DEPTH = 256 };

// Few rows, one block of k, and one run of columns in full strips: nothing needs packing.
static bool is_small(GemmSize size, GemmMatrix b)
{
    return size.m < 2 * SIX && size.k <= FLOAT_DEPTH && size.n <= FLOAT_RUN && size.n % FLOAT_LANES == 0 &&
           b.column == 1;
}

static void float_small(GemmSize size, float alpha, GemmMatrix a, GemmMatrix b, float beta, GemmMatrix c)
{
    float_Block block = {.depth = size.k,
                         .n = size.n,
                         .a = a.data,
                         .a_row = a.row,
                         .a_column = a.column,
                         .a_group = a.row,
                         .b = b.data,
                         .b_step = b.row,
                         .b_strip = FLOAT_LANES,
                         .to = {c.data, c.row, c.column, alpha, beta}};
    Run run = {0, size.n / FLOAT_LANES, true, true};
    float_last_rows(&block, 0, size.m, &run);
}

bool gemm_tile_float(Memory *memory, GemmSize size, float alpha, GemmMatrix a, GemmMatrix b, float beta, GemmMatrix c)
{
    turn(&size, &a, &b, &c);
    if (!is_small(size, b))
        return float_blocks(memory, size, alpha, a, b, beta, c, FLOAT_DEPTH, 8);
    float_small(size, alpha, a, b, beta, c);
    return true;
}

bool gemm_tile_double(Memory *memory, GemmSize size, double alpha, GemmMatrix a, GemmMatrix b, double beta,
                      GemmMatrix c)
{
    turn(&size, &a, &b, &c);
    return double_blocks(memory, size, alpha, a, b, beta, c, DOUBLE_DEPTH, 4);
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
