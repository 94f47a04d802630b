// Views: geometry only. The generated bodies record what is made here.
#include <string.h>

#include "ops/support.h"
#include "tensor/copy.h"
#include "tensor/reduce.h"

/// The geometry of a view under construction.
typedef struct Geometry {
    int rank;
    int64_t sizes[SHAPE_MAX_RANK + 1];
    int64_t strides[SHAPE_MAX_RANK + 1];
    int64_t offset;
} Geometry;

// With a rank only: the rest is not cleared, because it is large, and views are many.
static Geometry geometry_begin(const Tensor *self, int rank)
{
    Geometry geometry;
    geometry.rank = rank;
    geometry.offset = self->offset;
    return geometry;
}

static Geometry geometry_of(const Tensor *self)
{
    Geometry geometry = geometry_begin(self, self->rank);
    if (self->rank) {
        memcpy(geometry.sizes, self->sizes, (size_t)self->rank * sizeof(int64_t));
        memcpy(geometry.strides, self->strides, (size_t)self->rank * sizeof(int64_t));
    }
    return geometry;
}

// The offset some steps along a dimension; wraps as shape_stride_times does.
static int64_t offset_at(int64_t offset, int64_t stride, int64_t steps)
{
    return (int64_t)((uint64_t)offset + (uint64_t)shape_stride_times(stride, steps));
}

static Tensor *make(const Tensor *self, const Geometry *geometry)
{
    return tensor_view(self, geometry->rank, geometry->sizes, geometry->strides, geometry->offset);
}

static bool wrap(Runtime *runtime, int64_t dim, int rank, int *wrapped)
{
    return shape_wrap_dim(runtime->error, dim, rank, wrapped);
}

static bool target_sizes(Runtime *runtime, const Tensor *self, IntList size, int64_t *sizes)
{
    if (!shape_check_rank(runtime->error, size.count))
        return false;
    if (size.count)
        memcpy(sizes, size.items, (size_t)size.count * sizeof(int64_t));
    return shape_infer(runtime->error, (int)size.count, sizes, tensor_count(self));
}

Tensor *view_view(Runtime *runtime, const Tensor *self, IntList size)
{
    int64_t sizes[SHAPE_MAX_RANK], strides[SHAPE_MAX_RANK];
    if (!target_sizes(runtime, self, size, sizes))
        return NULL;
    if (!shape_view_strides(self->rank, self->sizes, self->strides, (int)size.count, sizes, strides)) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "view size is not compatible with input tensor's size and stride (at least one dimension spans "
                    "across two contiguous subspaces). Use .reshape(...) instead.");
        return NULL;
    }
    return tensor_view(self, (int)size.count, sizes, strides, self->offset);
}

Tensor *view_reshape(Runtime *runtime, const Tensor *self, IntList shape)
{
    int64_t sizes[SHAPE_MAX_RANK], strides[SHAPE_MAX_RANK];
    if (!target_sizes(runtime, self, shape, sizes))
        return NULL;
    IntList size = {sizes, shape.count};
    if (shape_view_strides(self->rank, self->sizes, self->strides, (int)shape.count, sizes, strides))
        return tensor_is_contiguous(self) ? op_view(runtime, self, size) : op__reshape_alias(runtime, self, size);
    Tensor *copy = op_clone(runtime, self, FORMAT_CONTIGUOUS);
    Tensor *result = copy ? op__unsafe_view(runtime, copy, size) : NULL;
    tensor_release(copy);
    return result;
}

static Tensor *view_smaller(Runtime *runtime, const Tensor *self, Geometry *g, int64_t ratio)
{
    for (int i = 0; i < g->rank - 1; i++)
        g->strides[i] = shape_stride_times(g->strides[i], ratio);
    if (g->rank && g->strides[g->rank - 1] != 1) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "self.stride(-1) must be 1 to view %s as a different element size",
                    dtype_scalar_name((DType)self->dtype));
        return NULL;
    }
    if (g->rank)
        g->sizes[g->rank - 1] *= ratio;
    g->offset *= ratio;
    return make(self, g);
}

