"""Nested tuples, lists and dicts of values as flat lists and back."""


class TreeSpec:
    """The shape of a nest: its kind, what rebuilds it, and the shapes of its parts."""

    def __init__(self, type, context, children_specs):
        self.type = type
        self.context = context
        self.children_specs = children_specs
        self.num_leaves = 1 if type is None else sum(child.num_leaves for child in children_specs)

    def is_leaf(self):
        return self.type is None

    def __repr__(self, indent=0):
        if self.type is None:
            return "*"
        parts = [child.__repr__(indent + 2) for child in self.children_specs]
        inner = (",\n" + " " * (indent + 2)).join(parts)
        return f"TreeSpec({self.type.__name__}, {self.context}, [{inner}])"

    def __eq__(self, other):
        return (isinstance(other, TreeSpec) and self.type is other.type and self.context == other.context
                and self.children_specs == other.children_specs)


def _children(tree):
    if isinstance(tree, dict):
        return list(tree.values()), list(tree.keys())
    if isinstance(tree, tuple) and hasattr(tree, "_fields"):
        return list(tree), type(tree)
    if isinstance(tree, tuple) and type(tree).__module__ == "torch.return_types":
        return list(tree), None
    if type(tree) in (list, tuple):
        return list(tree), None
    return None, None


def tree_flatten(tree, is_leaf=None):
    """Returns the leaves and the spec that puts them together again."""
    children, context = (None, None) if is_leaf is not None and is_leaf(tree) else _children(tree)
    if children is None:
        return [tree], TreeSpec(None, None, [])
    leaves, specs = [], []
    for child in children:
        flat, spec = tree_flatten(child, is_leaf)
        leaves.extend(flat)
        specs.append(spec)
    return leaves, TreeSpec(type(tree), context, specs)


def tree_unflatten(leaves, treespec):
    """Builds the nest of a spec from leaves."""
    return _build(iter(leaves), treespec)


def _build(leaves, spec):
    if spec.type is None:
        return next(leaves)
    children = [_build(leaves, child) for child in spec.children_specs]
    if issubclass(spec.type, dict):
        return spec.type(zip(spec.context, children))
    if spec.context is not None:
        return spec.type(*children)
    return spec.type(children)


def tree_leaves(tree, is_leaf=None):
    return tree_flatten(tree, is_leaf)[0]


def tree_map(func, tree, *rests, is_leaf=None):
    """Applies a function to each leaf (and to the leaves at the same place of further nests)."""
    leaves, spec = tree_flatten(tree, is_leaf)
    others = [tree_flatten(rest, is_leaf)[0] for rest in rests]
    return tree_unflatten([func(*group) for group in zip(leaves, *others)], spec)


def tree_map_only(kind, func, tree, is_leaf=None):
    return tree_map(lambda leaf: func(leaf) if isinstance(leaf, kind) else leaf, tree, is_leaf=is_leaf)
