# torch.library: functions become operators with a schema, kernels and gradients of their own.
import torch
from torch import Tensor
from typing import List, Optional, Tuple


@torch.library.custom_op("shop::price", mutates_args=())
def price(amount: Tensor, rate: float = 2.0) -> Tensor:
    return torch.from_numpy(amount.numpy() * rate)


print(price, price._opoverload._schema, torch.ops.shop.price, torch.ops.shop.price.default)
amount = torch.tensor([1.0, 3.0], requires_grad=True)
print(price(amount.detach()), torch.ops.shop.price(amount.detach(), rate=10.0))
paid = price(amount)
print(paid.requires_grad, paid.grad_fn.name())
try:
    paid.sum().backward()
except RuntimeError as error:
    print(error)


def remember(ctx, inputs, output):
    _, ctx.rate = inputs


price.register_autograd(lambda ctx, grad: (grad * ctx.rate, None), setup_context=remember)
price(amount, 4.0).sum().backward()
print(amount.grad)


@price.register_fake
def _(amount, rate=2.0):
    return torch.empty_like(amount)


print(price(torch.ones(2, 3, device="meta")).shape)
for arguments in ((), (1,), (amount, 1.0, 2), (amount, "a")):
    try:
        price(*arguments)
    except RuntimeError as error:
        print(error)


@torch.library.custom_op("shop::restock", mutates_args={"stock"})
def restock(stock: Tensor, by: int) -> None:
    stock.numpy()[:] += by


stock = torch.zeros(2)
print(restock(stock, 3), stock, stock._version, restock._opoverload._schema)


@torch.library.custom_op("shop::same", mutates_args=())
def same(x: Tensor) -> Tensor:
    return x


try:
    same(stock)
except RuntimeError as error:
    print(str(error)[str(error).index("The output"):])


def several(xs: List[Tensor], bias: Optional[Tensor] = None, *, steps: int) -> Tuple[Tensor, Tensor]:
    return xs[0], xs[1]


print(torch.library.infer_schema(several, mutates_args=()))
for wrong in (lambda x: x, price):
    try:
        print(torch.library.custom_op("shop::wrong", mutates_args=())(wrong))
    except (ValueError, AttributeError, TypeError) as error:
        print(type(error).__name__, error)

print(torch.library.define("shop::twice", "(Tensor x, int times=2) -> Tensor"))


@torch.library.impl("shop::twice", "cpu")
def twice(x, times=2):
    return x * times


print(torch.ops.shop.twice(torch.ones(2)), torch.ops.shop.twice(torch.ones(2), times=5), twice)
library = torch.library.Library("depot", "DEF")
print(library.define("add(Tensor a, Tensor b) -> Tensor"))
library.impl("add", lambda a, b: a + b, "CompositeImplicitAutograd")
print(torch.ops.depot.add(amount, 1 + amount), torch.ops.depot.add.overloads())
try:
    torch.ops.depot.subtract
except AttributeError as error:
    print(error)
