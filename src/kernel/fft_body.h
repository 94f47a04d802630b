// Transforms of one element type over one kind of line; fft.c includes this for float and double, for one line and for
// a vector of lines.
//
//   REAL         the element type, of factors, too
//   LANE         REAL, or a vector of REAL: the same element of several lines
//   TYPED(name)  a function's or type's name
//
// A stage of radix p takes elements (block, p, column) to (p, block, column): p elements go through a butterfly, a
// transform of length p, whose results are multiplied by twiddle factors, roots of unity of the whole length.

typedef struct TYPED(Root) {
    REAL cosine, sine;
} TYPED(Root);

typedef struct TYPED(Pair) {
    LANE re, im;
} TYPED(Pair);

static inline TYPED(Pair) TYPED(plus)(TYPED(Pair) a, TYPED(Pair) b)
{
    return (TYPED(Pair)){a.re + b.re, a.im + b.im};
}

// The difference; for halves its conjugate.
static inline TYPED(Pair) TYPED(apart)(TYPED(Pair) a, TYPED(Pair) b, Way way)
{
    return (TYPED(Pair)){a.re - b.re, way == HALF ? b.im - a.im : a.im - b.im};
}

// The difference by a quarter turn, which is clockwise but for backward transforms.
static inline TYPED(Pair) TYPED(apart_turned)(TYPED(Pair) a, TYPED(Pair) b, Way way)
{
    if (way == HALF)
        return (TYPED(Pair)){a.im - b.im, b.re - a.re};
    LANE re = a.re - b.re, im = a.im - b.im;
    return way == FORWARD ? (TYPED(Pair)){im, -re} : (TYPED(Pair)){-im, re};
}

// The product with a root; with its conjugate but for backward transforms.
static inline TYPED(Pair) TYPED(times)(TYPED(Pair) a, TYPED(Root) w, Way way)
{
    if (way == BACKWARD)
        return (TYPED(Pair)){a.re * w.cosine - a.im * w.sine, a.re * w.sine + a.im * w.cosine};
    return (TYPED(Pair)){a.re * w.cosine + a.im * w.sine, a.im * w.cosine - a.re * w.sine};
}

// ---- Butterflies, in place ----

static inline void TYPED(butterfly_2)(TYPED(Pair) * t, Way way)
{
    TYPED(Pair) a = t[0], b = t[1];
    t[0] = TYPED(plus)(a, b);
    t[1] = TYPED(apart)(a, b, way);
}

static inline void TYPED(butterfly_4)(TYPED(Pair) * t, Way way)
{
    Way plain = way == HALF ? FORWARD : way;
    TYPED(Pair) a = TYPED(plus)(t[0], t[2]), b = TYPED(apart)(t[0], t[2], plain);
    TYPED(Pair) c = TYPED(plus)(t[1], t[3]), d = TYPED(apart_turned)(t[1], t[3], way);
    t[0] = TYPED(plus)(a, c);
    t[1] = TYPED(plus)(b, d);
    t[2] = TYPED(apart)(a, c, way);
    t[3] = TYPED(apart)(b, d, way);
}

// An eighth of a turn, and three of them.
static inline TYPED(Pair) TYPED(eighth)(TYPED(Pair) a, Way way)
{
    const REAL h = (REAL)M_SQRT1_2l;
    if (way == FORWARD)
        return (TYPED(Pair)){h * (a.re + a.im), h * (a.im - a.re)};
    return (TYPED(Pair)){h * (a.re - a.im), h * (a.im + a.re)};
}
static inline TYPED(Pair) TYPED(three_eighths)(TYPED(Pair) a, Way way)
{
    const REAL h = (REAL)M_SQRT1_2l;
    if (way == FORWARD)
        return (TYPED(Pair)){h * (a.im - a.re), h * (-a.re - a.im)};
    return (TYPED(Pair)){h * (-a.re - a.im), h * (a.re - a.im)};
}

static inline void TYPED(butterfly_8)(TYPED(Pair) * t, Way way)
{
    TYPED(Pair) even[4] = {t[0], t[2], t[4], t[6]};
    TYPED(Pair) a = TYPED(plus)(t[1], t[5]), b = TYPED(apart)(t[1], t[5], way);
    TYPED(Pair) c = TYPED(plus)(t[3], t[7]), d = TYPED(apart_turned)(t[3], t[7], way);
    TYPED(Pair)
    odd[4] = {TYPED(plus)(a, c), TYPED(eighth)(TYPED(plus)(b, d), way), TYPED(apart_turned)(a, c, way),
              TYPED(three_eighths)(TYPED(apart)(b, d, way), way)};
    TYPED(butterfly_4)(even, way);
    for (int k = 0; k < 4; k++) {
        t[k] = TYPED(plus)(even[k], odd[k]);
        t[k + 4] = TYPED(apart)(even[k], odd[k], way);
    }
}

