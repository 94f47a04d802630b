// Special functions that neither C nor SLEEF has.
//
// Chebyshev series and asymptotic expansions follow Moshier's Cephes library, as PyTorch's do.
#include <tgmath.h>

#include "kernel/complex.h"
#include "kernel/stamp.h"

#define PI 3.14159265358979323846

// The inverse of erf: a rational start (Giles' and Strecok's ranges), then two steps of Newton's method.
static double erfinv_double(double y)
{
    static const double A[] = {0.886226899, -1.645349621, 0.914624893, -0.140543331};
    static const double B[] = {-2.118377725, 1.442710462, -0.329097515, 0.012229801};
    static const double C[] = {-1.970840454, -1.624906493, 3.429567803, 1.641345311};
    static const double D[] = {3.543889200, 1.637067800};
    double size = fabs(y), x;
    if (size > 1)
        return NAN;
    if (size == 1)
        return copysign((double)INFINITY, y);
    if (size <= 0.7) {
        double z = y * y;
        double top = ((A[3] * z + A[2]) * z + A[1]) * z + A[0];
        double bottom = (((B[3] * z + B[2]) * z + B[1]) * z + B[0]) * z + 1;
        x = y * top / bottom;
    } else {
        double z = sqrt(-log((1 - size) / 2));
        double top = ((C[3] * z + C[2]) * z + C[1]) * z + C[0];
        double bottom = (D[1] * z + D[0]) * z + 1;
        x = copysign(top, y) / bottom;
    }
    for (int step = 0; step < 2; step++)
        x = x - (erf(x) - y) / (2 / sqrt(PI) * exp(-x * x));
    return x;
}

static float erfinv_float(float y)
{
    static const float A[] = {0.886226899F, -1.645349621F, 0.914624893F, -0.140543331F};
    static const float B[] = {-2.118377725F, 1.442710462F, -0.329097515F, 0.012229801F};
    static const float C[] = {-1.970840454F, -1.624906493F, 3.429567803F, 1.641345311F};
    static const float D[] = {3.543889200F, 1.637067800F};
    float size = fabs(y), x;
    if (size > 1)
        return NAN;
    if (size == 1)
        return copysign((float)INFINITY, y);
    if (size <= 0.7F) {
        float z = y * y;
        float top = ((A[3] * z + A[2]) * z + A[1]) * z + A[0];
        float bottom = (((B[3] * z + B[2]) * z + B[1]) * z + B[0]) * z + 1;
        x = y * top / bottom;
    } else {
        float z = sqrt(-log((1 - size) / 2));
        float top = ((C[3] * z + C[2]) * z + C[1]) * z + C[0];
        float bottom = (D[1] * z + D[0]) * z + 1;
        x = copysign(top, y) / bottom;
    }
    for (int step = 0; step < 2; step++)
        x = x - (erf(x) - y) / ((float)(2 / sqrt(PI)) * exp(-x * x));
    return x;
}

// The logarithmic derivative of gamma: reflection for negative arguments, recurrence up to 10, then the asymptotic
// series.
static double digamma_double(double x)
{
    static const double A[] = {8.33333333333333333333E-2,  -2.10927960927960927961E-2, 7.57575757575757575758E-3,
                               -4.16666666666666666667E-3, 3.96825396825396825397E-3,  -8.33333333333333333333E-3,
                               8.33333333333333333333E-2};
    if (x == 0)
        return copysign((double)INFINITY, -x);
    if (x < 0) {
        if (x == trunc(x))
            return NAN;
        double whole, part = modf(x, &whole);
        return digamma_double(1 - x) - PI / tan(PI * part);
    }
    double shift = 0;
    while (x < 10) {
        shift -= 1 / x;
        x += 1;
    }
    if (x == 10)
        return shift + 2.25175258906672110764;
    double tail = 0;
    if (x < 1.0e17) {
        double z = 1 / (x * x), sum = A[0];
        for (int i = 1; i < 7; i++)
            sum = sum * z + A[i];
        tail = z * sum;
    }
    return shift + log(x) - 0.5 / x - tail;
}

static float digamma_float(float x)
{
    static const float A[] = {8.33333333333333333333E-2F,  -2.10927960927960927961E-2F, 7.57575757575757575758E-3F,
                              -4.16666666666666666667E-3F, 3.96825396825396825397E-3F,  -8.33333333333333333333E-3F,
                              8.33333333333333333333E-2F};
    if (x == 0)
        return copysign((float)INFINITY, -x);
    if (x < 0) {
        if (x == trunc(x))
            return NAN;
        double whole, part = modf((double)x, &whole);
        return digamma_float(1 - x) - (float)(PI / tan(PI * part));
    }
    float shift = 0;
    while (x < 10) {
        shift -= 1 / x;
        x += 1;
    }
    if (x == 10)
        return shift + 2.25175258906672110764F;
    float tail = 0;
    if (x < 1.0e17F) {
        float z = 1 / (x * x), sum = A[0];
        for (int i = 1; i < 7; i++)
            sum = sum * z + A[i];
        tail = z * sum;
    }
    return shift + log(x) - 0.5F / x - tail;
}

