"""shutdown() flushes and closes the handlers that exist, the newest first."""
import atexit
import logging
import sys
import weakref
from logging.handlers import MemoryHandler


class Loud(logging.Handler):
    """Prints what is done with it; its flush() raises an error if it is given one."""

    def __init__(self, name, error=None):
        super().__init__()
        self.name, self.error = name, error

    def emit(self, record):
        print("emit", record.getMessage())

    def flush(self):
        print("flush", self.name)
        if self.error is not None:
            raise self.error

    def close(self):
        print("close", self.name)
        super().close()


first, second = Loud("first"), Loud("second")
gone = Loud("gone")
del gone

logger = logging.getLogger("loud")
logger.propagate = False
logger.addHandler(first)
held = logging.getLogger("held")
held.propagate = False
held.addHandler(MemoryHandler(10, target=logging.StreamHandler(sys.stdout)))
dropped = logging.getLogger("dropped")
dropped.propagate = False
dropped.addHandler(MemoryHandler(10, target=logging.StreamHandler(sys.stdout), flushOnClose=False))

logger.warning("at once")
held.warning("held back until the handler is flushed")
dropped.warning("never printed")
logging.shutdown()
print(logging.getHandlerNames())

closed = Loud("closed", ValueError("I/O operation on closed file"))
logging.shutdown()
wrong = Loud("wrong", KeyError("not expected"))
try:
    logging.shutdown()
except KeyError as error:
    print("raised", error)
logging.raiseExceptions = False
logging.shutdown([weakref.ref(first), weakref.ref(wrong)])
# Recorded cases show nothing of what is printed behind the program's end.
atexit.unregister(logging.shutdown)
