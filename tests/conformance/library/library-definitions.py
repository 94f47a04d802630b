# Operators that a program defines: what is registered twice or early, and what their parameters take.
import torch


def make(kind):
    return torch.library.Library("shelf", kind)


def show(name, run):
    try:
        print(name, run())
    except Exception as error:
        print(name, type(error).__name__, error)


def scaled(x, n=1):
    print("n =", n)
    return x.sin() * n


def listed(x, f, items):
    print(f, items)
    return x


x = torch.tensor([1.])
lib = make("DEF")
other = make("FRAGMENT")
lib.define("scaled(Tensor x, int n=1) -> Tensor")
lib.impl("scaled", scaled, "CompositeExplicitAutograd")
show("twice", lambda: lib.define("scaled(Tensor x) -> Tensor"))
show("twice elsewhere", lambda: other.define("scaled(Tensor x) -> Tensor"))
show("twice by name", lambda: torch.library.define("shelf::scaled", "(Tensor x) -> Tensor"))
show("name only", lambda: lib.define("scaled"))
for schema in ("(Tensor x -> Tensor", "(Tensor x) Tensor", "Tensor x) -> Tensor", "(Tensor x", ""):
    show("schema", lambda: torch.library.define("shelf::broken", schema))

call = torch.ops.shelf.scaled
show("both", lambda: call(x, x=x))
show("both of one", lambda: call.default(x, x=x))
show("too many", lambda: call(x, 2, n=3))
show("bool", lambda: call(x, True))
show("float", lambda: call(x, 2.0))
show("tensor", lambda: call(x, torch.tensor(2)))
show("fraction", lambda: call(x, torch.tensor(2.5)))

lib.impl("early", lambda x: x * 2, "CPU")
show("not yet", lambda: torch.ops.shelf.early(x))
lib.define("early(Tensor x) -> Tensor")
show("now", lambda: torch.ops.shelf.early(x))
show("again", lambda: lib.impl("early", lambda x: x * 3, "CPU"))
torch.library.impl("shelf::sooner", "cpu", lambda x: x * 4)
torch.library.define("shelf::sooner", "(Tensor x) -> Tensor")
show("by name", lambda: torch.ops.shelf.sooner(x))

lib.define("listed(Tensor x, float f, int[] items) -> Tensor")
lib.impl("listed", listed, "CPU")
show("numbers", lambda: torch.ops.shelf.listed(x, True, [True, 2]))
show("fraction in a list", lambda: torch.ops.shelf.listed(x, 1, [1, 2.0]))
show("tensors", lambda: torch.ops.shelf.listed(x, torch.tensor(1.5), [torch.tensor(1), 2]))
show("no list", lambda: torch.ops.shelf.listed(x, 1, 2))


@torch.library.custom_op("shelf::plain", mutates_args=())
def plain(x: torch.Tensor, n: int) -> torch.Tensor:
    return x * n


show("custom bool", lambda: plain(x, True))
show("custom tensor", lambda: plain(x, torch.tensor(3)))