static Tensor *view_larger(Runtime *runtime, const Tensor *self, Geometry *g, int64_t ratio, const char *from,
                           const char *to)
{
    bool fits = g->rank && g->strides[g->rank - 1] == 1 && g->sizes[g->rank - 1] % ratio == 0 && g->offset % ratio == 0;
    for (int i = 0; fits && i < g->rank - 1; i++)
        fits = g->strides[i] % ratio == 0;
    if (!fits) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "self.size(-1) must be divisible by %lld to view %s as %s (different element sizes), but got %lld",
                    (long long)ratio, from, to, (long long)(g->rank ? g->sizes[g->rank - 1] : 1));
        return NULL;
    }
    for (int i = 0; i < g->rank - 1; i++)
        g->strides[i] /= ratio;
    g->sizes[g->rank - 1] /= ratio;
    g->offset /= ratio;
    return make(self, g);
}

Tensor *view_dtype(Runtime *runtime, const Tensor *self, int dtype)
{
    Geometry geometry = geometry_of(self);
    int64_t from = (int64_t)dtype_size((DType)self->dtype), to = (int64_t)dtype_size((DType)dtype);
    if (from != to && !self->rank) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "self.dim() cannot be 0 to view %s as %s (different element sizes)",
                    dtype_scalar_name((DType)self->dtype), dtype_scalar_name((DType)dtype));
        return NULL;
    }
    Tensor *view = from == to  ? make(self, &geometry)
                   : from > to ? view_smaller(runtime, self, &geometry, from / to)
                               : view_larger(runtime, self, &geometry, to / from, dtype_scalar_name((DType)self->dtype),
                                             dtype_scalar_name((DType)dtype));
    if (view)
        view->dtype = (uint8_t)dtype;
    return view;
}

Tensor *view_flatten(Runtime *runtime, const Tensor *self, int64_t start_dim, int64_t end_dim)
{
    int start, end;
    if (!wrap(runtime, start_dim, self->rank, &start) || !wrap(runtime, end_dim, self->rank, &end))
        return NULL;
    if (start > end) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "flatten() has invalid args: start_dim cannot come after end_dim");
        return NULL;
    }
    int64_t sizes[SHAPE_MAX_RANK], merged = 1;
    int count = 0;
    if (!self->rank)
        return op_reshape(runtime, self, (IntList){(const int64_t[]){1}, 1});
    if (start == end)
        return tensor_retain(self);
    for (int i = 0; i < self->rank; i++) {
        if (i >= start && i <= end)
            merged *= self->sizes[i];
        if (i < start || i > end || i == end)
            sizes[count++] = i == end ? merged : self->sizes[i];
    }
    return op_reshape(runtime, self, (IntList){sizes, count});
}

Tensor *view_unflatten(Runtime *runtime, const Tensor *self, int64_t dim, IntList sizes)
{
    int at;
    int64_t all[SHAPE_MAX_RANK], part[SHAPE_MAX_RANK], product = 1, missing = -1;
    char text[SHAPE_TEXT];
    if (!wrap(runtime, dim, self->rank, &at))
        return NULL;
    if (!sizes.count) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "unflatten: sizes must be non-empty");
        return NULL;
    }
    if (!shape_check_rank(runtime->error, sizes.count + (self->rank ? self->rank - 1 : 0)))
        return NULL;
    for (int64_t i = 0; i < sizes.count; i++) {
        part[i] = sizes.items[i];
        if (part[i] < -1 || (part[i] == -1 && missing >= 0)) {
            error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                        part[i] == -1 ? "unflatten got an unexpected error:\nonly one dimension can be inferred"
                                      : "invalid shape dimension %lld",
                        (long long)part[i]);
            return NULL;
        }
        if (part[i] == -1)
            missing = i;
        else
            product *= part[i];
    }
    int64_t have = self->rank ? self->sizes[at] : 1;
    if (missing >= 0 && product > 0 && have % product == 0)
        part[missing] = have / product;
    else if (missing >= 0 || product != have) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "unflatten: Provided sizes %s don't multiply up to the size of dim %d (%lld) in the input tensor",
                    shape_format(text, (int)sizes.count, sizes.items), at, (long long)have);
        return NULL;
    }
    int count = 0;
    for (int i = 0; i < self->rank; i++) {
        if (i != at)
            all[count++] = self->sizes[i];
        for (int64_t j = 0; i == at && j < sizes.count; j++)
            all[count++] = part[j];
    }
    return op_view(runtime, self, (IntList){all, count});
}

