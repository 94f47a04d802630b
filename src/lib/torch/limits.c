// torch.finfo and torch.iinfo: the limits of the dtypes.
#include <float.h>
#include <math.h>

#include "lib/torch/objects.h"
#include "object/gc.h"
#include "object/int.h"
#include "object/operate.h"
#include "object/str.h"

typedef struct LimitsObject {
    Object head;
    DType dtype;
} LimitsObject;

/// The limits of a floating type.
typedef struct FloatLimits {
    double resolution, largest, epsilon, smallest;
} FloatLimits;

static DType limits_dtype(Value v)
{
    return ((const LimitsObject *)v.object)->dtype;
}

static FloatLimits float_limits(DType dtype)
{
    switch (dtype_real(dtype)) {
    case DTYPE_FLOAT16:
        return (FloatLimits){1e-3, 65504.0, 0x1p-10, 0x1p-14};
    case DTYPE_BFLOAT16:
        return (FloatLimits){1e-2, 0x1.fep127, 0x1p-7, 0x1p-126};
    case DTYPE_FLOAT64:
        return (FloatLimits){1e-15, DBL_MAX, DBL_EPSILON, DBL_MIN};
    default:
        return (FloatLimits){1e-6, FLT_MAX, FLT_EPSILON, FLT_MIN};
    }
}

static void integer_limits(DType dtype, int64_t *least, int64_t *most)
{
    int bits = (int)dtype_size(dtype) * 8;
    *most = dtype == DTYPE_UINT8 ? 255 : (int64_t)((UINT64_C(1) << (bits - 1)) - 1);
    *least = dtype == DTYPE_UINT8 ? 0 : -*most - 1;
}

static Value limits_new(Interp *interp, TorchType type, DType dtype)
{
    LimitsObject *object = object_new(interp, torch_of(interp)->types[type], sizeof *object);
    if (object)
        object->dtype = dtype;
    return value_or_error(object);
}

static Value finfo_construct(Interp *interp, UNUSED Type *type, const Arguments *arguments)
{
    if (arguments->count == 0 && !(arguments->keywords && arguments->keywords->count))
        return limits_new(interp, TORCH_TYPE_FINFO, runtime_of(interp)->default_dtype);
    Value bound[1];
    if (!native_bind(interp, "finfo(type)", arguments, bound))
        return VALUE_ERROR;
    int dtype = dtype_from_value(interp, bound[0]);
    if (dtype < 0)
        return raise_type_error(interp, "finfo(): argument 'type' (position 1) must be torch.dtype, not %s",
                                value_type_name(interp, bound[0]));
    if (dtype_is_integral((DType)dtype))
        return raise_type_error(interp, "torch.finfo() requires a floating point input type. Use torch.iinfo to handle "
                                        "'torch.finfo'");
    return limits_new(interp, TORCH_TYPE_FINFO, (DType)dtype);
}

static Value iinfo_construct(Interp *interp, UNUSED Type *type, const Arguments *arguments)
{
    Value bound[1];
    if (!native_bind(interp, "iinfo(type)", arguments, bound))
        return VALUE_ERROR;
    int dtype = dtype_from_value(interp, bound[0]);
    if (dtype < 0)
        return raise_type_error(interp, "iinfo(): argument 'type' (position 1) must be torch.dtype, not %s",
                                value_type_name(interp, bound[0]));
    if (!dtype_is_integral((DType)dtype) || dtype == DTYPE_BOOL)
        return raise_type_error(interp, "torch.iinfo() requires an integer input type. Use torch.finfo to handle "
                                        "'torch.iinfo'");
    return limits_new(interp, TORCH_TYPE_IINFO, (DType)dtype);
}

static Value finfo_repr(Interp *interp, Value self)
{
    FloatLimits limits = float_limits(limits_dtype(self));
    return str_from_format(interp,
                           "finfo(resolution=%g, min=%g, max=%g, eps=%g, smallest_normal=%g, tiny=%g, dtype=%s)",
                           limits.resolution, -limits.largest, limits.largest, limits.epsilon, limits.smallest,
                           limits.smallest, dtype_name(limits_dtype(self)));
}

