// Short-time Fourier transforms, there and back.
#include <complex.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>

#include "ops/fourier.h"
#include "ops/scratch.h"

enum { CALL_TEXT = 1600, WINDOW_TEXT = SHAPE_TEXT + 40 };

// What both directions need to know about their frames.
typedef struct Frames {
    int64_t size;   // n_fft
    int64_t hop;    // from one frame to the next
    int64_t window; // how much of a frame the window covers
} Frames;

static Frames frames_of(int64_t n_fft, OptionalInt hop_length, OptionalInt win_length)
{
    return (Frames){n_fft, hop_length.given ? hop_length.value : n_fft / 4,
                    win_length.given ? win_length.value : n_fft};
}

static bool refuse(Runtime *runtime, const char *call, const char *format, ...) FORMAT_CHECK(3, 4);
static bool refuse(Runtime *runtime, const char *call, const char *format, ...)
{
    char text[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s%s", call, text);
    return false;
}

static const char *option_text(char text[static 24], OptionalInt value)
{
    if (value.given)
        snprintf(text, 24, "%lld", (long long)value.value);
    else
        snprintf(text, 24, "None");
    return text;
}

static void window_text(char *text, size_t room, const Tensor *window)
{
    char sizes[SHAPE_TEXT];
    if (window)
        snprintf(text, room, "torch.%sTensor{%s}", dtype_scalar_name((DType)window->dtype),
                 tensor_format_sizes(window, sizes));
    else
        snprintf(text, room, "None");
}

static OptionalInt optional_flag(int flag)
{
    return (OptionalInt){flag != OPTION_NONE, flag};
}

static void describe_forward(char *text, const Tensor *self, Frames frames, const Tensor *window, bool normalized,
                             int onesided, int return_complex)
{
    char sizes[SHAPE_TEXT], shown[WINDOW_TEXT], one[24], two[24];
    window_text(shown, sizeof shown, window);
    snprintf(text, CALL_TEXT,
             "stft(torch.%sTensor%s, n_fft=%lld, hop_length=%lld, win_length=%lld, window=%s, normalized=%d, "
             "onesided=%s, return_complex=%s) : ",
             dtype_scalar_name((DType)self->dtype), tensor_format_sizes(self, sizes), (long long)frames.size,
             (long long)frames.hop, (long long)frames.window, shown, normalized,
             option_text(one, optional_flag(onesided)), option_text(two, optional_flag(return_complex)));
}

static bool check_forward(Runtime *runtime, const char *call, const Tensor *self, Frames frames, const Tensor *window)
{
    char sizes[SHAPE_TEXT];
    int64_t length = self->rank ? self->sizes[self->rank - 1] : 0;
    if (dtype_category((DType)self->dtype) < CATEGORY_FLOAT)
        return refuse(runtime, call, "expected a tensor of floating point or complex values");
    if (self->rank > 2 || self->rank < 1)
        return refuse(runtime, call, "expected a 1D or 2D tensor");
    if (frames.size <= 0 || frames.size > length)
        return refuse(runtime, call, "expected 0 < n_fft < %lld, but got n_fft=%lld", (long long)length,
                      (long long)frames.size);
    if (frames.hop <= 0)
        return refuse(runtime, call, "expected hop_length > 0, but got hop_length=%lld", (long long)frames.hop);
    if (frames.window <= 0 || frames.window > frames.size)
        return refuse(runtime, call, "expected 0 < win_length <= n_fft, but got win_length=%lld",
                      (long long)frames.window);
    if (window && (window->rank != 1 || window->sizes[0] != frames.window))
        return refuse(runtime, call,
                      "expected a 1D window tensor of size equal to win_length=%lld, but got window with size %s",
                      (long long)frames.window, tensor_format_sizes(window, sizes));
    return true;
}

// The window in the middle of a frame, zeros around it.
static Tensor *fit_window(Scratch *s, const Tensor *window, Frames frames)
{
    int64_t left = (frames.size - frames.window) / 2, pad[2] = {left, frames.size - frames.window - left};
    if (frames.window == frames.size)
        return scratch_keep(s, tensor_retain(window));
    return scratch_keep(s, op_constant_pad_nd(s->runtime, window, (IntList){pad, 2}, scalar_int(0)));
}

// Half a frame more at both ends.
static Tensor *centered(Scratch *s, const Tensor *self, int64_t n_fft, const char *mode)
{
    int64_t pad[2] = {n_fft / 2, n_fft / 2};
    int missing = self->rank < 3 ? 3 - self->rank : 0;
    const Tensor *wide = self;
    for (int i = 0; i < missing && wide; i++)
        wide = scratch_unsqueeze(s, wide, 0);
    Tensor *padded =
        wide ? scratch_keep(s, op_pad(s->runtime, wide, (IntList){pad, 2}, mode, (OptionalFloat){0})) : NULL;
    for (int i = 0; i < missing && padded; i++)
        padded = scratch_keep(s, op_squeeze_dim(s->runtime, padded, 0));
    return padded;
}

static Tensor *transform_frames(Scratch *s, const Tensor *frames, bool normalized, bool onesided)
{
    int64_t last = frames->rank - 1;
    int64_t normalization = normalized ? FOURIER_BY_ROOT : FOURIER_PLAIN;
    IntList dim = {&last, 1};
    if (dtype_is_complex((DType)frames->dtype))
        return scratch_keep(s, op__fft_c2c(s->runtime, frames, dim, normalization, true));
    return scratch_keep(s, op__fft_r2c(s->runtime, frames, dim, normalization, onesided));
}

Tensor *spectrum_stft(Runtime *runtime, const Tensor *self, int64_t n_fft, OptionalInt hop_length,
                      OptionalInt win_length, const Tensor *window, bool center, const char *pad_mode, bool normalized,
                      int onesided, int return_complex)
{
    Scratch s = {.runtime = runtime};
    Frames frames = frames_of(n_fft, hop_length, win_length);
    bool complex_parts = dtype_is_complex((DType)self->dtype) || (window && dtype_is_complex((DType)window->dtype));
    const Tensor *input = center ? centered(&s, self, n_fft, pad_mode) : self;
    char call[CALL_TEXT];
    if (!input)
        return scratch_end(&s, NULL);
    describe_forward(call, input, frames, window, normalized, onesided, return_complex);
    if (!window && !warning_give(runtime, WARNING_STFT_WINDOW))
        return scratch_end(&s, NULL);
    if (return_complex == OPTION_NONE && !complex_parts) {
        error_raise(
            runtime->error, ERROR_RUNTIME_ERROR,
            "stft requires the return_complex parameter be given for real inputs, and will further require that "
            "return_complex=True in a future PyTorch release.");
        return scratch_end(&s, NULL);
    }
    if (!check_forward(runtime, call, input, frames, window))
        return scratch_end(&s, NULL);
    bool half = onesided == OPTION_NONE ? !complex_parts : onesided;
    if (half && complex_parts) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "Cannot have onesided output if window or input is complex");
        return scratch_end(&s, NULL);
    }
    if (!return_complex && !warning_give(runtime, WARNING_STFT_REAL))
        return scratch_end(&s, NULL);
    const Tensor *batch = input->rank == 1 ? scratch_unsqueeze(&s, input, 0) : input;
    Tensor *parts = NULL;
    if (batch) {
        int64_t count = 1 + (batch->sizes[1] - n_fft) / frames.hop;
        parts = scratch_keep(&s, op_as_strided(runtime, batch, (IntList){(int64_t[]){batch->sizes[0], count, n_fft}, 3},
                                               (IntList){(int64_t[]){batch->strides[0],
                                                                     shape_stride_times(batch->strides[1], frames.hop),
                                                                     batch->strides[1]},
                                                         3},
                                               (OptionalInt){0}));
    }
    if (window)
        parts = scratch_mul(&s, parts, fit_window(&s, window, frames));
    Tensor *waves = parts ? transform_frames(&s, parts, normalized, half) : NULL;
    Tensor *turned = waves ? scratch_keep(&s, op_transpose_int(runtime, waves, 1, 2)) : NULL;
    if (turned && input->rank == 1)
        turned = scratch_keep(&s, op_squeeze_dim(runtime, turned, 0));
    if (turned && return_complex != OPTION_NONE && !return_complex)
        turned = scratch_keep(&s, op_view_as_real(runtime, turned));
    return scratch_end(&s, turned);
}