Tensor *view_transpose(Runtime *runtime, const Tensor *self, int64_t dim0, int64_t dim1)
{
    int a, b;
    if (!wrap(runtime, dim0, self->rank, &a) || !wrap(runtime, dim1, self->rank, &b))
        return NULL;
    Geometry geometry = geometry_of(self);
    if (self->rank) {
        geometry.sizes[a] = self->sizes[b], geometry.sizes[b] = self->sizes[a];
        geometry.strides[a] = self->strides[b], geometry.strides[b] = self->strides[a];
    }
    return make(self, &geometry);
}

bool view_check_t(Runtime *runtime, const Tensor *self)
{
    if (self->rank <= 2)
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "t() expects a tensor with <= 2 dimensions, but self is %dD",
                (int)self->rank);
    return false;
}

Tensor *view_t(Runtime *runtime, const Tensor *self)
{
    return view_transpose(runtime, self, 0, self->rank < 2 ? 0 : 1);
}

Tensor *view_swapaxes_in_place(Runtime *runtime, Tensor *self, int64_t axis0, int64_t axis1)
{
    return op_transpose_int_(runtime, self, axis0, axis1);
}

Tensor *view_numpy_t(Runtime *runtime, const Tensor *self)
{
    int64_t dims[SHAPE_MAX_RANK];
    if (self->rank != 2 && self->rank != 0 && !warning_give(runtime, WARNING_NUMPY_T))
        return NULL;
    for (int i = 0; i < self->rank; i++)
        dims[i] = self->rank - 1 - i;
    return op_permute(runtime, self, (IntList){dims, self->rank});
}

static bool check_matrix(Runtime *runtime, const Tensor *self, const char *name, bool exactly_two)
{
    if (exactly_two ? self->rank == 0 || self->rank == 2 : self->rank >= 2)
        return true;
    if (exactly_two)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "tensor.%s is only supported on matrices (2-D tensors). Got %d-D tensor.%s", name, (int)self->rank,
                    self->rank > 2 ? " For batches of matrices, consider using tensor.mH" : "");
    else
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "tensor.%s is only supported on matrices or batches of matrices. Got %d-D tensor.", name,
                    (int)self->rank);
    return false;
}

Tensor *view_matrix_h(Runtime *runtime, const Tensor *self)
{
    if (!check_matrix(runtime, self, "H", true))
        return NULL;
    Tensor *turned = self->rank ? op_transpose_int(runtime, self, 0, 1) : tensor_retain(self);
    Tensor *result = turned ? op_conj(runtime, turned) : NULL;
    tensor_release(turned);
    return result;
}

Tensor *view_mt(Runtime *runtime, const Tensor *self)
{
    return check_matrix(runtime, self, "mT", false) ? op_transpose_int(runtime, self, -2, -1) : NULL;
}

Tensor *view_mh(Runtime *runtime, const Tensor *self)
{
    return check_matrix(runtime, self, "mH", false) ? op_adjoint(runtime, self) : NULL;
}

Tensor *view_permute(Runtime *runtime, const Tensor *self, IntList dims)
{
    if (dims.count != self->rank) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "permute(sparse_coo): number of dimensions in the tensor input does not match the length of the "
                    "desired ordering of dimensions i.e. input.dim() = %d is not equal to len(dims) = %lld",
                    (int)self->rank, (long long)dims.count);
        return NULL;
    }
    Geometry geometry = geometry_of(self);
    DimSet seen = 0;
    for (int i = 0; i < self->rank; i++) {
        int dim;
        if (!wrap(runtime, dims.items[i], self->rank, &dim))
            return NULL;
        if (seen & ((DimSet)1 << dim)) {
            error_raise(runtime->error, ERROR_RUNTIME_ERROR, "permute(): duplicate dims are not allowed.");
            return NULL;
        }
        seen |= (DimSet)1 << dim;
        geometry.sizes[i] = self->sizes[dim];
        geometry.strides[i] = self->strides[dim];
    }
    return make(self, &geometry);
}

