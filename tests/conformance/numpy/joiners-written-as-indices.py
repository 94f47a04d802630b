# np.r_, np.c_, np.s_ and np.index_exp.
import numpy as np

print(np.r_[1, 2, 3], np.r_[0:5], np.r_[np.array([1, 2]), 0, 0, np.array([4])], np.r_[0:1:5j], np.r_[-1:1:3j, 5])
print(np.c_[np.array([1, 2, 3]), np.array([4, 5, 6])], np.c_[np.array([[1, 2, 3]]), 0, 0])
print(np.s_[1:3, ::2], np.index_exp[1:2])
print(np.r_['0,2', [1, 2], [3, 4]])
try:
    np.r_['1', [1, 2], [3]]
except np.exceptions.AxisError as error:
    print(error)
