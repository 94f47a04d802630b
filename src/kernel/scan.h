// Running sums, products and extremes along one row.
#ifndef KERNEL_SCAN_H
#define KERNEL_SCAN_H

#include "kernel/dtype.h"

typedef enum ScanKind { SCAN_SUM, SCAN_PROD, SCAN_LOG_SUM_EXP, SCAN_MAX, SCAN_MIN, SCAN_KINDS } ScanKind;

/// Scans `size` elements; steps are in bytes. Floats are accumulated in double. `indices` (int64, with its own step) is
/// written by SCAN_MAX and SCAN_MIN: where the extreme was last met.
typedef void ScanLoop(char *out, int64_t out_step, char *indices, int64_t index_step, const char *in, int64_t in_step,
                      int64_t size);
/// NULL where the kind does not take the dtype (float16 and bfloat16 among them: they scan as float32).
ScanLoop *scan_find(ScanKind kind, DType dtype);

#endif
