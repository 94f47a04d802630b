"""Progress bars: one plain bar each, on standard error or in a file.

On standard error, which nothing reads, the settings of a look that is not here (bar_format, colour, position,
dynamic_ncols) change nothing; in another file they are refused. smoothing and maxinterval are about measured time
only: the rate is the mean rate, and no watch makes a slow bar move."""

import sys
import time

__all__ = ["tqdm", "trange"]
__version__ = "4.67.1"


def _clock(seconds):
    """Seconds as 01:02 or 1:02:03."""
    minutes, seconds = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:d}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes:02d}:{seconds:02d}"


def _scaled(number, divisor=1000):
    """A number with three digits and a letter for its size."""
    for letter in ("", "k", "M", "G", "T", "P", "E", "Z"):
        if abs(number) < 999.5:
            if abs(number) < 99.95:
                return (f"{number:1.2f}" if abs(number) < 9.995 else f"{number:2.1f}") + letter
            return f"{number:3.0f}{letter}"
        number /= divisor
    return f"{number:3.1f}Y"


def _refuse_looks(**settings):
    """Refuses what would change the text in a file that a program may show."""
    from _types import UnsupportedError

    for name, value in settings.items():
        if value:
            raise UnsupportedError(f"tqdm() with {name} and a file is not supported by torchlet")


