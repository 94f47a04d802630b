# The memory format that conversions and moves are given: kept, or taken where the tensor does not suggest it already.
import torch

image = torch.arange(24.0).reshape(1, 2, 3, 4)
sources = {
    "plain": image,
    "turned": image.transpose(1, 2),
    "last": image.to(memory_format=torch.channels_last),
    "part": image.to(memory_format=torch.channels_last)[:, :1],
    "matrix": torch.arange(6.0).reshape(2, 3).t(),
    "one": torch.zeros(1, 1, 1, 1),
}
for label, source in sources.items():
    for wanted in (torch.contiguous_format, torch.preserve_format, torch.channels_last):
        for name in ("half", "float", "bool", "cpu"):
            try:
                result = getattr(source, name)(memory_format=wanted)
                same = result.equal(source.to(result.dtype))
                print(label, wanted, name, result.dtype, result.stride(), result is source, same)
            except RuntimeError as error:
                print(label, wanted, name, error)
        if source.dim() == 4:
            print(label, wanted, source.to(torch.float32, memory_format=wanted) is source)

for call in (lambda: image.int(memory_format=torch.channels_last_3d), lambda: image.long(memory_format="last"),
             lambda: image.cpu(memory_format=4), lambda: torch.empty(2, device="meta").cpu()):
    try:
        print(call())
    except (TypeError, RuntimeError) as error:
        print(type(error).__name__, str(error).split("\n")[0])
leaf = torch.ones(1, 2, 2, 2, requires_grad=True)
print(leaf.cpu() is leaf, leaf.cpu(memory_format=torch.channels_last).grad_fn.name())
