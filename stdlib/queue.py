"""Queues, for one thread."""

from collections import deque
from heapq import heappop, heappush

__all__ = ["Empty", "Full", "ShutDown", "Queue", "PriorityQueue", "LifoQueue", "SimpleQueue"]


class Empty(Exception):
    """get() found nothing."""


class Full(Exception):
    """put() found no room."""


class ShutDown(Exception):
    """The queue was shut down."""


class Queue:
    """First in, first out. Waiting would last for ever in one thread, so it is refused."""

    def __init__(self, maxsize=0):
        self.maxsize = maxsize
        self.unfinished_tasks = 0
        self.is_shutdown = False
        self._init(maxsize)

    def qsize(self):
        """The number of items."""
        return self._qsize()

    def empty(self):
        """Whether there is nothing."""
        return not self._qsize()

    def full(self):
        """Whether there is no room."""
        return 0 < self.maxsize <= self._qsize()

    def put(self, item, block=True, timeout=None):
        """Adds an item."""
        if self.is_shutdown:
            raise ShutDown
        if self.full():
            if block and timeout is None:
                from _types import refuse

                refuse("waiting for room in a queue")
            raise Full
        self._put(item)
        self.unfinished_tasks += 1

    def get(self, block=True, timeout=None):
        """Takes an item out."""
        if not self._qsize():
            if self.is_shutdown:
                raise ShutDown
            if block and timeout is None:
                from _types import refuse

                refuse("waiting for an item of a queue")
            raise Empty
        return self._get()

    def put_nowait(self, item):
        """Adds an item or raises Full."""
        return self.put(item, block=False)

    def get_nowait(self):
        """Takes an item out or raises Empty."""
        return self.get(block=False)

    def task_done(self):
        """Says that an item was dealt with."""
        if self.unfinished_tasks <= 0:
            raise ValueError("task_done() called too many times")
        self.unfinished_tasks -= 1

    def join(self):
        """Returns where all items were dealt with."""
        if self.unfinished_tasks:
            from _types import refuse

            refuse("waiting for the tasks of a queue")

    def shutdown(self, immediate=False):
        """Refuses further items."""
        self.is_shutdown = True
        if immediate:
            while self._qsize():
                self._get()

    def _init(self, maxsize):
        self.queue = deque()

    def _qsize(self):
        return len(self.queue)

    def _put(self, item):
        self.queue.append(item)

    def _get(self):
        return self.queue.popleft()


class PriorityQueue(Queue):
    """The smallest item first."""

    def _init(self, maxsize):
        self.queue = []

    def _put(self, item):
        heappush(self.queue, item)

    def _get(self):
        return heappop(self.queue)


class LifoQueue(Queue):
    """Last in, first out."""

    def _init(self, maxsize):
        self.queue = []

    def _get(self):
        return self.queue.pop()


class SimpleQueue(Queue):
    """A queue without a limit."""

    def __init__(self):
        super().__init__()
