"""numpy, as far as programs for PyTorch need it. Each name is loaded from its module at its first use."""

import sys

__version__ = "2.2.4"

# Where each name lives: module, then its names.
_HOMES = {
    "_dtypes": "can_cast dtype isdtype issubdtype min_scalar_type promote_types result_type",
    "_scalars": "False_ True_ bool_ character complex128 complex64 complexfloating flexible float16 "
                "float32 float64 floating generic inexact int16 int32 int64 int8 integer number object_ "
                "signedinteger str_ uint8 unsignedinteger",
    "_array": "array asarray ndarray",
    "_create": "arange asanyarray asarray_chkfinite ascontiguousarray asfortranarray astype copy diag "
               "diag_indices diag_indices_from diagflat empty empty_like eye fill_diagonal frombuffer "
               "fromfunction fromiter fromstring full full_like geomspace identity indices linspace "
               "logspace meshgrid mgrid ogrid ones ones_like require tri tril tril_indices "
               "tril_indices_from triu triu_indices triu_indices_from vander zeros zeros_like",
    "_reduce": "all amax amin any argmax argmin average bincount corrcoef count_nonzero cov cumprod "
               "cumsum digitize histogram histogram_bin_edges max mean median min nanargmax nanargmin "
               "nancumsum nanmax nanmean nanmedian nanmin nanpercentile nanprod nanquantile nanstd "
               "nansum nanvar percentile prod ptp quantile std sum var",
    "_shape": "append array_split atleast_1d atleast_2d atleast_3d block broadcast_arrays "
              "broadcast_shapes broadcast_to column_stack concat concatenate dsplit dstack expand_dims "
              "flip fliplr flipud hsplit hstack isscalar iterable matrix_transpose may_share_memory "
              "moveaxis ndim pad permute_dims ravel reshape roll rollaxis rot90 row_stack shape "
              "shares_memory size split squeeze stack swapaxes tile transpose unstack vsplit vstack",
    "_select": "apply_along_axis argpartition argsort argwhere choose compress convolve copyto correlate "
               "delete diff ediff1d extract flatnonzero gradient in1d insert interp intersect1d isin ix_ "
               "lexsort nonzero piecewise place put put_along_axis putmask ravel_multi_index repeat "
               "searchsorted select setdiff1d setxor1d take take_along_axis trapezoid trim_zeros union1d "
               "unique unique_values unravel_index",
    "_linear": "cross diagonal dot einsum inner kron matmul outer polyfit polyval tensordot trace vdot",
    "_index": "where",
    "_iterate": "flatiter ndenumerate ndindex nditer",
    "_print": "array2string array_repr array_str format_float_positional format_float_scientific "
              "get_printoptions printoptions set_printoptions",
    "_finfo": "finfo iinfo",
    "_exchange": "from_dlpack",
    "_extra": "apply_over_axes bartlett base_repr binary_repr bitwise_count blackman broadcast cumulative_prod "
              "cumulative_sum frexp hamming hanning histogram2d isfortran kaiser ldexp mask_indices matvec "
              "nancumprod packbits real_if_close resize sort_complex spacing trapz typecodes unique_all "
              "unique_counts unique_inverse unpackbits unwrap vecdot vecmat",
    "_polynomial": "poly poly1d polyadd polyder polydiv polyint polymul polysub roots",
    "_grid": "c_ index_exp r_ s_",
    "_errors": "errstate geterr seterr",
    "_ufuncs": "abs absolute acos acosh add allclose angle arccos arccosh arcsin arcsinh arctan arctan2 "
               "arctanh around array_equal array_equiv asin asinh atan atan2 atanh bitwise_and "
               "bitwise_invert bitwise_left_shift bitwise_not bitwise_or bitwise_right_shift bitwise_xor "
               "cbrt ceil clip conj conjugate copysign cos cosh deg2rad degrees divide divmod equal exp "
               "exp2 expm1 fabs fix float_power floor floor_divide fmax fmin fmod gcd greater "
               "greater_equal heaviside hypot i0 imag invert isclose iscomplex iscomplexobj isfinite "
               "isinf isnan isneginf isposinf isreal isrealobj lcm left_shift less less_equal log log10 "
               "log1p log2 logaddexp logaddexp2 logical_and logical_not logical_or logical_xor maximum "
               "minimum mod modf multiply nan_to_num negative nextafter not_equal positive pow power "
               "rad2deg radians real reciprocal remainder right_shift rint round sign signbit sin sinc "
               "sinh sqrt square subtract tan tanh true_divide trunc ufunc vectorize",
}
# What numpy has and torchlet lacks.
_LACKING = (
    "asmatrix bmat busday_count busday_offset busdaycalendar bytes_ char clongdouble common_type complex256 core "
    "ctypeslib datetime64 datetime_as_string datetime_data einsum_path emath f2py float128 fromfile frompyfunc "
    "fromregex genfromtxt get_include getbufsize geterrcall histogramdd info is_busday isnat lib load loadtxt "
    "longdouble ma matrix memmap mintypecode nested_iters polynomial rec recarray record save savetxt savez "
    "savez_compressed setbufsize seterrcall show_config show_runtime strings test timedelta64 uint uint16 uint32 "
    "uint64 uintc uintp ulong ulonglong ushort void"
)
_ALIASES = {
    "bool": "bool_", "int_": "int64", "intp": "int64", "long": "int64", "longlong": "int64", "intc": "int32",
    "byte": "int8", "ubyte": "uint8", "short": "int16", "half": "float16", "single": "float32", "double": "float64",
    "csingle": "complex64", "cdouble": "complex128",
}
_OTHER = {"sort": ("_select", "sorted_copy"), "partition": ("_select", "partitioned_copy")}
_MODULES = ("random", "linalg", "fft", "testing", "exceptions", "typing")
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}

