"""Streams and events. The CPU works in order, so there is nothing to wait for."""

import torch


def _device(device, index=None):
    if isinstance(device, int):
        raise RuntimeError("Cannot access accelerator device when none is available.")
    device = torch.device("cpu" if device is None else device)
    if device.type not in ("cpu", "meta"):
        raise RuntimeError(f"PyTorch is not linked with support for {device.type} devices")
    return device


class Stream:
    """A queue of work; on the CPU there is one, and it is always empty."""

    def __init__(self, device=None, *, priority=0):
        self.device = _device(device)
        self.stream_id, self.device_index, self.device_type = 0, -1, 0

    def query(self):
        """Tells whether all work is done."""
        return True

    def synchronize(self):
        """Waits for the work."""

    def wait_event(self, event):
        """Waits for an event."""

    def wait_stream(self, stream):
        """Waits for another stream."""

    def record_event(self, event=None):
        """Records an event."""
        return Event(self.device) if event is None else event

    def __repr__(self):
        return f"torch.Stream device_type={self.device.type}, device_index=-1, stream_id=0"


class Event:
    """A point in a stream's work."""

    def __init__(self, device=None, *, enable_timing=False, blocking=False, interprocess=False):
        self.device = _device(device)
        self._flag = 0 if enable_timing else 1
        self.event_id = 0

    def __repr__(self):
        return f"torch.Event device_type={self.device.type}, device_index=-1, event_flag={self._flag}, event_id=0"
