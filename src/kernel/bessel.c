// Bessel's functions, Airy's, the scaled error function and the normal quantile.
//
// Rational functions and Chebyshev series are those of Moshier's Cephes library, as PyTorch's are.
#include <float.h>
#include <math.h>
#include <tgmath.h>

#include "kernel/bessel_tables.h"
#include "kernel/stamp.h"

#define QUARTER_PI         0.785398163397448309615660845819875721
#define THREE_QUARTERS_PI  2.356194490192344928846982537459627163147877
#define TWO_OVER_PI        0.636619772367581343075535053490057448
#define ROOT_TWO_OVER_PI   0.797884560802865355879892119868763737
#define ROOT_TWO_PI        2.50662827463100050242
#define ROOT_HALF          0.707106781186547524400844362104849039
#define ONE_OVER_ROOT_PI   0.56418958354775628694807945156077258584
#define AIRY_AT_ZERO       0.355028053887817239260063186004183176398
#define AIRY_SLOPE_AT_ZERO 0.258819403792806798405183560189203963479
#define EXP_MINUS_TWO      0.13533528323661269189
#define EPSILON_OF(type)   (sizeof(type) == sizeof(float) ? (double)FLT_EPSILON : DBL_EPSILON)

// exp(x^2) erfc(x): in the middle the product itself, in a type whose excess digits make up for the exponent's size;
// far right the continued fraction, far left twice the exponential.
static double scaled_erfc(double x)
{
    if (x < -26.7)
        return INFINITY;
    if (x < 9) {
        long double wide = x;
        return (double)(expl(wide * wide) * erfcl(wide));
    }
    double fraction = x;
    for (int n = 40; n > 0 && x < 1e7; n--)
        fraction = x + 0.5 * n / fraction;
    return ONE_OVER_ROOT_PI / fraction;
}

#define REAL        float
#define TYPED(name) name##_float
#include "kernel/bessel_body.h"
#define REAL        double
#define TYPED(name) name##_double
#include "kernel/bessel_body.h"

#define BY_FLOAT_TYPE(a, name) _Generic((a), float : name##_float, double : name##_double)
UNARY_KERNEL(i0, FLOATING, BY_FLOAT_TYPE(a, bessel_i0)(a))
UNARY_KERNEL(i0e, FLOATING, BY_FLOAT_TYPE(a, bessel_i0e)(a))
UNARY_KERNEL(i1, FLOATING, BY_FLOAT_TYPE(a, bessel_i1)(a))
UNARY_KERNEL(i1e, FLOATING, BY_FLOAT_TYPE(a, bessel_i1e)(a))
UNARY_KERNEL(bessel_j0, FLOATING, BY_FLOAT_TYPE(a, bessel_j0)(a))
UNARY_KERNEL(bessel_j1, FLOATING, BY_FLOAT_TYPE(a, bessel_j1)(a))
UNARY_KERNEL(bessel_y0, FLOATING, BY_FLOAT_TYPE(a, bessel_y0)(a))
UNARY_KERNEL(bessel_y1, FLOATING, BY_FLOAT_TYPE(a, bessel_y1)(a))
UNARY_KERNEL(modified_bessel_i0, FLOATING, BY_FLOAT_TYPE(a, bessel_i0)(a))
UNARY_KERNEL(modified_bessel_i1, FLOATING, BY_FLOAT_TYPE(a, modified_bessel_i1)(a))
UNARY_KERNEL(modified_bessel_k0, FLOATING, BY_FLOAT_TYPE(a, bessel_k0)(a, false))
UNARY_KERNEL(modified_bessel_k1, FLOATING, BY_FLOAT_TYPE(a, bessel_k1)(a, false))
UNARY_KERNEL(scaled_modified_bessel_k0, FLOATING, BY_FLOAT_TYPE(a, bessel_k0)(a, true))
UNARY_KERNEL(scaled_modified_bessel_k1, FLOATING, BY_FLOAT_TYPE(a, bessel_k1)(a, true))
UNARY_KERNEL(spherical_bessel_j0, FLOATING, BY_FLOAT_TYPE(a, spherical_bessel_j0)(a))
UNARY_KERNEL(airy_ai, FLOATING, BY_FLOAT_TYPE(a, airy)(a))
UNARY_KERNEL(erfcx, FLOATING, (Element)scaled_erfc((double)a))
UNARY_KERNEL(kaiser, FLOATING,
             BY_FLOAT_TYPE(a, bessel_i0)(s1 *sqrt(1 - ((a - s0) / s0) * ((a - s0) / s0))) /
                 BY_FLOAT_TYPE(a, bessel_i0)(s1))
UNARY_KERNEL(ndtri, FLOATING, BY_FLOAT_TYPE(a, quantile)(a))
UNARY_KERNEL(log_ndtr, FLOATING, BY_FLOAT_TYPE(a, log_normal_below)(a))
