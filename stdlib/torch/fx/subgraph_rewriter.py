"""Replacing parts of a graph."""

from typing import Dict, List, NamedTuple

from torch.fx._symbolic_trace import symbolic_trace
from torch.fx.graph import Graph
from torch.fx.graph_module import GraphModule
from torch.fx.node import Node


class Match(NamedTuple):
    """One place where a pattern was found."""
    anchor: Node
    nodes_map: Dict[Node, Node]


def _graph_of(given):
    if isinstance(given, GraphModule):
        return given.graph
    return given if isinstance(given, Graph) else symbolic_trace(given).graph


def _same(pattern, found, mapping):
    """Whether two arguments agree; adds the pairs of nodes to the mapping."""
    if isinstance(pattern, Node):
        return isinstance(found, Node) and _nodes_match(pattern, found, mapping)
    if type(pattern) is not type(found):
        return False
    if isinstance(pattern, (tuple, list)):
        return len(pattern) == len(found) and all(_same(a, b, mapping) for a, b in zip(pattern, found))
    if isinstance(pattern, dict):
        return pattern.keys() == found.keys() and all(_same(pattern[key], found[key], mapping) for key in pattern)
    return pattern == found


def _nodes_match(pattern, found, mapping):
    if pattern in mapping:
        return mapping[pattern] is found
    if found in mapping.values():
        return False
    if pattern.op != "placeholder" and (pattern.op != found.op or pattern.target != found.target):
        return False
    mapping[pattern] = found
    if pattern.op == "placeholder":
        return True
    return _same(pattern.args, found.args, mapping) and _same(pattern.kwargs, found.kwargs, mapping)


def _is_closed(mapping, anchor):
    """Whether nobody else uses what the match would take away."""
    inside = set(mapping.values())
    return all(user in inside for pattern, found in mapping.items()
               if pattern.op != "placeholder" and pattern is not anchor for user in found.users)


def replace_pattern(gm: GraphModule, pattern, replacement) -> List[Match]:
    """Puts a replacement wherever a pattern stands; returns the matches."""
    pattern_graph, replacement_graph = _graph_of(pattern), _graph_of(replacement)
    anchor = pattern_graph.output_node().args[0]
    if not isinstance(anchor, Node):
        from _types import UnsupportedError
        raise UnsupportedError("torch.fx.replace_pattern() with several outputs is not supported by torchlet")
    matches, taken = [], set()
    for node in gm.graph.nodes:
        mapping = {}
        if not _nodes_match(anchor, node, mapping) or not _is_closed(mapping, anchor):
            continue
        inner = {found for known, found in mapping.items() if known.op != "placeholder"}
        if inner & taken:
            continue
        taken |= inner
        matches.append(Match(anchor, mapping))
    for match in matches:
        _replace(gm.graph, match, pattern_graph, replacement_graph)
    gm.recompile()
    return matches


def _replace(graph, match, pattern_graph, replacement_graph):
    inputs = [match.nodes_map.get(node) for node in pattern_graph.nodes if node.op == "placeholder"]
    parameters = [node for node in replacement_graph.nodes if node.op == "placeholder"]
    copies = dict(zip(parameters, inputs))
    last = match.nodes_map[match.anchor]
    with graph.inserting_before(next(iter(sorted(last.users, key=list(graph.nodes).index)), last)):
        result = graph.graph_copy(replacement_graph, copies)
    last.replace_all_uses_with(result)
    for known in reversed(pattern_graph.nodes):
        if known.op not in ("placeholder", "output") and known in match.nodes_map:
            graph.erase_node(match.nodes_map[known])
