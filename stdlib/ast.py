"""The syntax trees of programs."""

from _ast import literal_eval as _literal_text
from _astnodes import *
from _astnodes import AST, Constant, Expression

__all__ = ["parse", "literal_eval", "dump", "walk", "unparse", "NodeVisitor", "NodeTransformer", "iter_fields",
           "iter_child_nodes", "get_docstring", "get_source_segment", "copy_location", "fix_missing_locations",
           "increment_lineno"]

PyCF_ONLY_AST, PyCF_TYPE_COMMENTS, PyCF_ALLOW_TOP_LEVEL_AWAIT, PyCF_OPTIMIZED_AST = 1024, 4096, 8192, 33792


def parse(source, filename="<unknown>", mode="exec", *, type_comments=False, feature_version=None, optimize=-1):
    """The tree of a text."""
    if type_comments or feature_version is not None or optimize not in (-1, 0) or mode == "func_type":
        from _types import refuse

        refuse("type_comments, feature_version and optimize of ast.parse")
    if isinstance(source, AST):
        return source
    if isinstance(source, (bytes, bytearray)):
        source = bytes(source).decode("utf-8")
    elif not isinstance(source, str):
        raise TypeError("compile() arg 1 must be a string, bytes or AST object")
    if mode not in ("exec", "eval", "single"):
        raise ValueError("compile() mode must be 'exec', 'eval', 'single' or 'func_type'")
    if "\0" in source:
        raise SyntaxError("source code string cannot contain null bytes")
    import _astnodes
    import _tree

    return _tree.parse(source, filename if isinstance(filename, str) else str(filename), mode, _astnodes)


def literal_eval(node_or_string):
    """The value of a literal: of a text or of a tree."""
    if isinstance(node_or_string, str):
        try:
            return _literal_text(node_or_string)
        except ValueError:
            return _value(parse(node_or_string.lstrip(" \t"), mode="eval").body)
    node = node_or_string.body if isinstance(node_or_string, Expression) else node_or_string
    return _value(node)


def _malformed(node):
    message = "malformed node or string"
    if line := getattr(node, "lineno", None):
        message += f" on line {line}"
    raise ValueError(f"{message}: {node!r}")


def _number(node):
    """The value of a number with its sign."""
    kind = type(node).__name__
    if kind == "UnaryOp" and type(node.op).__name__ in ("UAdd", "USub"):
        value = _number(node.operand) if type(node.operand) is Constant else _malformed(node)
        return +value if type(node.op).__name__ == "UAdd" else -value
    if kind != "Constant" or type(node.value) not in (int, float, complex):
        _malformed(node)
    return node.value


def _value(node):
    kind = type(node).__name__
    if kind == "Constant":
        return node.value
    if kind in ("Tuple", "List", "Set"):
        return {"Tuple": tuple, "List": list, "Set": set}[kind](map(_value, node.elts))
    if kind == "Call" and type(node.func).__name__ == "Name" and node.func.id == "set" and not node.args \
            and not node.keywords:
        return set()
    if kind == "Dict":
        if len(node.keys) != len(node.values):
            _malformed(node)
        return dict(zip(map(_value, node.keys), map(_value, node.values)))
    if kind == "BinOp" and type(node.op).__name__ in ("Add", "Sub"):
        left, right = _number(node.left), _number(node.right)
        if isinstance(left, (int, float)) and isinstance(right, complex):
            return left + right if type(node.op).__name__ == "Add" else left - right
    return _number(node)


# ---- looking at trees ----


def iter_fields(node):
    """The fields of a node that are there, with their names."""
    for field in node._fields:
        try:
            yield field, getattr(node, field)
        except AttributeError:
            pass


def iter_child_nodes(node):
    """The nodes right below a node."""
    for _, value in iter_fields(node):
        if isinstance(value, AST):
            yield value
        elif isinstance(value, list):
            for item in value:
                if isinstance(item, AST):
                    yield item


def walk(node):
    """A node and all below it, level by level."""
    queue, place = [node], 0
    while place < len(queue):
        node = queue[place]
        place += 1
        queue.extend(iter_child_nodes(node))
        yield node


def dump(node, annotate_fields=True, include_attributes=False, *, indent=None, show_empty=False):
    """A tree as text."""
    if not isinstance(node, AST):
        raise TypeError(f"expected AST, got {type(node).__name__!r}")
    if indent is not None and not isinstance(indent, str):
        indent = " " * indent
    return _Dump(annotate_fields, include_attributes, indent, show_empty).shown(node, 0)[0]


