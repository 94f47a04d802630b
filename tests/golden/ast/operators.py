1 + 2 * 3 - 4 / 5 // 6 % 7 @ 8
2 ** 3 ** 4
-2 ** -2
~a | b ^ c & d << 1 >> 2
not a or b and not c
a and b and c or d or e
(a and b) and c
a < b <= c == d != e > f >= g
a is b is not c in d not in e
(a < b) < c
x if y else z if w else v
- + ~ not_
