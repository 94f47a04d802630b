"""Ellipses that do not broadcast."""
import torch

for equation, sizes in (
    ("...ij,...jk->...ik", [(3, 2, 2), (4, 2, 2)]),
    ("...nd,...ed->...ne", [(2, 3, 2, 2), (16, 2, 2)]),
    ("a...,b...", [(2, 3), (2, 4)]),
    ("...,...", [(3, 2), (2,)]),
    ("...,...", [(3, 2), (3,)]),
    ("...a,...a,...a", [(2, 3), (2, 3), (5, 3)]),
    ("ij,jk", [(2, 3), (4, 2)]),
):
    try:
        print(torch.einsum(equation, *map(torch.ones, sizes)).shape)
    except RuntimeError as error:
        print(error)