Tensor *spectrum_stft_plain(Runtime *runtime, const Tensor *self, int64_t n_fft, OptionalInt hop_length,
                            OptionalInt win_length, const Tensor *window, bool normalized, int onesided,
                            int return_complex)
{
    return spectrum_stft(runtime, self, n_fft, hop_length, win_length, window, false, "constant", normalized, onesided,
                         return_complex);
}

// ---- Back ----

static void describe_inverse(char *text, const Tensor *self, Frames frames, const Tensor *window, bool center,
                             bool normalized, int onesided, OptionalInt length, bool return_complex)
{
    char sizes[SHAPE_TEXT], shown[WINDOW_TEXT], one[24], two[24];
    window_text(shown, sizeof shown, window);
    snprintf(text, CALL_TEXT,
             "istft(CPU%sType%s, n_fft=%lld, hop_length=%lld, win_length=%lld, window=%s, center=%d, normalized=%d, "
             "onesided=%s, length=%s, return_complex=%d)",
             dtype_scalar_name((DType)self->dtype), tensor_format_sizes(self, sizes), (long long)frames.size,
             (long long)frames.hop, (long long)frames.window, shown, center, normalized,
             option_text(one, optional_flag(onesided)), option_text(two, length), return_complex);
}

static bool check_inverse(Runtime *runtime, const char *call, const Tensor *self, Frames frames, const Tensor *window,
                          bool half)
{
    int64_t waves = self->sizes[self->rank - 2];
    if (!tensor_count(self))
        return refuse(runtime, call, " : input tensor cannot be empty.");
    if (self->rank > 3) // counted as PyTorch does, which looks at pairs of numbers
        return refuse(runtime, call, " : expected a tensor with 3 or 4 dimensions, but got %d", self->rank + 1);
    if (half ? waves != frames.size / 2 + 1 : waves != frames.size)
        return refuse(runtime, call,
                      " : expected the frequency dimension (3rd to the last) of the input tensor to match n_fft%s when "
                      "onesided=%s, but got %lld",
                      half ? " / 2 + 1" : "", half ? "True" : "False", (long long)waves);
    if (frames.hop <= 0 || frames.hop > frames.window)
        return refuse(runtime, call, " : expected 0 < hop_length <= win_length");
    if (frames.window <= 0 || frames.window > frames.size)
        return refuse(runtime, call, " : expected 0 < win_length <= n_fft");
    if (window && (window->rank != 1 || window->sizes[0] != frames.window))
        return refuse(runtime, call, " : Invalid window shape. window has to be 1D and length of `win_length`");
    return true;
}

