"""Singular values of nearly singular matrices by random projection, after Halko, Martinsson and Tropp."""

import torch


def _basis(A, q, niter):
    """Orthonormal columns that nearly span what A maps to: of random directions, sharpened by powers of A."""
    dtype = A.dtype if A.is_floating_point() or A.is_complex() else torch.float32
    Q = torch.linalg.qr(A @ torch.randn(A.shape[-1], q, dtype=dtype, device=A.device)).Q
    for _ in range(niter):
        Q = torch.linalg.qr(A.mH @ Q).Q
        Q = torch.linalg.qr(A @ Q).Q
    return Q


def svd_lowrank(A, q=6, niter=2, M=None):
    """The q largest singular values of A, or of A - M, with their vectors."""
    m, n = A.shape[-2:]
    q = 6 if q is None else q
    if M is not None:
        A = A - M
    if m < n:
        A = A.mH
    Q = _basis(A, q, 2 if niter is None else niter)
    U, S, Vh = torch.linalg.svd(Q.mH @ A, full_matrices=False)
    U, V = Q @ U, Vh.mH
    return (V, S, U) if m < n else (U, S, V)


def pca_lowrank(A, q=None, center=True, niter=2):
    """The q largest principal components of the rows of A."""
    m, n = A.shape[-2:]
    if q is None:
        q = min(6, m, n)
    elif not 0 <= q <= min(m, n):
        raise ValueError(f"q(={q}) must be non-negative integer and not greater than min(m, n)={min(m, n)}")
    if niter < 0:
        raise ValueError(f"niter(={niter}) must be non-negative integer")
    return svd_lowrank(A - A.mean(dim=-2, keepdim=True) if center else A, q, niter)
