# Containers of plain values are no part of a cycle: the collector need not know them.
import gc

gc.disable()
print(gc.is_tracked({}), gc.is_tracked({"a": 1, 2: None}), gc.is_tracked({"a": []}))
counts = {}
for word in "the cat and the hat".split():
    counts[word] = counts.get(word, 0) + 1
print(gc.is_tracked(counts), gc.is_tracked(counts.copy()), gc.is_tracked(dict(zip("ab", "cd"))))
counts["all"] = list(counts)
print(gc.is_tracked(counts))
print(gc.is_tracked(dict.fromkeys("ab")), gc.is_tracked({}.fromkeys("ab", [])))
other = {}
other.setdefault("a", []).append(1)
print(gc.is_tracked(other))
other = {}
other.update(a={})
print(gc.is_tracked(other))


class Table(dict):
    pass


print(gc.is_tracked(Table()), gc.is_tracked([]), gc.is_tracked({1, 2}))


def keywords(**given):
    return gc.is_tracked(given)


print(keywords(), keywords(a=1), keywords(a=[]))

pair = tuple([1, "a"])
nested = tuple([pair, 2.5])
holder = tuple([pair, []])
print(gc.is_tracked(pair), gc.is_tracked(nested), gc.is_tracked(holder))
gc.collect()
print(gc.is_tracked(pair), gc.is_tracked(holder))


# A cycle through a dict that was plain at first is still found.
class Node:
    def __del__(self):
        print("gone")


loop = {"a": 1}
loop["self"] = loop
loop["node"] = Node()
del loop
gc.collect()

space = {"__builtins__": {}, "kept": 0}
exec("kept = 1", space)
exec("kept = 2", space)
space["kept"] = [space, Node()]
del space
gc.collect()


class Holder:
    pass


own = {"link": 0}
item = Holder()
item.__dict__ = own
for link in (1, [item], Node()):
    item.link = link
item.me = item
del own, item, link
gc.collect()

# The pair that enumerate and zip fill again is looked at again.
for number, pair in enumerate(zip([1, [Node()]], [2, 3])):
    gc.collect()
pair[0].append(pair)
del pair
gc.collect()
print("end")
