"""Samples of a dataset, collated into batches."""

from torch.utils.data.dataset import IterableDataset


class Fetcher:
    """Takes samples from a dataset and collates them."""

    def __init__(self, loader, dataset):
        self._collate = loader.collate_fn
        self._collated = loader._auto_collation
        self._drop_last = loader.drop_last
        self._dataset = dataset
        self._stream = iter(dataset) if isinstance(dataset, IterableDataset) else None
        self._ended = False

    def fetch(self, index):
        """The batch of an index."""
        return self._collate(self._samples(index) if self._stream is None else self._next_samples(index))

    def _samples(self, index):
        if not self._collated:
            return self._dataset[index]
        if hasattr(self._dataset, "__getitems__") and self._dataset.__getitems__:
            return self._dataset.__getitems__(index)
        return [self._dataset[i] for i in index]

    def _next_samples(self, index):
        if not self._collated:
            return next(self._stream)
        if self._ended:
            raise StopIteration
        samples = []
        for _ in index:
            try:
                samples.append(next(self._stream))
            except StopIteration:
                self._ended = True
                break
        if not samples or (self._drop_last and len(samples) < len(index)):
            raise StopIteration
        return samples
