#include "tensor/reduce.h"

#include <math.h>
#include <stdio.h>

#include "ops/support.h"
#include "tensor/copy.h"

static bool dims_of(Runtime *runtime, const Tensor *self, IntList dims, DimSet *set)
{
    if (dims.count <= 0) {
        *set = DIM_SET_ALL;
        return true;
    }
    return shape_wrap_dims(runtime->error, dims.items, (int)dims.count, self->rank, set);
}

// Sums and products of integers are int64.
static DType sum_dtype(const Tensor *self, int dtype)
{
    if (dtype != OPTION_NONE)
        return (DType)dtype;
    return dtype_is_integral((DType)self->dtype) ? DTYPE_INT64 : (DType)self->dtype;
}

Tensor *reduction_sum(Runtime *runtime, const Tensor *self, IntList dim, bool keepdim, int dtype)
{
    DimSet set;
    return dims_of(runtime, self, dim, &set) ? reduce_sum(self, set, keepdim, sum_dtype(self, dtype)) : NULL;
}

Tensor *reduction_sum_all(Runtime *runtime, const Tensor *self, int dtype)
{
    (void)runtime;
    return reduce_sum(self, DIM_SET_ALL, false, sum_dtype(self, dtype));
}

Tensor *reduction_nansum(Runtime *runtime, const Tensor *self, IntList dim, bool keepdim, int dtype)
{
    DimSet set;
    if (dtype_is_complex((DType)self->dtype)) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "nansum does not support complex inputs");
        return NULL;
    }
    DType goal = sum_dtype(self, dtype);
    if (dtype_is_integral((DType)self->dtype)) // these hold no NaN
        return dims_of(runtime, self, dim, &set) ? reduce_sum(self, set, keepdim, goal) : NULL;
    if (!dtype_is_floating(goal)) {
        tensor_refuse_dtype(runtime, "nansum_cpu", goal);
        return NULL;
    }
    return dims_of(runtime, self, dim, &set) ? reduce_nansum(self, set, keepdim, goal) : NULL;
}

static bool mean_dtype(Runtime *runtime, const Tensor *self, int dtype, DType *result)
{
    *result = dtype == OPTION_NONE ? (DType)self->dtype : (DType)dtype;
    if (dtype_category(*result) >= CATEGORY_FLOAT)
        return true;
    error_raise(
        runtime->error, ERROR_RUNTIME_ERROR,
        "mean(): could not infer output dtype. %s dtype must be either a floating point or complex dtype. Got: %s",
        dtype == OPTION_NONE ? "Input" : "Optional", dtype_scalar_name(*result));
    return false;
}

Tensor *reduction_mean(Runtime *runtime, const Tensor *self, IntList dim, bool keepdim, int dtype)
{
    DimSet set;
    DType result;
    return mean_dtype(runtime, self, dtype, &result) && dims_of(runtime, self, dim, &set)
               ? reduce_mean(self, set, keepdim, result)
               : NULL;
}

Tensor *reduction_mean_all(Runtime *runtime, const Tensor *self, int dtype)
{
    return reduction_mean(runtime, self, (IntList){0, LIST_NONE}, false, dtype);
}

// Puts reduced dimensions back as size 1.
static Tensor *restore_dims(Runtime *runtime, const Tensor *grad, int rank, IntList dims, bool keepdim)
{
    DimSet set;
    if (keepdim || !rank || dims.count <= 0)
        return tensor_retain(grad);
    if (!shape_wrap_dims(runtime->error, dims.items, (int)dims.count, rank, &set))
        return NULL;
    Tensor *result = tensor_retain(grad);
    for (int i = 0; result && i < rank; i++) {
        if (!(set & ((DimSet)1 << i)))
            continue;
        Tensor *next = op_unsqueeze(runtime, result, i);
        tensor_release(result);
        result = next;
    }
    return result;
}

