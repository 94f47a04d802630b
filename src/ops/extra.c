// Compositions that few programs need.
#include <math.h>
#include <stdlib.h>

#include "ops/linalg.h"
#include "ops/support.h"
#include "tensor/copy.h"

Tensor *extra_norm_except_dim(Runtime *runtime, const Tensor *v, int64_t pow, int64_t dim)
{
    int64_t dims[SHAPE_MAX_RANK];
    int count = 0;
    if (dim == -1)
        return op_norm_Scalar(runtime, v, scalar_int(pow));
    for (int i = 0; i < v->rank; i++)
        if (i != dim)
            dims[count++] = i;
    return op_linalg_vector_norm(runtime, v, scalar_int(pow), (IntList){dims, count}, true, OPTION_NONE);
}

// Sums of magnitudes along `inner`, of which the extreme along `outer` is taken.
static Tensor *sum_extreme(Runtime *runtime, const Tensor *self, int64_t inner, int64_t outer, bool largest,
                           bool keepdim)
{
    Tensor *sums = op_linalg_vector_norm(runtime, self, scalar_float(1), (IntList){&inner, 1}, true, OPTION_NONE);
    Tensor *best = !sums     ? NULL
                   : largest ? op_amax(runtime, sums, (IntList){&outer, 1}, true)
                             : op_amin(runtime, sums, (IntList){&outer, 1}, true);
    int64_t both[2] = {inner, outer};
    Tensor *result = !best ? NULL : keepdim ? tensor_retain(best) : op_squeeze_dims(runtime, best, (IntList){both, 2});
    tensor_release(sums);
    tensor_release(best);
    return result;
}

// Raises a text that ends in a list of dimensions, and returns false.
static bool raise_dims(Runtime *runtime, const char *text, const char *open, const char *between, const char *close,
                       IntList dim)
{
    Text message;
    text_init(&message, runtime->memory);
    text_append_format(&message, "%s%s", text, open);
    for (int64_t i = 0; i < dim.count; i++)
        text_append_format(&message, "%s%lld", i ? between : "", (long long)dim.items[i]);
    text_append_string(&message, close);
    if (!message.failed)
        error_raise_text(runtime->error, ERROR_RUNTIME_ERROR, text_string(&message), message.length);
    text_free(&message);
    return false;
}

// Finds the dimensions of a matrix norm; false with an error where there is none of this tensor, over them, in `dtype`.
// One of singular values is not for half precision.
static bool matrix_dims(Runtime *runtime, const Tensor *self, IntList dim, bool singular, int dtype, int64_t *rows,
                        int64_t *columns)
{
    int a, b;
    if (!linalg_check_matrix(runtime, self, "linalg.matrix_norm", "A"))
        return false;
    if (dim.count != 2)
        return raise_dims(runtime, "linalg.matrix_norm: dim must be a 2-tuple. Got ", "", " ", "", dim);
    if (singular && dtype_is_half((DType)self->dtype)) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "linalg.matrix_norm: Low precision dtypes not supported. Got %s",
                    dtype_scalar_name((DType)self->dtype));
        return false;
    }
    if (!shape_wrap_dim(runtime->error, dim.items[0], self->rank, &a) ||
        !shape_wrap_dim(runtime->error, dim.items[1], self->rank, &b))
        return false;
    *rows = a;
    *columns = b;
    if (a != b)
        return norm_dtypes_accepted(runtime, "linalg.matrix_norm", (DType)self->dtype, dtype);
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "linalg.matrix_norm: dims must be different. Got (%d, %d)", a, b);
    return false;
}

static Tensor *converted(Runtime *runtime, const Tensor *self, int dtype)
{
    return dtype == OPTION_NONE ? tensor_retain(self) : op_to_dtype(runtime, self, dtype, false, false, OPTION_NONE);
}

typedef enum SingularNorm { SINGULAR_SUM, SINGULAR_LARGEST, SINGULAR_SMALLEST } SingularNorm;

// A norm that the singular values tell.
static Tensor *singular_norm(Runtime *runtime, const Tensor *self, int64_t rows, int64_t columns, SingularNorm which,
                             bool keepdim, int dtype)
{
    int64_t from[2] = {rows, columns}, to[2] = {-2, -1}, last = -1;
    int64_t first = rows < columns ? rows : columns, second = rows < columns ? columns : rows;
    Tensor *t[6] = {0};
    Tensor *result = NULL;
    if (!(t[0] = converted(runtime, self, dtype)) ||
        !(t[1] = op_movedim_intlist(runtime, t[0], (IntList){from, 2}, (IntList){to, 2})) ||
        !(t[2] = op_linalg_svdvals(runtime, t[1], NULL)))
        goto end;
    IntList dims = {&last, 1};
    t[3] = which == SINGULAR_SUM       ? op_sum_dim_IntList(runtime, t[2], dims, false, OPTION_NONE)
           : which == SINGULAR_LARGEST ? op_amax(runtime, t[2], dims, false)
                                       : op_amin(runtime, t[2], dims, false);
    if (!t[3] || !keepdim) {
        result = tensor_retain_maybe(t[3]);
        goto end;
    }
    if ((t[4] = op_unsqueeze(runtime, t[3], first)))
        result = op_unsqueeze(runtime, t[4], second);
end:
    release_temporaries(t, 6);
    return result;
}