// Adds values times weights, which are those of roots k, 2k ... of p: three terms one by one, the others in groups of
// at most `group`. Without a `first` value the sum begins with a product.
static ALWAYS_INLINE LANE TYPED(weigh)(const LANE *first, const LANE *values, const REAL *weights, size_t k, size_t p,
                                       size_t group)
{
    size_t half = p / 2, at = TURN_ON(k, k, p), j = 2;
    LANE sum = first ? *first + values[1] * weights[2 * k] : values[1] * weights[2 * k];
    if (half > 1)
        sum += values[2] * weights[2 * at];
    while (++j <= half) {
        LANE part = values[j] * weights[2 * (at = TURN_ON(at, k, p))];
        size_t left = half - j, more = group > 3 && left >= 3 ? 3 : group > 1 && left >= 1 ? 1 : 0;
        while (more--) {
            j++;
            part += values[j] * weights[2 * (at = TURN_ON(at, k, p))];
        }
        sum += part;
    }
    return sum;
}

// Odd radices: elements from both ends share their products. `work` has room for 4 * (p / 2 + 1) lanes.
static ALWAYS_INLINE void TYPED(butterfly_odd)(TYPED(Pair) * t, LANE *work, size_t p, const TYPED(Root) * turns,
                                               size_t group, Way way)
{
    size_t half = p / 2, room = half + 1;
    LANE *re = work, *im = re + room, *across = im + room, *along = across + room;
    TYPED(Pair) first = t[0], sum = first;
    for (size_t j = 1; j <= half; j++) {
        TYPED(Pair) a = t[j], b = t[p - j], both = TYPED(plus)(a, b);
        re[j] = both.re;
        im[j] = both.im;
        across[j] = a.im - b.im;
        along[j] = way == HALF ? b.re - a.re : a.re - b.re;
        sum = TYPED(plus)(sum, both);
    }
    t[0] = sum;
    for (size_t k = 1; k <= half; k++) {
        size_t turn = way == FORWARD ? p - k : k;
        TYPED(Pair)
        a = {TYPED(weigh)(&first.re, re, &turns->cosine, turn, p, group),
             TYPED(weigh)(&first.im, im, &turns->cosine, turn, p, group)};
        TYPED(Pair)
        b = {TYPED(weigh)(NULL, across, &turns->sine, turn, p, group),
             TYPED(weigh)(NULL, along, &turns->sine, turn, p, group)};
        if (way != HALF)
            b.re = -b.re;
        t[k] = TYPED(plus)(a, b);
        t[p - k] = TYPED(apart)(a, b, way);
    }
}

static ALWAYS_INLINE void TYPED(butterfly)(TYPED(Pair) * t, LANE *work, size_t p, const TYPED(Root) * turns,
                                           size_t group, Way way)
{
    if (p == 2)
        TYPED(butterfly_2)(t, way);
    else if (p == 4)
        TYPED(butterfly_4)(t, way);
    else if (p == 8)
        TYPED(butterfly_8)(t, way);
    else
        TYPED(butterfly_odd)(t, work, p, turns, group, way);
}

// ---- Complex stages ----

// One stage; inlined for each radix, so that its butterfly unrolls.
static ALWAYS_INLINE void TYPED(pass_of)(const Fft *fft, const FftStage *stage, const TYPED(Pair) * in,
                                         TYPED(Pair) * out, TYPED(Pair) * t, LANE *work, size_t p, size_t group,
                                         Way way)
{
    const TYPED(Root) *roots = fft->roots, *turns = roots + stage->turns;
    size_t columns = stage->columns, blocks = stage->blocks;
    for (size_t block = 0; block < blocks; block++) {
        const TYPED(Root) *w = roots + stage->twiddles;
        for (size_t i = 0; i < columns; i++) {
            for (size_t j = 0; j < p; j++)
                t[j] = in[i + columns * (j + p * block)];
            TYPED(butterfly)(t, work, p, turns, group, way);
            TYPED(Pair) *to = out + i + columns * block;
            to[0] = t[0];
            for (size_t q = 1; q < p; q++)
                to[columns * blocks * q] = i ? TYPED(times)(t[q], *w++, way) : t[q];
        }
    }
}

