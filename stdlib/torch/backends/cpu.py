"""torch.backends.cpu."""


def get_cpu_capability():
    return "AVX2"