Tensor *view_permute_backward(Runtime *runtime, const Tensor *grad, IntList dims)
{
    int64_t inverse[SHAPE_MAX_RANK];
    for (int64_t i = 0; i < dims.count; i++)
        inverse[dims.items[i] < 0 ? dims.items[i] + dims.count : dims.items[i]] = i;
    return op_permute(runtime, grad, (IntList){inverse, dims.count});
}

Tensor *view_movedim(Runtime *runtime, const Tensor *self, IntList source, IntList destination)
{
    char text[SHAPE_TEXT], other[SHAPE_TEXT];
    if (source.count != destination.count) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "movedim: Invalid source or destination dims: source (%s dims) should contain the same number of "
                    "dims as destination (%s dims)",
                    shape_format(text, (int)source.count, source.items),
                    shape_format(other, (int)destination.count, destination.items));
        return NULL;
    }
    int64_t order[SHAPE_MAX_RANK];
    DimSet used = 0;
    for (int i = 0; i < self->rank; i++)
        order[i] = -1;
    for (int64_t i = 0; i < source.count; i++) {
        int from, to;
        if (!wrap(runtime, source.items[i], self->rank, &from) || !wrap(runtime, destination.items[i], self->rank, &to))
            return NULL;
        if (used & ((DimSet)1 << from) || (self->rank && order[to] >= 0)) {
            bool twice = (used & ((DimSet)1 << from)) != 0;
            error_raise(runtime->error, ERROR_RUNTIME_ERROR, "movedim: repeated dim in `%s` (%s)",
                        twice ? "source" : "destination",
                        shape_format(text, (int)source.count, twice ? source.items : destination.items));
            return NULL;
        }
        used |= (DimSet)1 << from;
        if (self->rank)
            order[to] = from;
    }
    int next = 0;
    for (int i = 0; i < self->rank; i++) {
        if (order[i] >= 0)
            continue;
        while (used & ((DimSet)1 << next))
            next++;
        order[i] = next++;
    }
    return self->rank ? op_permute(runtime, self, (IntList){order, self->rank}) : op_alias(runtime, self);
}

Tensor *view_expand(Runtime *runtime, const Tensor *self, IntList size, bool implicit)
{
    (void)implicit;
    Geometry geometry = geometry_begin(self, (int)size.count);
    if (size.count < self->rank) {
        char text[SHAPE_TEXT], other[SHAPE_TEXT];
        error_raise(
            runtime->error, ERROR_RUNTIME_ERROR,
            "expand(%s{%s}, size=%s): the number of sizes provided (%lld) must be greater or equal to the number "
            "of dimensions in the tensor (%d)",
            dtype_tensor_name((DType)self->dtype), tensor_format_sizes(self, text),
            shape_format(other, (int)size.count, size.items), (long long)size.count, (int)self->rank);
        return NULL;
    }
    if (!shape_check_rank(runtime->error, size.count))
        return NULL;
    if (size.count)
        memcpy(geometry.sizes, size.items, (size_t)size.count * sizeof(int64_t));
    if (!shape_expand(runtime->error, self->rank, self->sizes, self->strides, (int)size.count, geometry.sizes,
                      geometry.strides))
        return NULL;
    return make(self, &geometry);
}

Tensor *view_sum_to_size(Runtime *runtime, const Tensor *self, IntList size)
{
    char text[SHAPE_TEXT], other[SHAPE_TEXT];
    if (!shape_expandable((int)size.count, size.items, self->rank, self->sizes)) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "size {%s} is not expandable to size {%s}.",
                    shape_format(text, (int)size.count, size.items), tensor_format_sizes(self, other));
        return NULL;
    }
    if (!size.count)
        return op_sum(runtime, self, OPTION_NONE);
    int leading = self->rank - (int)size.count;
    int64_t dims[SHAPE_MAX_RANK];
    int count = 0;
    for (int i = 0; i < self->rank; i++)
        if (i < leading || (size.items[i - leading] == 1 && self->sizes[i] != 1))
            dims[count++] = i;
    Tensor *sum =
        count ? op_sum_dim_IntList(runtime, self, (IntList){dims, count}, true, OPTION_NONE) : op_alias(runtime, self);
    if (!sum || !leading)
        return sum;
    Tensor *result = op_view(runtime, sum, size);
    tensor_release(sum);
    return result;
}

