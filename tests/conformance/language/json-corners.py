import json
for f in [lambda: json.dumps({'a': [1, 2.5, None, True, 'é\n"\\\u2028\x01'], 1: 2, None: 3, True: 4, 1.5: 5}), lambda: json.dumps([1, {'a': 2}], indent=2), lambda: json.dumps({'b': 1, 'a': 2}, sort_keys=True), lambda: json.dumps([1, 2], separators=(',', ':')), lambda: json.dumps('é', ensure_ascii=False), lambda: json.dumps({}), lambda: json.dumps([], indent=1), lambda: json.dumps({'a': {}}, indent='\t'), lambda: json.dumps(float('nan')), lambda: json.dumps(float('inf'), allow_nan=False), lambda: json.dumps({1, 2}), lambda: json.dumps({(1, 2): 3}), lambda: json.dumps({(1,): 2}, skipkeys=True), lambda: json.dumps(object(), default=lambda o: 'obj'), lambda: json.dumps((1, 2)), lambda: json.dumps(1e100), lambda: json.dumps(10**20), lambda: json.dumps('\U0001F600'), lambda: json.dumps(b'a'), lambda: json.loads('{"a": [1, 2.5e3, null, true, "x\\u00e9\\n"]}'), lambda: json.loads('[1,]'), lambda: json.loads('{"a" 1}'), lambda: json.loads(''), lambda: json.loads('nul'), lambda: json.loads('"abc'), lambda: json.loads('1 2'), lambda: json.loads('{1: 2}'), lambda: json.loads('[1, 2'), lambda: json.loads('"\\x"'), lambda: json.loads('-0'), lambda: json.loads('01'), lambda: json.loads('NaN'), lambda: json.loads('-Infinity'), lambda: json.loads(b'[1]'), lambda: json.loads(5), lambda: json.loads('"\\ud83d\\ude00"'), lambda: json.loads(' [ ] '), lambda: json.loads('{"a":1,"a":2}'), lambda: json.loads('[1]', object_hook=dict), lambda: json.loads('{"a":1}', object_pairs_hook=list), lambda: json.loads('1.5', parse_float=str), lambda: json.loads('"a\tb"'), lambda: json.loads("{'a': 1}"), lambda: json.JSONDecodeError.__mro__[1], lambda: json.dumps({'a': 1}, indent=None, separators=(', ', ' = '))]:
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
import io
print(json.load(io.StringIO('[1]'))); s = io.StringIO(); json.dump({'x': 1}, s); print(s.getvalue())
class E(json.JSONEncoder):
    def default(self, o): return sorted(o) if isinstance(o, set) else super().default(o)
print(json.dumps({'s': {2, 1}}, cls=E)); l = []; l.append(l)
try: json.dumps(l)
except ValueError as e: print(e)
