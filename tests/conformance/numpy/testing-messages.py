# What the assertions of numpy.testing say.
import numpy as np
import numpy.testing as npt


def attempt(function, *args, **kwargs):
    try:
        function(*args, **kwargs)
        print("ok")
    except Exception as error:
        print(type(error).__name__, error)


attempt(npt.assert_allclose, [1, 2], [1, 2.1])
attempt(npt.assert_array_equal, [1, 2], [1, 3])
attempt(npt.assert_array_almost_equal, [1., 2], [1, 2.0001], decimal=5)
attempt(npt.assert_equal, 1, 2)
attempt(npt.assert_almost_equal, 1., 1.1)
attempt(npt.assert_equal, [1, [2]], [1, [3]])
attempt(npt.assert_array_less, [1, 2], [2, 2])
attempt(npt.assert_allclose, [1., np.nan], [1., np.nan])
attempt(npt.assert_raises, ValueError, int, "x")
attempt(npt.assert_equal, {"a": 1}, {"a": 2})
attempt(npt.assert_array_equal, [1, 2, 3], [1, 2])
attempt(npt.assert_allclose, np.ones((2,2)), np.ones((2,2)) * 1.1, rtol=1e-3, err_msg="hello")
attempt(npt.assert_string_equal, "a", "b")
attempt(npt.assert_, False)