Tensor *view_unsqueeze(Runtime *runtime, const Tensor *self, int64_t dim)
{
    int at;
    if (!wrap(runtime, dim, self->rank + 1, &at))
        return NULL;
    Geometry geometry = geometry_of(self);
    size_t rest = (size_t)(self->rank - at) * sizeof(int64_t);
    memmove(geometry.sizes + at + 1, geometry.sizes + at, rest);
    memmove(geometry.strides + at + 1, geometry.strides + at, rest);
    geometry.strides[at] = at < self->rank ? shape_stride_times(self->strides[at], self->sizes[at]) : 1;
    geometry.sizes[at] = 1;
    geometry.rank++;
    return make(self, &geometry);
}

static Tensor *squeeze_set(const Tensor *self, DimSet dims)
{
    Geometry geometry = geometry_begin(self, 0);
    for (int i = 0; i < self->rank; i++) {
        if (dims & ((DimSet)1 << i) && self->sizes[i] == 1)
            continue;
        geometry.sizes[geometry.rank] = self->sizes[i];
        geometry.strides[geometry.rank++] = self->strides[i];
    }
    return make(self, &geometry);
}

Tensor *view_squeeze(Runtime *runtime, const Tensor *self)
{
    (void)runtime;
    return squeeze_set(self, DIM_SET_ALL);
}

Tensor *view_squeeze_dim(Runtime *runtime, const Tensor *self, int64_t dim)
{
    int at;
    return wrap(runtime, dim, self->rank, &at) ? squeeze_set(self, (DimSet)1 << at) : NULL;
}

Tensor *view_squeeze_dims(Runtime *runtime, const Tensor *self, IntList dims)
{
    DimSet set = 0;
    for (int64_t i = 0; i < dims.count; i++) {
        int at;
        if (!wrap(runtime, dims.items[i], self->rank, &at))
            return NULL;
        if (set & ((DimSet)1 << at)) {
            error_raise(runtime->error, ERROR_RUNTIME_ERROR, "dim %d appears multiple times in the list of dims", at);
            return NULL;
        }
        set |= (DimSet)1 << at;
    }
    return squeeze_set(self, set);
}

Tensor *view_select(Runtime *runtime, const Tensor *self, int64_t dim, int64_t index)
{
    int at;
    if (!self->rank) {
        error_raise(runtime->error, ERROR_INDEX_ERROR, "select() cannot be applied to a 0-dim tensor.");
        return NULL;
    }
    if (!wrap(runtime, dim, self->rank, &at))
        return NULL;
    int64_t size = self->sizes[at];
    if (index < -size || index >= size) {
        char text[SHAPE_TEXT];
        error_raise(runtime->error, ERROR_INDEX_ERROR,
                    "select(): index %lld out of range for tensor of size %s at dimension %d", (long long)index,
                    tensor_format_sizes(self, text), at);
        return NULL;
    }
    Geometry geometry = geometry_of(self);
    geometry.offset = offset_at(self->offset, self->strides[at], index < 0 ? index + size : index);
    size_t rest = (size_t)(self->rank - at - 1) * sizeof(int64_t);
    memmove(geometry.sizes + at, geometry.sizes + at + 1, rest);
    memmove(geometry.strides + at, geometry.strides + at + 1, rest);
    geometry.rank--;
    return make(self, &geometry);
}

static int64_t clip(int64_t index, int64_t size)
{
    if (index < 0)
        index += size;
    return index < 0 ? 0 : index > size ? size : index;
}