static ALWAYS_INLINE void TYPED(pass)(const Fft *fft, const FftStage *stage, const TYPED(Pair) * in, TYPED(Pair) * out,
                                      TYPED(Pair) * room, Way way)
{
    TYPED(Pair) t[LARGEST_UNROLLED];
    LANE work[4 * (LARGEST_UNROLLED / 2 + 1)];
    switch (stage->radix) {
#define UNROLLED(p)                                                                                                    \
    case p:                                                                                                            \
        TYPED(pass_of)(fft, stage, in, out, t, work, p, 1, way);                                                       \
        break;
        UNROLLED(2)
        UNROLLED(3)
        UNROLLED(4)
        UNROLLED(5)
        UNROLLED(8)
#undef UNROLLED
    default:
        TYPED(pass_of)
        (fft, stage, in, out, room, &room[stage->radix].re, stage->radix, stage->radix > LARGEST_CONSTANT ? 2 : 1, way);
    }
}

static ALWAYS_INLINE void TYPED(mix)(const Fft *fft, TYPED(Pair) * line, TYPED(Pair) * room, Way way)
{
    TYPED(Pair) *from = line, *to = room;
    for (int k = 0; k < fft->stage_count; k++) {
        TYPED(pass)(fft, &fft->stages[k], from, to, room + fft->length, way);
        TYPED(Pair) *swap = from;
        from = to;
        to = swap;
    }
    if (from != line)
        memcpy(line, from, fft->length * sizeof *line);
}

// A mixed-radix transform in place; `room` for the length and its largest butterfly.
static void TYPED(forward)(const Fft *fft, TYPED(Pair) * line, TYPED(Pair) * room)
{
    TYPED(mix)(fft, line, room, FORWARD);
}
static void TYPED(backward)(const Fft *fft, TYPED(Pair) * line, TYPED(Pair) * room)
{
    TYPED(mix)(fft, line, room, BACKWARD);
}

// ---- Real stages ----
//
// A half transform is stored as X0, Re X1, Im X1, Re X2 ... The first column of a stage is real; with an even number of
// columns the last one lies half-way round; the others are pairs of columns, each a complex number, whose upper half of
// results is conjugated and put at the mirrored pair.

// A column of real elements to a half transform: the real parts `stride` apart end at `re`, imaginary ones are at `im`.
static ALWAYS_INLINE void TYPED(real_column)(LANE *c, LANE *work, size_t p, const TYPED(Root) * turns, LANE *out,
                                             size_t columns)
{
    LANE *re = out + columns - 1, *im = out; // of results q at columns * (2q - 1) and columns * 2q
    if (p == 2) {
        out[0] = c[0] + c[1];
        re[columns] = c[0] - c[1];
    } else if (p == 4) {
        LANE odd = c[3] + c[1], even = c[0] + c[2];
        im[2 * columns] = c[3] - c[1];
        re[columns] = c[0] - c[2];
        out[0] = even + odd;
        re[3 * columns] = even - odd;
    } else {
        size_t half = p / 2;
        LANE *both = work, *apart = work + half + 1, sum = c[0];
        for (size_t j = 1; j <= half; j++) {
            both[j] = c[p - j] + c[j];
            apart[j] = c[p - j] - c[j];
            sum += both[j];
        }
        out[0] = sum;
        for (size_t k = 1; k <= half; k++) {
            re[columns * (2 * k - 1)] = TYPED(weigh)(&c[0], both, &turns->cosine, k, p, 4);
            im[columns * 2 * k] = TYPED(weigh)(NULL, apart, &turns->sine, k, p, 4);
        }
    }
}

// The column half-way round, of radix 2 or 4: `c` in, `out` the first element of the block's results.
static inline void TYPED(middle_column)(const LANE *c, size_t p, LANE *out, size_t columns)
{
    LANE *end = out + columns - 1;
    if (p == 2) {
        end[0] = c[0];
        out[columns] = -c[1];
        return;
    }
    const REAL h = (REAL)M_SQRT1_2l;
    LANE im = -h * (c[1] + c[3]), re = h * (c[1] - c[3]);
    end[0] = c[0] + re;
    end[2 * columns] = c[0] - re;
    out[3 * columns] = im + c[2];
    out[columns] = im - c[2];
}

