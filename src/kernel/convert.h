// Conversion of runs of elements between dtypes.
#ifndef KERNEL_CONVERT_H
#define KERNEL_CONVERT_H

#include "kernel/dtype.h"

/// Copies `count` elements, converting as a C++ cast does; strides are in bytes. A float that does not fit an integer
/// type becomes its smallest value instead of undefined behaviour. The runs do not overlap, or are the same with one
/// dtype.
void convert_run(char *to, int64_t to_stride, DType to_dtype, const char *from, int64_t from_stride, DType from_dtype,
                 int64_t count);
/// The same without conversion: elements of `size` bytes.
void convert_copy(char *to, int64_t to_stride, const char *from, int64_t from_stride, size_t size, int64_t count);
/// Packed runs of half-precision numbers.
void convert_half_to_float(float *to, const Half *from, int64_t count);
void convert_float_to_half(Half *to, const float *from, int64_t count);
void convert_bfloat16_to_float(float *to, const BFloat16 *from, int64_t count);
void convert_float_to_bfloat16(BFloat16 *to, const float *from, int64_t count);

#endif