Tensor *reduction_sum_backward(Runtime *runtime, const Tensor *grad, IntList sizes, IntList dims, bool keepdim)
{
    Tensor *wide = restore_dims(runtime, grad, (int)sizes.count, dims, keepdim);
    Tensor *result = wide ? op_expand(runtime, wide, sizes, false) : NULL;
    tensor_release(wide);
    return result;
}

static int64_t reduced_count(Runtime *runtime, IntList sizes, IntList dims)
{
    DimSet set = DIM_SET_ALL;
    if (dims.count > 0 && !shape_wrap_dims(runtime->error, dims.items, (int)dims.count, (int)sizes.count, &set))
        return 1;
    int64_t count = 1;
    for (int64_t i = 0; i < sizes.count; i++)
        if (set & ((DimSet)1 << i))
            count *= sizes.items[i];
    return count;
}

static Tensor *scaled(Runtime *runtime, const Tensor *tensor, Scalar factor, bool divide)
{
    Tensor *number = tensor ? tensor_wrapped_scalar(runtime, factor) : NULL;
    Tensor *result = !number  ? NULL
                     : divide ? op_div_Tensor(runtime, tensor, number)
                              : op_mul_Tensor(runtime, tensor, number);
    tensor_release(number);
    return result;
}

Tensor *reduction_mean_backward(Runtime *runtime, const Tensor *grad, IntList sizes, IntList dims, bool keepdim)
{
    Tensor *wide = reduction_sum_backward(runtime, grad, sizes, dims, keepdim);
    Tensor *result = scaled(runtime, wide, scalar_int(reduced_count(runtime, sizes, dims)), true);
    tensor_release(wide);
    return result;
}

Tensor *reduction_prod_all(Runtime *runtime, const Tensor *self, int dtype)
{
    (void)runtime;
    return reduce_prod(self, DIM_SET_ALL, false, sum_dtype(self, dtype));
}

Tensor *reduction_prod(Runtime *runtime, const Tensor *self, int64_t dim, bool keepdim, int dtype)
{
    int at;
    if (!shape_wrap_dim(runtime->error, dim, self->rank, &at))
        return NULL;
    return reduce_prod(self, (DimSet)1 << at, keepdim, sum_dtype(self, dtype));
}

static bool has_zero(Runtime *runtime, const Tensor *self, bool *found)
{
    Tensor *all = reduce_all(self, DIM_SET_ALL, false);
    (void)runtime;
    if (!all)
        return false;
    *found = !scalar_to_bool(tensor_item(all));
    tensor_release(all);
    return true;
}

// Products of all other elements along a dimension: what lies before times what lies behind.
static Tensor *products_of_others(Runtime *runtime, const Tensor *self, int64_t dim)
{
    Tensor *t[8] = {0};
    Tensor *result = NULL;
    int64_t size = self->sizes[dim];
    OptionalInt none = {0}, last = {true, size - 1}, one = {true, 1};
    IntList along = {&dim, 1};
    if (!(t[0] = op_slice_Tensor(runtime, self, dim, none, one, 1)) ||
        !(t[1] = op_ones_like(runtime, t[0], OPTION_NONE, OPTION_NONE, OPTION_NONE, OPTION_NONE, OPTION_NONE)) ||
        !(t[2] = op_slice_Tensor(runtime, self, dim, none, last, 1)) ||
        !(t[3] = op_cat(runtime, (TensorList){(Tensor *const[]){t[1], t[2]}, 2}, dim)) ||
        !(t[4] = op_cumprod(runtime, t[3], dim, OPTION_NONE)))
        goto end;
    Tensor *tail = op_slice_Tensor(runtime, self, dim, one, none, 1);
    Tensor *turned = tail ? op_flip(runtime, tail, along) : NULL;
    Tensor *joined = turned ? op_cat(runtime, (TensorList){(Tensor *const[]){t[1], turned}, 2}, dim) : NULL;
    t[5] = joined ? op_cumprod(runtime, joined, dim, OPTION_NONE) : NULL;
    t[6] = t[5] ? op_flip(runtime, t[5], along) : NULL;
    if (t[6])
        result = op_mul_Tensor(runtime, t[4], t[6]);
    release_temporaries((Tensor *[]){tail, turned, joined}, 3);
end:
    release_temporaries(t, 8);
    return result;
}