static ALWAYS_INLINE void TYPED(real_pass_of)(const Fft *fft, const FftStage *stage, const LANE *in, LANE *out,
                                              TYPED(Pair) * t, LANE *work, size_t p)
{
    const TYPED(Root) *roots = fft->roots, *turns = roots + stage->turns;
    size_t columns = stage->columns, step = columns * stage->blocks, half = (p - 1) / 2;
    for (size_t block = 0; block < stage->blocks; block++) {
        const TYPED(Root) *w = roots + stage->twiddles;
        const LANE *from = in + columns * block;
        LANE *to = out + columns * p * block, *c = &t[0].re;
        for (size_t j = 0; j < p; j++)
            c[j] = from[step * j];
        TYPED(real_column)(c, work, p, turns, to, columns);
        bool middle = p % 2 == 0 && columns % 2 == 0;
        for (size_t j = 0; middle && j < p; j++)
            c[j] = from[step * j + columns - 1];
        if (middle)
            TYPED(middle_column)(c, p, to, columns);
        for (size_t i = 2; i < columns; i += 2) {
            t[0] = (TYPED(Pair)){from[i - 1], from[i]};
            for (size_t j = 1; j < p; j++)
                t[j] = TYPED(times)((TYPED(Pair)){from[step * j + i - 1], from[step * j + i]}, *w++, HALF);
            TYPED(butterfly)(t, work, p, turns, 4, HALF);
            for (size_t q = 0; q < p; q++) {
                LANE *pair = q <= half ? to + i + columns * 2 * q : to + columns - i + columns * (2 * (p - q) - 1);
                pair[-1] = t[q].re;
                pair[0] = t[q].im;
            }
        }
    }
}

// A half transform's first column to real elements `step` apart.
static ALWAYS_INLINE void TYPED(real_column_back)(const LANE *in, LANE *work, size_t p, const TYPED(Root) * turns,
                                                  LANE *out, size_t columns, size_t step)
{
    const LANE *re = in + columns - 1, *im = in;
    if (p == 2) {
        out[0] = in[0] + re[columns];
        out[step] = in[0] - re[columns];
    } else if (p == 4) {
        LANE even = in[0] + re[3 * columns], odd = in[0] - re[3 * columns];
        LANE both = (REAL)2 * re[columns], apart = (REAL)2 * im[2 * columns];
        out[0] = even + both;
        out[step] = odd - apart;
        out[2 * step] = even - both;
        out[3 * step] = odd + apart;
    } else {
        size_t half = p / 2;
        LANE *both = work, *apart = work + half + 1, sum = in[0];
        for (size_t j = 1; j <= half; j++) {
            both[j] = (REAL)2 * re[columns * (2 * j - 1)];
            apart[j] = (REAL)2 * im[columns * 2 * j];
            sum += both[j];
        }
        out[0] = sum;
        for (size_t k = 1; k <= half; k++) {
            LANE a = TYPED(weigh)(&in[0], both, &turns->cosine, k, p, 4);
            LANE b = TYPED(weigh)(NULL, apart, &turns->sine, k, p, 4);
            out[step * k] = a - b;
            out[step * (p - k)] = a + b;
        }
    }
}

// The column half-way round, back: `in` the first element of the block, `out` the column's first result.
static inline void TYPED(middle_column_back)(const LANE *in, size_t p, LANE *out, size_t columns, size_t step)
{
    const LANE *end = in + columns - 1;
    if (p == 2) {
        out[0] = (REAL)2 * end[0];
        out[step] = (REAL)-2 * in[columns];
        return;
    }
    const REAL root = (REAL)M_SQRT2l;
    LANE a = in[3 * columns] + in[columns], b = in[3 * columns] - in[columns];
    LANE c = end[0] + end[2 * columns], d = end[0] - end[2 * columns];
    out[0] = c + c;
    out[step] = root * (d - a);
    out[2 * step] = b + b;
    out[3 * step] = -root * (d + a);
}

