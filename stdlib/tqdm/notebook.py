"""The same progress bars under another name."""

from tqdm import tqdm, trange

tqdm_notebook, tnrange = tqdm, trange
__all__ = ["tqdm", "trange"]