Tensor *reduction_prod_backward_dim(Runtime *runtime, const Tensor *grad, const Tensor *self, const Tensor *value,
                                    int64_t dim, bool keepdim)
{
    if (!self->rank)
        return tensor_retain(grad);
    int at;
    bool zero;
    if (!shape_wrap_dim(runtime->error, dim, self->rank, &at) || !has_zero(runtime, self, &zero))
        return NULL;
    Tensor *wide = keepdim ? tensor_retain(grad) : op_unsqueeze(runtime, grad, at);
    Tensor *product = wide ? keepdim ? tensor_retain(value) : op_unsqueeze(runtime, value, at) : NULL;
    Tensor *result = NULL;
    if (product && !zero) {
        Tensor *others = op_div_Tensor(runtime, product, self);
        Tensor *conjugate = others ? op_conj(runtime, others) : NULL;
        result = conjugate ? op_mul_Tensor(runtime, wide, conjugate) : NULL;
        tensor_release(others);
        tensor_release(conjugate);
    } else if (product && self->sizes[at]) {
        Tensor *others = products_of_others(runtime, self, at);
        Tensor *conjugate = others ? op_conj(runtime, others) : NULL;
        result = conjugate ? op_mul_Tensor(runtime, wide, conjugate) : NULL;
        tensor_release(others);
        tensor_release(conjugate);
    } else if (product)
        result = op_zeros_like(runtime, self, OPTION_NONE, OPTION_NONE, OPTION_NONE, OPTION_NONE, OPTION_NONE);
    tensor_release(wide);
    tensor_release(product);
    return result;
}

Tensor *reduction_prod_backward(Runtime *runtime, const Tensor *grad, const Tensor *self, const Tensor *value)
{
    if (!self->rank)
        return tensor_retain(grad);
    int64_t minus_one = -1;
    Tensor *flat = op_reshape(runtime, self, (IntList){&minus_one, 1});
    Tensor *part = flat ? reduction_prod_backward_dim(runtime, grad, flat, value, 0, false) : NULL;
    Tensor *result = part ? op_reshape(runtime, part, tensor_size_list(self)) : NULL;
    tensor_release(flat);
    tensor_release(part);
    return result;
}

Tensor *reduction_any_all(Runtime *runtime, const Tensor *self)
{
    (void)runtime;
    return reduce_any(self, DIM_SET_ALL, false);
}

Tensor *reduction_any(Runtime *runtime, const Tensor *self, IntList dim, bool keepdim)
{
    DimSet set;
    if (dim.items && !dim.count) // an empty list, and not None: no dimension at all
        return reduce_any(self, 0, keepdim);
    return dims_of(runtime, self, dim, &set) ? reduce_any(self, set, keepdim) : NULL;
}

Tensor *reduction_any_dim(Runtime *runtime, const Tensor *self, int64_t dim, bool keepdim)
{
    return reduction_any(runtime, self, (IntList){&dim, 1}, keepdim);
}

Tensor *reduction_all_all(Runtime *runtime, const Tensor *self)
{
    (void)runtime;
    return reduce_all(self, DIM_SET_ALL, false);
}

Tensor *reduction_all(Runtime *runtime, const Tensor *self, IntList dim, bool keepdim)
{
    DimSet set;
    if (dim.items && !dim.count)
        return reduce_all(self, 0, keepdim);
    return dims_of(runtime, self, dim, &set) ? reduce_all(self, set, keepdim) : NULL;
}

