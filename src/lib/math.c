// math: functions of doubles, and the module itself.
#include <errno.h>
#include <math.h>
#include <string.h>

#include "lib/math_module.h"
#include "object/slot.h"

/// A result that Python refuses: NaN or infinity that did not come in with the argument.
static Value checked(Interp *interp, double result, bool from_nan, bool from_infinity, bool may_overflow)
{
    if (isnan(result) && !from_nan)
        return raise_value_error(interp, "math domain error");
    if (isinf(result) && !from_infinity && !from_nan)
        return may_overflow ? value_raise(interp, ERROR_OVERFLOW_ERROR, "math range error")
                            : raise_value_error(interp, "math domain error");
    return value_from_float(result);
}

/// One function of one double: `may_overflow` tells an infinite result (a range error) from a pole (a domain error).
#define MATH_UNARY(name, doc, may_overflow, expression)                                                                \
    NATIVE(math_##name, #name "(x, /)", doc)                                                                           \
    {                                                                                                                  \
        double x;                                                                                                      \
        if (!value_to_double(interp, arg[0], &x))                                                                      \
            return VALUE_ERROR;                                                                                        \
        return checked(interp, expression, isnan(x), isinf(x), may_overflow);                                          \
    }

MATH_UNARY(acos, "Returns the arc cosine, in radians.", false, acos(x))
MATH_UNARY(acosh, "Returns the inverse hyperbolic cosine.", false, acosh(x))
MATH_UNARY(asin, "Returns the arc sine, in radians.", false, asin(x))
MATH_UNARY(asinh, "Returns the inverse hyperbolic sine.", false, asinh(x))
MATH_UNARY(atan, "Returns the arc tangent, in radians.", false, atan(x))
MATH_UNARY(atanh, "Returns the inverse hyperbolic tangent.", false, atanh(x))
MATH_UNARY(cbrt, "Returns the cube root.", false, cbrt(x))
MATH_UNARY(cos, "Returns the cosine of radians.", false, cos(x))
MATH_UNARY(cosh, "Returns the hyperbolic cosine.", true, cosh(x))
MATH_UNARY(degrees, "Converts radians to degrees.", true, x *(180.0 / M_PI))
MATH_UNARY(erf, "Returns the error function.", false, erf(x))
MATH_UNARY(erfc, "Returns 1 - erf(x).", false, erfc(x))
MATH_UNARY(exp, "Returns e ** x.", true, exp(x))
MATH_UNARY(exp2, "Returns 2 ** x.", true, exp2(x))
MATH_UNARY(expm1, "Returns e ** x - 1, accurately near 0.", true, expm1(x))
MATH_UNARY(fabs, "Returns the absolute value as a float.", false, fabs(x))
MATH_UNARY(log1p, "Returns log(1 + x), accurately near 0.", false, log1p(x))
MATH_UNARY(radians, "Converts degrees to radians.", false, x *(M_PI / 180.0))
MATH_UNARY(sin, "Returns the sine of radians.", false, sin(x))
MATH_UNARY(sinh, "Returns the hyperbolic sine.", true, sinh(x))
MATH_UNARY(sqrt, "Returns the square root.", false, sqrt(x))
MATH_UNARY(tan, "Returns the tangent of radians.", false, tan(x))
MATH_UNARY(tanh, "Returns the hyperbolic tangent.", false, tanh(x))

static Value by_errno(Interp *interp, double result)
{
    if (errno == EDOM)
        return raise_value_error(interp, "math domain error");
    if (errno == ERANGE)
        return value_raise(interp, ERROR_OVERFLOW_ERROR, "math range error");
    return value_from_float(result);
}

NATIVE(math_gamma_function, "gamma(x, /)", "Returns the Gamma function.")
{
    double x;
    if (!value_to_double(interp, arg[0], &x))
        return VALUE_ERROR;
    double result = math_gamma(x);
    return by_errno(interp, result);
}
NATIVE(math_lgamma, "lgamma(x, /)", "Returns the logarithm of the absolute value of Gamma.")
{
    double x;
    if (!value_to_double(interp, arg[0], &x))
        return VALUE_ERROR;
    double result = math_log_gamma(x);
    return by_errno(interp, result);
}

static bool two_doubles(Interp *interp, const Value *arg, double *x, double *y)
{
    return value_to_double(interp, arg[0], x) && value_to_double(interp, arg[1], y);
}

NATIVE(math_atan2, "atan2(y, x, /)", "Returns the angle of the point (x, y), in radians.")
{
    double y, x;
    if (!two_doubles(interp, arg, &y, &x))
        return VALUE_ERROR;
    return value_from_float(atan2(y, x));
}
NATIVE(math_copysign, "copysign(x, y, /)", "Returns the size of x with the sign of y.")
{
    double x, y;
    if (!two_doubles(interp, arg, &x, &y))
        return VALUE_ERROR;
    return value_from_float(copysign(x, y));
}
NATIVE(math_fmod, "fmod(x, y, /)", "Returns the remainder of C's fmod.")
{
    double x, y;
    if (!two_doubles(interp, arg, &x, &y))
        return VALUE_ERROR;
    return checked(interp, fmod(x, y), isnan(x) || isnan(y), false, false);
}
NATIVE(math_remainder, "remainder(x, y, /)", "Returns the difference to the nearest multiple of y.")
{
    double x, y;
    if (!two_doubles(interp, arg, &x, &y))
        return VALUE_ERROR;
    return checked(interp, remainder(x, y), isnan(x) || isnan(y), false, false);
}
NATIVE(math_pow, "pow(x, y, /)", "Returns x ** y as floats.")
{
    double x, y;
    if (!two_doubles(interp, arg, &x, &y))
        return VALUE_ERROR;
    double result = pow(x, y);
    bool finite = isfinite(x) && isfinite(y);
    if (finite && isinf(result) && x == 0)
        return raise_value_error(interp, "math domain error");
    return checked(interp, result, isnan(x) || isnan(y), !finite, true);
}
NATIVE(math_fma, "fma(x, y, z, /)", "Returns x * y + z with one rounding.")
{
    double x, y, z;
    if (!two_doubles(interp, arg, &x, &y) || !value_to_double(interp, arg[2], &z))
        return VALUE_ERROR;
    double result = fma(x, y, z);
    bool finite = isfinite(x) && isfinite(y) && isfinite(z);
    if (isnan(result) && !isnan(x) && !isnan(y) && !isnan(z))
        return raise_value_error(interp, "invalid operation in fma");
    if (isinf(result) && finite)
        return value_raise(interp, ERROR_OVERFLOW_ERROR, "overflow in fma");
    return value_from_float(result);
}

NATIVE(math_frexp, "frexp(x, /)", "Returns mantissa and exponent: x = m * 2 ** e.")
{
    double x;
    int exponent = 0;
    if (!value_to_double(interp, arg[0], &x))
        return VALUE_ERROR;
    double mantissa = isfinite(x) ? frexp(x, &exponent) : x;
    return support_pair_take(interp, value_from_float(mantissa), value_from_int(exponent));
}
NATIVE(math_modf, "modf(x, /)", "Returns the fractional and the integral part.")
{
    double x, whole;
    if (!value_to_double(interp, arg[0], &x))
        return VALUE_ERROR;
    double part = modf(x, &whole);
    return support_pair_take(interp, value_from_float(part), value_from_float(whole));
}
NATIVE(math_ldexp, "ldexp(x, i, /)", "Returns x * 2 ** i.")
{
    double x;
    int64_t exponent;
    if (!value_to_double(interp, arg[0], &x))
        return VALUE_ERROR;
    if (!int_check(interp, arg[1]))
        return raise_type_error(interp, "Expected an int as second argument to ldexp.");
    if (!int_as_int64(arg[1], &exponent))
        exponent = int_sign(arg[1]) < 0 ? -100000 : 100000;
    if (exponent > 100000)
        exponent = 100000;
    if (exponent < -100000)
        exponent = -100000;
    return checked(interp, ldexp(x, (int)exponent), isnan(x), isinf(x), true);
}

/// A logarithm of an int of any size or a float. `base` is 2, 10 or 0 for the natural one.
static bool logarithm(Interp *interp, Value v, int base, double *out)
{
    double x, exponent = 0;
    if (int_check(interp, v) && int_sign(v) > 0 && int_bit_length(v) > 1023) {
        // Too wide for a double: take the leading bits, as a number from a half to 1, apart from a power of two.
        int64_t shift = int_bit_length(v) - 64;
        Value top = value_binary(interp, BINARY_RIGHT_SHIFT, v, value_from_int(shift));
        bool done = !value_is_error(top) && int_to_double(interp, top, &x);
        value_drop(top);
        if (!done)
            return false;
        int bits;
        x = frexp(x, &bits);
        exponent = (double)(shift + bits);
    } else if (int_check(interp, v) && int_sign(v) <= 0) {
        x = -1;
    } else if (!value_to_double(interp, v, &x)) {
        return false;
    }
    if (x <= 0) {
        raise_value_error(interp, "math domain error");
        return false;
    }
    if (base == 2)
        *out = log2(x) + exponent;
    else if (base == 10)
        *out = log10(x) + exponent * log10(2.0);
    else
        *out = log(x) + exponent * log(2.0);
    return true;
}

NATIVE(math_log, "log(x, base=..., /)", "Returns the logarithm, natural or to a base.")
{
    double top, bottom;
    if (!logarithm(interp, arg[0], 0, &top))
        return VALUE_ERROR;
    if (value_is_unset(arg[1]))
        return value_from_float(top);
    if (!logarithm(interp, arg[1], 0, &bottom))
        return VALUE_ERROR;
    if (bottom == 0)
        return value_raise(interp, ERROR_ZERO_DIVISION_ERROR, "float division by zero");
    return value_from_float(top / bottom);
}
NATIVE(math_log2, "log2(x, /)", "Returns the logarithm to base 2.")
{
    double result;
    return logarithm(interp, arg[0], 2, &result) ? value_from_float(result) : VALUE_ERROR;
}
NATIVE(math_log10, "log10(x, /)", "Returns the logarithm to base 10.")
{
    double result;
    return logarithm(interp, arg[0], 10, &result) ? value_from_float(result) : VALUE_ERROR;
}

/// Calls a rounding method of the type where it has one; VALUE_UNSET where it lacks it.
static Value round_by_method(Interp *interp, Value v, const char *name)
{
    if (v.tag == TAG_FLOAT)
        return VALUE_UNSET;
    Value key = interp_intern(interp, name);
    if (value_is_error(key))
        return VALUE_ERROR;
    Value result = slot_call(interp, v, key, 0, NULL);
    value_drop(key);
    return result;
}

NATIVE(math_ceil, "ceil(x, /)", "Returns the smallest integer that is not below x.")
{
    Value result = round_by_method(interp, arg[0], "__ceil__");
    double x;
    if (!value_is_unset(result))
        return result;
    if (!value_to_double(interp, arg[0], &x))
        return VALUE_ERROR;
    return int_from_double(interp, ceil(x));
}
NATIVE(math_floor, "floor(x, /)", "Returns the largest integer that is not above x.")
{
    Value result = round_by_method(interp, arg[0], "__floor__");
    double x;
    if (!value_is_unset(result))
        return result;
    if (!value_to_double(interp, arg[0], &x))
        return VALUE_ERROR;
    return int_from_double(interp, floor(x));
}
NATIVE(math_trunc, "trunc(x, /)", "Returns the integer towards 0.")
{
    if (arg[0].tag == TAG_FLOAT)
        return int_from_double(interp, trunc(arg[0].real));
    Value result = round_by_method(interp, arg[0], "__trunc__");
    if (value_is_unset(result))
        return raise_type_error(interp, "type %s doesn't define __trunc__ method", value_type_name(interp, arg[0]));
    return result;
}

#define MATH_TEST(name, doc, expression)                                                                               \
    NATIVE(math_##name, #name "(x, /)", doc)                                                                           \
    {                                                                                                                  \
        double x;                                                                                                      \
        if (!value_to_double(interp, arg[0], &x))                                                                      \
            return VALUE_ERROR;                                                                                        \
        return value_from_bool(expression);                                                                            \
    }
MATH_TEST(isfinite, "Returns whether x is neither infinite nor NaN.", isfinite(x) != 0)
MATH_TEST(isinf, "Returns whether x is infinite.", isinf(x) != 0)
MATH_TEST(isnan, "Returns whether x is NaN.", isnan(x) != 0)

NATIVE(math_isclose, "isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)", "Returns whether two numbers are close.")
{
    double a, b, relative, absolute;
    if (!two_doubles(interp, arg, &a, &b) || !two_doubles(interp, arg + 2, &relative, &absolute))
        return VALUE_ERROR;
    if (relative < 0 || absolute < 0)
        return raise_value_error(interp, "tolerances must be non-negative");
    if (a == b)
        return VALUE_TRUE;
    if (isinf(a) || isinf(b))
        return VALUE_FALSE;
    double difference = fabs(b - a);
    return value_from_bool(difference <= fabs(relative * b) || difference <= fabs(relative * a) ||
                           difference <= absolute);
}

/// The double that lies `steps` representable values from x towards y.
static double step_towards(double x, double y, uint64_t steps)
{
    if (isnan(x) || isnan(y))
        return x + y;
    for (; steps > 0 && x != y; steps--) {
        if (steps > 4096 && x != 0 && isfinite(x)) {
            // Far away: doubles of one sign are ordered as their bits are.
            uint64_t bits;
            memcpy(&bits, &x, sizeof bits);
            uint64_t jump = steps - 4096 < 1u << 20 ? steps - 4096 : 1u << 20;
            bool up = (y > x) == (x > 0);
            uint64_t moved = up ? bits + jump : bits - jump;
            double z;
            memcpy(&z, &moved, sizeof z);
            if (((moved ^ bits) >> 63) == 0 && (up || (bits & INT64_MAX) > jump) && isfinite(z) &&
                (y > x ? z < y : z > y)) {
                x = z;
                steps -= jump - 1;
                continue;
            }
        }
        x = nextafter(x, y);
    }
    return x;
}

NATIVE(math_nextafter, "nextafter(x, y, /, *, steps=None)", "Returns the float `steps` after x towards y.")
{
    double x, y;
    uint64_t steps = 1;
    if (!two_doubles(interp, arg, &x, &y))
        return VALUE_ERROR;
    if (!value_is_none(arg[2])) {
        if (!int_check(interp, arg[2]))
            return raise_type_error(interp, "'%s' object cannot be interpreted as an integer",
                                    value_type_name(interp, arg[2]));
        if (int_sign(arg[2]) < 0)
            return raise_value_error(interp, "steps must be a non-negative integer");
        if (!int_as_uint64(arg[2], &steps))
            steps = UINT64_MAX;
    }
    return value_from_float(step_towards(x, y, steps));
}
NATIVE(math_ulp, "ulp(x, /)", "Returns the value of the least significant bit of x.")
{
    double x;
    if (!value_to_double(interp, arg[0], &x))
        return VALUE_ERROR;
    x = fabs(x);
    if (!isfinite(x))
        return value_from_float(x);
    double next = nextafter(x, INFINITY);
    return value_from_float(isinf(next) ? x - nextafter(x, 0) : next - x);
}

static const NativeSpec *const MATH_REAL[] = {
    &math_acos_native,
    &math_acosh_native,
    &math_asin_native,
    &math_asinh_native,
    &math_atan_native,
    &math_atan2_native,
    &math_atanh_native,
    &math_cbrt_native,
    &math_ceil_native,
    &math_copysign_native,
    &math_cos_native,
    &math_cosh_native,
    &math_degrees_native,
    &math_erf_native,
    &math_erfc_native,
    &math_exp_native,
    &math_exp2_native,
    &math_expm1_native,
    &math_fabs_native,
    &math_floor_native,
    &math_fma_native,
    &math_fmod_native,
    &math_frexp_native,
    &math_gamma_function_native,
    &math_isclose_native,
    &math_isfinite_native,
    &math_isinf_native,
    &math_isnan_native,
    &math_ldexp_native,
    &math_lgamma_native,
    &math_log_native,
    &math_log10_native,
    &math_log1p_native,
    &math_log2_native,
    &math_modf_native,
    &math_nextafter_native,
    &math_pow_native,
    &math_radians_native,
    &math_remainder_native,
    &math_sin_native,
    &math_sinh_native,
    &math_sqrt_native,
    &math_tan_native,
    &math_tanh_native,
    &math_trunc_native,
    &math_ulp_native,
    NULL,
};

static bool fill(Interp *interp, Value module)
{
    return module_add_natives(interp, module, MATH_INTEGER) && module_add_natives(interp, module, MATH_SUM) &&
           module_add_take(interp, module, "pi", value_from_float(M_PI)) &&
           module_add_take(interp, module, "e", value_from_float(M_E)) &&
           module_add_take(interp, module, "tau", value_from_float(2 * M_PI)) &&
           module_add_take(interp, module, "inf", value_from_float(INFINITY)) &&
           module_add_take(interp, module, "nan", value_from_float(NAN));
}

const ModuleSpec module_spec_math = {
    .name = "math",
    .doc = "Mathematical functions of real numbers.",
    .functions = MATH_REAL,
    .fill = fill,
};
