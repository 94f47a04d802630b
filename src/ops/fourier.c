// Discrete Fourier transforms.
#include <math.h>
#include <string.h>

#include "kernel/fft.h"
#include "ops/scratch.h"
#include "tensor/copy.h"

enum { POLLED_PART = 1 << 16 }; // elements between two looks at the limits

// Runs a transform over the rows (last dimension) of a contiguous complex tensor, and scales.
static bool transform_rows(Tensor *rows, double scale, bool inverse)
{
    int64_t n = rows->sizes[rows->rank - 1], count = tensor_stored_count(rows);
    bool wide = rows->dtype == DTYPE_COMPLEX128;
    Fft fft;
    if (!count)
        return true;
    if (!fft_init(&fft, rows->runtime->memory, (size_t)n, wide))
        return false;
    bool done = true;
    for (int64_t i = 0; done && i < count; i += n) {
        char *row = tensor_data(rows) + (size_t)i * dtype_size(rows->dtype);
        fft_run(&fft, row, inverse);
        done = (i / POLLED_PART == (i + n) / POLLED_PART) || runtime_poll(rows->runtime);
        for (int64_t j = 0; j < 2 * n && scale != 1; j++) {
            if (wide)
                ((double *)row)[j] *= scale;
            else
                ((float *)row)[j] *= (float)scale;
        }
    }
    fft_finish(&fft);
    return done;
}

// A contiguous complex copy with `dim` as its last dimension.
static Tensor *as_rows(Scratch *s, const Tensor *self, int64_t dim)
{
    Tensor *plain = scratch_keep(s, tensor_alias(self));
    Tensor *turned = plain ? scratch_keep(s, op_movedim_int(s->runtime, plain, dim, -1)) : NULL;
    return turned ? scratch_keep(s, copy_new(turned, dtype_complex((DType)self->dtype), FORMAT_CONTIGUOUS)) : NULL;
}

static Tensor *from_rows(Scratch *s, const Tensor *rows, int64_t dim)
{
    return rows ? scratch_keep(s, op_movedim_int(s->runtime, rows, -1, dim)) : NULL;
}

Tensor *fourier_c2c(Runtime *runtime, const Tensor *self, int64_t dim, double scale, bool forward)
{
    Scratch s = {.runtime = runtime};
    Tensor *rows = as_rows(&s, self, dim);
    if (!rows || !transform_rows(rows, scale, !forward))
        return scratch_end(&s, NULL);
    return scratch_end(&s, from_rows(&s, rows, dim));
}

// The second half of a real signal's transform mirrors the first.
static void mirror_rows(Tensor *rows)
{
    int64_t n = rows->sizes[rows->rank - 1], count = tensor_stored_count(rows);
    for (int64_t i = 0; i < count; i += n)
        for (int64_t k = n / 2 + 1; k < n; k++) {
            Scalar value = tensor_read(rows, rows->offset + i + n - k);
            tensor_write(rows, rows->offset + i + k, scalar_conj(value));
        }
}

Tensor *fourier_r2c(Runtime *runtime, const Tensor *self, int64_t dim, double scale, bool onesided)
{
    Scratch s = {.runtime = runtime};
    Tensor *rows = as_rows(&s, self, dim);
    if (!rows || !transform_rows(rows, scale, false))
        return scratch_end(&s, NULL);
    if (onesided) {
        int64_t n = rows->sizes[rows->rank - 1];
        Tensor *half = scratch_part(&s, rows, -1, 0, n / 2 + 1);
        rows = half ? scratch_keep(&s, copy_contiguous(half)) : NULL;
    } else
        mirror_rows(rows);
    return scratch_end(&s, from_rows(&s, rows, dim));
}

// A real signal has no imaginary part at place k: whatever is there does not count.
static void drop_imaginary(Tensor *rows, int64_t k)
{
    int64_t n = rows->sizes[rows->rank - 1], count = tensor_stored_count(rows);
    for (int64_t i = k; i < count; i += n)
        tensor_write(rows, i, scalar_float(__real__ scalar_to_complex(tensor_read(rows, i))));
}

