"""Decimal arithmetic with a chosen precision (IBM's General Decimal Arithmetic)."""

from decimal._context import (BasicContext, Context, DefaultContext, ExtendedContext, getcontext, localcontext,
                              setcontext)
from decimal._number import Decimal
from decimal._signals import (MAX_EMAX, MAX_PREC, MIN_EMIN, MIN_ETINY, ROUND_05UP, ROUND_CEILING, ROUND_DOWN,
                              ROUND_FLOOR, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Clamped,
                              DecimalException, DivisionByZero, FloatOperation, Inexact, InvalidOperation, Overflow,
                              Rounded, Subnormal, Underflow)

__all__ = ["Decimal", "Context", "DecimalTuple", "DefaultContext", "BasicContext", "ExtendedContext",
           "DecimalException", "Clamped", "InvalidOperation", "DivisionByZero", "Inexact", "Rounded", "Subnormal",
           "Overflow", "Underflow", "FloatOperation", "ROUND_DOWN", "ROUND_HALF_UP", "ROUND_HALF_EVEN",
           "ROUND_CEILING", "ROUND_FLOOR", "ROUND_UP", "ROUND_HALF_DOWN", "ROUND_05UP", "setcontext", "getcontext",
           "localcontext", "MAX_PREC", "MAX_EMAX", "MIN_EMIN", "MIN_ETINY", "HAVE_THREADS", "HAVE_CONTEXTVAR"]

HAVE_THREADS = HAVE_CONTEXTVAR = True
__version__ = "1.70"
__libmpdec_version__ = "2.5.1"


def __getattr__(name):
    if name != "DecimalTuple":
        from _modules import _missing

        raise _missing("decimal", name)
    from collections import namedtuple

    globals()[name] = namedtuple(name, "sign digits exponent", module="decimal")
    return globals()[name]
