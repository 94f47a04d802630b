import traceback
try:
    try:
        1/0
    except ZeroDivisionError:
        raise ValueError('v')
except ValueError as e:
    print(repr(e.__context__), e.__cause__, e.__suppress_context__)
try:
    try:
        {}['a']
    except KeyError as k:
        raise ValueError('v') from k
except ValueError as e:
    print(repr(e.__cause__), e.__suppress_context__)
try:
    try: 1/0
    except ZeroDivisionError as z: raise ValueError from None
except ValueError as e: print(e.__context__, e.__cause__, e.__suppress_context__)
try: raise ValueError from 5
except TypeError as e: print(e)
try: raise 5
except TypeError as e: print(e)
try: raise int
except TypeError as e: print(e)
try: raise
except RuntimeError as e: print(e)
try: raise ValueError from KeyError
except ValueError as e: print(repr(e.__cause__))
class E(Exception):
    def __init__(self, a, b): pass
try: raise E
except TypeError as e: print(e)
e = E(1, 2); print(repr(e), e.args, str(e))
class F(Exception):
    def __new__(cls): return 5
try: raise F
except TypeError as e: print(e)