class tqdm:
    """An iterator that tells how far it is."""

    def __init__(self, iterable=None, desc=None, total=None, leave=True, file=None, ncols=None, mininterval=0.1,
                 maxinterval=10.0, miniters=None, ascii=None, disable=False, unit="it", unit_scale=False,
                 dynamic_ncols=False, smoothing=0.3, bar_format=None, initial=0, position=None, postfix=None,
                 unit_divisor=1000, write_bytes=False, lock_args=None, nrows=None, colour=None, delay=0.0, **kwargs):
        for name in kwargs:
            raise TypeError(f"tqdm() got an unexpected keyword argument {name!r}")
        if file is not None and file is not sys.stderr and not disable:
            _refuse_looks(bar_format=bar_format, colour=colour, position=position, dynamic_ncols=dynamic_ncols,
                          nrows=nrows, write_bytes=write_bytes)
        if total is None and iterable is not None:
            try:
                total = len(iterable)
            except (TypeError, AttributeError):
                pass
        self.iterable, self.total, self.leave, self.unit = iterable, total, leave, unit
        self.desc = desc or ""
        self.disable = bool(disable)
        self.unit_scale, self.unit_divisor, self.ascii = unit_scale, unit_divisor, ascii
        self.fp = sys.stderr if file is None else file
        self.ncols, self.mininterval, self.miniters, self.delay = ncols, mininterval, miniters or 0, delay
        self.n = self.initial = self._shown_n = initial
        self.postfix = ""
        self.start_t = self._shown_t = time.time()
        self._width = 0
        self._closed = False
        if postfix:
            if isinstance(postfix, dict):
                self.set_postfix(postfix, refresh=False)
            else:
                self.postfix = str(postfix)
        if not self.disable and delay <= 0:
            self.refresh()

    def __len__(self):
        return self.total if self.total is not None else len(self.iterable)

    def __bool__(self):
        if self.total is not None:
            return self.total > 0
        if self.iterable is None:
            raise TypeError("bool() undefined when iterable == total == None")
        return bool(self.iterable)

    def __iter__(self):
        if self.disable:
            yield from self.iterable
            return
        try:
            for item in self.iterable:
                yield item
                self.update()
        finally:
            self.close()

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()

    def update(self, n=1):
        """Counts n further steps."""
        if self.disable:
            return
        self.n += n
        now = time.time()
        if (self.n - self._shown_n >= self.miniters and now - self._shown_t >= self.mininterval
                and now - self.start_t >= self.delay):
            self.refresh()

    def reset(self, total=None):
        """Starts again."""
        self.n = 0
        if total is not None:
            self.total = total
        self.start_t = time.time()
        self.refresh()

    def set_description(self, desc=None, refresh=True):
        """Sets the text before the bar."""
        self.desc = desc + ": " if desc else ""
        self.desc = self.desc.removesuffix(": ")
        if refresh:
            self.refresh()

    def set_description_str(self, desc=None, refresh=True):
        self.set_description(desc, refresh)

    def set_postfix(self, ordered_dict=None, refresh=True, **kwargs):
        """Sets the values behind the bar."""
        values = {**(ordered_dict or {}), **dict(sorted(kwargs.items()))}
        shown = []
        for name, value in values.items():
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                value = f"{value:.3g}"
            shown.append(f"{name}={str(value).strip()}")
        self.postfix = ", ".join(shown)
        if refresh:
            self.refresh()

    def set_postfix_str(self, s="", refresh=True):
        self.postfix = str(s)
        if refresh:
            self.refresh()

    @property
    def format_dict(self):
        return {"n": self.n, "total": self.total, "elapsed": time.time() - self.start_t, "prefix": self.desc,
                "unit": self.unit, "initial": self.initial, "postfix": self.postfix or None,
                "rate": None, "ncols": self.ncols, "ascii": self.ascii}

    def _number(self, n):
        return _scaled(n, self.unit_divisor) if self.unit_scale else str(n)

    def __str__(self):
        elapsed = time.time() - self.start_t
        done = self.n - self.initial
        rate = done / elapsed if elapsed > 0 and done else None
        if rate is None:
            speed = f"?{self.unit}/s"
        elif rate >= 1:
            speed = f"{_scaled(rate) if self.unit_scale else f'{rate:5.2f}'}{self.unit}/s"
        else:
            speed = f"{1 / rate:5.2f}s/{self.unit}"
        tail = f", {self.postfix}" if self.postfix else ""
        prefix = f"{self.desc}: " if self.desc else ""
        if not self.total:
            return f"{prefix}{self._number(self.n)}{self.unit} [{_clock(elapsed)}, {speed}{tail}]"
        part = min(self.n / self.total, 1.0)
        rest = _clock((self.total - self.n) / rate) if rate else "?"
        right = f"| {self._number(self.n)}/{self._number(self.total)} [{_clock(elapsed)}<{rest}, {speed}{tail}]"
        left = f"{prefix}{part * 100:3.0f}%|"
        if self.ncols == 0:
            return left[:-1] + right[1:]
        width = 10 if self.ncols is None else max(self.ncols - len(left) - len(right), 1)
        text = left + self._bar(part, width) + right
        return text if self.ncols is None else text[:self.ncols]

    def _bar(self, part, width):
        letters = " 123456789#" if self.ascii is True else self.ascii or " ▏▎▍▌▋▊▉█"
        steps = len(letters) - 1
        whole, rest = divmod(int(part * width * steps), steps)
        return (letters[-1] * whole + (letters[rest] if whole < width else "")).ljust(width)

    def refresh(self, nolock=False, lock_args=None):
        """Shows how far it is."""
        if self.disable or self._closed:
            return
        self._shown_t, self._shown_n = time.time(), self.n
        text = str(self)
        self.fp.write("\r" + text + " " * max(self._width - len(text), 0))
        self._width = len(text)

    display = refresh

    def clear(self, nolock=False):
        """Takes the line away."""
        if not self.disable:
            self.fp.write("\r" + " " * self._width + "\r")

    def close(self):
        """Shows the last state."""
        if self.disable or self._closed:
            return
        if self._shown_t < self.start_t + self.delay:
            self._closed = True  # It was never shown.
            return
        if self.leave:
            self.refresh()
            self.fp.write("\n")
        else:
            self.clear()
        self._closed = True

    def unpause(self):
        """Time goes on."""

    @classmethod
    def write(cls, s, file=None, end="\n", nolock=False):
        """Prints a line."""
        (sys.stdout if file is None else file).write(s + end)

    @classmethod
    def pandas(cls, *args, **kwargs):
        from _types import refuse

        refuse("tqdm.pandas")


tqdm.__module__ = "tqdm.std"


def trange(*args, **kwargs):
    """tqdm over a range."""
    return tqdm(range(*args), **kwargs)
