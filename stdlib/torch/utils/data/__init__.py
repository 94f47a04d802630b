"""torch.utils.data: datasets, samplers, loaders. Each name is loaded on first use."""

import sys

_HOMES = {
    "dataset": "Dataset IterableDataset TensorDataset StackDataset ConcatDataset ChainDataset Subset random_split",
    "sampler": "Sampler SequentialSampler RandomSampler SubsetRandomSampler WeightedRandomSampler BatchSampler",
    "dataloader": "DataLoader default_collate default_convert",
    "_workers": "get_worker_info",
    "distributed": "DistributedSampler",
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}
__all__ = list(_HOME_OF)


def __getattr__(name):
    if name in _HOME_OF or name in _HOMES or name == "_utils":
        home = "torch.utils.data." + _HOME_OF.get(name, name)
        __import__(home)
        value = sys.modules[home]
        if name in _HOME_OF:
            value = getattr(value, name)
    else:
        from torch import _C
        raise _C._missing("torch.utils.data", name)
    globals()[name] = value
    return value
