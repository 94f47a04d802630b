// tensordot: a matrix product over chosen dimensions.
#include "ops/support.h"

// The dimensions that stay, in their order, and those that are contracted, where `contracted` names them.
typedef struct Sides {
    int64_t kept[SHAPE_MAX_RANK], contracted[SHAPE_MAX_RANK];
    int kept_count, contracted_count;
} Sides;

static bool sides_of(Error *error, const Tensor *tensor, IntList dims, Sides *sides)
{
    DimSet set = 0;
    if (dims.count > 0 && !shape_wrap_dims(error, dims.items, (int)dims.count, tensor->rank, &set))
        return false;
    *sides = (Sides){.contracted_count = (int)dims.count};
    for (int i = 0; i < sides->contracted_count; i++)
        sides->contracted[i] = dims.items[i] < 0 ? dims.items[i] + tensor->rank : dims.items[i];
    for (int dim = 0; dim < tensor->rank; dim++) {
        if (!(set >> dim & 1))
            sides->kept[sides->kept_count++] = dim;
    }
    return true;
}

// Checks one pair of sizes. A size of 1 against another stretches: the other tensor is summed there, at `set`.
static bool check_pair(Runtime *runtime, const Tensor *self, const Tensor *other, int64_t self_dim, int64_t other_dim,
                       DimSet *self_sums, DimSet *other_sums)
{
    int a, b;
    if (!shape_wrap_dim(runtime->error, self_dim, self->rank, &a) ||
        !shape_wrap_dim(runtime->error, other_dim, other->rank, &b))
        return false;
    if (other->sizes[b] == 1) {
        *self_sums |= (DimSet)(self->sizes[a] != 1) << a;
    } else if (self->sizes[a] == 1) {
        *other_sums |= (DimSet)1 << b;
    } else if (self->sizes[a] != other->sizes[b]) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "contracted dimensions need to match, but first has size %lld in dim %lld and second has size %lld "
                    "in dim %lld",
                    (long long)self->sizes[a], (long long)self_dim, (long long)other->sizes[b], (long long)other_dim);
        return false;
    }
    return true;
}

static Tensor *summed(Runtime *runtime, const Tensor *tensor, DimSet set)
{
    int64_t dims[SHAPE_MAX_RANK];
    int count = 0;
    for (int dim = 0; dim < tensor->rank; dim++) {
        if (set >> dim & 1)
            dims[count++] = dim;
    }
    return count ? op_sum_dim_IntList(runtime, tensor, (IntList){dims, count}, true, tensor->dtype)
                 : tensor_retain(tensor);
}

// A matrix of a tensor: the dimensions `rows`, then the others.
static Tensor *as_matrix(Runtime *runtime, const Tensor *tensor, const int64_t *first, int first_count,
                         const int64_t *second, int second_count)
{
    int64_t order[SHAPE_MAX_RANK], sizes[2] = {1, 1};
    for (int i = 0; i < first_count; i++) {
        order[i] = first[i];
        sizes[0] *= tensor->sizes[first[i]];
    }
    for (int i = 0; i < second_count; i++) {
        order[first_count + i] = second[i];
        sizes[1] *= tensor->sizes[second[i]];
    }
    Tensor *permuted = op_permute(runtime, tensor, (IntList){order, tensor->rank});
    Tensor *matrix = permuted ? op_reshape(runtime, permuted, (IntList){sizes, 2}) : NULL;
    tensor_release(permuted);
    return matrix;
}

static Tensor *contract(Runtime *runtime, const Tensor *self, const Tensor *other, const Sides *left,
                        const Sides *right)
{
    int64_t sizes[2 * SHAPE_MAX_RANK];
    int rank = 0;
    for (int i = 0; i < left->kept_count; i++)
        sizes[rank++] = self->sizes[left->kept[i]];
    for (int i = 0; i < right->kept_count; i++)
        sizes[rank++] = other->sizes[right->kept[i]];
    Tensor *t[3] = {0};
    Tensor *result = NULL;
    if ((t[0] = as_matrix(runtime, self, left->kept, left->kept_count, left->contracted, left->contracted_count)) &&
        (t[1] =
             as_matrix(runtime, other, right->contracted, right->contracted_count, right->kept, right->kept_count)) &&
        (t[2] = op_mm(runtime, t[0], t[1])))
        result = op_reshape(runtime, t[2], (IntList){sizes, rank});
    release_temporaries(t, 3);
    return result;
}

Tensor *tensordot_contract(Runtime *runtime, const Tensor *self, const Tensor *other, IntList dims_self,
                           IntList dims_other)
{
    if (dims_self.count != dims_other.count) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "both dimension lists should have same length");
        return NULL;
    }
    if (self->dtype != other->dtype) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "both inputs should have same dtype");
        return NULL;
    }
    DimSet self_sums = 0, other_sums = 0;
    for (int64_t i = 0; i < dims_self.count; i++) {
        if (!check_pair(runtime, self, other, dims_self.items[i], dims_other.items[i], &self_sums, &other_sums))
            return NULL;
    }
    Sides left, right;
    if (!sides_of(runtime->error, self, dims_self, &left) || !sides_of(runtime->error, other, dims_other, &right))
        return NULL;
    Tensor *first = summed(runtime, self, self_sums);
    Tensor *second = first ? summed(runtime, other, other_sums) : NULL;
    Tensor *result = second ? contract(runtime, first, second, &left, &right) : NULL;
    tensor_release(first);
    tensor_release(second);
    return result;
}
