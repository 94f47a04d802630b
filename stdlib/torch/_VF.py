"""Another name for the operators of torch."""

import torch


def __getattr__(name):
    return getattr(torch, name)
