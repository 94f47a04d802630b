// The checks that the operators of linear algebra share.
#ifndef OPS_LINALG_H
#define OPS_LINALG_H

#include "ops/scratch.h"
#include "tensor/copy.h"
#include "tensor/lapack.h"

/// RuntimeError "NAME: The input tensor A must have at least 2 dimensions."
MUST_USE bool linalg_check_matrix(Runtime *runtime, const Tensor *a, const char *name, const char *which);
/// As linalg_check_matrix, and the matrices are square. Without a name the message of that begins with "A must".
MUST_USE bool linalg_check_square(Runtime *runtime, const Tensor *a, const char *name);
/// RuntimeError "NAME: Expected a floating point or complex tensor as input. Got Long"; half precision is refused too
/// unless `low`.
MUST_USE bool linalg_check_floating(Runtime *runtime, const Tensor *a, const char *name, bool low);
/// RuntimeError "\"KERNEL\" not implemented for 'Half'" for what LAPACK does not have.
MUST_USE bool linalg_check_dtype(Runtime *runtime, const Tensor *a, const char *kernel);
/// The same for an operator that has nothing to do, and asks nothing, where there is no element.
MUST_USE bool linalg_check_elements(Runtime *runtime, const Tensor *a, const char *kernel);
/// What a nonzero info means.
typedef enum LinalgFailure {
    LINALG_SINGULAR_INVERSE,
    LINALG_SINGULAR_SOLVE,
    LINALG_NOT_POSITIVE,
    LINALG_NOT_CONVERGED,
    LINALG_NOT_FINITE,
    LINALG_ZERO_PIVOT,
    LINALG_RANK_DEFICIENT,
    LINALG_LDL,
} LinalgFailure;
/// Raises the message for the first nonzero number of `info`, and returns false there. Meta tensors have no failure.
MUST_USE bool linalg_check_info(Runtime *runtime, const Tensor *info, const char *name, LinalgFailure failure);
/// A tensor of the batch's sizes of `a`, followed by `last` where that is not negative.
MUST_USE Tensor *linalg_batch_tensor(const Tensor *a, int64_t last, DType dtype, bool zero);
/// A vector without elements on the device of `like`: what stands for a result that was not asked for.
MUST_USE Tensor *linalg_nothing(const Tensor *like, DType dtype);
/// The distance from 1 to the next larger number of a dtype that LAPACK has.
double linalg_epsilon(DType dtype);
/// Broadcasts the batches of two tensors; the last `keep_a` and `keep_b` sizes stay each its own.
MUST_USE bool linalg_broadcast(Runtime *runtime, const Tensor *a, const Tensor *b, Shape *to_a, Shape *to_b);
/// "AX = B" does not fit: RuntimeError.
MUST_USE bool linalg_check_system(Runtime *runtime, const Tensor *a, const Tensor *b, bool left, const char *name);
/// The older check of "AX = B", `a` being a matrix: RuntimeError where the devices, the dtypes or the sizes do not fit,
/// IndexError where `b` is no matrix.
MUST_USE bool linalg_check_right_side(Runtime *runtime, const Tensor *b, const Tensor *a, const char *name);
/// RuntimeError "EXPECTED.shape[:-1] and pivots.shape to be the same, ..." where there is no exchange for every row.
MUST_USE bool linalg_check_pivots(Runtime *runtime, const Tensor *factor, const Tensor *pivots, const char *expected);
/// RuntimeError where the dtypes differ.
MUST_USE bool linalg_check_same(Runtime *runtime, const Tensor *a, const Tensor *b, const char *name, const char *first,
                                const char *second);

#endif
