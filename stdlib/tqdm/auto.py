"""The same progress bars under another name."""

from tqdm import tqdm, trange

__all__ = ["tqdm", "trange"]