Tensor *fourier_c2r(Runtime *runtime, const Tensor *self, int64_t dim, double scale, int64_t size)
{
    Scratch s = {.runtime = runtime};
    Tensor *half = as_rows(&s, self, dim);
    if (!half)
        return scratch_end(&s, NULL);
    int64_t sizes[SHAPE_MAX_RANK], given = half->sizes[half->rank - 1];
    memcpy(sizes, half->sizes, (size_t)half->rank * sizeof *sizes);
    sizes[half->rank - 1] = size;
    Tensor *rows = scratch_keep(&s, tensor_zeros(runtime, half->rank, sizes, (DType)half->dtype, (Device)half->device));
    Tensor *to = rows ? scratch_part(&s, rows, -1, 0, given < size ? given : size) : NULL;
    Tensor *from = to ? scratch_part(&s, half, -1, 0, to->sizes[to->rank - 1]) : NULL;
    if (!from || !copy_into(to, from))
        return scratch_end(&s, NULL);
    drop_imaginary(rows, 0);
    if (size % 2 == 0)
        drop_imaginary(rows, size / 2);
    mirror_rows(rows);
    if (!transform_rows(rows, scale, true))
        return scratch_end(&s, NULL);
    Tensor *real = scratch_keep(&s, op_real(runtime, rows));
    Tensor *dense = real ? scratch_keep(&s, copy_contiguous(real)) : NULL;
    return scratch_end(&s, from_rows(&s, dense, dim));
}

// Cuts or pads a dimension with zeros.
static Tensor *resized(Scratch *s, const Tensor *self, int dim, int64_t size)
{
    int64_t given = self->sizes[dim], pad[2 * SHAPE_MAX_RANK] = {0};
    if (given == size)
        return scratch_keep(s, tensor_retain(self));
    if (given > size)
        return scratch_part(s, self, dim, 0, size);
    int64_t place = 2 * (self->rank - 1 - dim);
    pad[place + 1] = size - given;
    return scratch_keep(s, op_constant_pad_nd(s->runtime, self, (IntList){pad, place + 2}, scalar_int(0)));
}

Tensor *fourier_r2c_backward(Runtime *runtime, const Tensor *grad, int64_t dim, double scale, bool onesided,
                             IntList sizes)
{
    Scratch s = {.runtime = runtime};
    const Tensor *full = onesided ? resized(&s, grad, (int)dim, sizes.items[dim]) : grad;
    Tensor *back = full ? scratch_keep(&s, op__fft_c2c(runtime, full, dim, scale, false)) : NULL;
    return scratch_end(&s, back ? scratch_keep(&s, op_real(runtime, back)) : NULL);
}

Tensor *fourier_c2r_backward(Runtime *runtime, const Tensor *grad, int64_t dim, double scale, IntList sizes)
{
    Scratch s = {.runtime = runtime};
    int64_t size = grad->sizes[dim], half = size / 2 + 1;
    Tensor *back = scratch_keep(&s, op__fft_r2c(runtime, grad, dim, scale, true));
    // What is not its own mirror image counts twice.
    Tensor *first = scratch_part(&s, back, (int)dim, 0, 1),
           *middle = scratch_part(&s, back, (int)dim, 1, size - half + 1);
    Tensor *last = scratch_part(&s, back, (int)dim, size - half + 1, half);
    Tensor *joined = scratch_cat(&s, scratch_cat(&s, first, scratch_scale(&s, middle, 2), (int)dim), last, (int)dim);
    return scratch_end(&s, joined ? resized(&s, joined, (int)dim, sizes.items[dim]) : NULL);
}

typedef enum Kind { KIND_C2C, KIND_R2C, KIND_C2R } Kind;

