"""torch.utils.tensorboard needs a package that is not part of PyTorch."""

raise ModuleNotFoundError("No module named 'tensorboard'", name="tensorboard")