Tensor *extra_matrix_norm(Runtime *runtime, const Tensor *self, Scalar ord, IntList dim, bool keepdim, int dtype)
{
    int64_t rows, columns;
    double order = scalar_to_float(ord), size = fabs(order);
    if (!norm_order_accepted(runtime, "linalg.matrix_norm", ord))
        return NULL;
    if (size != 2 && size != 1 && !isinf(size)) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "linalg.matrix_norm: Order %g not supported.", order);
        return NULL;
    }
    if (!matrix_dims(runtime, self, dim, size == 2, dtype, &rows, &columns))
        return NULL;
    if (size == 2)
        return singular_norm(runtime, self, rows, columns, order > 0 ? SINGULAR_LARGEST : SINGULAR_SMALLEST, keepdim,
                             dtype);
    Tensor *input = converted(runtime, self, dtype);
    Tensor *result = !input      ? NULL
                     : size == 1 ? sum_extreme(runtime, input, rows, columns, order > 0, keepdim)
                                 : sum_extreme(runtime, input, columns, rows, order > 0, keepdim);
    tensor_release(input);
    return result;
}

Tensor *extra_matrix_norm_str(Runtime *runtime, const Tensor *self, const char *ord, IntList dim, bool keepdim,
                              int dtype)
{
    int64_t both[2];
    bool euclidean = text_same(ord, "fro");
    if (!euclidean && !text_same(ord, "nuc")) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "linalg.matrix_norm: Order %s not supported.", ord);
        return NULL;
    }
    if (!matrix_dims(runtime, self, dim, !euclidean, dtype, &both[0], &both[1]))
        return NULL;
    if (euclidean)
        return op_linalg_vector_norm(runtime, self, scalar_float(2), (IntList){both, 2}, keepdim, dtype);
    return singular_norm(runtime, self, both[0], both[1], SINGULAR_SUM, keepdim, dtype);
}

Tensor *extra_norm(Runtime *runtime, const Tensor *self, OptionalScalar ord, IntList dim, bool keepdim, int dtype)
{
    if (dim.count != LIST_NONE && dim.count != 1 && dim.count != 2) {
        (void)raise_dims(runtime, "linalg.norm: If dim is specified, it must be of length 1 or 2. Got ", "[", ", ", "]",
                         dim);
        return NULL;
    }
    if (dim.count < 0 && ord.given && self->rank != 1 && self->rank != 2) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "linalg.norm: If dim is not specified but ord is, the input must be 1D or 2D. Got %dD.",
                    (int)self->rank);
        return NULL;
    }
    bool matrix = ord.given && (dim.count == 2 || (dim.count < 0 && self->rank == 2));
    if (matrix)
        return op_linalg_matrix_norm(runtime, self, ord.value,
                                     dim.count == 2 ? dim : (IntList){(const int64_t[]){0, 1}, 2}, keepdim, dtype);
    return op_linalg_vector_norm(runtime, self, ord.given ? ord.value : scalar_float(2), dim, keepdim, dtype);
}

Tensor *extra_norm_str(Runtime *runtime, const Tensor *self, const char *ord, IntList dim, bool keepdim, int dtype)
{
    if (dim.count != LIST_NONE && dim.count != 1 && dim.count != 2) { // the misspelling is PyTorch's
        (void)raise_dims(runtime, "linalg.norm: If dim is specified, it mut be of length 1 or 2. Got ", "[", ", ", "]",
                         dim);
        return NULL;
    }
    if (dim.count < 0 && self->rank != 1 && self->rank != 2) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "linalg.norm: If dim is not specified but ord is, the input must be 1D or 2D. Got %dD.",
                    (int)self->rank);
        return NULL;
    }
    return op_linalg_matrix_norm_str_ord(runtime, self, ord,
                                         dim.count < 0 ? (IntList){(const int64_t[]){0, 1}, 2} : dim, keepdim, dtype);
}