// The factor of a normalisation mode.
static bool scale_of(Runtime *runtime, const char *norm, double n, bool forward, double *scale)
{
    *scale = 1;
    if (!norm || text_same(norm, "backward"))
        *scale = forward ? 1 : 1 / n;
    else if (text_same(norm, "forward"))
        *scale = forward ? 1 / n : 1;
    else if (text_same(norm, "ortho"))
        *scale = 1 / sqrt(n);
    else {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "Invalid normalization mode: \"%s\"", norm);
        return false;
    }
    return true;
}

// The input in a floating or complex type that transforms have.
static Tensor *promoted(Scratch *s, const Tensor *self, bool is_complex)
{
    DType dtype = (DType)self->dtype;
    if (dtype_is_integral(dtype))
        dtype = s->runtime->default_dtype;
    if (is_complex)
        dtype = dtype_complex(dtype);
    DType real = dtype_real(dtype);
    if ((real != DTYPE_FLOAT32 && real != DTYPE_FLOAT64) || self->dtype == DTYPE_BFLOAT16 ||
        self->dtype == DTYPE_FLOAT16) {
        error_raise(s->runtime->error, ERROR_RUNTIME_ERROR, "Unsupported dtype %s",
                    dtype_scalar_name((DType)self->dtype));
        return NULL;
    }
    return dtype == self->dtype ? scratch_keep(s, tensor_retain(self))
                                : scratch_keep(s, op_to_dtype(s->runtime, self, dtype, false, false, OPTION_NONE));
}

static bool check_points(Runtime *runtime, int64_t n)
{
    if (n >= 1)
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "Invalid number of data points (%lld) specified", (long long)n);
    return false;
}

// One dimension; `n` is the length of the signal, whatever side it is on.
static Tensor *transform(Scratch *s, const Tensor *x, Kind kind, int dim, int64_t n, bool forward, double scale)
{
    Runtime *runtime = s->runtime;
    if (kind == KIND_C2R) {
        Tensor *cut = resized(s, x, dim, n / 2 + 1);
        Tensor *turned = cut && forward ? scratch_keep(s, op__conj(runtime, cut)) : cut;
        return turned ? scratch_keep(s, op__fft_c2r(runtime, turned, dim, scale, n)) : NULL;
    }
    Tensor *input = resized(s, x, dim, n);
    if (!input)
        return NULL;
    if (dtype_is_complex((DType)input->dtype))
        return scratch_keep(s, op__fft_c2c(runtime, input, dim, scale, forward));
    Tensor *result = scratch_keep(s, op__fft_r2c(runtime, input, dim, scale, kind == KIND_R2C));
    return result && !forward ? scratch_keep(s, op__conj(runtime, result)) : result;
}

static Tensor *single(Runtime *runtime, const Tensor *self, OptionalInt n, int64_t dim, const char *norm, Kind kind,
                      bool forward, const char *name)
{
    Scratch s = {.runtime = runtime};
    int wrapped;
    if (kind == KIND_R2C && dtype_is_complex((DType)self->dtype)) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s expects a real input tensor, but got %s", name,
                    dtype_scalar_name((DType)self->dtype));
        return NULL;
    }
    Tensor *x = promoted(&s, self, kind == KIND_C2R);
    if (!x)
        return scratch_end(&s, NULL);
    if (!self->rank) {
        error_raise(runtime->error, ERROR_INDEX_ERROR, "Dimension specified as %lld but tensor has no dimensions",
                    (long long)dim);
        return scratch_end(&s, NULL);
    }
    if (!shape_wrap_dim(runtime->error, dim, self->rank, &wrapped))
        return scratch_end(&s, NULL);
    int64_t size = n.given ? n.value : kind == KIND_C2R ? 2 * (self->sizes[wrapped] - 1) : self->sizes[wrapped];
    if (!check_points(runtime, size))
        return scratch_end(&s, NULL);
    double scale;
    if (!scale_of(runtime, norm, (double)size, forward, &scale))
        return scratch_end(&s, NULL);
    return scratch_end(&s, transform(&s, x, kind, wrapped, size, forward, scale));
}

