import torch
import numpy as np
import torch.nn as nn
import torch.nn.functional as F
def T(f,*a,**k):
    try: print(f(*a,**k))
    except Exception as e: print(type(e).__name__,e)
torch.manual_seed(0)
print(np.r_[1, 2, 3], np.r_[0:5], np.r_[np.array([1, 2]), 0, 0, np.array([4])], np.r_[0:1:5j], np.r_[-1:1:3j, 5])
print(np.c_[np.array([1, 2, 3]), np.array([4, 5, 6])], np.c_[np.array([[1, 2, 3]]), 0, 0])
print(np.s_[1:3, ::2], np.index_exp[1:2])
print(np.r_['0,2', [1, 2], [3, 4]])
print(np.r_['1', [1, 2], [3]] if False else 0)
