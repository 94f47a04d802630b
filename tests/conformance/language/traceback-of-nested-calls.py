import traceback
def divide(a, b): return a / b
class Ratio:
    def __init__(self, a, b): self.value = divide(a,
                                                  b)
    def __getattr__(self, name): raise AttributeError(name)
def chain():
    try: Ratio(1, 0)
    except ZeroDivisionError as error:
        error.add_note('a note')
        raise ValueError('outer') from error
for call in [lambda: Ratio(1, 0), chain, lambda: [][3], lambda: {}['k'], lambda: Ratio(1, 2).missing, lambda: 1 + 'a']:
    try: call()
    except Exception as error:
        print(''.join(traceback.format_exception(error)).replace(__file__ if '__file__' in globals() else '', 'F') if 0 else
              traceback.format_exception_only(error), error.__cause__, [f.name for f in traceback.extract_tb(error.__traceback__)], [f.lineno for f in traceback.extract_tb(error.__traceback__)])
