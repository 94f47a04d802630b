"""torch.fx: functions and modules as graphs of calls, recorded by running them on proxies."""

import sys

from _types import UnsupportedError

_HOMES = {
    "node": "Node map_arg",
    "graph": "Graph PythonCode CodeGen",
    "proxy": "Proxy",
    "_symbolic_trace": "Tracer symbolic_trace wrap ProxyableClassMeta",
    "graph_module": "GraphModule",
    "interpreter": "Interpreter Transformer",
    "subgraph_rewriter": "replace_pattern",
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}
_MODULES = tuple(_HOMES)


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(f"module 'torch.fx' has no attribute '{name}'")
    if name in ("passes", "experimental", "has_side_effect", "Argument", "immutable_collections", "tensor_type",
                "traceback", "operator_schemas"):
        raise UnsupportedError(f"torch.fx.{name} is not supported by torchlet")
    if name not in _HOME_OF and name not in _MODULES:
        raise AttributeError(f"module 'torch.fx' has no attribute '{name}'")
    home = "torch.fx." + _HOME_OF.get(name, name)
    __import__(home)
    value = sys.modules[home]
    if name in _HOME_OF:
        value = getattr(value, name)
    globals()[name] = value
    return value
