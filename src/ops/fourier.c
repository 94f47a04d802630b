// Discrete Fourier transforms.
#include "ops/fourier.h"

#include <math.h>
#include <string.h>

#include "kernel/fft.h"
#include "ops/scratch.h"
#include "tensor/copy.h"

enum { POLLED_PART = 1 << 16 }; // elements between two looks at the limits

typedef enum Kind { KIND_C2C, KIND_R2C, KIND_C2R } Kind;

// One dimension from a packed tensor to another (or itself); `n` is the signal's length.
static bool transform_lines(Kind kind, const Tensor *from, Tensor *to, int64_t dim, int64_t n, double scale,
                            bool forward)
{
    size_t total = 1;
    FftLines lines = {.inner = 1};
    for (int i = 0; i < from->rank; i++) {
        total *= i == dim ? 1 : (size_t)from->sizes[i];
        lines.inner *= i > dim ? (size_t)from->sizes[i] : 1;
    }
    bool wide = dtype_real((DType)from->dtype) == DTYPE_FLOAT64, done = true;
    size_t part = 8 * (POLLED_PART / (size_t)n + 1);
    Fft fft;
    if (!total || from->device == DEVICE_META)
        return true;
    if (!fft_init(&fft, from->runtime->memory, (size_t)n, wide, kind != KIND_C2C, total))
        return false;
    for (; done && lines.first < total; lines.first += part) {
        lines.count = total - lines.first < part ? total - lines.first : part;
        if (kind == KIND_C2C)
            fft_complex(&fft, tensor_data(to), lines, scale, forward);
        else if (kind == KIND_R2C)
            fft_real(&fft, tensor_data(from), tensor_data(to), lines, scale);
        else
            fft_real_back(&fft, tensor_data(from), tensor_data(to), lines, scale);
        done = lines.first + lines.count == total || runtime_poll(from->runtime);
    }
    fft_finish(&fft);
    return done;
}

// Complex transforms in place; the first takes the factor.
static bool transform_complex(Tensor *data, IntList dim, double scale, bool forward)
{
    for (int64_t i = 0; i < dim.count; i++) {
        int64_t n = data->sizes[dim.items[i]];
        if (!transform_lines(KIND_C2C, data, data, dim.items[i], n, i ? 1 : scale, forward))
            return false;
    }
    return true;
}

// The factor of a normalisation for signals of these sizes, computed in the signal's type.
static double factor_of(const int64_t *sizes, IntList dim, int64_t normalization, DType dtype)
{
    int64_t points = 1;
    for (int64_t i = 0; i < dim.count; i++)
        points *= sizes[dim.items[i]];
    if (normalization == FOURIER_PLAIN)
        return 1;
    if (dtype_real(dtype) == DTYPE_FLOAT64)
        return 1 / (normalization == FOURIER_BY_SIZE ? (double)points : sqrt((double)points));
    return 1 / (normalization == FOURIER_BY_SIZE ? (float)points : sqrtf((float)points));
}

static IntList all_but_last(IntList dim)
{
    return (IntList){dim.items, dim.count - 1};
}

static Tensor *packed(Scratch *s, const Tensor *self)
{
    return scratch_keep(s, copy_new(self, (DType)self->dtype, FORMAT_CONTIGUOUS));
}

static Tensor *with_size(Scratch *s, const Tensor *self, int64_t dim, int64_t size, DType dtype)
{
    int64_t sizes[SHAPE_MAX_RANK];
    memcpy(sizes, self->sizes, (size_t)self->rank * sizeof *sizes);
    sizes[dim] = size;
    return scratch_keep(s, tensor_empty(s->runtime, self->rank, sizes, dtype, (Device)self->device));
}

Tensor *fourier_c2c(Runtime *runtime, const Tensor *self, IntList dim, int64_t normalization, bool forward)
{
    Scratch s = {.runtime = runtime};
    Tensor *data = packed(&s, self);
    double scale = factor_of(self->sizes, dim, normalization, (DType)self->dtype);
    return scratch_end(&s, data && transform_complex(data, dim, scale, forward) ? data : NULL);
}

// Completes a half transform: what is missing is the conjugate of the place mirrored in the transformed dimension.
static Tensor *completed(Scratch *s, Tensor *half, int64_t dim, int64_t n)
{
    Tensor *mirror = scratch_part(s, half, (int)dim, 1, n - n / 2);
    Tensor *turned = mirror ? scratch_keep(s, op_flip(s->runtime, mirror, (IntList){&dim, 1})) : NULL;
    return scratch_cat(s, half, turned ? scratch_keep(s, op__conj(s->runtime, turned)) : NULL, (int)dim);
}

