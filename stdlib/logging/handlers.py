"""Handlers that hold records back, and files that start anew when they are full."""

from logging import ERROR, FileHandler, Handler


class BufferingHandler(Handler):
    """Holds records back until it has so many."""

    def __init__(self, capacity):
        super().__init__()
        self.capacity = capacity
        self.buffer = []

    def shouldFlush(self, record):
        """Whether it is time to pass the records on."""
        return len(self.buffer) >= self.capacity

    def emit(self, record):
        self.buffer.append(record)
        if self.shouldFlush(record):
            self.flush()

    def flush(self):
        """Drops the records."""
        self.buffer.clear()

    def close(self):
        self.flush()
        super().close()


class MemoryHandler(BufferingHandler):
    """Holds records back until one is grave, then gives all of them to another handler."""

    def __init__(self, capacity, flushLevel=ERROR, target=None, flushOnClose=True):
        super().__init__(capacity)
        self.flushLevel, self.target, self.flushOnClose = flushLevel, target, flushOnClose

    def shouldFlush(self, record):
        return record.levelno >= self.flushLevel or super().shouldFlush(record)

    def setTarget(self, target):
        """Who is given the records."""
        self.target = target

    def flush(self):
        """Gives the records to the target."""
        if self.target:
            for record in self.buffer:
                self.target.handle(record)
            self.buffer.clear()

    def close(self):
        if self.flushOnClose:
            self.flush()
        self.target = None
        super().close()


class QueueHandler(Handler):
    """Puts records into a queue."""

    def __init__(self, queue):
        super().__init__()
        self.queue, self.listener = queue, None

    def enqueue(self, record):
        """Puts one record into the queue."""
        self.queue.put_nowait(record)

    def prepare(self, record):
        """The record with its text made: what the queue gets could be pickled."""
        from copy import copy

        text = self.format(record)
        record = copy(record)
        record.message = record.msg = text
        record.args = record.exc_info = record.exc_text = record.stack_info = None
        return record

    def emit(self, record):
        try:
            self.enqueue(self.prepare(record))
        except Exception:
            self.handleError(record)


class BaseRotatingHandler(FileHandler):
    """Starts its file anew from time to time."""

    namer = rotator = None

    def emit(self, record):
        try:
            if self.shouldRollover(record):
                self.doRollover()
            super().emit(record)
        except Exception:
            self.handleError(record)

    def rotation_filename(self, default_name):
        """The name that an old file gets."""
        return self.namer(default_name) if callable(self.namer) else default_name

    def rotate(self, source, dest):
        """Renames an old file."""
        import os

        if callable(self.rotator):
            self.rotator(source, dest)
        elif os.path.exists(source):
            os.rename(source, dest)


class RotatingFileHandler(BaseRotatingHandler):
    """Keeps old files as NAME.1, NAME.2 ... and starts anew when the file would grow beyond its size."""

    def __init__(self, filename, mode="a", maxBytes=0, backupCount=0, encoding=None, delay=False, errors=None):
        super().__init__(filename, "a" if maxBytes > 0 else mode, encoding, delay, errors)
        self.maxBytes, self.backupCount = maxBytes, backupCount

    def shouldRollover(self, record):
        """Whether the file has no room for a record."""
        if self.maxBytes <= 0:
            return False
        if self.stream is None:
            self.stream = self._open()
        used = self.stream.seek(0, 2)
        return used > 0 and used + len(self.format(record) + self.terminator) >= self.maxBytes

    def doRollover(self):
        """Renames the old files and starts anew."""
        import os

        if self.stream:
            self.stream.close()
            self.stream = None
        for number in range(self.backupCount - 1, -1, -1):
            source = f"{self.baseFilename}.{number}" if number else self.baseFilename
            dest = self.rotation_filename(f"{self.baseFilename}.{number + 1}")
            if number:
                source = self.rotation_filename(source)
            if os.path.exists(source):
                if os.path.exists(dest):
                    os.remove(dest)
                self.rotate(source, dest)
        if not self.backupCount:
            open(self.baseFilename, "w").close()
        if not self.delay:
            self.stream = self._open()
