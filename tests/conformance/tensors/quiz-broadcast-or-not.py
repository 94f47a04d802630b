import torch

for left, right in [((2, 3), (3, 2)), ((2, 3), (2,)), ((5, 3, 4, 1), (3, 1, 1)), ((1,), (3, 1, 7)), ((0,), (1,)),
                    ((0,), (2,)), ((5, 2, 4, 1), (3, 1, 1)), ((3, 1), (1, 3)), ((), (2, 2))]:
    try:
        print(left, right, tuple((torch.empty(left) + torch.empty(right)).shape))
    except RuntimeError as error:
        print(left, right, error)
for target, other in [((5, 1, 4, 1), (3, 1, 1)), ((1, 3), (2, 3))]:
    try:
        torch.ones(target).add_(torch.ones(other))
    except RuntimeError as error:
        print(error)