Tensor *reduction_all_dim(Runtime *runtime, const Tensor *self, int64_t dim, bool keepdim)
{
    return reduction_all(runtime, self, (IntList){&dim, 1}, keepdim);
}

Tensor *reduction_amax(Runtime *runtime, const Tensor *self, IntList dim, bool keepdim)
{
    DimSet set;
    return dims_of(runtime, self, dim, &set) ? reduce_amax(self, set, keepdim) : NULL;
}

Tensor *reduction_amin(Runtime *runtime, const Tensor *self, IntList dim, bool keepdim)
{
    DimSet set;
    return dims_of(runtime, self, dim, &set) ? reduce_amin(self, set, keepdim) : NULL;
}

bool reduction_aminmax(Runtime *runtime, const Tensor *self, OptionalInt dim, bool keepdim, Tensor **result0,
                       Tensor **result1)
{
    IntList dims = {&dim.value, dim.given ? 1 : 0};
    if (!tensor_count(self) && !dim.given) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "aminmax(): cannot compute aminmax over an empty dimension as the operation has no identity.");
        return false;
    }
    int at;
    if (dim.given && self->rank && !shape_wrap_dim(runtime->error, dim.value, self->rank, &at))
        return false;
    if (dim.given && self->rank && !self->sizes[at]) {
        error_raise(runtime->error, ERROR_INDEX_ERROR, "aminmax: Expected reduction dim %d to have non-zero size.", at);
        return false;
    }
    *result0 = op_amin(runtime, self, dims, keepdim);
    *result1 = *result0 ? op_amax(runtime, self, dims, keepdim) : NULL;
    if (*result1)
        return true;
    tensor_release(*result0);
    return false;
}

// mask * grad / number of places
static Tensor *share(Runtime *runtime, const Tensor *grad, const Tensor *self, const Tensor *value, IntList dims)
{
    Tensor *t[4] = {0};
    Tensor *result = NULL;
    if (!(t[0] = op_eq_Tensor(runtime, self, value)) ||
        !(t[1] = op_sum_dim_IntList(runtime, t[0], dims, true, OPTION_NONE)) ||
        !(t[2] = op_div_Tensor(runtime, grad, t[1])))
        goto end;
    result = op_mul_Tensor(runtime, t[2], t[0]);
end:
    release_temporaries(t, 4);
    return result;
}

Tensor *reduction_extremum_backward(Runtime *runtime, const Tensor *grad, const Tensor *self, const Tensor *value,
                                    IntList dims, bool keepdim)
{
    Tensor *wide = restore_dims(runtime, grad, self->rank, dims, keepdim);
    Tensor *wide_value = wide ? restore_dims(runtime, value, self->rank, dims, keepdim) : NULL;
    Tensor *result = wide_value ? share(runtime, wide, self, wide_value, dims) : NULL;
    tensor_release(wide);
    tensor_release(wide_value);
    return result;
}

Tensor *reduction_extremum_backward_all(Runtime *runtime, const Tensor *grad, const Tensor *self, const Tensor *value)
{
    return share(runtime, grad, self, value, (IntList){0, LIST_NONE});
}

static bool check_all(Runtime *runtime, const char *name, const Tensor *self)
{
    if (tensor_count(self))
        return true;
    error_raise(
        runtime->error, ERROR_RUNTIME_ERROR,
        "%s(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction dim with the "
        "'dim' argument.",
        name);
    return false;
}

Tensor *reduction_max_all(Runtime *runtime, const Tensor *self)
{
    return check_all(runtime, "max", self) ? reduce_amax(self, DIM_SET_ALL, false) : NULL;
}

Tensor *reduction_min_all(Runtime *runtime, const Tensor *self)
{
    return check_all(runtime, "min", self) ? reduce_amin(self, DIM_SET_ALL, false) : NULL;
}

