"""The workers of a DataLoader: each has a copy of the dataset and random streams of its own, and runs here."""

import collections
import copy
import random
import sys

import torch
from torch.utils.data._fetch import Fetcher
from torch.utils.data.dataloader import _BaseDataLoaderIter
from torch.utils.data.dataset import IterableDataset

_MASK = 0xffffffff


class WorkerInfo:
    """What a worker knows of itself."""

    def __init__(self, id, num_workers, seed, dataset):
        self.id = id
        self.num_workers = num_workers
        self.seed = seed
        self.dataset = dataset

    def __repr__(self):
        return (f"WorkerInfo(id={self.id}, num_workers={self.num_workers}, seed={self.seed}, "
                f"dataset={self.dataset!r})")


WorkerInfo.__module__ = "torch.utils.data._utils.worker"
_running = []  # the WorkerInfo of the worker whose code runs


def get_worker_info():
    """The worker whose code runs; None in the main process."""
    return _running[-1] if _running else None


def _array_seed(base_seed, worker):
    """Four words for numpy's generator, mixed as M. O'Neill's seed_seq_fe does."""
    constant = 0x43b0d7e5

    def scrambled(value):
        nonlocal constant
        value ^= constant
        constant = constant * 0x931e8875 & _MASK
        value = value * constant & _MASK
        return value ^ value >> 16

    pool = [scrambled(word) for word in (worker, base_seed & _MASK, base_seed >> 32 & _MASK, 0)]
    for source in range(4):
        for target in range(4):
            if source != target:
                mixed = 0xca01f9dd * pool[target] - 0x4973f715 * scrambled(pool[source]) & _MASK
                pool[target] = mixed ^ mixed >> 16
    constant, words = 0x8b51f9dd, []
    for word in pool:
        word ^= constant
        constant = constant * 0x58f38ded & _MASK
        word = word * constant & _MASK
        words.append(word ^ word >> 16)
    return words


class _Streams:
    """The states of the global random generators."""

    def __init__(self):
        self.numpy = sys.modules.get("numpy")
        self.states = (torch.get_rng_state(), random.getstate(), self.numpy and self.numpy.random.get_state())

    def restore(self):
        torch.set_rng_state(self.states[0])
        random.setstate(self.states[1])
        if self.numpy:
            self.numpy.random.set_state(self.states[2])


class Worker:
    """One worker of one pass, or of several where workers persist."""

    def __init__(self, loader, number, base_seed):
        self.loader = loader
        self.info = WorkerInfo(number, loader.num_workers, base_seed + number, copy.copy(loader.dataset))
        self.base_seed = base_seed
        self.streams = None
        self._inside(self._begin)
        self.restart()

    @property
    def dataset(self):
        return self.info.dataset

    def restart(self):
        """Begins a pass."""
        self.alive = True
        self.fetcher = self._inside(lambda: Fetcher(self.loader, self.dataset))

    def _begin(self):
        torch.manual_seed(self.info.seed)
        random.seed(self.info.seed)
        if "numpy" in sys.modules:
            sys.modules["numpy"].random.seed(_array_seed(self.base_seed, self.info.id))
        if self.loader.worker_init_fn is not None:
            self.loader.worker_init_fn(self.info.id)

    def _inside(self, run):
        """Runs something in the worker: with its random streams and its WorkerInfo."""
        outside = _Streams()
        if self.streams is not None:
            self.streams.restore()
        _running.append(self.info)
        try:
            return run()
        finally:
            _running.pop()
            self.streams = _Streams()
            outside.restore()

    def fetch(self, index):
        """The batch of an index, collated; StopIteration where the worker's stream has ended."""
        return self._inside(lambda: self.fetcher.fetch(index))


class _MultiProcessingDataLoaderIter(_BaseDataLoaderIter):
    """One pass over the data with workers, which take turns; indices are drawn some batches ahead."""

    def __init__(self, loader):
        super().__init__(loader)
        assert loader.prefetch_factor > 0
        self._workers = [Worker(loader, number, self._base_seed) for number in range(loader.num_workers)]
        self._begin()

    def _begin(self):
        self._indices = iter(self._loader._index_sampler)
        self._ahead = collections.deque()
        self._turn = 0
        for _ in range(self._loader.prefetch_factor * len(self._workers)):
            self._draw()

    def _draw(self):
        """Takes one more index from the sampler, where there is one."""
        try:
            self._ahead.append(next(self._indices))
        except StopIteration:
            pass

    def restart(self):
        """Begins another pass of the same workers."""
        for worker in self._workers:
            worker.restart()
        self._begin()

    def __next__(self):
        while self._ahead and any(worker.alive for worker in self._workers):
            worker = self._workers[self._turn % len(self._workers)]
            self._turn += 1
            if not worker.alive:
                continue
            index = self._ahead.popleft()
            try:
                return worker.fetch(index)
            except StopIteration:
                if not isinstance(self._loader.dataset, IterableDataset):
                    raise
                worker.alive = False
            finally:
                self._draw()
        raise StopIteration


_MultiProcessingDataLoaderIter.__module__ = "torch.utils.data.dataloader"
