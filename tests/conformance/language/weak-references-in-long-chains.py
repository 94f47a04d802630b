# A weak reference does not bring back an object whose end waits in a long chain of ends.
import gc
import weakref

seen = []


class Link:
    def __init__(self, parent):
        self.number = parent.number + 1 if parent else 0
        if parent:
            own = weakref.ref(self)
            self.parent = weakref.ref(parent, lambda reference: seen.append(own()))


links = weakref.WeakKeyDictionary()
root = link = Link(None)
for _ in range(300):
    links[link] = link = Link(link)
print(len(links), link.number)
del root, link
gc.collect()
print(len(links), all(found is None or found.number > 0 for found in seen))


class Node:
    def __init__(self, rest):
        self.rest = rest


node = None
references = []
for _ in range(1000):
    node = Node(node)
    references.append(weakref.ref(node, lambda reference: alive.append(sum(r() is not None for r in references))))
alive = []
del node
print(len(alive), all(reference() is None for reference in references), set(map(type, alive)))