static ALWAYS_INLINE void TYPED(real_pass_back_of)(const Fft *fft, const FftStage *stage, const LANE *in, LANE *out,
                                                   TYPED(Pair) * t, LANE *work, size_t p)
{
    const TYPED(Root) *roots = fft->roots, *turns = roots + stage->turns;
    size_t columns = stage->columns, step = columns * stage->blocks, half = (p - 1) / 2;
    for (size_t block = 0; block < stage->blocks; block++) {
        const TYPED(Root) *w = roots + stage->twiddles;
        const LANE *from = in + columns * p * block;
        LANE *to = out + columns * block;
        TYPED(real_column_back)(from, work, p, turns, to, columns, step);
        if (p % 2 == 0 && columns % 2 == 0)
            TYPED(middle_column_back)(from, p, to + columns - 1, columns, step);
        for (size_t i = 2; i < columns; i += 2) {
            for (size_t q = 0; q < p; q++) {
                const LANE *pair =
                    q <= half ? from + i + columns * 2 * q : from + columns - i + columns * (2 * (p - q) - 1);
                t[q] = (TYPED(Pair)){pair[-1], q <= half ? pair[0] : -pair[0]};
            }
            TYPED(butterfly)(t, work, p, turns, 4, BACKWARD);
            for (size_t j = 0; j < p; j++) {
                TYPED(Pair) value = j ? TYPED(times)(t[j], *w++, BACKWARD) : t[0];
                to[step * j + i - 1] = value.re;
                to[step * j + i] = value.im;
            }
        }
    }
}

static ALWAYS_INLINE void TYPED(real_pass)(const Fft *fft, const FftStage *stage, const LANE *in, LANE *out,
                                           TYPED(Pair) * room, bool forward)
{
    TYPED(Pair) t[LARGEST_UNROLLED];
    LANE work[4 * (LARGEST_UNROLLED / 2 + 1)];
    switch (stage->radix) {
#define UNROLLED(p)                                                                                                    \
    case p:                                                                                                            \
        if (forward)                                                                                                   \
            TYPED(real_pass_of)(fft, stage, in, out, t, work, p);                                                      \
        else                                                                                                           \
            TYPED(real_pass_back_of)(fft, stage, in, out, t, work, p);                                                 \
        break;
        UNROLLED(2)
        UNROLLED(3)
        UNROLLED(4)
        UNROLLED(5)
#undef UNROLLED
    default:
        if (forward)
            TYPED(real_pass_of)(fft, stage, in, out, room, &room[stage->radix].re, stage->radix);
        else
            TYPED(real_pass_back_of)(fft, stage, in, out, room, &room[stage->radix].re, stage->radix);
    }
}

// A real line to its half transform (by the last factor first) or back, in place.
static void TYPED(mix_real)(const Fft *fft, LANE *line, TYPED(Pair) * room, bool forward)
{
    LANE *from = line, *to = &room->re;
    for (int k = 0; k < fft->stage_count; k++) {
        const FftStage *stage = &fft->stages[forward ? fft->stage_count - 1 - k : k];
        TYPED(real_pass)(fft, stage, from, to, room + (fft->length + 1) / 2, forward);
        LANE *swap = from;
        from = to;
        to = swap;
    }
    if (from != line)
        memcpy(line, from, fft->length * sizeof *line);
}

// ---- Bluestein: a convolution with a chirp, by an inner transform ----

static ALWAYS_INLINE void TYPED(chirp)(const Fft *fft, TYPED(Pair) * line, TYPED(Pair) * room, Way way)
{
    size_t n = fft->length, wide = fft->inner->length;
    const TYPED(Root) *chirp = fft->roots, *filter = chirp + n;
    Way back = way == FORWARD ? BACKWARD : FORWARD;
    for (size_t k = 0; k < n; k++)
        room[k] = TYPED(times)(line[k], chirp[k], way);
    for (size_t k = n; k < wide; k++)
        room[k] = (TYPED(Pair)){room[0].re * (REAL)0, room[0].im * (REAL)0};
    TYPED(forward)(fft->inner, room, room + wide);
    for (size_t k = 0; k < wide; k++)
        room[k] = TYPED(times)(room[k], filter[k <= wide / 2 ? k : wide - k], back);
    TYPED(backward)(fft->inner, room, room + wide);
    for (size_t k = 0; k < n; k++)
        line[k] = TYPED(times)(room[k], chirp[k], way);
}

static void TYPED(run)(const Fft *fft, TYPED(Pair) * line, TYPED(Pair) * room, bool forward)
{
    if (fft->inner && forward)
        TYPED(chirp)(fft, line, room, FORWARD);
    else if (fft->inner)
        TYPED(chirp)(fft, line, room, BACKWARD);
    else if (forward)
        TYPED(forward)(fft, line, room);
    else
        TYPED(backward)(fft, line, room);
}

