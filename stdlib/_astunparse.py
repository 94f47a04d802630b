"""Texts of syntax trees (ast.unparse): each expression knows how tightly it binds, and is put in parentheses where
it stands in a tighter place."""

# How tightly expressions bind, loosest first.
(_NAMED, _TUPLE, _YIELD, _TEST, _OR, _AND, _NOT, _COMPARE, _BIT_OR, _BIT_XOR, _BIT_AND, _SHIFT, _SUM, _TERM, _FACTOR,
 _POWER, _AWAIT, _ATOM) = range(18)

_BINARY = {"Add": ("+", _SUM), "Sub": ("-", _SUM), "Mult": ("*", _TERM), "MatMult": ("@", _TERM), "Div": ("/", _TERM),
           "Mod": ("%", _TERM), "LShift": ("<<", _SHIFT), "RShift": (">>", _SHIFT), "BitOr": ("|", _BIT_OR),
           "BitXor": ("^", _BIT_XOR), "BitAnd": ("&", _BIT_AND), "FloorDiv": ("//", _TERM), "Pow": ("**", _POWER)}
_UNARY = {"Invert": ("~", _FACTOR), "Not": ("not ", _NOT), "UAdd": ("+", _FACTOR), "USub": ("-", _FACTOR)}
_COMPARES = {"Eq": "==", "NotEq": "!=", "Lt": "<", "LtE": "<=", "Gt": ">", "GtE": ">=", "Is": "is", "IsNot": "is not",
             "In": "in", "NotIn": "not in"}
_INFINITY = "1e309"


def text(tree):
    """The text of a tree."""
    return _Writer().document(tree)


def _kind(node):
    return type(node).__name__


