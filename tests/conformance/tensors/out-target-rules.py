import torch


def attempt(function):
    try:
        print(function())
    except (RuntimeError, IndexError) as error:
        print(type(error).__name__, error)


x = torch.arange(6.0).reshape(2, 3)
index = torch.tensor([[0, 1, 1], [1, 0, 0]])
# The result's dtype, said in three ways.
attempt(lambda: torch.gather(x, 0, index, out=torch.zeros(2, 3, dtype=torch.float64)))
attempt(lambda: torch.argmax(x, out=torch.zeros((), dtype=torch.int32)))
attempt(lambda: torch.matmul(x, x.T, out=torch.zeros(2, 2, dtype=torch.float16)))
attempt(lambda: torch.neg(x, out=torch.zeros(2, 3, dtype=torch.float64)))
attempt(lambda: torch.complex(x, x, out=torch.zeros(2, 3, dtype=torch.complex128)))
attempt(lambda: torch.amax(x, 0, out=torch.zeros(3, dtype=torch.float64)))
attempt(lambda: torch.multinomial(x, 2, out=torch.zeros(2, 2)))
attempt(lambda: torch.sort(x, out=(torch.zeros(2, 3), torch.zeros(2, 3, dtype=torch.int32))))
# A dtype that is named must be the target's; one that is not named follows it.
attempt(lambda: torch.mean(x, 0, dtype=torch.float64, out=torch.zeros(3)))
attempt(lambda: torch.mean(x, 0, out=torch.zeros(3, dtype=torch.float64)))
# Memory that the inputs or the target itself share.
row = torch.arange(5.0)
attempt(lambda: torch.take(row, torch.tensor([1, 2]), out=row))
attempt(lambda: torch.masked_select(row, row > 2, out=row))
attempt(lambda: torch.index_select(x, 1, torch.tensor([0, 1]), out=torch.zeros(1).expand(2, 2)))
attempt(lambda: torch.cat([row[:0], row], out=row))
attempt(lambda: torch.kthvalue(row, 2, out=(row, torch.tensor(0))))
attempt(lambda: torch.gather(x, 0, index, out=x))
print(row, x)
