"""Calls at times."""

import heapq
import time
from collections import namedtuple

__all__ = ["scheduler"]


class Event(namedtuple("Event", "time, priority, sequence, action, argument, kwargs")):
    """A call that is due at a time."""

    __slots__ = ()

    def __lt__(self, other):
        return self[:3] < other[:3]


class scheduler:
    """A list of calls that run in the order of their times."""

    def __init__(self, timefunc=time.monotonic, delayfunc=time.sleep):
        self._queue, self._count = [], 0
        self.timefunc, self.delayfunc = timefunc, delayfunc

    def enterabs(self, time, priority, action, argument=(), kwargs=None):
        """Adds a call at a time."""
        event = Event(time, priority, self._count, action, argument, {} if kwargs is None else kwargs)
        self._count += 1
        heapq.heappush(self._queue, event)
        return event

    def enter(self, delay, priority, action, argument=(), kwargs=None):
        """Adds a call after a while."""
        return self.enterabs(self.timefunc() + delay, priority, action, argument, kwargs)

    def cancel(self, event):
        """Takes a call away."""
        self._queue.remove(event)
        heapq.heapify(self._queue)

    def empty(self):
        return not self._queue

    def run(self, blocking=True):
        """Runs the calls; without blocking, those that are due, and tells how long the next one takes."""
        while self._queue:
            now, event = self.timefunc(), self._queue[0]
            if event.time > now:
                if not blocking:
                    return event.time - now
                self.delayfunc(event.time - now)
                continue
            heapq.heappop(self._queue)
            event.action(*event.argument, **event.kwargs)
            self.delayfunc(0)

    @property
    def queue(self):
        return sorted(self._queue)
