// cmath: functions of complex numbers, by C99's.
#include <math.h>

#include "base/complex.h"
#include "lib/support.h"

static bool to_complex(Interp *interp, Value v, double complex *out)
{
    double real, imaginary;
    if (complex_check(interp, v, &real, &imaginary)) {
        *out = CMPLX(real, imaginary);
        return true;
    }
    Value converted = VALUE_UNSET;
    if (v.tag == TAG_OBJECT && !support_is(interp, v, TYPE_STR)) {
        Value method = support_find_attribute(interp, v, "__complex__");
        if (value_is_error(method))
            return false;
        if (!value_is_unset(method)) {
            converted = value_call_values(interp, method, 0, NULL);
            value_drop(method);
            bool good = !value_is_error(converted) && complex_check(interp, converted, &real, &imaginary);
            value_drop(converted);
            *out = CMPLX(real, imaginary);
            return good;
        }
    }
    if (!value_to_double(interp, v, &real))
        return false;
    *out = CMPLX(real, 0.0);
    return true;
}

static Value from_complex(Interp *interp, double complex z)
{
    return complex_new(interp, creal(z), cimag(z));
}

static bool is_finite(double complex z)
{
    return isfinite(creal(z)) && isfinite(cimag(z));
}

/// Refuses results that a finite argument must not give.
static Value checked(Interp *interp, double complex argument, double complex result)
{
    if (is_finite(argument) && !is_finite(result)) {
        if (isnan(creal(result)) || isnan(cimag(result)))
            return raise_value_error(interp, "math domain error");
        return value_raise(interp, ERROR_OVERFLOW_ERROR, "math range error");
    }
    return from_complex(interp, result);
}

