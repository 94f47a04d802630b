d = {}
for i in range(300):
    d[i] = 1; d.pop(i)
print(-1 in d)