static double trigamma_double(double x)
{
    double sign = 1, result = 0;
    if (x < 0.5) {
        double s = sin(PI * x);
        sign = -1;
        result -= PI * PI / (s * s);
        x = 1 - x;
    }
    for (int i = 0; i < 6; i++) {
        result += 1 / (x * x);
        x += 1;
    }
    double z = 1 / (x * x);
    result += (1 + 1 / (2 * x) + z * (1. / 6 - z * (1. / 30 - z * (1. / 42)))) / x;
    return sign * result;
}

static float trigamma_float(float x)
{
    float sign = 1, result = 0;
    if (x < 0.5F) {
        float s = sin((float)PI * x);
        sign = -1;
        result -= (float)PI * (float)PI / (s * s);
        x = 1 - x;
    }
    for (int i = 0; i < 6; i++) {
        result += 1 / (x * x);
        x += 1;
    }
    float z = 1 / (x * x);
    result += (1 + 1 / (2 * x) + z * (1.F / 6 - z * (1.F / 30 - z * (1.F / 42)))) / x;
    return sign * result;
}

// Hurwitz's zeta function: nine terms, then the Euler-Maclaurin formula.
static double zeta_double(double x, double q)
{
    static const double A[] = {12.0,
                               -720.0,
                               30240.0,
                               -1209600.0,
                               47900160.0,
                               -1.8924375803183791606e9,
                               7.47242496e10,
                               -2.950130727918164224e12,
                               1.1646782814350067249e14,
                               -4.5979787224074726105e15,
                               1.8152105401943546773e17,
                               -7.1661652561756670113e18};
    static const double EPSILON = 1.11022302462515654042E-16;
    if (x == 1)
        return INFINITY;
    if (x < 1)
        return NAN;
    if (q <= 0) {
        if (q == floor(q))
            return INFINITY;
        if (x != floor(x))
            return NAN;
    }
    double sum = pow(q, -x), a = q, term = 0;
    for (int i = 0; i < 9 || a <= 9; i++) {
        a += 1;
        term = pow(a, -x);
        sum += term;
        if (-EPSILON * sum < term && term < EPSILON * sum)
            return sum;
    }
    double w = a, factor = 1, k = 0;
    sum += term * w / (x - 1);
    sum -= 0.5 * term;
    for (int i = 0; i < 12; i++) {
        factor *= x + k;
        term /= w;
        double part = factor * term / A[i];
        sum += part;
        if (fabs(part / sum) < EPSILON)
            break;
        k += 1;
        factor *= x + k;
        term /= w;
        k += 1;
    }
    return sum;
}

static double polygamma_double(double x, double n)
{
    return (fmod(n, 2.0) != 0 ? 1.0 : -1.0) * exp(lgamma(n + 1)) * zeta_double(n + 1, x);
}

static double chebyshev(double x, const double *coefficients, int count)
{
    double b0 = coefficients[0], b1 = 0, b2 = 0;
    for (int i = 1; i < count; i++) {
        b2 = b1;
        b1 = b0;
        b0 = x * b1 - b2 + coefficients[i];
    }
    return 0.5 * (b0 - b2);
}

static const double I0_SMALL[] = {
    -4.41534164647933937950E-18, 3.33079451882223809783E-17, -2.43127984654795469359E-16, 1.71539128555513303061E-15,
    -1.16853328779934516808E-14, 7.67618549860493561688E-14, -4.85644678311192946090E-13, 2.95505266312963983461E-12,
    -1.72682629144155570723E-11, 9.67580903537323691224E-11, -5.18979560163526290666E-10, 2.65982372468238665035E-9,
    -1.30002500998624804212E-8,  6.04699502254191894932E-8,  -2.67079385394061173391E-7,  1.11738753912010371815E-6,
    -4.41673835845875056359E-6,  1.64484480707288970893E-5,  -5.75419501008210370398E-5,  1.88502885095841655729E-4,
    -5.76375574538582365885E-4,  1.63947561694133579842E-3,  -4.32430999505057594430E-3,  1.05464603945949983183E-2,
    -2.37374148058994688156E-2,  4.93052842396707084878E-2,  -9.49010970480476444210E-2,  1.71620901522208775349E-1,
    -3.04682672343198398683E-1,  6.76795274409476084995E-1};
