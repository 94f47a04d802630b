#include "tensor/product.h"

#include <inttypes.h>
#include <stdio.h>

#include "kernel/vector_product.h"
#include "tensor/copy.h"
#include "tensor/elementwise.h"

// One tensor on the meta device takes the product there: it has a shape and no numbers.
static Device meeting_place(const Tensor *start, const Tensor *a, const Tensor *b)
{
    bool meta = start->device == DEVICE_META || a->device == DEVICE_META || b->device == DEVICE_META;
    return meta ? DEVICE_META : DEVICE_CPU;
}

static bool refuse(const Tensor *tensor, const char *message)
{
    error_raise(tensor->runtime->error, ERROR_RUNTIME_ERROR, "%s", message);
    return false;
}

// The last two dimensions as a matrix.
static GemmMatrix matrix_of(const Tensor *tensor)
{
    int rank = tensor->rank;
    return (GemmMatrix){tensor_data(tensor), tensor->strides[rank - 2], tensor->strides[rank - 1]};
}

// Two factors and nothing to add to them, or `added`: addmm says more where one is no matrix.
static bool check_mm(const Tensor *a, const Tensor *b, bool added)
{
    if (a->rank != 2 || b->rank != 2) {
        const char *name = a->rank == 2 ? "mat2" : added ? "mat1" : "self";
        char message[64];
        if (added)
            snprintf(message, sizeof message, "%s must be a matrix, got %d-D tensor", name,
                     a->rank != 2 ? a->rank : b->rank);
        else
            snprintf(message, sizeof message, "%s must be a matrix", name);
        return refuse(a, message);
    }
    if (a->sizes[1] == b->sizes[0])
        return true;
    error_raise(a->runtime->error, ERROR_RUNTIME_ERROR,
                "mat1 and mat2 shapes cannot be multiplied (%" PRId64 "x%" PRId64 " and %" PRId64 "x%" PRId64 ")",
                a->sizes[0], a->sizes[1], b->sizes[0], b->sizes[1]);
    return false;
}

static bool check_no_bool(const Tensor *tensor, const char *kernel)
{
    return tensor->dtype != DTYPE_BOOL || tensor_refuse_dtype(tensor->runtime, kernel, tensor->dtype);
}

static bool same_dtype(const Tensor *a, const Tensor *b)
{
    if (a->dtype == b->dtype)
        return true;
    error_raise(a->runtime->error, ERROR_RUNTIME_ERROR, "expected m1 and m2 to have the same dtype, but got: %s != %s",
                dtype_c_name(a->dtype), dtype_c_name(b->dtype));
    return false;
}

static double work_of(GemmSize size)
{
    return (double)size.m * (double)size.n * (double)size.k;
}

// Row `i` on.
static GemmMatrix rows_from(GemmMatrix matrix, int64_t i, DType dtype)
{
    matrix.data = (char *)matrix.data + shape_stride_times(matrix.row, i) * (int64_t)dtype_size(dtype);
    return matrix;
}

// The product is cut along its rows. Pieces are on the whole's side of GEMM_TILE_WORK: the digits stay the same.
bool product_multiply(Runtime *runtime, DType dtype, GemmSize size, Scalar alpha, GemmMatrix a, GemmMatrix b,
                      Scalar beta, GemmMatrix c)
{
    enum { FEWEST_ROWS = 64 };
    const double piece = 2.0 * GEMM_TILE_WORK;
    if (LIKELY(work_of(size) < 2 * piece))
        return gemm_multiply(runtime->memory, dtype, size, alpha, a, b, beta, c);
    if (!runtime_foresee(runtime, work_of(size)))
        return false;
    double most = (double)size.m / FEWEST_ROWS, pieces = work_of(size) / piece;
    int64_t step = (int64_t)((double)size.m / (pieces < most ? pieces : most)), next;
    for (int64_t i = 0; i < size.m; i = next) {
        next = size.m - i < 2 * step ? size.m : i + step;
        if (!gemm_multiply(runtime->memory, dtype, (GemmSize){next - i, size.n, size.k}, alpha, rows_from(a, i, dtype),
                           b, beta, rows_from(c, i, dtype)) ||
            !runtime_poll(runtime))
            return false;
    }
    return true;
}