Tensor *fourier_r2c(Runtime *runtime, const Tensor *self, IntList dim, int64_t normalization, bool onesided)
{
    if (dtype_is_half((DType)self->dtype)) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "expected scalar type ComplexDouble but found ComplexHalf");
        return NULL;
    }
    Scratch s = {.runtime = runtime};
    int64_t last = dim.items[dim.count - 1], n = self->sizes[last];
    Tensor *signal = scratch_keep(&s, copy_contiguous(self));
    Tensor *half = signal ? with_size(&s, signal, last, n / 2 + 1, dtype_complex((DType)self->dtype)) : NULL;
    double scale = factor_of(self->sizes, dim, normalization, (DType)self->dtype);
    if (!half || !transform_lines(KIND_R2C, signal, half, last, n, scale, true))
        return scratch_end(&s, NULL);
    Tensor *full = onesided ? half : completed(&s, half, last, n);
    return scratch_end(&s, full && transform_complex(full, all_but_last(dim), 1, true) ? full : NULL);
}

Tensor *fourier_c2r(Runtime *runtime, const Tensor *self, IntList dim, int64_t normalization, int64_t last_dim_size)
{
    Scratch s = {.runtime = runtime};
    int64_t last = dim.items[dim.count - 1];
    Tensor *half = dim.count > 1 ? packed(&s, self) : scratch_keep(&s, copy_contiguous(self));
    Tensor *signal = half ? with_size(&s, half, last, last_dim_size, dtype_real((DType)self->dtype)) : NULL;
    if (!signal || !transform_complex(half, all_but_last(dim), 1, false))
        return scratch_end(&s, NULL);
    double scale = factor_of(signal->sizes, dim, normalization, (DType)self->dtype);
    bool done = transform_lines(KIND_C2R, half, signal, last, last_dim_size, scale, false);
    return scratch_end(&s, done ? signal : NULL);
}

// Cuts or pads a dimension with zeros. The padding names all dimensions from `first` on: none of them may be empty.
static Tensor *resized(Scratch *s, const Tensor *self, int first, int dim, int64_t size)
{
    int64_t given = self->sizes[dim], pad[2 * SHAPE_MAX_RANK] = {0};
    if (given == size)
        return scratch_keep(s, tensor_retain(self));
    if (given > size)
        return scratch_part(s, self, dim, 0, size);
    pad[2 * (self->rank - 1 - dim) + 1] = size - given;
    IntList padding = {pad, 2 * (self->rank - first)};
    return scratch_keep(s, op_constant_pad_nd(s->runtime, self, padding, scalar_int(0)));
}

Tensor *fourier_r2c_backward(Runtime *runtime, const Tensor *grad, IntList dim, int64_t normalization, bool onesided,
                             IntList sizes)
{
    Scratch s = {.runtime = runtime};
    int64_t last = dim.items[dim.count - 1];
    const Tensor *full = onesided ? resized(&s, grad, (int)last, (int)last, sizes.items[last]) : grad;
    Tensor *back = full ? scratch_keep(&s, op__fft_c2c(runtime, full, dim, normalization, false)) : NULL;
    return scratch_end(&s, back ? scratch_keep(&s, op_real(runtime, back)) : NULL);
}

Tensor *fourier_c2r_backward(Runtime *runtime, const Tensor *grad, IntList dim, int64_t normalization)
{
    Scratch s = {.runtime = runtime};
    int last = (int)dim.items[dim.count - 1];
    int64_t size = grad->sizes[last], half = size / 2 + 1;
    Tensor *back = scratch_keep(&s, op__fft_r2c(runtime, grad, dim, normalization, true));
    // What is not its own mirror image counts twice.
    Tensor *first = scratch_part(&s, back, last, 0, 1), *middle = scratch_part(&s, back, last, 1, size - half + 1);
    Tensor *end = scratch_part(&s, back, last, size - half + 1, half);
    return scratch_end(&s, scratch_cat(&s, scratch_cat(&s, first, scratch_scale(&s, middle, 2), last), end, last));
}