#define CMATH_UNARY(name, doc, expression)                                                                             \
    NATIVE(cmath_##name, #name "(z, /)", doc)                                                                          \
    {                                                                                                                  \
        double complex z;                                                                                              \
        if (!to_complex(interp, arg[0], &z))                                                                           \
            return VALUE_ERROR;                                                                                        \
        return checked(interp, z, expression);                                                                         \
    }
CMATH_UNARY(acos, "Returns the arc cosine.", cacos(z))
CMATH_UNARY(acosh, "Returns the inverse hyperbolic cosine.", cacosh(z))
CMATH_UNARY(asin, "Returns the arc sine.", casin(z))
CMATH_UNARY(asinh, "Returns the inverse hyperbolic sine.", casinh(z))
CMATH_UNARY(cos, "Returns the cosine.", ccos(z))
CMATH_UNARY(cosh, "Returns the hyperbolic cosine.", ccosh(z))
CMATH_UNARY(exp, "Returns e ** z.", cexp(z))
CMATH_UNARY(sin, "Returns the sine.", csin(z))
CMATH_UNARY(sinh, "Returns the hyperbolic sine.", csinh(z))
CMATH_UNARY(sqrt, "Returns the square root.", csqrt(z))
CMATH_UNARY(tan, "Returns the tangent.", ctan(z))
CMATH_UNARY(tanh, "Returns the hyperbolic tangent.", ctanh(z))

/// Functions with a pole: the pole is a domain error.
#define CMATH_POLE(name, doc, expression)                                                                              \
    NATIVE(cmath_##name, #name "(z, /)", doc)                                                                          \
    {                                                                                                                  \
        double complex z;                                                                                              \
        if (!to_complex(interp, arg[0], &z))                                                                           \
            return VALUE_ERROR;                                                                                        \
        double complex result = expression;                                                                            \
        if (is_finite(z) && !is_finite(result))                                                                        \
            return raise_value_error(interp, "math domain error");                                                     \
        return from_complex(interp, result);                                                                           \
    }
CMATH_POLE(atan, "Returns the arc tangent.", catan(z))
CMATH_POLE(atanh, "Returns the inverse hyperbolic tangent.", catanh(z))
CMATH_POLE(log10, "Returns the logarithm to base 10.", clog(z) / log(10.0))

NATIVE(cmath_log, "log(z, base=..., /)", "Returns the logarithm, natural or to a base.")
{
    double complex z, base;
    if (!to_complex(interp, arg[0], &z))
        return VALUE_ERROR;
    if (z == 0)
        return raise_value_error(interp, "math domain error");
    if (value_is_unset(arg[1]))
        return from_complex(interp, clog(z));
    if (!to_complex(interp, arg[1], &base))
        return VALUE_ERROR;
    if (base == 0)
        return raise_value_error(interp, "math domain error");
    return from_complex(interp, clog(z) / clog(base));
}

NATIVE(cmath_phase, "phase(z, /)", "Returns the angle of a complex number.")
{
    double complex z;
    return to_complex(interp, arg[0], &z) ? value_from_float(carg(z)) : VALUE_ERROR;
}
NATIVE(cmath_polar, "polar(z, /)", "Returns length and angle of a complex number.")
{
    double complex z;
    if (!to_complex(interp, arg[0], &z))
        return VALUE_ERROR;
    return support_pair_take(interp, value_from_float(cabs(z)), value_from_float(carg(z)));
}
NATIVE(cmath_rect, "rect(r, phi, /)", "Returns the complex number of a length and an angle.")
{
    double r, phi;
    if (!value_to_double(interp, arg[0], &r) || !value_to_double(interp, arg[1], &phi))
        return VALUE_ERROR;
    if (phi == 0)
        return complex_new(interp, r, r * phi);
    if (isinf(phi) && r != 0 && !isnan(r))
        return raise_value_error(interp, "math domain error");
    return complex_new(interp, r * cos(phi), r * sin(phi));
}

#define CMATH_TEST(name, doc, expression)                                                                              \
    NATIVE(cmath_##name, #name "(z, /)", doc)                                                                          \
    {                                                                                                                  \
        double complex z;                                                                                              \
        return to_complex(interp, arg[0], &z) ? value_from_bool(expression) : VALUE_ERROR;                             \
    }
CMATH_TEST(isfinite, "Returns whether both parts are finite.", is_finite(z))
CMATH_TEST(isinf, "Returns whether a part is infinite.", isinf(creal(z)) || isinf(cimag(z)))
CMATH_TEST(isnan, "Returns whether a part is NaN.", isnan(creal(z)) || isnan(cimag(z)))

NATIVE(cmath_isclose, "isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)", "Returns whether two numbers are close.")
{
    double complex a, b;
    double relative, absolute;
    if (!to_complex(interp, arg[0], &a) || !to_complex(interp, arg[1], &b) ||
        !value_to_double(interp, arg[2], &relative) || !value_to_double(interp, arg[3], &absolute))
        return VALUE_ERROR;
    if (relative < 0 || absolute < 0)
        return raise_value_error(interp, "tolerances must be non-negative");
    if (a == b)
        return VALUE_TRUE;
    if (!is_finite(a) || !is_finite(b))
        return VALUE_FALSE;
    double difference = cabs(a - b);
    return value_from_bool(difference <= relative * cabs(b) || difference <= relative * cabs(a) ||
                           difference <= absolute);
}

static const NativeSpec *const CMATH_NATIVES[] = {
    &cmath_acos_native,  &cmath_acosh_native, &cmath_asin_native,    &cmath_asinh_native,
    &cmath_atan_native,  &cmath_atanh_native, &cmath_cos_native,     &cmath_cosh_native,
    &cmath_exp_native,   &cmath_log_native,   &cmath_log10_native,   &cmath_phase_native,
    &cmath_polar_native, &cmath_rect_native,  &cmath_sin_native,     &cmath_sinh_native,
    &cmath_sqrt_native,  &cmath_tan_native,   &cmath_tanh_native,    &cmath_isfinite_native,
    &cmath_isinf_native, &cmath_isnan_native, &cmath_isclose_native, NULL,
};

static bool fill(Interp *interp, Value module)
{
    return module_add_take(interp, module, "pi", value_from_float(M_PI)) &&
           module_add_take(interp, module, "e", value_from_float(M_E)) &&
           module_add_take(interp, module, "tau", value_from_float(2 * M_PI)) &&
           module_add_take(interp, module, "inf", value_from_float(INFINITY)) &&
           module_add_take(interp, module, "nan", value_from_float(NAN)) &&
           module_add_take(interp, module, "infj", complex_new(interp, 0.0, INFINITY)) &&
           module_add_take(interp, module, "nanj", complex_new(interp, 0.0, NAN));
}

const ModuleSpec module_spec_cmath = {
    .name = "cmath",
    .doc = "Mathematical functions of complex numbers.",
    .functions = CMATH_NATIVES,
    .fill = fill,
};