// out = beta out + alpha a b, all of one dtype and checked.
static bool multiply(Tensor *out, const Tensor *a, const Tensor *b, Scalar beta, Scalar alpha)
{
    GemmSize size = {a->sizes[0], b->sizes[1], a->sizes[1]};
    if (out->device == DEVICE_META)
        return true;
    return product_multiply(a->runtime, a->dtype, size, alpha, matrix_of(a), matrix_of(b), beta, matrix_of(out));
}

Tensor *product_mm(const Tensor *a, const Tensor *b)
{
    if (!check_mm(a, b, false) || !same_dtype(a, b) || !check_no_bool(a, "addmm_impl_cpu_"))
        return NULL;
    Tensor *out = tensor_empty(a->runtime, 2, (int64_t[]){a->sizes[0], b->sizes[1]}, a->dtype, meeting_place(a, a, b));
    if (out && multiply(out, a, b, scalar_int(0), scalar_int(1)))
        return out;
    tensor_release(out);
    return NULL;
}

// A result of the type `dtype` that starts as `start`, stretched to `sizes`; uninitialised where beta is zero. Both
// factors must be numbers of that type.
static Tensor *start_from(const Tensor *start, DType dtype, Device device, int rank, const int64_t *sizes, Scalar beta,
                          Scalar alpha)
{
    if (!tensor_check_scalar(start->runtime, beta, dtype) || !tensor_check_scalar(start->runtime, alpha, dtype))
        return NULL;
    bool filled = scalar_to_bool(beta) && device == DEVICE_CPU;
    Tensor *stretched = tensor_expand(start, rank, sizes);
    if (!stretched)
        return NULL;
    Tensor *out = filled ? copy_new(stretched, dtype, FORMAT_CONTIGUOUS)
                         : tensor_empty(start->runtime, rank, sizes, dtype, device);
    tensor_release(stretched);
    return out;
}

static bool check_addmm_dtypes(const Tensor *c, const Tensor *a, const Tensor *b)
{
    if (c->dtype == b->dtype)
        return same_dtype(a, b);
    error_raise(c->runtime->error, ERROR_RUNTIME_ERROR, "self and mat2 must have the same dtype, but got %s and %s",
                dtype_scalar_name(c->dtype), dtype_scalar_name(b->dtype));
    return false;
}

Tensor *product_addmm(const Tensor *c, const Tensor *a, const Tensor *b, Scalar beta, Scalar alpha)
{
    if (!check_mm(a, b, true))
        return NULL;
    int64_t sizes[2] = {a->sizes[0], b->sizes[1]};
    if (!check_addmm_dtypes(c, a, b) || !check_no_bool(a, "addmm_impl_cpu_"))
        return NULL;
    Tensor *out = start_from(c, c->dtype, meeting_place(c, a, b), 2, sizes, beta, alpha);
    if (out && multiply(out, a, b, beta, alpha))
        return out;
    tensor_release(out);
    return NULL;
}

static bool check_bmm(const Tensor *a, const Tensor *b)
{
    if (a->rank != 3)
        return refuse(a, "batch1 must be a 3D tensor");
    if (b->rank != 3)
        return refuse(a, "batch2 must be a 3D tensor");
    if (a->sizes[0] == b->sizes[0] && a->sizes[2] == b->sizes[1])
        return true;
    error_raise(a->runtime->error, ERROR_RUNTIME_ERROR,
                "Expected size for first two dimensions of batch2 tensor to be: [%" PRId64 ", %" PRId64
                "] but got: [%" PRId64 ", %" PRId64 "].",
                a->sizes[0], a->sizes[2], b->sizes[0], b->sizes[1]);
    return false;
}