static bool check_dim(Runtime *runtime, const char *name, const Tensor *self, int64_t dim, int *at)
{
    if (!shape_wrap_dim(runtime->error, dim, self->rank, at))
        return false;
    if (!self->rank || self->sizes[*at])
        return true;
    error_raise(runtime->error, ERROR_INDEX_ERROR, "%s(): Expected reduction dim %d to have non-zero size.", name, *at);
    return false;
}

bool reduction_max_dim(Runtime *runtime, const Tensor *self, int64_t dim, bool keepdim, Tensor **values,
                       Tensor **indices)
{
    int at;
    return check_dim(runtime, "max", self, dim, &at) && reduce_max_dim(self, at, keepdim, values, indices);
}

bool reduction_min_dim(Runtime *runtime, const Tensor *self, int64_t dim, bool keepdim, Tensor **values,
                       Tensor **indices)
{
    int at;
    return check_dim(runtime, "min", self, dim, &at) && reduce_min_dim(self, at, keepdim, values, indices);
}

Tensor *reduction_value_selecting_backward(Runtime *runtime, const Tensor *grad, int64_t dim, const Tensor *indices,
                                           IntList sizes, bool keepdim)
{
    Tensor *wide = tensor_retain(grad), *where = tensor_retain(indices);
    if (!keepdim && sizes.count) {
        tensor_release(wide);
        tensor_release(where);
        wide = op_unsqueeze(runtime, grad, dim);
        where = wide ? op_unsqueeze(runtime, indices, dim) : NULL;
    }
    Tensor *zeros =
        where ? op_new_zeros(runtime, grad, sizes, OPTION_NONE, OPTION_NONE, OPTION_NONE, OPTION_NONE) : NULL;
    Tensor *result = zeros ? op_scatter_src(runtime, zeros, dim, where, wide) : NULL;
    release_temporaries((Tensor *[]){wide, where, zeros}, 3);
    return result;
}

static bool argument_dim(Runtime *runtime, const char *name, const Tensor *self, OptionalInt dim, int *at)
{
    *at = -1;
    if (dim.given)
        return check_dim(runtime, name, self, dim.value, at);
    if (tensor_count(self))
        return true;
    error_raise(runtime->error, ERROR_INDEX_ERROR,
                "%s(): Expected reduction dim to be specified for input.numel() == 0.", name);
    return false;
}

Tensor *reduction_argmax(Runtime *runtime, const Tensor *self, OptionalInt dim, bool keepdim)
{
    int at;
    return argument_dim(runtime, "argmax", self, dim, &at) ? reduce_argmax(self, at, keepdim) : NULL;
}

Tensor *reduction_argmin(Runtime *runtime, const Tensor *self, OptionalInt dim, bool keepdim)
{
    int at;
    return argument_dim(runtime, "argmin", self, dim, &at) ? reduce_argmin(self, at, keepdim) : NULL;
}

static double correction_of(OptionalScalar correction)
{
    return correction.given ? scalar_to_float(correction.value) : 1.0;
}

static Tensor *deviation(Runtime *runtime, const char *name, const Tensor *self, IntList dim, OptionalScalar correction,
                         bool keepdim, bool root, Tensor **mean)
{
    DimSet set;
    if (dtype_category((DType)self->dtype) < CATEGORY_FLOAT) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "std and var only support floating point and complex dtypes");
        return NULL;
    }
    if (!dims_of(runtime, self, dim, &set))
        return NULL;
    int64_t count = reduced_count(runtime, tensor_size_list(self), dim);
    if ((double)count <= correction_of(correction) && !warning_give(runtime, WARNING_DEVIATION, name))
        return NULL;
    return reduce_var(self, set, keepdim, correction_of(correction), root, mean);
}

Tensor *reduction_std(Runtime *runtime, const Tensor *self, IntList dim, OptionalScalar correction, bool keepdim)
{
    return deviation(runtime, "std()", self, dim, correction, keepdim, true, NULL);
}

