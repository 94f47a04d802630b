import torch
from torch.testing import assert_close


def check(actual, expected, **options):
    try:
        assert_close(actual, expected, **options)
        print("close")
    except (AssertionError, TypeError, ValueError) as error:
        print(f"{type(error).__name__}: {error}")


check(1e-9, 1e-10, rtol=0, atol=0)
check(1.0, 2)
check(1, 2)
check(1.0, 1.1)
check(1.0, 1.0 + 1e-9)
check(True, False)
check(torch.tensor([1.]), 1.0)
check(torch.tensor([1, 2]), torch.tensor([1, 3]))
check([1, 2], [1, 3])
check({"a": [1, torch.ones(2)]}, {"a": [1, torch.zeros(2)]})
check({"a": 1}, {"b": 2})
check((1, 2), (1, 2, 3))
check(torch.ones(2), torch.ones(3))
check(torch.ones(2), torch.ones(2).double())
check("a", "a")
check(None, None)
check(torch.tensor(float("nan")), torch.tensor(float("nan")))
check(torch.tensor(float("nan")), torch.tensor(float("nan")), equal_nan=True)
check(torch.tensor([1., 2.]), torch.tensor([1., 4.]), msg=lambda text: "told: " + text.split("\n")[0])
check(torch.ones(2, 3), torch.ones(3, 2).t(), check_stride=True)
check(torch.ones(1), torch.ones(1, device="meta"))
check(torch.tensor([1.]), torch.tensor([1.]), rtol=1)
check(3, 3.0, check_dtype=False)
