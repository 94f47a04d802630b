"""Priority queues in lists: heap[k] <= heap[2k + 1] and heap[k] <= heap[2k + 2]."""

__all__ = ["heappush", "heappop", "heapify", "heapreplace", "merge", "nlargest", "nsmallest", "heappushpop"]


def _rise(heap, start, place):
    """Moves the item at `place` up, no higher than `start`, past parents that are above it."""
    item = heap[place]
    while place > start:
        parent = (place - 1) >> 1
        if not item < heap[parent]:
            break
        heap[place] = heap[parent]
        place = parent
    heap[place] = item


def _sink(heap, place):
    """Moves the item at `place` to the bottom along the smaller children, then up to where it belongs."""
    end = len(heap)
    start = place
    item = heap[place]
    child = 2 * place + 1
    while child < end:
        right = child + 1
        if right < end and not heap[child] < heap[right]:
            child = right
        heap[place] = heap[child]
        place = child
        child = 2 * place + 1
    heap[place] = item
    _rise(heap, start, place)


def _check(heap, what):
    if not isinstance(heap, list):
        raise TypeError(f"{what} must be list, not {type(heap).__name__}")


def heappush(heap, item, /):
    """Adds an item."""
    if type(heap) is not list:
        _check(heap, "heappush() argument 1")
    heap.append(item)
    _rise(heap, 0, len(heap) - 1)


def heappop(heap, /):
    """Takes out the smallest item."""
    if type(heap) is not list:
        _check(heap, "heappop() argument")
    if not heap:
        raise IndexError("index out of range")
    last = heap.pop()
    if heap:
        smallest = heap[0]
        heap[0] = last
        _sink(heap, 0)
        return smallest
    return last


def heapreplace(heap, item, /):
    """Takes out the smallest item, then adds one."""
    _check(heap, "heapreplace() argument 1")
    if not heap:
        raise IndexError("index out of range")
    smallest = heap[0]
    heap[0] = item
    _sink(heap, 0)
    return smallest


def heappushpop(heap, item, /):
    """Adds an item, then takes out the smallest."""
    _check(heap, "heappushpop() argument 1")
    if heap and heap[0] < item:
        item, heap[0] = heap[0], item
        _sink(heap, 0)
    return item


def heapify(x, /):
    """Makes a list a heap, in place."""
    _check(x, "heapify() argument")
    for place in reversed(range(len(x) // 2)):
        _sink(x, place)


class _Reversed:
    """An item that compares the other way round."""

    __slots__ = ("item",)

    def __init__(self, item):
        self.item = item

    def __lt__(self, other):
        return other.item < self.item

    def __eq__(self, other):
        return other.item == self.item


def _sink_max(heap, place):
    """As _sink(), in a heap whose first item is the largest: along the larger children, and up again."""
    end = len(heap)
    start = place
    item = heap[place]
    child = 2 * place + 1
    while child < end:
        right = child + 1
        if right < end and not heap[right] < heap[child]:
            child = right
        heap[place] = heap[child]
        place = child
        child = 2 * place + 1
    while place > start:
        parent = (place - 1) >> 1
        if not heap[parent] < item:
            break
        heap[place] = heap[parent]
        place = parent
    heap[place] = item


def _heapify_max(heap, /):
    """Turns a list into a heap whose first item is the largest."""
    _check(heap, "_heapify_max() argument")
    for place in reversed(range(len(heap) // 2)):
        _sink_max(heap, place)


def _heappop_max(heap, /):
    """Takes out the largest item."""
    _check(heap, "_heappop_max() argument")
    if not heap:
        raise IndexError("index out of range")
    last = heap.pop()
    return _heapreplace_max(heap, last) if heap else last


def _heapreplace_max(heap, item, /):
    """Takes out the largest item, then adds one."""
    _check(heap, "_heapreplace_max() argument 1")
    if not heap:
        raise IndexError("index out of range")
    largest = heap[0]
    heap[0] = item
    _sink_max(heap, 0)
    return largest


def merge(*iterables, key=None, reverse=False):
    """Merges sorted inputs into one sorted iterator."""
    queue = []
    wrap = _Reversed if reverse else lambda item: item
    for order, iterable in enumerate(iterables):
        step = iter(iterable).__next__
        try:
            value = step()
        except StopIteration:
            continue
        queue.append([wrap(value if key is None else key(value)), order, value, step])
    heapify(queue)
    while queue:
        entry = queue[0]
        yield entry[2]
        try:
            entry[2] = value = entry[3]()
        except StopIteration:
            heappop(queue)
        else:
            entry[0] = wrap(value if key is None else key(value))
            heapreplace(queue, entry)


def nsmallest(n, iterable, key=None):
    """The n smallest items, sorted."""
    return sorted(iterable, key=key)[:max(n, 0)]


def nlargest(n, iterable, key=None):
    """The n largest items, sorted from the largest down."""
    return sorted(iterable, key=key, reverse=True)[:max(n, 0)]