Tensor *reduction_var(Runtime *runtime, const Tensor *self, IntList dim, OptionalScalar correction, bool keepdim)
{
    return deviation(runtime, "var()", self, dim, correction, keepdim, false, NULL);
}

bool reduction_var_mean(Runtime *runtime, const Tensor *self, IntList dim, OptionalScalar correction, bool keepdim,
                        Tensor **result0, Tensor **result1)
{
    return (*result0 = deviation(runtime, "var_mean()", self, dim, correction, keepdim, false, result1)) != NULL;
}

bool reduction_std_mean(Runtime *runtime, const Tensor *self, IntList dim, OptionalScalar correction, bool keepdim,
                        Tensor **result0, Tensor **result1)
{
    return (*result0 = deviation(runtime, "std_mean()", self, dim, correction, keepdim, true, result1)) != NULL;
}

Tensor *reduction_var_backward(Runtime *runtime, const Tensor *grad, const Tensor *self, IntList dim,
                               OptionalScalar correction, bool keepdim)
{
    int64_t count = reduced_count(runtime, tensor_size_list(self), dim);
    double rest = (double)count - correction_of(correction);
    Tensor *t[4] = {0};
    Tensor *result = NULL;
    double factor = rest > 0 ? 2.0 / rest : INFINITY;
    if (!(t[0] = restore_dims(runtime, grad, self->rank, dim, keepdim)) ||
        !(t[1] = scaled(runtime, t[0], scalar_float(factor), false)) ||
        !(t[2] = op_mean_dim(runtime, self, dim, true, OPTION_NONE)) ||
        !(t[3] = op_sub_Tensor(runtime, self, t[2], scalar_int(1))))
        goto end;
    result = op_mul_Tensor(runtime, t[1], t[3]);
end:
    release_temporaries(t, 4);
    return result;
}

// By the largest real part, so that nothing overflows.
static Tensor *logsumexp_complex(Runtime *runtime, const Tensor *self, IntList dim, bool keepdim)
{
    Tensor *t[9] = {0};
    Tensor *result = NULL;
    if (!(t[0] = tensor_alias(self)) || !(t[1] = op_real(runtime, t[0])) ||
        !(t[2] = op_amax(runtime, t[1], dim, true)) || !(t[3] = op_isinf(runtime, t[2])) ||
        !(t[4] = op_masked_fill_Scalar(runtime, t[2], t[3], scalar_int(0))) ||
        !(t[5] = op_sub_Tensor(runtime, t[0], t[4], scalar_int(1))) || !(t[6] = op_exp(runtime, t[5])) ||
        !(t[7] = op_sum_dim_IntList(runtime, t[6], dim, keepdim, OPTION_NONE)) || !(t[8] = op_log(runtime, t[7])))
        goto end;
    Tensor *largest = keepdim     ? tensor_retain(t[4])
                      : dim.count ? op_squeeze_dims(runtime, t[4], dim)
                                  : op_squeeze(runtime, t[4]);
    result = largest ? op_add_Tensor(runtime, t[8], largest, scalar_int(1)) : NULL;
    tensor_release(largest);
end:
    release_temporaries(t, 9);
    return result;
}

Tensor *reduction_logsumexp(Runtime *runtime, const Tensor *self, IntList dim, bool keepdim)
{
    DimSet set;
    if (!dims_of(runtime, self, dim, &set))
        return NULL;
    if (dtype_is_complex((DType)self->dtype))
        return logsumexp_complex(runtime, self, dim, keepdim);
    if (!dtype_is_integral((DType)self->dtype))
        return reduce_logsumexp(self, set, keepdim);
    Tensor *wide = copy_new(self, runtime->default_dtype, FORMAT_PRESERVE);
    Tensor *result = wide ? reduce_logsumexp(wide, set, keepdim) : NULL;
    tensor_release(wide);
    return result;
}

