# Texts beyond ASCII by index, forwards, backwards and after they grew.
s = "aé漢😀" * 50
print("".join(s[i] for i in range(len(s))) == s)
print("".join(s[i] for i in range(len(s) - 1, -1, -1)) == s[::-1])
print(s[3], s[199], s[-1], s[100:104], s[7:3:-1], s[150], s[2])
t = "é"
for i in range(2000):
    t += "漢a"[i % 2]
    if t[-1] != "漢a"[i % 2] or t[i] != ("é" + "漢a" * 1000)[i]:
        print("wrong at", i)
print(len(t), t[:5], t[1999:], t[5000:] == "")
try:
    t[2001]
except IndexError as error:
    print(error)
try:
    print("%d é %é" % (1, 2))
except ValueError as error:
    print(error)
queue = {}
for i in range(20000):
    queue[i] = i
while len(queue) > 3:
    queue.pop(next(iter(queue)))
queue["x"] = 1
print(list(queue.items()), list(reversed(queue)))
queue.clear()
queue[1] = 2
print(queue, next(iter(queue)))