Tensor *view_slice(Runtime *runtime, const Tensor *self, int64_t dim, OptionalInt start, OptionalInt end, int64_t step)
{
    int at;
    if (!self->rank) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "slice() cannot be applied to a 0-dim tensor.");
        return NULL;
    }
    if (!wrap(runtime, dim, self->rank, &at))
        return NULL;
    if (step <= 0) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "slice step must be positive");
        return NULL;
    }
    Geometry geometry = geometry_of(self);
    int64_t size = self->sizes[at];
    int64_t first = start.given ? clip(start.value, size) : 0;
    int64_t last = end.given ? clip(end.value, size) : size;
    if (last < first)
        last = first;
    geometry.offset = offset_at(self->offset, self->strides[at], first);
    geometry.sizes[at] = (last - first) / step + ((last - first) % step != 0);
    geometry.strides[at] = shape_stride_times(self->strides[at], step);
    return make(self, &geometry);
}

// What narrow and narrow_copy refuse alike.
static bool check_range(Runtime *runtime, const Tensor *self, int64_t dim, int64_t start, int64_t length)
{
    int at;
    if (!wrap(runtime, dim, self->rank, &at))
        return false;
    int64_t size = self->sizes[at];
    if (start < -size || start > size) {
        error_raise(runtime->error, ERROR_INDEX_ERROR,
                    "start out of range (expected to be in range of [%lld, %lld], but got %lld)", (long long)-size,
                    (long long)size, (long long)start);
        return false;
    }
    if (start < 0)
        start += size;
    if (length >= 0 && start <= size - length)
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "start (%lld) + length (%lld) exceeds dimension size (%lld).",
                (long long)start, (long long)length, (long long)size);
    return false;
}

static bool check_scalar(Runtime *runtime, const Tensor *self)
{
    if (!self->rank)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "narrow() cannot be applied to a 0-dim tensor.");
    return self->rank;
}

static bool check_narrow(Runtime *runtime, const Tensor *self, int64_t dim, int64_t start, int64_t length)
{
    if (!check_scalar(runtime, self))
        return false;
    if (length < 0) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "narrow(): length must be non-negative.");
        return false;
    }
    return check_range(runtime, self, dim, start, length);
}

bool view_check_narrow_copy(Runtime *runtime, const Tensor *self, int64_t dim, int64_t start, int64_t length)
{
    if (!check_scalar(runtime, self))
        return false;
    if (dim < self->rank)
        return check_range(runtime, self, dim, start, length);
    error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                "Expected dim < static_cast<int64_t>(self_sizes.size()) to be true, but got false.  (Could this error "
                "message be improved?  If so, please report an enhancement request to PyTorch.)");
    return false;
}

Tensor *view_narrow(Runtime *runtime, const Tensor *self, int64_t dim, int64_t start, int64_t length)
{
    if (!check_narrow(runtime, self, dim, start, length))
        return NULL;
    if (start < 0)
        start += self->sizes[dim < 0 ? dim + self->rank : dim];
    return op_slice_Tensor(runtime, self, dim, (OptionalInt){true, start}, (OptionalInt){true, start + length}, 1);
}

Tensor *view_narrow_tensor(Runtime *runtime, const Tensor *self, int64_t dim, const Tensor *start, int64_t length)
{
    if (start->rank || !dtype_is_integral((DType)start->dtype) || start->dtype == DTYPE_BOOL) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "start must be an 0-dim integral Tensor.");
        return NULL;
    }
    return item_accepted(runtime, start) ? op_narrow(runtime, self, dim, tensor_item_int(start), length) : NULL;
}

