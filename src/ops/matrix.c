// Matrix products: the recorded kernels, and matmul on top of them.
#include <string.h>

#include "ops/support.h"
#include "tensor/product.h"

Tensor *matrix_mm(Runtime *runtime, const Tensor *self, const Tensor *mat2)
{
    (void)runtime;
    return product_mm(self, mat2);
}

static bool check_factors(Runtime *runtime, const Tensor *self, const Tensor *mat1, const Tensor *mat2)
{
    if (mat1->dtype == mat2->dtype || self->dtype != mat2->dtype)
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "mat1 and mat2 must have the same dtype, but got %s and %s",
                dtype_scalar_name((DType)mat1->dtype), dtype_scalar_name((DType)mat2->dtype));
    return false;
}

Tensor *matrix_addmm(Runtime *runtime, const Tensor *self, const Tensor *mat1, const Tensor *mat2, Scalar beta,
                     Scalar alpha)
{
    return check_factors(runtime, self, mat1, mat2) ? product_addmm(self, mat1, mat2, beta, alpha) : NULL;
}

Tensor *matrix_bmm(Runtime *runtime, const Tensor *self, const Tensor *mat2)
{
    (void)runtime;
    return product_bmm(self, mat2);
}

Tensor *matrix_baddbmm(Runtime *runtime, const Tensor *self, const Tensor *batch1, const Tensor *batch2, Scalar beta,
                       Scalar alpha)
{
    (void)runtime;
    return product_baddbmm(self, batch1, batch2, beta, alpha);
}

Tensor *matrix_mv(Runtime *runtime, const Tensor *self, const Tensor *vec)
{
    (void)runtime;
    return product_mv(self, vec);
}

Tensor *matrix_addmv(Runtime *runtime, const Tensor *self, const Tensor *mat, const Tensor *vec, Scalar beta,
                     Scalar alpha)
{
    (void)runtime;
    return product_addmv(self, mat, vec, beta, alpha);
}

Tensor *matrix_dot(Runtime *runtime, const Tensor *self, const Tensor *tensor)
{
    (void)runtime;
    return product_dot(self, tensor);
}

Tensor *matrix_vdot(Runtime *runtime, const Tensor *self, const Tensor *other)
{
    (void)runtime;
    return product_vdot(self, other);
}

// beta * self + alpha * product (taken)
static Tensor *combine(Runtime *runtime, const Tensor *self, Tensor *product, Scalar beta, Scalar alpha)
{
    // With a beta of 0 not even NaN counts; bools are or-ed.
    bool none = scalar_to_complex(beta) == 0, bools = self->dtype == DTYPE_BOOL;
    Tensor *factor = product && !bools ? tensor_wrapped_scalar(runtime, beta) : NULL;
    Tensor *scaled = none || bools ? tensor_retain(self) : factor ? op_mul_Tensor(runtime, self, factor) : NULL;
    Tensor *times = product && !bools ? tensor_wrapped_scalar(runtime, alpha) : NULL;
    Tensor *part = !product ? NULL : times ? op_mul_Tensor(runtime, product, times) : tensor_retain(product);
    Tensor *result = NULL;
    if (part && none)
        result = op_expand_as(runtime, part, part);
    else if (part && scaled)
        result = bools ? op_logical_or(runtime, scaled, part) : op_add_Tensor(runtime, scaled, part, scalar_int(1));
    release_temporaries((Tensor *[]){product, factor, scaled, times, part}, 5);
    return result;
}

static bool check_addbmm(Runtime *runtime, const Tensor *a, const Tensor *b)
{
    if (a->rank != 3 || b->rank != 3) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "batch%d must be a 3D tensor", a->rank != 3 ? 1 : 2);
        return false;
    }
    if (a->sizes[0] != b->sizes[0]) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "batch1 and batch2 must have same number of batches, got %lld and %lld", (long long)a->sizes[0],
                    (long long)b->sizes[0]);
        return false;
    }
    if (a->sizes[2] == b->sizes[1])
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "Incompatible matrix sizes for bmm (%lldx%lld and %lldx%lld)",
                (long long)a->sizes[1], (long long)a->sizes[2], (long long)b->sizes[1], (long long)b->sizes[2]);
    return false;
}

