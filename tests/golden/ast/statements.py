pass; pass
del a, b.c, d[0], (e, f), [g]
del x,
assert x
assert x, "message"
raise
raise E
raise E("a") from None
import a
import a.b.c as d, e
from a import b
from . import c
from .. import d as e
from ...f.g import (h, i as j,)
from .... import *
global x
return_ = 1
