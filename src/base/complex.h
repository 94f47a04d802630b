// <complex.h> with the constructors that glibc gives to gcc alone, and without I, a name too short to lose.
#ifndef BASE_COMPLEX_H
#define BASE_COMPLEX_H

#include <complex.h>

#undef I

#ifndef CMPLX
/// The number with these two parts, exactly: a sum with a product would turn infinities into NaN.
#define CMPLX(real, imaginary)  __builtin_complex((double)(real), (double)(imaginary))
#define CMPLXF(real, imaginary) __builtin_complex((float)(real), (float)(imaginary))
#endif

#endif