static bool multiply_batches(Tensor *out, const Tensor *a, const Tensor *b, Scalar beta, Scalar alpha)
{
    GemmSize size = {a->sizes[1], b->sizes[2], a->sizes[2]};
    GemmMatrix left = matrix_of(a), right = matrix_of(b), target = matrix_of(out);
    int64_t element = (int64_t)dtype_size(a->dtype);
    if (out->device == DEVICE_META || !tensor_count(out))
        return true;
    enum { POLL_WORK = 1 << 28 };
    double since_poll = 0;
    for (int64_t i = 0; i < a->sizes[0]; i++) {
        if (!gemm_multiply_small(a->dtype, size, alpha, left, right, beta, target) &&
            !product_multiply(a->runtime, a->dtype, size, alpha, left, right, beta, target))
            return false;
        left.data = (char *)left.data + a->strides[0] * element;
        right.data = (char *)right.data + b->strides[0] * element;
        target.data = (char *)target.data + out->strides[0] * element;
        if ((since_poll += work_of(size)) < POLL_WORK)
            continue;
        since_poll = 0;
        if (!runtime_poll(a->runtime))
            return false;
    }
    return true;
}

Tensor *product_bmm(const Tensor *a, const Tensor *b)
{
    if (!check_bmm(a, b) || !tensor_check_dtype(b, a->dtype) || !check_no_bool(a, "bmm"))
        return NULL;
    Tensor *out = tensor_empty(a->runtime, 3, (int64_t[]){a->sizes[0], a->sizes[1], b->sizes[2]}, a->dtype,
                               meeting_place(a, a, b));
    if (out && multiply_batches(out, a, b, scalar_int(0), scalar_int(1)))
        return out;
    tensor_release(out);
    return NULL;
}

Tensor *product_baddbmm(const Tensor *c, const Tensor *a, const Tensor *b, Scalar beta, Scalar alpha)
{
    if (a->rank != 3 || b->rank != 3) {
        refuse(a, a->rank != 3 ? "batch1 must be a 3D tensor" : "batch2 must be a 3D tensor");
        return NULL;
    }
    int64_t sizes[3] = {a->sizes[0], a->sizes[1], b->sizes[2]};
    if (c->dtype != a->dtype || a->dtype != b->dtype) {
        error_raise(a->runtime->error, ERROR_RUNTIME_ERROR,
                    "Input dtypes must be the same, got: input %s, batch1: %s, batch2: %s", dtype_c_name(c->dtype),
                    dtype_c_name(a->dtype), dtype_c_name(b->dtype));
        return NULL;
    }
    Tensor *out = start_from(c, c->dtype, meeting_place(c, a, b), 3, sizes, beta, alpha);
    if (out && check_bmm(a, b) && check_no_bool(a, "baddbmm") && multiply_batches(out, a, b, beta, alpha))
        return out;
    tensor_release(out);
    return NULL;
}

// Vectors ---------------------------------------------------------------------------------------------

// Operations for each element, which memory has to bring.
enum { VECTOR_COST = 10 };

static bool check_mv(const Tensor *y, const Tensor *a, const Tensor *x)
{
    int64_t rows = a->rank == 2 ? a->sizes[0] : 0;
    if (a->rank != 2 || x->rank != 1 || (y && y->rank > 1)) {
        error_raise(a->runtime->error, ERROR_RUNTIME_ERROR, "vector + matrix @ vector expected, got %d, %d, %d",
                    y ? y->rank : 1, a->rank, x->rank);
        return false;
    }
    int64_t length = y && y->rank == 1 ? y->sizes[0] : rows;
    if (a->sizes[1] == x->sizes[0] && (length == rows || length == 1))
        return true;
    error_raise(a->runtime->error, ERROR_RUNTIME_ERROR,
                "size mismatch, got input (%" PRId64 "), mat (%" PRId64 "x%" PRId64 "), vec (%" PRId64 ")", length,
                rows, a->sizes[1], x->sizes[0]);
    return false;
}

static bool check_mv_dtypes(const Tensor *a, const Tensor *x)
{
    return check_no_bool(a, "addmv_impl_cpu") && tensor_check_dtype(x, a->dtype);
}

