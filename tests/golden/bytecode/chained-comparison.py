r = 1 < x <= 3
if a < b < c: pass