#define SINGLE(name, kind, forward)                                                                                    \
    Tensor *fourier_##name(Runtime *runtime, const Tensor *self, OptionalInt n, int64_t dim, const char *norm)         \
    {                                                                                                                  \
        return single(runtime, self, n, dim, norm, kind, forward, #name);                                              \
    }
SINGLE(fft, KIND_C2C, true)
SINGLE(ifft, KIND_C2C, false)
SINGLE(rfft, KIND_R2C, true)
SINGLE(irfft, KIND_C2R, false)
SINGLE(hfft, KIND_C2R, true)
SINGLE(ihfft, KIND_R2C, false)

typedef struct Axes {
    int count;
    int dims[SHAPE_MAX_RANK];
    int64_t sizes[SHAPE_MAX_RANK];
} Axes;

static bool axes_of(Runtime *runtime, const Tensor *self, IntList sizes, IntList dim, Axes *axes)
{
    bool given = dim.count != LIST_NONE, sized = sizes.count != LIST_NONE;
    int rank = self->rank;
    DimSet seen = 0;
    if (!rank && given && dim.count) {
        error_raise(runtime->error, ERROR_INDEX_ERROR, "Dimension specified as %lld but tensor has no dimensions",
                    (long long)dim.items[0]);
        return false;
    }
    for (int64_t i = 0; given && i < dim.count; i++) {
        int wrapped = 0;
        if (i >= SHAPE_MAX_RANK || !shape_wrap_dim(runtime->error, dim.items[i], rank, &wrapped))
            return false;
        if (seen >> wrapped & 1) {
            error_raise(runtime->error, ERROR_RUNTIME_ERROR, "FFT dims must be unique");
            return false;
        }
        seen |= (DimSet)1 << wrapped;
        axes->dims[i] = wrapped;
    }
    axes->count = given ? (int)dim.count : sized ? (int)sizes.count : rank;
    if (sized && given && sizes.count != dim.count) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "When given, dim and shape arguments must have the same length");
        return false;
    }
    if (sized && sizes.count > rank) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "Got shape with %lld values but input tensor only has %d dimensions.", (long long)sizes.count,
                    rank);
        return false;
    }
    for (int i = 0; i < axes->count; i++) {
        if (!given)
            axes->dims[i] = rank - axes->count + i;
        axes->sizes[i] = sized ? sizes.items[i] : -1;
    }
    return true;
}

static Tensor *several(Runtime *runtime, const Tensor *self, IntList sizes, IntList dim, const char *norm, Kind kind,
                       bool forward, const char *name)
{
    Axes axes = {0};
    if (kind == KIND_R2C && dtype_is_complex((DType)self->dtype)) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s expects a real-valued input tensor, but got %s", name,
                    dtype_scalar_name((DType)self->dtype));
        return NULL;
    }
    if (!axes_of(runtime, self, sizes, dim, &axes))
        return NULL;
    int last = axes.count - 1;
    if (last < 0 && kind != KIND_C2C) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s must transform at least one axis", name);
        return NULL;
    }
    for (int i = 0; i <= last; i++) {
        bool halved = kind == KIND_C2R && i == last;
        if (axes.sizes[i] == -1)
            axes.sizes[i] = halved ? 2 * (self->sizes[axes.dims[i]] - 1) : self->sizes[axes.dims[i]];
        if (!check_points(runtime, axes.sizes[i]))
            return NULL;
    }
    // The factor of all dimensions goes into the last step.
    double points = 1;
    for (int i = 0; i <= last; i++)
        points *= (double)axes.sizes[i];
    double scale;
    if (!scale_of(runtime, norm, points, forward, &scale))
        return NULL;
    Scratch s = {.runtime = runtime};
    Tensor *x = promoted(&s, self, kind != KIND_R2C);
    if (x && kind == KIND_R2C)
        x = transform(&s, x, kind, axes.dims[last], axes.sizes[last], forward, last ? 1 : scale);
    for (int i = kind == KIND_C2C ? last : last - 1; i >= 0 && x; i--)
        x = transform(&s, x, KIND_C2C, axes.dims[i], axes.sizes[i], forward, i || kind == KIND_C2R ? 1 : scale);
    if (x && kind == KIND_C2R)
        x = transform(&s, x, kind, axes.dims[last], axes.sizes[last], forward, scale);
    return scratch_end(&s, x);
}

