// LAPACK on batches of matrices, for float32, float64, complex64 and complex128.
//
// LAPACK's matrices are stored column by column. A batch for these functions is a tensor as lapack_columns makes it:
// its last two dimensions are such matrices, one directly behind the other.
//
//   sizes (2, 3, 4)     strides (12, 1, 3)      element (b, i, j) lives at  12*b + i + 3*j
//
// Factorisations overwrite their first argument. `info` is an int32 tensor with one number a matrix, LAPACK's own:
// 0, or the row at which the routine stopped. A routine that fails numerically is no error here; the functions return
// false only where there is no memory or where a matrix is too large for LAPACK's 32-bit sizes. On the meta device they
// do nothing.
#ifndef TENSOR_LAPACK_H
#define TENSOR_LAPACK_H

#include "tensor/tensor.h"

/// A new, uninitialised batch.
MUST_USE Tensor *lapack_columns_empty(Runtime *runtime, int rank, const int64_t *sizes, DType dtype, Device device);
/// A copy of `from` as a batch, stretched to `sizes` (of the same rank or more).
MUST_USE Tensor *lapack_columns_of(const Tensor *from, int rank, const int64_t *sizes);
/// A copy of `from` as a batch.
MUST_USE Tensor *lapack_columns(const Tensor *from);
/// True for the four dtypes that LAPACK has.
bool lapack_has(DType dtype);
/// The number of matrices in memory: none of a tensor on the meta device.
int64_t lapack_batch(const Tensor *tensor);

/// a = P L U, by rows exchanged (getrf). `pivots` is int32, counted from 1.
MUST_USE bool lapack_lu(Tensor *a, Tensor *pivots, Tensor *info);
/// Replaces b by the solution of A x = b; `transpose` is 'N', 'T' or 'C' (A's adjoint).
MUST_USE bool lapack_lu_solve(const Tensor *lu, const Tensor *pivots, Tensor *b, char transpose);
/// a = L L^H (or U^H U); the other triangle is left as it was.
MUST_USE bool lapack_cholesky(Tensor *a, bool upper, Tensor *info);
/// From the factor to the inverse of the product, of which one triangle is written.
MUST_USE bool lapack_cholesky_inverse(Tensor *a, bool upper, Tensor *info);
MUST_USE bool lapack_cholesky_solve(const Tensor *factor, Tensor *b, bool upper);
/// a becomes R above the diagonal and the reflectors below it.
MUST_USE bool lapack_qr(Tensor *a, Tensor *tau);
/// The product of the first tau-many reflectors, as many columns as `a` has.
MUST_USE bool lapack_reflectors(Tensor *a, const Tensor *tau);
/// c becomes Q c, Q^H c, c Q or c Q^H; `a` (its reflectors) is used as scratch space, and unchanged.
MUST_USE bool lapack_reflect(Tensor *a, const Tensor *tau, Tensor *c, bool left, bool transpose);
/// a = U diag(s) Vh (gesdd); `a` is overwritten. U and vh are NULL where only the singular values are wanted.
MUST_USE bool lapack_svd(Tensor *a, Tensor *u, Tensor *s, Tensor *vh, Tensor *info);
/// Eigenvalues of symmetric or Hermitian matrices in ascending order; `a` becomes the eigenvectors where wanted.
MUST_USE bool lapack_eigh(Tensor *a, Tensor *values, bool upper, bool vectors, Tensor *info);
/// Eigenvalues of any matrix, and its right eigenvectors where `vectors` is not NULL; both complex.
MUST_USE bool lapack_eig(Tensor *a, Tensor *values, Tensor *vectors, Tensor *info);
/// Solves triangular systems A x = b or x A = b in place.
MUST_USE bool lapack_triangular(const Tensor *a, Tensor *b, bool upper, bool left, char transpose, bool unit);
/// Symmetric (or Hermitian) indefinite factorisation, and the solution with it.
MUST_USE bool lapack_ldl(Tensor *a, Tensor *pivots, Tensor *info, bool hermitian);
MUST_USE bool lapack_ldl_solve(const Tensor *factor, const Tensor *pivots, Tensor *b, bool hermitian);

typedef enum LapackDriver { LAPACK_GELS, LAPACK_GELSY, LAPACK_GELSD, LAPACK_GELSS } LapackDriver;
/// Least squares: b, with max(m, n) rows, receives the solution in its first n. `rank` is int64 and `s` real, both may
/// be NULL where the driver has none.
MUST_USE bool lapack_least_squares(LapackDriver driver, Tensor *a, Tensor *b, double rcond, Tensor *rank, Tensor *s,
                                   Tensor *info);

#endif