// Frames of a signal, from its waves (batch, frames, waves).
static Tensor *frames_back(Scratch *s, const Tensor *waves, Frames frames, bool normalized, bool half, bool complex_out)
{
    int64_t normalization = normalized ? FOURIER_BY_ROOT : FOURIER_BY_SIZE;
    IntList dim = {(int64_t[]){2}, 1};
    if (complex_out)
        return scratch_keep(s, op__fft_c2c(s->runtime, waves, dim, normalization, false));
    const Tensor *first = half ? waves : scratch_part(s, waves, 2, 0, frames.size / 2 + 1);
    return first ? scratch_keep(s, op__fft_c2r(s->runtime, first, dim, normalization, frames.size)) : NULL;
}

// Adds overlapping frames up.
static Tensor *overlap(Scratch *s, const Tensor *parts, Frames frames, int64_t length)
{
    int64_t sizes[2] = {parts->sizes[0], length};
    return scratch_keep(s, op_unfold_backward(s->runtime, parts, (IntList){sizes, 2}, 1, frames.size, frames.hop));
}

// The squares of the windows, added up; refuses a place that no window covers.
static Tensor *envelope(Scratch *s, const Tensor *window, Frames frames, int64_t count, int64_t length, int64_t start,
                        int64_t end, const char *call)
{
    Tensor *square = scratch_mul(s, window, window);
    Tensor *all =
        square ? scratch_keep(s, op_expand(s->runtime, square, (IntList){(int64_t[]){1, count, frames.size}, 3}, false))
               : NULL;
    Tensor *sum = all ? overlap(s, all, frames, length) : NULL;
    Tensor *cut = sum ? scratch_part(s, sum, 1, start, end) : NULL;
    if (!cut)
        return NULL;
    for (int64_t i = 0; i < cut->sizes[1]; i++) {
        if (cabs(scalar_to_complex(tensor_read(cut, cut->offset + i * cut->strides[1]))) >= 1e-11)
            continue;
        refuse(s->runtime, call, " window overlap add min: 1\n[ CPUBoolType{} ]");
        return NULL;
    }
    return cut;
}