Tensor *reduction_logsumexp_backward(Runtime *runtime, const Tensor *grad, const Tensor *self, const Tensor *value,
                                     IntList dim, bool keepdim)
{
    Tensor *t[5] = {0};
    Tensor *result = NULL;
    if (!(t[0] = restore_dims(runtime, grad, self->rank, dim, keepdim)) ||
        !(t[1] = restore_dims(runtime, value, self->rank, dim, keepdim)) ||
        !(t[2] = op_sub_Tensor(runtime, self, t[1], scalar_int(1))) || !(t[3] = op_exp(runtime, t[2])) ||
        !(t[4] = op_conj(runtime, t[3])))
        goto end;
    result = op_mul_Tensor(runtime, t[0], t[4]);
end:
    release_temporaries(t, 5);
    return result;
}

Tensor *reduction_count_nonzero_dims(Runtime *runtime, const Tensor *self, IntList dim)
{
    DimSet set;
    return dims_of(runtime, self, dim, &set) ? reduce_count_nonzero(self, set) : NULL;
}

Tensor *reduction_count_nonzero(Runtime *runtime, const Tensor *self, OptionalInt dim)
{
    return reduction_count_nonzero_dims(runtime, self, (IntList){&dim.value, dim.given ? 1 : 0});
}

// Neither the largest element nor a negative power's sum of nothing has a value.
static bool check_vector_norm_elements(Runtime *runtime, const Tensor *self, Scalar ord, IntList dim)
{
    double order = scalar_to_float(ord);
    if (tensor_count(self) || !(order < 0 || order == INFINITY))
        return true;
    if (dim.count <= 0) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "linalg.vector_norm cannot compute the %g norm on an empty tensor because the operation does not "
                    "have an identity",
                    order);
        return false;
    }
    for (int64_t i = 0; i < dim.count; i++) {
        int at;
        if (!shape_wrap_size(runtime->error, dim.items[i], self->rank, &at))
            return false;
        if (self->sizes[at])
            continue;
        error_raise(
            runtime->error, ERROR_RUNTIME_ERROR,
            "linalg.vector_norm cannot compute the %g norm on the dimension %lldbecause this dimension is empty "
            "and the operation does not have an identity",
            order, (long long)dim.items[i]);
        return false;
    }
    return true;
}

Tensor *reduction_vector_norm(Runtime *runtime, const Tensor *self, Scalar ord, IntList dim, bool keepdim, int dtype)
{
    DimSet set;
    if (!norm_order_accepted(runtime, "linalg.vector_norm", ord) ||
        !check_vector_norm_elements(runtime, self, ord, dim) ||
        !norm_dtypes_accepted(runtime, "linalg.vector_norm", (DType)self->dtype, dtype) ||
        !dims_of(runtime, self, dim, &set))
        return NULL;
    double order = scalar_to_float(ord);
    bool single = order != 0.0;
    for (int i = 0; i < self->rank; i++)
        single = single && (!(set & ((DimSet)1 << i)) || self->sizes[i] == 1);
    // The norm of one number is its size.
    return reduce_norm(self, single ? 1.0 : order, set, keepdim,
                       dtype == OPTION_NONE ? (DType)self->dtype : (DType)dtype);
}