static const double I0_LARGE[] = {
    -7.23318048787475395456E-18, -4.83050448594418207126E-18, 4.46562142029675999901E-17,  3.46122286769746109310E-17,
    -2.82762398051658348494E-16, -3.42548561967721913462E-16, 1.77256013305652638360E-15,  3.81168066935262242075E-15,
    -9.55484669882830764870E-15, -4.15056934728722208663E-14, 1.54008621752140982691E-14,  3.85277838274214270114E-13,
    7.18012445138366623367E-13,  -1.79417853150680611778E-12, -1.32158118404477131188E-11, -3.14991652796324136454E-11,
    1.18891471078464383424E-11,  4.94060238822496958910E-10,  3.39623202570838634515E-9,   2.26666899049817806459E-8,
    2.04891858946906374183E-7,   2.89137052083475648297E-6,   6.88975834691682398426E-5,   3.36911647825569408990E-3,
    8.04490411014108831608E-1};
static const double I1_SMALL[] = {
    2.77791411276104639959E-18, -2.11142121435816608115E-17, 1.55363195773620046921E-16, -1.10559694773538630805E-15,
    7.60068429473540693410E-15, -5.04218550472791168711E-14, 3.22379336594557470981E-13, -1.98397439776494371520E-12,
    1.17361862988909016308E-11, -6.66348972350202774223E-11, 3.62559028155211703701E-10, -1.88724975172282928790E-9,
    9.38153738649577178388E-9,  -4.44505912879632808065E-8,  2.00329475355213526229E-7,  -8.56872026469545474066E-7,
    3.47025130813767847674E-6,  -1.32731636560394358279E-5,  4.78156510755005422638E-5,  -1.61760815825896745588E-4,
    5.12285956168575772895E-4,  -1.51357245063125314899E-3,  4.15642294431288815669E-3,  -1.05640848946261981558E-2,
    2.47264490306265168283E-2,  -5.29459812080949914269E-2,  1.02643658689847095384E-1,  -1.76416518357834055153E-1,
    2.52587186443633654823E-1};
static const double I1_LARGE[] = {
    7.51729631084210481353E-18,  4.41434832307170791151E-18,  -4.65030536848935832153E-17, -3.20952592199342395980E-17,
    2.96262899764595013876E-16,  3.30820231092092828324E-16,  -1.88035477551078244854E-15, -3.81440307243700780478E-15,
    1.04202769841288027642E-14,  4.27244001671195135429E-14,  -2.10154184277266431302E-14, -4.08355111109219731823E-13,
    -7.19855177624590851209E-13, 2.03562854414708950722E-12,  1.41258074366137813316E-11,  3.25260358301548823856E-11,
    -1.89749581235054123450E-11, -5.58974346219658380687E-10, -3.83538038596423702205E-9,  -2.63146884688951950684E-8,
    -2.51223623787020892529E-7,  -3.88256480887769039346E-6,  -1.10588938762623716291E-4,  -9.76109749136146840777E-3,
    7.78576235018280120474E-1};

// Modified Bessel functions of the first kind, scaled by exp(-|x|).
static double bessel_i0e(double x)
{
    x = fabs(x);
    if (x <= 8)
        return chebyshev(x / 2 - 2, I0_SMALL, COUNT_OF(I0_SMALL));
    return chebyshev(32 / x - 2, I0_LARGE, COUNT_OF(I0_LARGE)) / sqrt(x);
}

static double bessel_i1e(double x)
{
    double size = fabs(x), value;
    if (size <= 8)
        value = chebyshev(size / 2 - 2, I1_SMALL, COUNT_OF(I1_SMALL)) * size;
    else
        value = chebyshev(32 / size - 2, I1_LARGE, COUNT_OF(I1_LARGE)) / sqrt(size);
    return x < 0 ? -value : value;
}

#define BY_FLOAT_TYPE(a, name) _Generic((a), float : name##_float, double : name##_double)
UNARY_KERNEL(erfinv, FLOATING, BY_FLOAT_TYPE(a, erfinv)(a))
UNARY_KERNEL(digamma, FLOATING, BY_FLOAT_TYPE(a, digamma)(a))
UNARY_KERNEL(trigamma, FLOATING, BY_FLOAT_TYPE(a, trigamma)(a))
UNARY_KERNEL(polygamma, FLOATING, (Element)polygamma_double((double)a, (double)s0))
BINARY_KERNEL(zeta, FLOATING, (Element)zeta_double((double)a, (double)b))
UNARY_KERNEL(i0, FLOATING, (Element)(exp(fabs((double)a)) * bessel_i0e((double)a)))
UNARY_KERNEL(i0e, FLOATING, (Element)bessel_i0e((double)a))
UNARY_KERNEL(i1, FLOATING, (Element)(exp(fabs((double)a)) * bessel_i1e((double)a)))
UNARY_KERNEL(i1e, FLOATING, (Element)bessel_i1e((double)a))
UNARY_KERNEL_2(sinc, FLOATING, a == 0 ? 1 : sin((Element)PI * a) / ((Element)PI * a), COMPLEX,
               a == 0 ? 1 : complex_divide((Element)sin((Element)PI * a), (Element)((Element)PI *a)))
UNARY_KERNEL(entr, FLOATING, a != a ? a : a > 0 ? -a * log(a) : a == 0 ? 0 : -(Element)INFINITY)