#define SEVERAL(name, kind, forward)                                                                                   \
    Tensor *fourier_##name(Runtime *runtime, const Tensor *self, IntList s, IntList dim, const char *norm)             \
    {                                                                                                                  \
        return several(runtime, self, s, dim, norm, kind, forward, #name);                                             \
    }
SEVERAL(fftn, KIND_C2C, true)
SEVERAL(ifftn, KIND_C2C, false)
SEVERAL(rfftn, KIND_R2C, true)
SEVERAL(irfftn, KIND_C2R, false)
SEVERAL(hfftn, KIND_C2R, true)
SEVERAL(ihfftn, KIND_R2C, false)

// Sample frequencies: 0, 1 ... and, unless they are those of a real signal, the negative ones.
static Tensor *frequencies(Runtime *runtime, int64_t n, double d, int dtype, bool real)
{
    DType goal = dtype == OPTION_NONE ? runtime->default_dtype : (DType)dtype;
    int64_t count = real ? n / 2 + 1 : n;
    if (n < 0) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "n must be non-negative");
        return NULL;
    }
    if (dtype_is_integral(goal)) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s requires a floating point or complex dtype",
                    real ? "rfftfreq" : "fftfreq");
        return NULL;
    }
    Tensor *result = tensor_empty(runtime, 1, &count, goal, DEVICE_CPU);
    double step = 1.0 / ((double)n * d);
    for (int64_t i = 0; result && i < count; i++) {
        double number = (double)(!real && i >= (n + 1) / 2 ? i - n : i);
        tensor_write(result, i,
                     goal == DTYPE_FLOAT64 ? scalar_float(number * step) : scalar_float((float)number * (float)step));
    }
    return result;
}

Tensor *fourier_fftfreq(Runtime *runtime, int64_t n, double d, int dtype, int layout, int device, int pin_memory)
{
    (void)layout, (void)device, (void)pin_memory;
    return frequencies(runtime, n, d, dtype, false);
}

Tensor *fourier_rfftfreq(Runtime *runtime, int64_t n, double d, int dtype, int layout, int device, int pin_memory)
{
    (void)layout, (void)device, (void)pin_memory;
    return frequencies(runtime, n, d, dtype, true);
}

static Tensor *shifted(Runtime *runtime, const Tensor *self, IntList dim, bool back)
{
    int64_t shifts[SHAPE_MAX_RANK], dims[SHAPE_MAX_RANK];
    int64_t count = dim.count == LIST_NONE ? self->rank : dim.count;
    for (int64_t i = 0; i < count; i++) {
        int wrapped = (int)i;
        if (i >= SHAPE_MAX_RANK ||
            (dim.count != LIST_NONE && !shape_wrap_dim(runtime->error, dim.items[i], self->rank, &wrapped)))
            return NULL;
        dims[i] = wrapped;
        int64_t size = self->rank ? self->sizes[wrapped] : 1;
        shifts[i] = back ? (size + 1) / 2 : size / 2;
    }
    return op_roll(runtime, self, (IntList){shifts, count}, (IntList){dims, count});
}

Tensor *fourier_fftshift(Runtime *runtime, const Tensor *self, IntList dim)
{
    return shifted(runtime, self, dim, false);
}

Tensor *fourier_ifftshift(Runtime *runtime, const Tensor *self, IntList dim)
{
    return shifted(runtime, self, dim, true);
}