// The gradient of a norm whose order is not 1, 2 or infinite, in PyTorch's order of operations.
static Tensor *norm_gradient(Runtime *runtime, const Tensor *grad, const Tensor *self, double p, const Tensor *norm)
{
    Tensor *t[9] = {0};
    Tensor *result = NULL;
    bool small = p<1.0, large = p> 2.0;
    if (!(t[0] = op_abs(runtime, self)) ||
        !(t[1] = op_pow_Tensor_Scalar(runtime, t[0], scalar_float(large ? p - 2 : p - 1))) ||
        !(t[2] = large ? tensor_retain(self) : op_sgn(runtime, self)) ||
        !(t[3] = op_eq_Scalar(runtime, small ? self : norm, scalar_int(0))) ||
        !(t[4] = op_pow_Tensor_Scalar(runtime, norm, scalar_float(small ? 1 - p : p - 1))))
        goto end;
    if (small) {
        if ((t[5] = op_masked_fill_Scalar(runtime, t[1], t[3], scalar_int(0))) &&
            (t[6] = op_mul_Tensor(runtime, t[2], t[5])) && (t[7] = op_mul_Tensor(runtime, t[6], grad)))
            result = op_mul_Tensor(runtime, t[7], t[4]);
    } else if ((t[5] = op_mul_Tensor(runtime, t[2], t[1])) && (t[6] = op_div_Tensor(runtime, grad, t[4])) &&
               (t[7] = op_masked_fill_Scalar(runtime, t[6], t[3], scalar_int(0))))
        result = op_mul_Tensor(runtime, t[5], t[7]);
end:
    release_temporaries(t, 9);
    return result;
}

// What the gradient of a norm of order 1, 2 or infinity is multiplied by, element by element.
static Tensor *norm_factor(Runtime *runtime, const Tensor *self, double p, const Tensor *norm, IntList dims)
{
    Tensor *t[6] = {0};
    Tensor *result = NULL;
    if (p == 1.0)
        return op_sgn(runtime, self);
    if (p == 2.0) {
        if (!(t[0] = op_div_Tensor(runtime, self, norm)) || !(t[1] = op_eq_Scalar(runtime, norm, scalar_int(0))))
            goto end;
        result = op_masked_fill_Scalar(runtime, t[0], t[1], scalar_int(0));
    } else {
        if (!(t[0] = op_abs(runtime, self)) || !(t[1] = op_eq_Tensor(runtime, t[0], norm)) ||
            !(t[2] = op_sum_dim_IntList(runtime, t[1], dims, true, OPTION_NONE)) || !(t[3] = op_sgn(runtime, self)) ||
            !(t[4] = op_mul_Tensor(runtime, t[3], t[1])))
            goto end;
        result = op_div_Tensor(runtime, t[4], t[2]);
    }
end:
    release_temporaries(t, 6);
    return result;
}

Tensor *reduction_norm_backward(Runtime *runtime, const Tensor *grad, const Tensor *self, Scalar p, const Tensor *norm,
                                IntList dim, bool keepdim)
{
    double order = scalar_to_float(p);
    if (order == 0.0)
        return op_zeros_like(runtime, self, OPTION_NONE, OPTION_NONE, OPTION_NONE, OPTION_NONE, OPTION_NONE);
    Tensor *wide = restore_dims(runtime, grad, self->rank, dim, keepdim);
    Tensor *wide_norm = wide ? restore_dims(runtime, norm, self->rank, dim, keepdim) : NULL;
    bool plain = order == 1.0 || order == 2.0 || isinf(order);
    Tensor *factor = wide_norm && plain ? norm_factor(runtime, self, order, wide_norm, dim) : NULL;
    Tensor *result = factor                ? op_mul_Tensor(runtime, factor, wide)
                     : wide_norm && !plain ? norm_gradient(runtime, wide, self, order, wide_norm)
                                           : NULL;
    release_temporaries((Tensor *[]){wide, wide_norm, factor}, 3);
    return result;
}

bool reduction_check_nanmean(Runtime *runtime, const Tensor *self, IntList dim, bool keepdim, int dtype)
{
    (void)dim, (void)keepdim, (void)dtype;
    if (!dtype_is_integral((DType)self->dtype))
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                "nanmean(): expected input to have floating point or complex dtype but got %s",
                dtype_scalar_name((DType)self->dtype));
    return false;
}

bool reduction_check_trace(Runtime *runtime, const Tensor *self)
{
    if (self->rank == 2)
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "trace: expected a matrix, but got tensor with dim %d",
                (int)self->rank);
    return false;
}