bool extra_frexp(Runtime *runtime, const Tensor *self, Tensor **result0, Tensor **result1)
{
    if (dtype_category((DType)self->dtype) != CATEGORY_FLOAT) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "torch.frexp() only supports floating-point dtypes");
        return false;
    }
    *result0 = copy_new(self, (DType)self->dtype, FORMAT_CONTIGUOUS);
    *result1 = *result0 ? tensor_empty(runtime, self->rank, self->sizes, DTYPE_INT32, (Device)self->device) : NULL;
    if (!*result1) {
        tensor_release(*result0);
        return false;
    }
    for (int64_t i = 0, count = tensor_stored_count(self); i < count; i++) {
        int exponent;
        double mantissa = frexp(scalar_to_float(tensor_read(*result0, i)), &exponent);
        tensor_write(*result0, i, scalar_float(mantissa));
        tensor_write(*result1, i, scalar_int(exponent));
    }
    return true;
}

// (x[i + 1] - x[i - 1]) / 2h inside, one-sided at the ends.
static Tensor *gradient_along(Runtime *runtime, const Tensor *self, int64_t dim, double spacing, int64_t edge_order)
{
    int64_t size = self->sizes[dim];
    if (size < edge_order + 1) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "torch.gradient expected each dimension size to be at least edge_order+1");
        return NULL;
    }
    Tensor *t[6] = {0};
    Tensor *result = NULL;
    OptionalInt none = {0};
    Tensor *ahead = op_slice_Tensor(runtime, self, dim, (OptionalInt){true, 2}, none, 1);
    Tensor *behind = ahead ? op_slice_Tensor(runtime, self, dim, none, (OptionalInt){true, -2}, 1) : NULL;
    t[0] = behind ? op_sub_Tensor(runtime, ahead, behind, scalar_int(1)) : NULL;
    tensor_release(ahead);
    tensor_release(behind);
    Tensor *twice = tensor_wrapped_scalar(runtime, scalar_float(2 * spacing)),
           *once = tensor_wrapped_scalar(runtime, scalar_float(spacing));
    t[1] = t[0] && twice ? op_div_Tensor(runtime, t[0], twice) : NULL;
    Tensor *differences = matrix_diff(runtime, self, 1, dim, NULL, NULL);
    t[2] = differences && once ? op_div_Tensor(runtime, differences, once) : NULL;
    t[3] = t[2] ? op_narrow(runtime, t[2], dim, 0, 1) : NULL;
    t[4] = t[3] ? op_narrow(runtime, t[2], dim, size - 2, 1) : NULL;
    release_temporaries((Tensor *[]){twice, once, differences}, 3);
    if (t[4] && t[1] && edge_order == 2) {
        // Second order at the ends: (4 x1 - 3 x0 - x2) / 2h, from first differences d: (3 d0 - d1) / 2.
        for (int end = 0; end < 2; end++) {
            Tensor *near = tensor_retain(t[3 + end]);
            Tensor *far = op_narrow(runtime, t[2], dim, end ? size - 3 : 1, 1);
            Tensor *three = tensor_wrapped_scalar(runtime, scalar_float(1.5)),
                   *half = tensor_wrapped_scalar(runtime, scalar_float(0.5));
            Tensor *a = far && three ? op_mul_Tensor(runtime, near, three) : NULL,
                   *b = a && half ? op_mul_Tensor(runtime, far, half) : NULL;
            tensor_release(t[3 + end]);
            t[3 + end] = b ? op_sub_Tensor(runtime, a, b, scalar_int(1)) : NULL;
            release_temporaries((Tensor *[]){near, far, three, half, a, b}, 6);
        }
    }
    if (t[1] && t[3] && t[4])
        result = op_cat(runtime, (TensorList){(Tensor *const[]){t[3], t[1], t[4]}, 3}, dim);
    release_temporaries(t, 6);
    return result;
}

bool extra_gradient(Runtime *runtime, const Tensor *self, OptionalScalar spacing, OptionalInt dim, int64_t edge_order,
                    TensorVector *result)
{
    int at = 0;
    if (edge_order != 1 && edge_order != 2) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "torch.gradient only supports edge_order=1 and edge_order=2.");
        return false;
    }
    if (dim.given && !shape_wrap_dim(runtime->error, dim.value, self->rank, &at))
        return false;
    int64_t count = dim.given ? 1 : self->rank;
    if (!tensor_vector_make(runtime, result, count))
        return false;
    double step = spacing.given ? scalar_to_float(spacing.value) : 1.0;
    for (int64_t i = 0; i < count; i++)
        if (!(result->items[i] = gradient_along(runtime, self, dim.given ? at : i, step, edge_order))) {
            tensor_vector_free(runtime, result);
            return false;
        }
    return true;
}
