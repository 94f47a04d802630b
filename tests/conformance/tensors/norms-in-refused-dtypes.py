# A norm takes floating point numbers, and gives a dtype that holds what the input's holds.
import torch


def show(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)


x = torch.arange(6.0).reshape(2, 3)
c = x.to(torch.complex64)
show(lambda: torch.linalg.vector_norm(x, dtype=torch.int8))
show(lambda: torch.linalg.vector_norm(x, 3, dtype=torch.bool))
show(lambda: torch.linalg.vector_norm(x.long(), 3, dtype=torch.float32))
show(lambda: torch.linalg.vector_norm(c, 3, dtype=torch.float32))
show(lambda: torch.linalg.vector_norm(x, 3, dtype=torch.complex64))
show(lambda: torch.linalg.vector_norm(x.double(), 3, dtype=torch.float32))
show(lambda: torch.linalg.vector_norm(x, 1j))
show(lambda: torch.linalg.vector_norm(x.half(), 1, dtype=torch.float64))
show(lambda: torch.norm(x, 2, 0, dtype=torch.uint8))
show(lambda: torch.linalg.matrix_norm(x, dtype=torch.int8))
show(lambda: torch.linalg.matrix_norm(x.long(), 1))
show(lambda: torch.linalg.matrix_norm(c, "nuc", dtype=torch.float32))
show(lambda: torch.linalg.matrix_norm(x.double(), 2, dtype=torch.float32))
show(lambda: torch.linalg.matrix_norm(x, 7, (0, 1, 2)))
show(lambda: torch.linalg.matrix_norm(x, "most", (0, 1, 2)))
show(lambda: torch.linalg.matrix_norm(x, 1j))
show(lambda: torch.linalg.norm(x.reshape(1, 2, 3), 2))