pi = 3.141592653589793
e = 2.718281828459045
euler_gamma = 0.5772156649015329
inf = float("inf")
nan = float("nan")
newaxis = None
little_endian = True


def __getattr__(name):
    if name == "__all__":
        return [each for each in (*globals(), *_HOME_OF, *_ALIASES, *_OTHER) if not each.startswith("_")]
    if name in _MODULES:
        __import__("numpy." + name)
        return sys.modules["numpy." + name]
    wanted = _ALIASES.get(name, name)
    home = _HOME_OF.get(wanted)
    if wanted in _OTHER:
        home, wanted = _OTHER[wanted]
    if home is None:
        if name in _LACKING.split():
            from _types import UnsupportedError
            raise UnsupportedError(f"numpy.{name} is not supported by torchlet")
        raise _no_attribute(name)
    home = "numpy." + home
    __import__(home)
    value = globals()[name] = getattr(sys.modules[home], wanted)
    return value


def _no_attribute(name):
    """numpy's AttributeError; names that left with numpy 2 say what replaced them."""
    gone = {"int": "int", "float": "float", "complex": "complex", "object": "object", "str": "str"}
    if name in gone:
        return AttributeError(
            f"module 'numpy' has no attribute '{name}'.\n`np.{name}` was a deprecated alias for the builtin `{name}`. "
            f"To avoid this error in existing code, use `{name}` by itself. Doing this will not modify any behavior and "
            + (f"is safe. {_WIDTHS}" if name == "int" else
               f"is safe. If you specifically wanted the numpy scalar type, use `np.{_SCALAR[name]}` here.\n"
               if name in _SCALAR else
               "is safe. \n" if name == "object" else
               "is safe. If you specifically wanted the numpy scalar type, use `np.str_` here.\n")
            + "The aliases was originally deprecated in NumPy 1.20; for more details and guidance see the original "
              "release note at:\n    https://numpy.org/devdocs/release/1.20.0-notes.html#deprecations")
    return AttributeError(f"module 'numpy' has no attribute '{name}'", name=name, obj=sys.modules["numpy"])


_WIDTHS = ("When replacing `np.int`, you may wish to use e.g. `np.int64` or `np.int32` to specify the precision. If you "
           "wish to review your current use, check the release note link for additional information.\n")
_SCALAR = {"float": "float64", "complex": "complex128"}


def __dir__():
    return sorted(set(globals()) | set(_HOME_OF) | set(_ALIASES) | set(_OTHER) | set(_MODULES) | set(_LACKING.split()))