static bool multiply_vector(Tensor *out, const Tensor *a, const Tensor *x, Scalar beta, Scalar alpha)
{
    if (out->device == DEVICE_META)
        return true;
    return runtime_foresee(a->runtime, (double)a->sizes[0] * (double)a->sizes[1] * VECTOR_COST) &&
           vector_product_matrix(a->runtime->memory, a->dtype, a->sizes[0], a->sizes[1], alpha, tensor_data(a),
                                 a->strides[0], a->strides[1], tensor_data(x), x->strides[0], beta, tensor_data(out),
                                 out->strides[0]);
}

Tensor *product_mv(const Tensor *a, const Tensor *x)
{
    if (!check_mv(NULL, a, x) || !check_mv_dtypes(a, x))
        return NULL;
    Tensor *out = tensor_empty(a->runtime, 1, a->sizes, a->dtype, meeting_place(a, a, x));
    if (out && multiply_vector(out, a, x, scalar_int(0), scalar_int(1)))
        return out;
    tensor_release(out);
    return NULL;
}

Tensor *product_addmv(const Tensor *y, const Tensor *a, const Tensor *x, Scalar beta, Scalar alpha)
{
    if (!check_mv(y, a, x) || !check_mv_dtypes(a, x))
        return NULL;
    Tensor *out = start_from(y, a->dtype, meeting_place(y, a, x), 1, a->sizes, beta, alpha);
    if (out && multiply_vector(out, a, x, beta, alpha))
        return out;
    tensor_release(out);
    return NULL;
}

static bool check_dot(const Tensor *a, const Tensor *b, const char *name)
{
    char own[SHAPE_TEXT], other[SHAPE_TEXT];
    if (a->rank != 1 || b->rank != 1) {
        error_raise(a->runtime->error, ERROR_RUNTIME_ERROR, "1D tensors expected, but got %dD and %dD tensors", a->rank,
                    b->rank);
        return false;
    }
    if (a->dtype != b->dtype) {
        error_raise(a->runtime->error, ERROR_RUNTIME_ERROR,
                    "dot : expected both vectors to have same dtype, but found %s and %s", dtype_scalar_name(a->dtype),
                    dtype_scalar_name(b->dtype));
        return false;
    }
    if (a->sizes[0] == b->sizes[0])
        return check_no_bool(a, name);
    error_raise(a->runtime->error, ERROR_RUNTIME_ERROR,
                "inconsistent tensor size, expected tensor %s and src %s to have the same number of elements, but got "
                "%" PRId64 " and %" PRId64 " elements respectively",
                tensor_format_sizes(a, own), tensor_format_sizes(b, other), a->sizes[0], b->sizes[0]);
    return false;
}

// More elements than memory holds of ordinary vectors.
static const int64_t LARGE_DOT = (int64_t)1 << 31;

static Tensor *dot(const Tensor *a, const Tensor *b, const char *name, bool conjugate)
{
    if (!check_dot(a, b, name))
        return NULL;
    Tensor *out = tensor_empty(a->runtime, 0, NULL, a->dtype, meeting_place(a, a, b));
    if (!out || out->device != DEVICE_CPU)
        return out;
    // Only expanded vectors are as long: no loop over them would end within a program's time.
    if (a->sizes[0] > LARGE_DOT) {
        tensor_release(out);
        error_raise(a->runtime->error, ERROR_UNSUPPORTED_ERROR,
                    "%s of %" PRId64 " elements is not supported by torchlet", name, a->sizes[0]);
        return NULL;
    }
    vector_product_dot(a->dtype, conjugate, a->sizes[0], tensor_data(a), a->strides[0], tensor_data(b), b->strides[0],
                       tensor_data(out));
    return out;
}

Tensor *product_dot(const Tensor *a, const Tensor *b)
{
    return dot(a, b, "dot", false);
}

Tensor *product_vdot(const Tensor *a, const Tensor *b)
{
    bool conjugate = dtype_is_complex(a->dtype);
    return dot(a, b, conjugate ? "vdot" : "dot", conjugate);
}