// One product after the other is added.
Tensor *matrix_addbmm(Runtime *runtime, const Tensor *self, const Tensor *batch1, const Tensor *batch2, Scalar beta,
                      Scalar alpha)
{
    if (!check_addbmm(runtime, batch1, batch2) || !check_factors(runtime, self, batch1, batch2))
        return NULL;
    int64_t sizes[2] = {batch1->sizes[1], batch2->sizes[2]};
    Tensor *sum = op_expand(runtime, self, (IntList){sizes, 2}, false);
    for (int64_t i = 0; sum && i < batch1->sizes[0]; i++) {
        Tensor *left = op_select_int(runtime, batch1, 0, i),
               *right = left ? op_select_int(runtime, batch2, 0, i) : NULL;
        Tensor *next = right ? product_addmm(sum, left, right, i ? scalar_int(1) : beta, alpha) : NULL;
        release_temporaries((Tensor *[]){left, right, sum}, 3);
        sum = next;
    }
    return sum && !batch1->sizes[0] ? combine(runtime, sum, sum, beta, scalar_int(0)) : sum;
}

static bool check_vectors(Runtime *runtime, const char *name, const Tensor *a, const Tensor *b)
{
    if (a->rank == 1 && b->rank == 1)
        return true;
    int which = a->rank == 1 ? 2 : 1;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s: Expected 1-D argument %s, but got %d-D", name,
                which == 1 ? "self" : "vec2", (int)(which == 1 ? a->rank : b->rank));
    return false;
}

bool matrix_check_outer(Runtime *runtime, const Tensor *self, const Tensor *vec2)
{
    return check_vectors(runtime, "outer", self, vec2);
}

Tensor *matrix_addr(Runtime *runtime, const Tensor *self, const Tensor *vec1, const Tensor *vec2, Scalar beta,
                    Scalar alpha)
{
    if (vec1->rank != 1 || vec2->rank != 1) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "addr: Expected 1-D argument %s, but got %d-D",
                    vec1->rank != 1 ? "vec1" : "vec2", (int)(vec1->rank != 1 ? vec1->rank : vec2->rank));
        return NULL;
    }
    DType common = tensor_result_dtype((const Tensor *const[]){self, vec1, vec2}, 3);
    if (dtype_is_integral(common) && (beta.kind == SCALAR_FLOAT || alpha.kind == SCALAR_FLOAT)) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "For integral input tensors, argument %s must not be a floating point number.",
                    beta.kind == SCALAR_FLOAT ? "beta" : "alpha");
        return NULL;
    }
    if (!tensor_check_scalar(runtime, beta, common) || !tensor_check_scalar(runtime, alpha, common))
        return NULL;
    int64_t sizes[2] = {vec1->sizes[0], vec2->sizes[0]};
    Tensor *wide = op_expand(runtime, self, (IntList){sizes, 2}, false);
    Tensor *start = wide ? op_to_dtype(runtime, wide, (int)common, false, false, OPTION_NONE) : NULL;
    Tensor *result = start ? combine(runtime, start, op_outer(runtime, vec1, vec2), beta, alpha) : NULL;
    Tensor *given = result ? op_to_dtype(runtime, result, (int)common, false, false, OPTION_NONE) : NULL;
    release_temporaries((Tensor *[]){wide, start, result}, 3);
    return given;
}

// (b..., n, k) as (b, n, k), stretched to the common batch.
static Tensor *as_batch(Runtime *runtime, const Tensor *tensor, const Shape *batch)
{
    int64_t wide[SHAPE_MAX_RANK], flat[3] = {1, tensor->sizes[tensor->rank - 2], tensor->sizes[tensor->rank - 1]};
    memcpy(wide, batch->sizes, (size_t)batch->rank * sizeof *wide);
    for (int i = 0; i < batch->rank; i++)
        if (!shape_multiply(runtime->error, flat[0], batch->sizes[i], &flat[0]))
            return NULL;
    wide[batch->rank] = flat[1];
    wide[batch->rank + 1] = flat[2];
    Tensor *stretched = op_expand(runtime, tensor, (IntList){wide, batch->rank + 2}, false);
    Tensor *result = stretched ? op_reshape(runtime, stretched, (IntList){flat, 3}) : NULL;
    tensor_release(stretched);
    return result;
}

static Tensor *multiply_batches(Runtime *runtime, const Tensor *a, const Tensor *b)
{
    Shape batch = {.rank = 0};
    if (!shape_broadcast(runtime->error, &batch, a->rank - 2, a->sizes) ||
        !shape_broadcast(runtime->error, &batch, b->rank - 2, b->sizes))
        return NULL;
    Tensor *left = as_batch(runtime, a, &batch), *right = left ? as_batch(runtime, b, &batch) : NULL;
    Tensor *product = right ? op_bmm(runtime, left, right) : NULL;
    batch.sizes[batch.rank] = a->sizes[a->rank - 2];
    batch.sizes[batch.rank + 1] = b->sizes[b->rank - 1];
    Tensor *result = product ? op__unsafe_view(runtime, product, (IntList){batch.sizes, batch.rank + 2}) : NULL;
    release_temporaries((Tensor *[]){left, right, product}, 3);
    return result;
}

