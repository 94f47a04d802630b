'a' "b" '''c'''
b'a\x00' b"\\"
r'\d' R"\n"
u'a' 'b'
'a' f'{x}' "b"
f'{x}{y!r}{z:>10}{w!s:{a}.{b}}'
f'{{}} {x} }}{{'
f'{x=} {y = } {z=!s} {w=:>5}'
f"{a["b"]} {f'{f"{1}"}'}"
f'''{
x
}'''
f'{x:%Y-%m-%d}'
f'{(lambda: 1)()} {[i for i in x]}'
f'{x, y} {*a, b}'
rf'\d{x:\d}'
'\u00e9 \U0001f600 \'\"'
'it\'s "x"'
"tab\tnew\nline\r\x7f"
