é = ñandú = 变量 = 1
ﬁ = "ligature"
Å.ª = x
__init__, _, _1, l1
print, match, case, type, _