static Value iinfo_repr(Interp *interp, Value self)
{
    int64_t least, most;
    integer_limits(limits_dtype(self), &least, &most);
    return str_from_format(interp, "iinfo(min=%g, max=%g, dtype=%s)", (double)least, (double)most,
                           dtype_name(limits_dtype(self)));
}

static bool limits_hash(UNUSED Interp *interp, Value self, int64_t *hash)
{
    *hash = limits_dtype(self);
    return true;
}

static Value limits_compare(UNUSED Interp *interp, Value a, Value b, CompareKind kind)
{
    if ((kind != COMPARE_EQ && kind != COMPARE_NE) || b.tag != TAG_OBJECT || a.object->type != b.object->type)
        return VALUE_NOT_IMPLEMENTED;
    return value_from_bool((limits_dtype(a) == limits_dtype(b)) == (kind == COMPARE_EQ));
}

static Value get_bits(UNUSED Interp *interp, Value self)
{
    DType dtype = limits_dtype(self);
    return value_from_int((int64_t)dtype_size(dtype_is_complex(dtype) ? dtype_real(dtype) : dtype) * 8);
}

static Value get_dtype(Interp *interp, Value self)
{
    return str_from_string(interp, dtype_name(limits_dtype(self)));
}

static Value finfo_get_max(UNUSED Interp *interp, Value self)
{
    return value_from_float(float_limits(limits_dtype(self)).largest);
}

static Value finfo_get_min(UNUSED Interp *interp, Value self)
{
    return value_from_float(-float_limits(limits_dtype(self)).largest);
}

static Value finfo_get_eps(UNUSED Interp *interp, Value self)
{
    return value_from_float(float_limits(limits_dtype(self)).epsilon);
}

static Value finfo_get_tiny(UNUSED Interp *interp, Value self)
{
    return value_from_float(float_limits(limits_dtype(self)).smallest);
}

static Value finfo_get_resolution(UNUSED Interp *interp, Value self)
{
    return value_from_float(float_limits(limits_dtype(self)).resolution);
}

static Value iinfo_get_max(UNUSED Interp *interp, Value self)
{
    int64_t least, most;
    integer_limits(limits_dtype(self), &least, &most);
    return value_from_int(most);
}

static Value iinfo_get_min(UNUSED Interp *interp, Value self)
{
    int64_t least, most;
    integer_limits(limits_dtype(self), &least, &most);
    return value_from_int(least);
}

static const GetSetSpec finfo_getsets[] = {
    {"bits", "The bits of one number.", get_bits, NULL},
    {"dtype", "The name of the dtype.", get_dtype, NULL},
    {"max", "The largest number.", finfo_get_max, NULL},
    {"min", "The smallest number.", finfo_get_min, NULL},
    {"eps", "The step from 1 to the next number.", finfo_get_eps, NULL},
    {"tiny", "The smallest positive normal number.", finfo_get_tiny, NULL},
    {"smallest_normal", "The smallest positive normal number.", finfo_get_tiny, NULL},
    {"resolution", "The decimal resolution.", finfo_get_resolution, NULL},
    {NULL},
};
static const GetSetSpec iinfo_getsets[] = {
    {"bits", "The bits of one number.", get_bits, NULL},
    {"dtype", "The name of the dtype.", get_dtype, NULL},
    {"max", "The largest number.", iinfo_get_max, NULL},
    {"min", "The smallest number.", iinfo_get_min, NULL},
    {NULL},
};

const TypeSpec finfo_spec = {
    .name = "torch.finfo",
    .doc = "The limits of a floating-point dtype.",
    .id = -1,
    .size = sizeof(LimitsObject),
    .slots = {.new_ = finfo_construct, .repr = finfo_repr, .hash = limits_hash, .compare = limits_compare},
    .getsets = finfo_getsets};
const TypeSpec iinfo_spec = {
    .name = "torch.iinfo",
    .doc = "The limits of an integer dtype.",
    .id = -1,
    .size = sizeof(LimitsObject),
    .slots = {.new_ = iinfo_construct, .repr = iinfo_repr, .hash = limits_hash, .compare = limits_compare},
    .getsets = iinfo_getsets};
