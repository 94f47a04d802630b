"""torch.fx: functions and modules as graphs of calls, recorded by running them on proxies."""

import sys

from torch import _C

_HOMES = {
    "node": "Node map_arg",
    "graph": "Graph PythonCode",
    "proxy": "Proxy",
    "_symbolic_trace": "Tracer symbolic_trace wrap ProxyableClassMeta",
    "graph_module": "GraphModule",
    "interpreter": "Interpreter Transformer",
    "subgraph_rewriter": "replace_pattern",
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}
_MODULES = tuple(_HOMES)


def __getattr__(name):
    if name not in _HOME_OF and name not in _MODULES:
        raise _C._missing("torch.fx", name)
    home = "torch.fx." + _HOME_OF.get(name, name)
    __import__(home)
    value = sys.modules[home]
    if name in _HOME_OF:
        value = getattr(value, name)
    globals()[name] = value
    return value