static Tensor *real_ones(Scratch *s, const Tensor *self, int64_t count)
{
    return scratch_keep(s, op_ones(s->runtime, (IntList){&count, 1}, (int)dtype_real((DType)self->dtype), OPTION_NONE,
                                   OPTION_NONE, OPTION_NONE));
}

Tensor *spectrum_istft(Runtime *runtime, const Tensor *self, int64_t n_fft, OptionalInt hop_length,
                       OptionalInt win_length, const Tensor *window, bool center, bool normalized, int onesided,
                       OptionalInt length, bool return_complex)
{
    Scratch s = {.runtime = runtime};
    Frames frames = frames_of(n_fft, hop_length, win_length);
    char call[CALL_TEXT];
    if (!dtype_is_complex((DType)self->dtype)) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "istft requires a complex-valued input tensor matching the output from stft with "
                    "return_complex=True.");
        return NULL;
    }
    int at;
    if (self->rank < 2 &&
        !shape_wrap_dim(runtime->error, self->rank == 1 ? -3 : -2, self->rank ? self->rank + 1 : 1, &at))
        return NULL;
    describe_inverse(call, self, frames, window, center, normalized, onesided, length, return_complex);
    bool half = onesided == OPTION_NONE ? self->sizes[self->rank - 2] != n_fft : onesided;
    if (!return_complex && window && dtype_is_complex((DType)window->dtype)) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "Complex windows are incompatible with return_complex=False");
        return NULL;
    }
    if (!check_inverse(runtime, call, self, frames, window, half))
        return NULL;
    if (!window && !warning_give(runtime, WARNING_ISTFT_WINDOW))
        return scratch_end(&s, NULL);
    const Tensor *shape = window ? window : real_ones(&s, self, frames.window);
    const Tensor *batch = self->rank == 2 ? scratch_unsqueeze(&s, self, 0) : self;
    Tensor *full = shape ? fit_window(&s, shape, frames) : NULL;
    Tensor *turned = full && batch ? scratch_keep(&s, op_transpose_int(runtime, batch, 1, 2)) : NULL;
    Tensor *parts = turned ? frames_back(&s, turned, frames, normalized, half, return_complex) : NULL;
    parts = scratch_mul(&s, parts, full);
    if (!parts)
        return scratch_end(&s, NULL);
    int64_t count = batch->sizes[2], start = center ? n_fft / 2 : 0, total, end;
    if (!shape_multiply(runtime->error, frames.hop, count - 1, &total) ||
        !shape_add(runtime->error, total, n_fft, &total) || !shape_add(runtime->error, start, length.value, &end))
        return scratch_end(&s, NULL);
    if (!length.given)
        end = center ? total - n_fft / 2 : total;
    Tensor *sum = overlap(&s, parts, frames, total);
    Tensor *cut = sum ? scratch_part(&s, sum, 1, start, end) : NULL;
    Tensor *weight = cut ? envelope(&s, full, frames, count, total, start, end, call) : NULL;
    Tensor *signal = scratch_div(&s, cut, weight);
    if (signal && self->rank == 2)
        signal = scratch_keep(&s, op_squeeze_dim(runtime, signal, 0));
    int64_t pad[2] = {0, end - total};
    if (signal && end > total)
        signal = scratch_keep(&s, op_constant_pad_nd(runtime, signal, (IntList){pad, 2}, scalar_int(0)));
    return scratch_end(&s, signal);
}