// Real lines, for which Bluestein's algorithm transforms complex ones.
static void TYPED(run_real)(const Fft *fft, LANE *line, TYPED(Pair) * room, bool forward)
{
    size_t n = fft->length;
    if (!fft->inner) {
        TYPED(mix_real)(fft, line, room, forward);
        return;
    }
    TYPED(Pair) *full = room;
    LANE zero = line[0] * (REAL)0;
    if (forward) {
        for (size_t k = 0; k < n; k++)
            full[k] = (TYPED(Pair)){line[k], zero};
        TYPED(chirp)(fft, full, room + n, FORWARD);
        line[0] = full[0].re;
        memcpy(line + 1, full + 1, (n - 1) * sizeof *line);
        return;
    }
    full[0] = (TYPED(Pair)){line[0], zero};
    memcpy(full + 1, line + 1, (n - 1) * sizeof *line);
    if (n % 2 == 0)
        full[n / 2].im = zero;
    for (size_t k = 1; 2 * k < n; k++)
        full[n - k] = (TYPED(Pair)){full[k].re, -full[k].im};
    TYPED(chirp)(fft, full, room + n, BACKWARD);
    for (size_t k = 0; k < n; k++)
        line[k] = full[k].re;
}

// ---- Lines from memory and back ----

enum { TYPED(LANES) = sizeof(LANE) / sizeof(REAL) };

// The addresses of lines, in elements of `size` numbers, whose middle dimension is `length`.
static void TYPED(find)(size_t *at, FftLines lines, size_t length)
{
    for (size_t lane = 0; lane < TYPED(LANES); lane++) {
        size_t line = lines.first + lane;
        at[lane] = line / lines.inner * length * lines.inner + line % lines.inner;
    }
}

static void TYPED(load)(REAL *line, const REAL *data, const size_t *at, size_t inner, size_t length, size_t size)
{
    for (size_t i = 0; i < length; i++)
        for (size_t part = 0; part < size; part++)
            for (size_t lane = 0; lane < TYPED(LANES); lane++)
                *line++ = data[(at[lane] + i * inner) * size + part];
}

static void TYPED(store)(const REAL *line, REAL *data, const size_t *at, size_t inner, size_t length, size_t size,
                         REAL scale)
{
    for (size_t i = 0; i < length; i++)
        for (size_t part = 0; part < size; part++)
            for (size_t lane = 0; lane < TYPED(LANES); lane++, line++)
                data[(at[lane] + i * inner) * size + part] = scale == 1 ? *line : *line * scale;
}

static void TYPED(complex_lines)(Fft *fft, REAL *data, FftLines lines, REAL scale, bool forward)
{
    size_t at[TYPED(LANES)], n = fft->length;
    TYPED(Pair) *line = fft_room(fft);
    TYPED(find)(at, lines, n);
    TYPED(load)((REAL *)line, data, at, lines.inner, n, 2);
    TYPED(run)(fft, line, line + n, forward);
    TYPED(store)((const REAL *)line, data, at, lines.inner, n, 2, scale);
}

// Real lines to halves. The zero parts that a half transform leaves out are put in.
static void TYPED(real_lines)(Fft *fft, const REAL *signal, REAL *half, FftLines lines, REAL scale)
{
    size_t at[TYPED(LANES)], n = fft->length, count = n / 2 + 1;
    TYPED(Pair) *room = fft_room(fft);
    LANE *line = &room->re;
    TYPED(find)(at, lines, n);
    TYPED(load)((REAL *)(line + 1), signal, at, lines.inner, n, 1);
    TYPED(run_real)(fft, line + 1, room + count, true);
    for (size_t k = 1; k <= n && scale != 1; k++)
        line[k] *= scale;
    line[0] = line[1];
    line[1] = (LANE){0};
    if (n % 2 == 0)
        line[n + 1] = (LANE){0};
    TYPED(find)(at, lines, count);
    TYPED(store)((const REAL *)line, half, at, lines.inner, count, 2, 1);
}

static void TYPED(real_lines_back)(Fft *fft, const REAL *half, REAL *signal, FftLines lines, REAL scale)
{
    size_t at[TYPED(LANES)], n = fft->length, count = n / 2 + 1;
    TYPED(Pair) *room = fft_room(fft);
    LANE *line = &room->re;
    TYPED(find)(at, lines, count);
    TYPED(load)((REAL *)line, half, at, lines.inner, count, 2);
    line[1] = line[0];
    TYPED(run_real)(fft, line + 1, room + count, false);
    TYPED(find)(at, lines, n);
    TYPED(store)((const REAL *)(line + 1), signal, at, lines.inner, n, 1, scale);
}

#undef REAL
#undef LANE
#undef TYPED