// Whether a geometry lies in the storage; where it does not, the error tells what it would need.
static bool check_geometry(const Tensor *self, IntList size, IntList stride, int64_t offset)
{
    Error *error = self->runtime->error;
    char sizes[SHAPE_TEXT], strides[SHAPE_TEXT];
    int64_t extent, end, bytes, element = (int64_t)dtype_size((DType)self->dtype);
    bool counted = shape_extent((int)size.count, size.items, stride.items, &extent) &&
                   !__builtin_mul_overflow(extent, element, &bytes);
    if (!counted) {
        error_raise(error, ERROR_RUNTIME_ERROR, "Storage size calculation overflowed with sizes=%s and strides=%s",
                    shape_format(sizes, (int)size.count, size.items),
                    shape_format(strides, (int)stride.count, stride.items));
        return false;
    }
    if (offset < 0) {
        error_raise(error, ERROR_RUNTIME_ERROR, "Tensor: invalid storage offset %lld", (long long)offset);
        return false;
    }
    if (!extent ||
        (!__builtin_add_overflow(offset, extent, &end) && (uint64_t)end <= self->storage->bytes / (uint64_t)element))
        return true;
    // Where the offset alone is too large, PyTorch's figure has gone round.
    error_raise(error, ERROR_RUNTIME_ERROR,
                "setStorage: sizes %s, strides %s, storage offset %lld, and itemsize %lld requiring a storage size of "
                "%lld are out of bounds for storage of size %lld",
                shape_format(sizes, (int)size.count, size.items),
                shape_format(strides, (int)stride.count, stride.items), (long long)offset, (long long)element,
                (long long)(((uint64_t)offset + (uint64_t)extent) * (uint64_t)element),
                (long long)self->storage->bytes);
    return false;
}

Tensor *view_as_strided(Runtime *runtime, const Tensor *self, IntList size, IntList stride, OptionalInt storage_offset)
{
    char strides[SHAPE_TEXT];
    if (!shape_check_rank(runtime->error, size.count))
        return NULL;
    if (size.count != stride.count) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "mismatch in length of strides and shape");
        return NULL;
    }
    for (int64_t i = 0; i < size.count; i++)
        if (stride.items[i] < 0) {
            error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                        "as_strided: Negative strides are not supported at the moment, got strides: %s",
                        shape_format(strides, (int)stride.count, stride.items));
            return NULL;
        }
    int64_t offset = storage_offset.given ? storage_offset.value : self->offset;
    if (!check_geometry(self, size, stride, offset))
        return NULL;
    return tensor_view(self, (int)size.count, size.items, stride.items, offset);
}

Tensor *view_diagonal(Runtime *runtime, const Tensor *self, int64_t offset, int64_t dim1, int64_t dim2)
{
    int a, b;
    if (!wrap(runtime, dim1, self->rank, &a) || !wrap(runtime, dim2, self->rank, &b))
        return NULL;
    if (a == b) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "diagonal dimensions cannot be identical %lld, %lld",
                    (long long)dim1, (long long)dim2);
        return NULL;
    }
    int64_t rows = self->sizes[a], columns = self->sizes[b];
    int64_t length = offset >= 0 ? (rows < columns - offset ? rows : columns - offset)
                                 : (rows + offset < columns ? rows + offset : columns);
    Geometry geometry = geometry_begin(self, 0);
    if (length > 0)
        geometry.offset = offset >= 0 ? offset_at(self->offset, self->strides[b], offset)
                                      : offset_at(self->offset, self->strides[a], -offset);
    for (int i = 0; i < self->rank; i++) {
        if (i == a || i == b)
            continue;
        geometry.sizes[geometry.rank] = self->sizes[i];
        geometry.strides[geometry.rank++] = self->strides[i];
    }
    geometry.sizes[geometry.rank] = length > 0 ? length : 0;
    geometry.strides[geometry.rank++] = offset_at(self->strides[a], self->strides[b], 1);
    return make(self, &geometry);
}

Tensor *view_unfold(Runtime *runtime, const Tensor *self, int64_t dimension, int64_t size, int64_t step)
{
    int at;
    if (!wrap(runtime, dimension, self->rank, &at))
        return NULL;
    int64_t have = self->rank ? self->sizes[at] : 1;
    if (size < 0)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "size is %lld but must be >= 0", (long long)size);
    else if (size > have)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "maximum size for tensor at dimension %d is %lld but size is %lld", at, (long long)have,
                    (long long)size);
    else if (step <= 0)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "step is %lld but must be > 0", (long long)step);
    if (error_pending(runtime->error))
        return NULL;
    Geometry geometry = geometry_of(self);
    if (self->rank) {
        geometry.sizes[at] = (have - size) / step + 1;
        geometry.strides[at] = shape_stride_times(self->strides[at], step);
    }
    geometry.sizes[self->rank] = size;
    geometry.strides[self->rank] = self->rank ? self->strides[at] : 1;
    geometry.rank++;
    return make(self, &geometry);
}
