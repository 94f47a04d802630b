import torch
import numpy as np
import torch.nn as nn
import torch.nn.functional as F
def T(f,*a,**k):
    try: print(f(*a,**k))
    except Exception as e: print(type(e).__name__,e)
torch.manual_seed(0)
import numpy.testing as npt
def A(f, *a, **k):
    try: f(*a, **k); print("ok")
    except Exception as e: print(type(e).__name__, e)
A(npt.assert_allclose, [1, 2], [1, 2.1]); A(npt.assert_array_equal, [1, 2], [1, 3]); A(npt.assert_array_almost_equal, [1., 2], [1, 2.0001], decimal=5); A(npt.assert_equal, 1, 2); A(npt.assert_almost_equal, 1., 1.1); A(npt.assert_equal, [1, [2]], [1, [3]]); A(npt.assert_array_less, [1, 2], [2, 2]); A(npt.assert_allclose, [1., np.nan], [1., np.nan]); A(npt.assert_raises, ValueError, int, "x"); A(npt.assert_equal, {"a": 1}, {"a": 2}); A(npt.assert_array_equal, [1, 2, 3], [1, 2]); A(npt.assert_allclose, np.ones((2,2)), np.ones((2,2)) * 1.1, rtol=1e-3, err_msg="hello"); A(npt.assert_string_equal, "a", "b"); A(npt.assert_, False)