class _Writer:
    """Collects lines of statements; expressions are texts."""

    def __init__(self):
        self.lines, self.level = [], 0

    def document(self, tree):
        kind = _kind(tree)
        if kind in ("Module", "Interactive"):
            self.body(tree.body, kind == "Module")
            return "\n".join(self.lines).strip("\n")
        if kind == "Expression":
            return self.expression(tree.body)
        if hasattr(self, "statement_" + kind):
            self.statement(tree)
            return "\n".join(self.lines).strip("\n")
        return self.expression(tree)

    # ---- statements ----

    def line(self, text):
        self.lines.append("    " * self.level + text)

    def body(self, statements, documented=False):
        for i, statement in enumerate(statements):
            if i == 0 and documented and self._is_doc(statement):
                self._doc(statement.value.value, statement.value.kind or "")
            else:
                self.statement(statement)

    def block(self, head, statements, documented=False):
        self.line(head + ":")
        self.level += 1
        self.body(statements, documented)
        self.level -= 1

    def statement(self, node):
        getattr(self, "statement_" + _kind(node))(node)

    def _is_doc(self, node):
        return _kind(node) == "Expr" and _kind(node.value) == "Constant" and isinstance(node.value.value, str)

    def _doc(self, value, prefix):
        shown = "".join(c if c.isprintable() or c in "\n\t" else repr(c)[1:-1] for c in value.replace("\\", "\\\\"))
        quote = "'''" if '"""' in shown else '"""'
        shown = shown.replace(quote, "\\" + quote)
        if shown.endswith(quote[0]):
            shown = shown[:-1] + "\\" + quote[0]
        self.lines.append("    " * self.level + prefix + quote + shown + quote)

    def _else(self, node):
        if node.orelse:
            self.block("else", node.orelse)

    def statement_Expr(self, node):
        self.line(self.expression(node.value, _YIELD))

    def statement_Assign(self, node):
        self.line("".join(self.expression(target, _TUPLE) + " = " for target in node.targets)
                  + self.expression(node.value))

    def statement_AugAssign(self, node):
        sign = _BINARY[_kind(node.op)][0]
        self.line(f"{self.expression(node.target)} {sign}= {self.expression(node.value)}")

    def statement_AnnAssign(self, node):
        target = self.expression(node.target)
        if not node.simple and _kind(node.target) == "Name":
            target = f"({target})"
        value = f" = {self.expression(node.value)}" if node.value else ""
        self.line(f"{target}: {self.expression(node.annotation)}{value}")

    def statement_Return(self, node):
        self.line("return" + (f" {self.expression(node.value)}" if node.value else ""))

    def statement_Delete(self, node):
        self.line("del " + ", ".join(self.expression(target) for target in node.targets))

    def statement_Pass(self, node):
        self.line("pass")

    def statement_Break(self, node):
        self.line("break")

    def statement_Continue(self, node):
        self.line("continue")

    def statement_Assert(self, node):
        self.line(f"assert {self.expression(node.test)}" + (f", {self.expression(node.msg)}" if node.msg else ""))

    def statement_Raise(self, node):
        line = "raise"
        if node.exc:
            line += f" {self.expression(node.exc)}"
        if node.cause:
            line += f" from {self.expression(node.cause)}"
        self.line(line)

    def statement_Global(self, node):
        self.line("global " + ", ".join(node.names))

    def statement_Nonlocal(self, node):
        self.line("nonlocal " + ", ".join(node.names))

    def _names(self, names):
        return ", ".join(name.name + (f" as {name.asname}" if name.asname else "") for name in names)

    def statement_Import(self, node):
        self.line("import " + self._names(node.names))

    def statement_ImportFrom(self, node):
        self.line(f"from {'.' * (node.level or 0)}{node.module or ''} import {self._names(node.names)}")

    def statement_If(self, node, word="if"):
        self.block(f"{word} {self.expression(node.test)}", node.body)
        if len(node.orelse) == 1 and _kind(node.orelse[0]) == "If":
            self.statement_If(node.orelse[0], "elif")
        else:
            self._else(node)

    def statement_While(self, node):
        self.block(f"while {self.expression(node.test)}", node.body)
        self._else(node)

    def statement_For(self, node, word="for"):
        self.block(f"{word} {self.expression(node.target, _TUPLE)} in {self.expression(node.iter)}", node.body)
        self._else(node)

    def statement_AsyncFor(self, node):
        self.statement_For(node, "async for")

    def statement_With(self, node, word="with"):
        items = ", ".join(self.expression(item.context_expr)
                          + (f" as {self.expression(item.optional_vars)}" if item.optional_vars else "")
                          for item in node.items)
        self.block(f"{word} {items}", node.body)

    def statement_AsyncWith(self, node):
        self.statement_With(node, "async with")

    def statement_Try(self, node, word="except"):
        self.block("try", node.body)
        for handler in node.handlers:
            head = word
            if handler.type:
                head += f" {self.expression(handler.type)}"
            if handler.name:
                head += f" as {handler.name}"
            self.block(head, handler.body)
        self._else(node)
        if node.finalbody:
            self.block("finally", node.finalbody)

    def statement_TryStar(self, node):
        self.statement_Try(node, "except*")

    def _decorate(self, node):
        self.lines.append("")
        for decorator in node.decorator_list:
            self.line("@" + self.expression(decorator))

    def _type_parameters(self, node):
        if not node.type_params:
            return ""
        parts = []
        for parameter in node.type_params:
            shown = {"TypeVar": "", "TypeVarTuple": "*", "ParamSpec": "**"}[_kind(parameter)] + parameter.name
            if getattr(parameter, "bound", None):
                shown += f": {self.expression(parameter.bound)}"
            if getattr(parameter, "default_value", None):
                shown += f" = {self.expression(parameter.default_value)}"
            parts.append(shown)
        return f"[{', '.join(parts)}]"

    def statement_FunctionDef(self, node, word="def"):
        self._decorate(node)
        returns = f" -> {self.expression(node.returns)}" if node.returns else ""
        self.block(f"{word} {node.name}{self._type_parameters(node)}({self.arguments(node.args)}){returns}", node.body,
                   True)

    def statement_AsyncFunctionDef(self, node):
        self.statement_FunctionDef(node, "async def")

    def statement_ClassDef(self, node):
        self._decorate(node)
        inner = ", ".join([self.expression(base) for base in node.bases] + [self.keyword(k) for k in node.keywords])
        self.block(f"class {node.name}{self._type_parameters(node)}" + (f"({inner})" if inner else ""), node.body, True)

    def statement_TypeAlias(self, node):
        self.line(f"type {self.expression(node.name)}{self._type_parameters(node)} = {self.expression(node.value)}")

    def statement_Match(self, node):
        self.line(f"match {self.expression(node.subject)}:")
        self.level += 1
        for case in node.cases:
            guard = f" if {self.expression(case.guard)}" if case.guard else ""
            self.block(f"case {self.pattern(case.pattern)}{guard}", case.body)
        self.level -= 1

    # ---- patterns ----

    def pattern(self, node, place=_TEST):
        kind = _kind(node)
        if kind == "MatchValue":
            return self.expression(node.value)
        if kind == "MatchSingleton":
            return repr(node.value)
        if kind == "MatchSequence":
            return f"[{', '.join(self.pattern(part) for part in node.patterns)}]"
        if kind == "MatchStar":
            return f"*{node.name or '_'}"
        if kind == "MatchMapping":
            parts = [f"{self.expression(key)}: {self.pattern(part)}" for key, part in zip(node.keys, node.patterns)]
            return "{" + ", ".join(parts + ([f"**{node.rest}"] if node.rest else [])) + "}"
        if kind == "MatchClass":
            parts = [self.pattern(part) for part in node.patterns]
            parts += [f"{name}={self.pattern(part)}" for name, part in zip(node.kwd_attrs, node.kwd_patterns)]
            return f"{self.expression(node.cls)}({', '.join(parts)})"
        if kind == "MatchOr":
            shown = " | ".join(self.pattern(part, _BIT_XOR) for part in node.patterns)
            return f"({shown})" if place > _BIT_OR else shown
        if node.name is None:
            return "_"
        if node.pattern is None:
            return node.name
        shown = f"{self.pattern(node.pattern, _BIT_OR)} as {node.name}"
        return f"({shown})" if place > _TEST else shown

    # ---- parts of expressions ----

    def _argument(self, node):
        return node.arg + (f": {self.expression(node.annotation)}" if node.annotation else "")

    def arguments(self, node):
        parts = []
        plain = node.posonlyargs + node.args
        defaults = [None] * (len(plain) - len(node.defaults)) + node.defaults
        for i, (argument, default) in enumerate(zip(plain, defaults), 1):
            parts.append(self._argument(argument) + (f"={self.expression(default)}" if default else ""))
            if i == len(node.posonlyargs):
                parts.append("/")
        if node.vararg or node.kwonlyargs:
            parts.append("*" + (self._argument(node.vararg) if node.vararg else ""))
        for argument, default in zip(node.kwonlyargs, node.kw_defaults):
            parts.append(self._argument(argument) + (f"={self.expression(default)}" if default else ""))
        if node.kwarg:
            parts.append("**" + self._argument(node.kwarg))
        return ", ".join(parts)

    def keyword(self, node):
        return f"{node.arg}={self.expression(node.value)}" if node.arg else f"**{self.expression(node.value)}"

    def _generators(self, generators):
        parts = []
        for each in generators:
            word = " async for " if each.is_async else " for "
            parts.append(f"{word}{self.expression(each.target, _TUPLE)} in {self.expression(each.iter, _OR)}")
            parts += [f" if {self.expression(test, _OR)}" for test in each.ifs]
        return "".join(parts)

    # ---- expressions ----

    def expression(self, node, place=_TEST):
        """The text of an expression that stands where things bind as tightly as `place`."""
        kind = _kind(node)
        if kind in ("arguments", "keyword"):
            return getattr(self, kind)(node)
        if not hasattr(self, "expression_" + kind):
            return self._other(node, kind)
        shown, own = getattr(self, "expression_" + kind)(node)
        return f"({shown})" if own < place else shown

    def _other(self, node, kind):
        if kind.startswith("Match"):
            return self.pattern(node)
        if kind == "arg":
            return self._argument(node)
        if kind in _BINARY or kind in _UNARY or kind in _COMPARES or kind in ("Load", "Store", "Del", "And", "Or"):
            return ""
        from _types import refuse

        refuse(f"ast.unparse of {kind}")

    def expression_Name(self, node):
        return node.id, _ATOM

    def expression_Constant(self, node):
        value = node.value
        if value is Ellipsis:
            return "...", _ATOM
        shown = repr(value)
        if isinstance(value, (float, complex)):
            shown = shown.replace("inf", _INFINITY).replace("nan", f"({_INFINITY}-{_INFINITY})")
        return (node.kind or "") + shown, _ATOM

    def expression_NamedExpr(self, node):
        return f"{self.expression(node.target, _ATOM)} := {self.expression(node.value, _ATOM)}", _NAMED

    def expression_BoolOp(self, node):
        word, own = ("and", _AND) if _kind(node.op) == "And" else ("or", _OR)
        parts = [self.expression(value, min(own + 1 + i, _ATOM)) for i, value in enumerate(node.values)]
        return f" {word} ".join(parts), own

    def expression_BinOp(self, node):
        sign, own = _BINARY[_kind(node.op)]
        left, right = (own + 1, own) if sign == "**" else (own, own + 1)
        return f"{self.expression(node.left, left)} {sign} {self.expression(node.right, right)}", own

    def expression_UnaryOp(self, node):
        sign, own = _UNARY[_kind(node.op)]
        return sign + self.expression(node.operand, own), own

    def expression_Lambda(self, node):
        inner = self.arguments(node.args)
        return f"lambda{' ' if inner else ''}{inner}: {self.expression(node.body)}", _TEST

    def expression_IfExp(self, node):
        return (f"{self.expression(node.body, _OR)} if {self.expression(node.test, _OR)} else "
                f"{self.expression(node.orelse)}"), _TEST

    def expression_Compare(self, node):
        shown = self.expression(node.left, _COMPARE + 1)
        for op, value in zip(node.ops, node.comparators):
            shown += f" {_COMPARES[_kind(op)]} {self.expression(value, _COMPARE + 1)}"
        return shown, _COMPARE

    def expression_Call(self, node):
        parts = [self.expression(each) for each in node.args] + [self.keyword(each) for each in node.keywords]
        return f"{self.expression(node.func, _ATOM)}({', '.join(parts)})", _ATOM

    def expression_Attribute(self, node):
        value = self.expression(node.value, _ATOM)
        if _kind(node.value) == "Constant" and isinstance(node.value.value, int):
            value += " "
        return f"{value}.{node.attr}", _ATOM

    def expression_Subscript(self, node):
        inner = node.slice
        if _kind(inner) == "Tuple" and inner.elts:
            shown = ", ".join(map(self.expression, inner.elts)) + ("," if len(inner.elts) == 1 else "")
        else:
            shown = self.expression(inner)
        return f"{self.expression(node.value, _ATOM)}[{shown}]", _ATOM

    def expression_Slice(self, node):
        shown = (self.expression(node.lower) if node.lower else "") + ":"
        shown += self.expression(node.upper) if node.upper else ""
        return shown + (f":{self.expression(node.step)}" if node.step else ""), _ATOM

    def expression_Starred(self, node):
        return "*" + self.expression(node.value, _BIT_OR), _ATOM

    def expression_List(self, node):
        return f"[{', '.join(map(self.expression, node.elts))}]", _ATOM

    def expression_Tuple(self, node):
        inner = ", ".join(map(self.expression, node.elts)) + ("," if len(node.elts) == 1 else "")
        return (inner, _TUPLE) if node.elts else ("()", _ATOM)

    def expression_Set(self, node):
        return "{" + (", ".join(map(self.expression, node.elts)) or "*()") + "}", _ATOM

    def expression_Dict(self, node):
        parts = [f"**{self.expression(value, _BIT_OR)}" if key is None
                 else f"{self.expression(key)}: {self.expression(value)}"
                 for key, value in zip(node.keys, node.values)]
        return "{" + ", ".join(parts) + "}", _ATOM

    def expression_ListComp(self, node):
        return f"[{self.expression(node.elt)}{self._generators(node.generators)}]", _ATOM

    def expression_SetComp(self, node):
        return "{" + self.expression(node.elt) + self._generators(node.generators) + "}", _ATOM

    def expression_DictComp(self, node):
        return (f"{{{self.expression(node.key)}: {self.expression(node.value)}{self._generators(node.generators)}}}",
                _ATOM)

    def expression_GeneratorExp(self, node):
        return f"({self.expression(node.elt)}{self._generators(node.generators)})", _ATOM

    def expression_Await(self, node):
        return f"await {self.expression(node.value, _ATOM)}", _AWAIT

    def expression_Yield(self, node):
        return "yield" + (f" {self.expression(node.value, _ATOM)}" if node.value else ""), _YIELD

    def expression_YieldFrom(self, node):
        return f"yield from {self.expression(node.value, _ATOM)}", _YIELD

    # ---- f-strings ----

    def _fstring(self, node, nested):
        """The inner text of an f-string's parts."""
        kind = _kind(node)
        if kind == "JoinedStr":
            return "".join(self._fstring(part, nested) for part in node.values)
        if kind == "Constant":
            return node.value.replace("{", "{{").replace("}", "}}")
        shown = self.expression(node.value, _TEST + 1)
        shown = (" " if shown.startswith("{") else "") + shown
        if node.conversion != -1:
            shown += "!" + chr(node.conversion)
        if node.format_spec:
            shown += ":" + self._fstring(node.format_spec, True)
        return "{" + shown + "}"

    def expression_JoinedStr(self, node):
        inner = self._fstring(node, False)
        plain = "".join(part.value for part in node.values if _kind(part) == "Constant")
        quote = next((quote for quote in ("'", '"', '\"\"\"', "'''") if quote not in inner), None)
        if quote is None or "\\" in plain or not plain.isprintable():
            escaped = _escape(node, self)
            quote = "'" if "'" not in escaped else '"'
            return f"f{quote}{escaped}{quote}", _ATOM
        return f"f{quote}{inner}{quote}", _ATOM

    def expression_FormattedValue(self, node):
        return f"f'{self._fstring(node, False)}'", _ATOM


def _escape(node, writer):
    """The inner text of an f-string whose characters need escapes."""
    parts = []
    for part in node.values:
        if _kind(part) == "Constant":
            parts.append(repr(part.value)[1:-1].replace("{", "{{").replace("}", "}}"))
        else:
            parts.append(writer._fstring(part, False))
    return "".join(parts)
