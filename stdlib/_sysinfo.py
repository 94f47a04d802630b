"""The parts of sys that are named tuples. Each is made when sys is first asked for it."""

import _structseq


def _closed(name, fields, values):
    cls = _structseq.make("sys", name, fields)
    result = cls(values)
    cls._closed = True
    return result


def __getattr__(name):
    if name not in _MAKERS:
        from _modules import _missing

        raise _missing("_sysinfo", name)
    value = globals()[name] = _MAKERS[name]()
    return value


def _version_info():
    return _closed("version_info", "major minor micro releaselevel serial", (3, 13, 5, "final", 0))


def _float_info():
    return _closed("float_info", "max max_exp max_10_exp min min_exp min_10_exp dig mant_dig epsilon radix rounds",
                   (1.7976931348623157e+308, 1024, 308, 2.2250738585072014e-308, -1021, -307, 15, 53,
                    2.220446049250313e-16, 2, 1))


def _int_info():
    return _closed("int_info", "bits_per_digit sizeof_digit default_max_str_digits str_digits_check_threshold",
                   (30, 4, 4300, 640))


def _hash_info():
    return _closed("hash_info", "width modulus inf nan imag algorithm hash_bits seed_bits cutoff",
                   (64, 2305843009213693951, 314159, 0, 1000003, "siphash13", 64, 128, 0))


def _flags():
    return _closed("flags", "debug inspect interactive optimize dont_write_bytecode no_user_site no_site "
                   "ignore_environment verbose bytes_warning quiet hash_randomization isolated dev_mode utf8_mode "
                   "warn_default_encoding safe_path int_max_str_digits",
                   (0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, False, 0, 0, False, 4300))


def _thread_info():
    return _closed("thread_info", "name lock version", ("pthread", "semaphore", "NPTL 2.41"))


def _implementation():
    import sys
    from types import SimpleNamespace

    return SimpleNamespace(name="cpython", cache_tag="cpython-313", version=sys.version_info, hexversion=51185136,
                           _multiarch="x86_64-linux-gnu")


def _stdlib_module_names():
    import _modules

    return frozenset(_modules.known())


def _builtin_module_names():
    import _modules

    return tuple(sorted(_modules.native()))


def _orig_argv():
    import sys

    return ["python3"] + list(sys.argv)


_MAKERS = {
    "version_info": _version_info,
    "float_info": _float_info,
    "int_info": _int_info,
    "hash_info": _hash_info,
    "flags": _flags,
    "thread_info": _thread_info,
    "implementation": _implementation,
    "stdlib_module_names": _stdlib_module_names,
    "builtin_module_names": _builtin_module_names,
    "orig_argv": _orig_argv,
}