// What a normalisation mode asks of this direction.
static bool normalization_of(Runtime *runtime, const char *norm, bool forward, int64_t *normalization)
{
    if (!norm || text_same(norm, "backward"))
        *normalization = forward ? FOURIER_PLAIN : FOURIER_BY_SIZE;
    else if (text_same(norm, "forward"))
        *normalization = forward ? FOURIER_BY_SIZE : FOURIER_PLAIN;
    else if (text_same(norm, "ortho"))
        *normalization = FOURIER_BY_ROOT;
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

// Where a transform goes.
typedef struct Axes {
    int count;
    int64_t dims[SHAPE_MAX_RANK];
    int64_t sizes[SHAPE_MAX_RANK]; // of the signal
} Axes;

static IntList dims_of(const Axes *axes, int from, int count)
{
    return (IntList){axes->dims + from, count};
}

// A forward transform to real numbers is a backward one of the conjugate; a backward one from real numbers is a
// forward one's conjugate.
static Tensor *to_real(Scratch *s, const Tensor *half, IntList dim, int64_t normalization, bool forward, int64_t size)
{
    const Tensor *turned = forward && half ? scratch_keep(s, op__conj(s->runtime, half)) : half;
    return turned ? scratch_keep(s, op__fft_c2r(s->runtime, turned, dim, normalization, size)) : NULL;
}
static Tensor *from_real(Scratch *s, const Tensor *signal, IntList dim, int64_t normalization, bool forward,
                         bool onesided)
{
    if (!dtype_is_floating((DType)signal->dtype)) {
        error_raise(s->runtime->error, ERROR_RUNTIME_ERROR,
                    "Expected self.is_floating_point() to be true, but got false.  (Could this error message be "
                    "improved?  If so, please report an enhancement request to PyTorch.)");
        return NULL;
    }
    Tensor *half = scratch_keep(s, op__fft_r2c(s->runtime, signal, dim, normalization, onesided));
    return half && !forward ? scratch_keep(s, op__conj(s->runtime, half)) : half;
}

// The input cut or padded to the sizes of a transform.
static Tensor *fitted(Scratch *s, const Tensor *self, const Axes *axes, Kind kind)
{
    Tensor *x = scratch_keep(s, tensor_retain(self));
    for (int i = 0; i < axes->count && x; i++) {
        bool halved = kind == KIND_C2R && i == axes->count - 1;
        x = resized(s, x, 0, (int)axes->dims[i], halved ? axes->sizes[i] / 2 + 1 : axes->sizes[i]);
    }
    return x;
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
    if (!shape_wrap_size(runtime->error, dim, self->rank, &wrapped))
        return scratch_end(&s, NULL);
    int64_t size = n.given ? n.value : kind == KIND_C2R ? 2 * (self->sizes[wrapped] - 1) : self->sizes[wrapped];
    int64_t normalization;
    if (!check_points(runtime, size) || !normalization_of(runtime, norm, forward, &normalization))
        return scratch_end(&s, NULL);
    Axes axes = {1, {wrapped}, {size}};
    IntList dims = dims_of(&axes, 0, 1);
    if (!(x = fitted(&s, x, &axes, kind)))
        return scratch_end(&s, NULL);
    if (kind == KIND_C2R)
        return scratch_end(&s, to_real(&s, x, dims, normalization, forward, size));
    if (!dtype_is_complex((DType)x->dtype))
        return scratch_end(&s, from_real(&s, x, dims, normalization, forward, kind == KIND_R2C));
    return scratch_end(&s, scratch_keep(&s, op__fft_c2c(runtime, x, dims, normalization, forward)));
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

static bool axes_of(Runtime *runtime, const Tensor *self, IntList sizes, IntList dim, Axes *axes)
{
    bool given = dim.count != LIST_NONE, sized = sizes.count != LIST_NONE;
    int rank = self->rank;
    DimSet seen = 0;
    for (int64_t i = 0; given && i < dim.count; i++) {
        int wrapped = 0;
        if (i >= SHAPE_MAX_RANK || !shape_wrap_size(runtime->error, dim.items[i], rank, &wrapped))
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

// The last dimension of a signal on the wrong side is transformed by itself.
static Tensor *transform_several(Scratch *s, const Tensor *x, const Axes *axes, int64_t normalization, Kind kind,
                                 bool forward)
{
    Runtime *runtime = s->runtime;
    int last = axes->count - 1;
    IntList all = dims_of(axes, 0, axes->count), others = dims_of(axes, 0, last), end = dims_of(axes, last, 1);
    if (kind == KIND_C2C)
        return scratch_keep(s, op__fft_c2c(runtime, x, all, normalization, forward));
    if (kind == KIND_R2C && forward)
        return from_real(s, x, all, normalization, true, true);
    if (kind == KIND_C2R && !forward)
        return to_real(s, x, all, normalization, false, axes->sizes[last]);
    if (kind == KIND_C2R) {
        const Tensor *inner = last ? scratch_keep(s, op__fft_c2c(runtime, x, others, normalization, true)) : x;
        return to_real(s, inner, end, normalization, true, axes->sizes[last]);
    }
    Tensor *half = from_real(s, x, end, normalization, false, true);
    return half && last ? scratch_keep(s, op__fft_c2c(runtime, half, others, normalization, false)) : half;
}

static Tensor *several(Runtime *runtime, const Tensor *self, IntList sizes, IntList dim, const char *norm, Kind kind,
                       bool forward, const char *name)
{
    Axes axes = {0};
    if (kind == KIND_R2C && forward && dtype_is_complex((DType)self->dtype)) {
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
        bool whole = axes.sizes[i] == -1, halved = kind == KIND_C2R && i == last;
        if (whole)
            axes.sizes[i] = self->sizes[axes.dims[i]];
        if (!check_points(runtime, axes.sizes[i]))
            return NULL;
        if (whole && halved && !check_points(runtime, axes.sizes[i] = 2 * (axes.sizes[i] - 1)))
            return NULL;
    }
    int64_t normalization;
    if (!normalization_of(runtime, norm, forward, &normalization))
        return NULL;
    Scratch s = {.runtime = runtime};
    Tensor *x = promoted(&s, self, kind != KIND_R2C);
    Tensor *fit = x ? fitted(&s, x, &axes, kind) : NULL;
    return scratch_end(&s, fit ? transform_several(&s, fit, &axes, normalization, kind, forward) : NULL);
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
