# Every function of numpy.linalg on one small matrix, and what they refuse.
import numpy as np


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


A = np.array([[4., 2.], [1., 3.]])
print(np.linalg.det(A), np.linalg.inv(A), np.linalg.solve(A, [1, 2]), np.linalg.norm(A), np.linalg.norm([3, 4]),
      np.linalg.matrix_rank(A), np.linalg.eigvals(A))
w, v = np.linalg.eig(A)
print(w, v)
print(np.linalg.svd(A)[1], np.linalg.qr(A)[1].shape, np.linalg.cholesky(A @ A.T), np.linalg.pinv(A),
      np.linalg.matrix_power(A, 3), np.linalg.cond(A), np.linalg.slogdet(A), np.linalg.eigh(A @ A.T),
      np.linalg.lstsq(A, [1, 2], rcond=None)[0], np.linalg.multi_dot([A, A, A]), np.linalg.trace(A),
      np.linalg.outer([1, 2], [3, 4]), np.linalg.vector_norm(A), np.linalg.matrix_norm(A),
      np.linalg.cross([1, 0, 0], [0, 1, 0]), np.linalg.diagonal(A), np.linalg.matrix_transpose(A),
      np.linalg.svdvals(A), np.linalg.eigvalsh(A @ A.T), np.linalg.tensorsolve(np.eye(4).reshape(2,2,2,2), A),
      np.linalg.vecdot([1,2],[3,4]))
attempt(np.linalg.inv, np.zeros((2, 2)))
attempt(np.linalg.cholesky, -np.eye(2))
attempt(np.linalg.inv, np.ones((2, 3)))
attempt(np.linalg.det, [1, 2])
attempt(np.linalg.solve, np.zeros((2, 2)), [1, 2])
