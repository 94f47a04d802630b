"""Topological order."""

__all__ = ["TopologicalSorter", "CycleError"]


class CycleError(ValueError):
    """A graph with a circle."""


class TopologicalSorter:
    """Orders nodes so that each comes behind those it depends on."""

    def __init__(self, graph=None):
        self._before = {}  # node: what it waits for
        self._after = {}  # node: what waits for it
        self._ready = None
        self._out = set()
        self._done = 0
        for node, predecessors in (graph or {}).items():
            self.add(node, *predecessors)

    def add(self, node, *predecessors):
        """Adds a node and what it depends on."""
        if self._ready is not None:
            raise ValueError("Nodes cannot be added after a call to prepare()")
        waiting = self._before.setdefault(node, {})
        self._after.setdefault(node, {})
        for other in predecessors:
            waiting[other] = None
            self._before.setdefault(other, {})
            self._after.setdefault(other, {})[node] = None

    def prepare(self):
        """Ends the adding; CycleError where there is a circle."""
        if self._ready is not None:
            raise ValueError("cannot prepare() more than once")
        self._missing = {node: len(waiting) for node, waiting in self._before.items()}
        self._ready = [node for node, count in self._missing.items() if count == 0]
        cycle = self._find_cycle()
        if cycle:
            raise CycleError("nodes are in a cycle", cycle)

    def _find_cycle(self):
        state = {}
        for root in self._before:
            if root in state:
                continue
            path, iterators = [root], [iter(self._after[root])]
            state[root] = 1
            while path:
                for node in iterators[-1]:
                    if state.get(node) == 1:
                        return path[path.index(node):] + [node]
                    if node not in state:
                        state[node] = 1
                        path.append(node)
                        iterators.append(iter(self._after[node]))
                        break
                else:
                    state[path.pop()] = 2
                    iterators.pop()
        return None

    def _check(self):
        if self._ready is None:
            raise ValueError("prepare() must be called first")

    def get_ready(self):
        """The nodes that wait for nothing any more."""
        self._check()
        result = tuple(self._ready)
        self._out.update(result)
        self._ready.clear()
        return result

    def is_active(self):
        """Whether nodes are left."""
        self._check()
        return self._done < len(self._before) and (bool(self._ready) or bool(self._out))

    __bool__ = is_active

    def done(self, *nodes):
        """Says that nodes were dealt with."""
        self._check()
        for node in nodes:
            if node not in self._before:
                raise ValueError(f"node {node!r} was not added using add()")
            if node not in self._out:
                raise ValueError(f"node {node!r} was not passed out (still not ready)")
            self._out.discard(node)
            self._done += 1
            for other in self._after[node]:
                self._missing[other] -= 1
                if self._missing[other] == 0:
                    self._ready.append(other)

    def static_order(self):
        """All nodes in order."""
        self.prepare()
        while self.is_active():
            group = self.get_ready()
            yield from group
            self.done(*group)