class _Dump:
    """How a tree is shown."""

    def __init__(self, names, places, indent, empty):
        self.names, self.places, self.indent, self.empty = names, places, indent, empty

    def _is_empty(self, cls, name, value):
        return not self.empty and isinstance(value, list) and not value and cls._field_types.get(name) == "*"

    def shown(self, node, level):
        """The text of a node, and whether it is short."""
        level += 1
        prefix = "\n" + self.indent * level if self.indent is not None else ""
        separator = ",\n" + self.indent * level if self.indent is not None else ", "
        if isinstance(node, AST):
            return self._node(node, level, prefix, separator)
        if isinstance(node, list):
            if not node:
                return "[]", True
            return f"[{prefix}{separator.join(self.shown(item, level)[0] for item in node)}]", False
        return repr(node), True

    def _node(self, node, level, prefix, separator):
        cls, parts, simple, names = type(node), [], True, self.names
        held = []  # empty lists, which are only shown where something without a name follows
        for name in node._fields:
            try:
                value = getattr(node, name)
            except AttributeError:
                names = True
                continue
            if value is None and getattr(cls, name, Ellipsis) is None:
                names = True
                continue
            if self._is_empty(cls, name, value):
                if not names:
                    held.append("[]")
                continue
            if not names:
                parts += held
                held = []
            text, short = self.shown(value, level)
            simple = simple and short
            parts.append(f"{name}={text}" if names else text)
        if self.places and node._attributes:
            for name in node._attributes:
                value = getattr(node, name, Ellipsis)
                if value is Ellipsis or value is None and getattr(cls, name, Ellipsis) is None:
                    continue
                text, short = self.shown(value, level)
                simple = simple and short
                parts.append(f"{name}={text}")
        if simple and len(parts) <= 3:
            return f"{cls.__name__}({', '.join(parts)})", not parts
        return f"{cls.__name__}({prefix}{separator.join(parts)})", False


class NodeVisitor:
    """Calls visit_NAME for each node of a class, generic_visit for the others."""

    def visit(self, node):
        """Visits a node."""
        return getattr(self, "visit_" + type(node).__name__, self.generic_visit)(node)

    def generic_visit(self, node):
        """Visits what is below a node."""
        for _, value in iter_fields(node):
            if isinstance(value, list):
                for item in value:
                    if isinstance(item, AST):
                        self.visit(item)
            elif isinstance(value, AST):
                self.visit(value)


class NodeTransformer(NodeVisitor):
    """A visitor whose results take the nodes' places; None removes."""

    def generic_visit(self, node):
        for name, value in iter_fields(node):
            if isinstance(value, list):
                made = []
                for item in value:
                    if isinstance(item, AST):
                        item = self.visit(item)
                        if item is None:
                            continue
                        if not isinstance(item, AST):
                            made.extend(item)
                            continue
                    made.append(item)
                value[:] = made
            elif isinstance(value, AST):
                fresh = self.visit(value)
                if fresh is None:
                    delattr(node, name)
                else:
                    setattr(node, name, fresh)
        return node


def get_docstring(node, clean=True):
    """The docstring of a function, class or module."""
    if type(node).__name__ not in ("FunctionDef", "AsyncFunctionDef", "ClassDef", "Module"):
        raise TypeError(f"{type(node).__name__!r} can't have docstrings")
    if not node.body or type(node.body[0]).__name__ != "Expr":
        return None
    text = node.body[0].value
    if type(text) is not Constant or not isinstance(text.value, str):
        return None
    if not clean:
        return text.value
    import inspect

    return inspect.cleandoc(text.value)


def get_source_segment(source, node, *, padded=False):
    """The text that a node was made from."""
    if getattr(node, "end_lineno", None) is None or getattr(node, "end_col_offset", None) is None:
        return None
    lines = [line.encode() for line in source.splitlines(True)]
    first, last = node.lineno - 1, node.end_lineno - 1
    if first == last:
        return lines[first][node.col_offset:node.end_col_offset].decode()
    padding = b"".join(b"\t" if byte == b"\t" else b" " for byte in [lines[first][:node.col_offset]]) if padded else b""
    if padded:
        padding = b" " * node.col_offset
    return b"".join([padding + lines[first][node.col_offset:], *lines[first + 1:last],
                     lines[last][:node.end_col_offset]]).decode()


def copy_location(new_node, old_node):
    """Gives a node the place of another one."""
    for name in ("lineno", "col_offset", "end_lineno", "end_col_offset"):
        if name in old_node._attributes and name in new_node._attributes:
            value = getattr(old_node, name, None)
            if value is not None or hasattr(old_node, name) and name.startswith("end_"):
                setattr(new_node, name, value)
    return new_node


def fix_missing_locations(node):
    """Gives each node without a place that of the node above."""
    def fix(node, place):
        fresh = []
        for name, value in zip(("lineno", "col_offset", "end_lineno", "end_col_offset"), place):
            if name in node._attributes:
                if getattr(node, name, None) is None:
                    setattr(node, name, value)
                else:
                    value = getattr(node, name)
            fresh.append(value)
        for child in iter_child_nodes(node):
            fix(child, fresh)

    fix(node, [1, 0, 1, 0])
    return node


def increment_lineno(node, n=1):
    """Moves a tree down."""
    for child in walk(node):
        if "lineno" in child._attributes:
            child.lineno = getattr(child, "lineno", 0) + n
        if getattr(child, "end_lineno", None) is not None:
            child.end_lineno += n
    return node


def unparse(ast_obj):
    """The text of a tree."""
    from _astunparse import text

    return text(ast_obj)
