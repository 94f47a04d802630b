x = 5; s = 'abc'; d = {'k': 1}; w = 10; p = 2; f = 3.14159; n = None
print(f'{x}', f'{x!r}', f'{s!r}', f'{s:>5}|', f'{s!r:>7}|', f'{x=}', f'{x = }', f'{x=!r}', f'{s=}', f'{s=!s}', f'{x=:>5}', f'{x + 1=}', f'{d["k"]}', f"{d['k']=}", f'{f:{w}.{p}f}|', f'{f:{w}}|', f'{{}}', f'{{{x}}}', f'{x}{s}', f'{x:{"0"}{"5"}d}', f'{x:0{w}d}', f'{(lambda y: y * 2)(3)}', f'{x if x > 3 else 0}', f'{[i for i in range(3)]}', f'{ {1: 2}[1] }', f'{s[1:]}', f'{s!a}', f'{n}', f'{x,}', f'{x, s}', f'{*[1, 2],}')
print(f'a' 'b' f'{x}' "c", rf'\n{x}', fr'\t', F'{x}', f'\n{x}\t', f'\x41{x}', f'''multi
{x
+ 1}
''')
print(f'{x:%Y}' if 0 else '', f'{s:{"<" if x else ">"}6}|', f'{f:.{p}e}', f'{f!s:.4}', f'{f"{x}"}', f'{f"{f'{x}'}"}', f'{"a" "b"}', f'{x:,}', f'{1e10:,.2f}', f'{-x:+}', f'{x!r:^{w}}|')
for e in ["f'{1:s}'", "f'{s:d}'", "f'{undefined}'", "f'{x!r:d}'", "f'{n:>5}'", "f'{[]:5}'", "f'{x.foo}'", "f'{1/0}'", "f'{s:.}'", "f'{x:.2d}'"]:
    try: print(eval(e))
    except Exception as ex: print(e, type(ex).__name__, ex)
class Fm:
    def __format__(self, spec): return f'<{spec}>'
print(f'{Fm():a{x}b}', f'{Fm()}', '{:x:y}'.format(Fm()), format(Fm(), 'zz'))
print(f'{x:}', f'{x!s:}', f'{"{}"}', f'{"}"}', f"{'{'}", f'{":"}', f'{x:{{}}}' if 0 else '')
print(f'{3:{">"}{5}}|', f'{(x:=7)}', x, f'{x:=+5}|', f'{ x }', f'{x }', f'{lambda_ if 0 else 1}')
