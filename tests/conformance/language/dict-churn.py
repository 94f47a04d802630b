# Keys that come and go leave a dict as fast as it was: a search for a missing key ends.
d = dict.fromkeys(range(20))
for i in range(100, 3000):
    d[i * 7919] = i
    d.pop(i * 7919)
print(len(d), 5.5 in d, list(d)[-3:])
for i in range(3000):
    d[f"key {i}"] = i
    if i >= 10:
        d.popitem()
print(len(d), d["key 9"], "key 10" in d)
queue = {}
for i in range(3000):
    queue[i] = str(i)
    if len(queue) > 12:
        del queue[next(iter(queue))]
print(list(queue.values()), 2987 in queue)