// A batch times one matrix (or vector): the batch's rows are one tall matrix. PyTorch does so, too, where it is no
// copy, or where the other's gradient would be as large as the batch.
static bool may_fold(const Tensor *batch, const Tensor *other, bool turned)
{
    if (autograd_requires_grad(other))
        return true;
    if (turned && other->rank == 2)
        return false;
    if (!tensor_count(batch))
        return true;
    for (int i = 0; i + 2 < batch->rank; i++)
        if (batch->strides[i] != shape_stride_times(batch->strides[i + 1], batch->sizes[i + 1]))
            return false;
    return true;
}

static Tensor *fold_left(Runtime *runtime, const Tensor *a, const Tensor *b)
{
    int64_t rows = 1, sizes[SHAPE_MAX_RANK];
    for (int i = 0; i < a->rank - 1; i++)
        rows *= sizes[i] = a->sizes[i];
    int64_t flat[2] = {rows, a->sizes[a->rank - 1]};
    Tensor *tall = op_reshape(runtime, a, (IntList){flat, 2});
    Tensor *product = !tall ? NULL : b->rank == 1 ? op_mv(runtime, tall, b) : op_mm(runtime, tall, b);
    if (b->rank == 2)
        sizes[a->rank - 1] = b->sizes[1];
    Tensor *result = product ? op__unsafe_view(runtime, product, (IntList){sizes, a->rank - (b->rank == 1)}) : NULL;
    tensor_release(tall);
    tensor_release(product);
    return result;
}

// One matrix or vector times a batch: by transposing both.
static Tensor *fold_right(Runtime *runtime, const Tensor *a, const Tensor *turned)
{
    Tensor *left = turned ? a->rank == 2 ? op_t(runtime, a) : tensor_retain(a) : NULL;
    Tensor *product = left ? fold_left(runtime, turned, left) : NULL;
    Tensor *back = product && a->rank == 2 ? op_transpose_int(runtime, product, -2, -1) : NULL;
    Tensor *result = back           ? op_contiguous(runtime, back, FORMAT_CONTIGUOUS)
                     : a->rank == 2 ? NULL
                                    : tensor_retain_maybe(product);
    release_temporaries((Tensor *[]){left, product, back}, 3);
    return result;
}

// Anything with a vector: it becomes a matrix for the time being.
static Tensor *with_vectors(Runtime *runtime, const Tensor *a, const Tensor *b)
{
    Tensor *left = a->rank == 1 ? op_unsqueeze(runtime, a, 0) : tensor_retain(a);
    Tensor *right = !left ? NULL : b->rank == 1 ? op_unsqueeze(runtime, b, 1) : tensor_retain(b);
    Tensor *product = !right                                ? NULL
                      : left->rank == 2 && right->rank == 2 ? op_mm(runtime, left, right)
                                                            : multiply_batches(runtime, left, right);
    Tensor *result = product ? op_squeeze_dim(runtime, product, a->rank == 1 ? -2 : -1) : NULL;
    release_temporaries((Tensor *[]){left, right, product}, 3);
    return result;
}

Tensor *matrix_matmul(Runtime *runtime, const Tensor *self, const Tensor *other)
{
    int a = self->rank, b = other->rank;
    if (!a || !b) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "both arguments to matmul need to be at least 1D, but they are %dD and %dD", a, b);
        return NULL;
    }
    if (a == 1 && b == 1)
        return op_dot(runtime, self, other);
    if (a == 2 && b == 1)
        return op_mv(runtime, self, other);
    if (a == 2 && b == 2)
        return op_mm(runtime, self, other);
    if (a == 1 && b == 2)
        return with_vectors(runtime, self, other);
    if (a >= 3 && b <= 2 && may_fold(self, other, false))
        return fold_left(runtime, self, other);
    if (b >= 3 && a <= 2) {
        Tensor *turned = op_transpose_int(runtime, other, -2, -1);
        bool folds = turned && may_fold(turned, self, true);
        Tensor *result = folds ? fold_right(runtime, self, turned) : NULL;
        tensor_release(turned);
        if (folds || !turned)
            return result;
    }
    if (a == 1 || b == 1)
        return with_vectors(runtime, self, other);
    return multiply_batches(runtime, self, other);
}

Tensor *matrix_linear(Runtime *runtime, const Tensor *input, const Tensor *weight, const Tensor *bias)
{
    if (!input->rank || !weight->rank) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "both arguments to linear need to be at least 1D, but they are %dD and %dD", (int)input->rank,
                    (int)weight->rank);
        return NULL;
    }
    Tensor *turned = op_t(runtime, weight);
    Tensor *result = NULL;
    if (turned && bias && input->rank == 2 && weight->rank == 2)
        result = op_addmm(runtime, bias, input, turned, scalar_int(1), scalar_int(1));
    else if (turned && bias && input->rank && weight->rank == 2 && tensor_is_contiguous(input)) {
        // As PyTorch: the batch is one tall matrix.
        int64_t sizes[SHAPE_MAX_RANK], width = input->sizes[input->rank - 1];
        int64_t flat[2] = {width ? tensor_count(input) / width : 0, width};
        memcpy(sizes, input->sizes, (size_t)input->rank * sizeof *sizes);
        sizes[input->rank - 1] = weight->sizes[0];
        Tensor *tall = op_view(runtime, input, (IntList){flat, 2});
        Tensor *product = tall ? op_addmm(runtime, bias, tall, turned, scalar_int(1), scalar_int(1)) : NULL;
        result = product ? op_view(runtime, product, (IntList){sizes, input->rank}) : NULL;
        tensor_release(tall);
        tensor_release(product);
    } else if (turned) {
        Tensor *product = op_matmul(runtime, input, turned);
        result = product && bias ? op_add_Tensor(runtime, product, bias, scalar_int(1)) : tensor_retain_maybe(product);
        tensor_release(product);
    }
    tensor_release(turned);
    return result;
}

Tensor *matrix_inner(Runtime *runtime, const Tensor *self, const Tensor *other)
{
    if (!self->rank || !other->rank)
        return op_mul_Tensor(runtime, self, other);
    if (self->sizes[self->rank - 1] != other->sizes[other->rank - 1]) {
        char a[SHAPE_TEXT], b[SHAPE_TEXT];
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "inner() the last dimension must match on both input tensors but got shapes %s and %s",
                    tensor_format_sizes(self, a), tensor_format_sizes(other, b));
        return NULL;
    }
    return tensordot_contract(runtime, self, other, (IntList){(const int64_t[]){-1}, 1},
                              (IntList){(const int64_t[]){-1}, 1});
}

Tensor *matrix_power_of(Runtime *runtime, const Tensor *self, int64_t n)
{
    if (self->rank < 2 || self->sizes[self->rank - 1] != self->sizes[self->rank - 2]) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    self->rank < 2
                        ? "linalg.matrix_power: The input tensor A must have at least 2 dimensions."
                        : "linalg.matrix_power: A must be batches of square matrices, but they are %lld by %lld "
                          "matrices",
                    (long long)(self->rank ? self->sizes[self->rank - 2 < 0 ? 0 : self->rank - 2] : 0),
                    (long long)(self->rank ? self->sizes[self->rank - 1] : 0));
        return NULL;
    }
    if (n < 0) {
        Tensor *inverse = op_linalg_inv(runtime, self);
        Tensor *result = inverse ? matrix_power_of(runtime, inverse, n == INT64_MIN ? INT64_MAX : -n) : NULL;
        tensor_release(inverse);
        return result;
    }
    int64_t size = self->sizes[self->rank - 1];
    if (!n) {
        Tensor *one = op_eye(runtime, size, self->dtype, OPTION_NONE, OPTION_NONE, OPTION_NONE);
        Tensor *copy = one ? op_clone(runtime, self, FORMAT_CONTIGUOUS) : NULL;
        Tensor *result = copy ? op_copy_(runtime, copy, one, false) : NULL;
        tensor_release(one);
        tensor_release(copy);
        return result;
    }
    if (n == 3) {
        Tensor *twice = op_matmul(runtime, self, self), *result = twice ? op_matmul(runtime, twice, self) : NULL;
        tensor_release(twice);
        return result;
    }
    // Binary powers, from the lowest bit on.
    Tensor *square = tensor_retain(self), *result = NULL;
    while (n) {
        if (n & 1) {
            Tensor *next = result ? op_matmul(runtime, result, square) : tensor_retain(square);
            tensor_release(result);
            result = next;
            if (!result)
                break;
        }
        n >>= 1;
        if (!n)
            break;
        Tensor *next = op_matmul(runtime, square, square);
        tensor_release(square);
        square = next;
        if (!square) {
            tensor_release(result);
            return NULL;
        }
    }
    tensor_release(square);
    return result;
}
