"""The classes of syntax trees, made from a table of their fields: `*` is a list, `?` may be None."""


class AST:
    """A node of a syntax tree."""

    _fields = ()
    _attributes = ()
    _field_types = {}

    def __init__(self, *args, **kwargs):
        cls = type(self)
        if len(args) > len(self._fields):
            raise TypeError(f"{cls.__name__} constructor takes at most {len(self._fields)} positional "
                            f"argument{'s' * (len(self._fields) != 1)}")
        given = set()
        for name, value in zip(self._fields, args):
            setattr(self, name, value)
            given.add(name)
        for name, value in kwargs.items():
            if name in given:
                raise TypeError(f"{cls.__name__} got multiple values for argument {name!r}")
            if name not in self._fields and name not in self._attributes:
                self._warn(f"{cls.__name__}.__init__ got an unexpected keyword argument {name!r}. Support for "
                           "arbitrary keyword arguments is deprecated and will be removed in Python 3.15.")
            setattr(self, name, value)
            given.add(name)
        if args or kwargs:
            self._complete(given)
        else:
            for name, kind in self._field_types.items():
                if kind == "*":
                    setattr(self, name, [])

    def _complete(self, given):
        for name in self._fields:
            if name in given:
                continue
            kind = self._field_types.get(name)
            if kind == "*":
                setattr(self, name, [])
            elif kind == "ctx":
                setattr(self, name, Load())
            elif kind != "?":
                self._warn(f"{type(self).__name__}.__init__ missing 1 required positional argument: {name!r}. This "
                           "will become an error in Python 3.15.")

    @staticmethod
    def _warn(text):
        import warnings

        warnings.warn(text, DeprecationWarning, stacklevel=3)

    def __reduce_ex__(self, protocol):
        return _rebuild, (type(self), self.__dict__)

    def __repr__(self):
        return f"<ast.{type(self).__name__} object at {id(self):#x}>"


AST.__module__ = "ast"


def _rebuild(cls, values):
    made = cls.__new__(cls)
    made.__dict__.update(values)
    return made


_PLACE = ("lineno", "col_offset", "end_lineno", "end_col_offset")
_TABLE = """mod:
Module: body* type_ignores*
Interactive: body*
Expression: body
FunctionType: argtypes* returns
stmt @
FunctionDef: name args body* decorator_list* returns? type_comment? type_params*
AsyncFunctionDef: name args body* decorator_list* returns? type_comment? type_params*
ClassDef: name bases* keywords* body* decorator_list* type_params*
Return: value?
Delete: targets*
Assign: targets* value type_comment?
TypeAlias: name type_params* value
AugAssign: target op value
AnnAssign: target annotation value? simple
For: target iter body* orelse* type_comment?
AsyncFor: target iter body* orelse* type_comment?
While: test body* orelse*
If: test body* orelse*
With: items* body* type_comment?
AsyncWith: items* body* type_comment?
Match: subject cases*
Raise: exc? cause?
Try: body* handlers* orelse* finalbody*
TryStar: body* handlers* orelse* finalbody*
Assert: test msg?
Import: names*
ImportFrom: module? names* level?
Global: names*
Nonlocal: names*
Expr: value
Pass:
Break:
Continue:
expr @
BoolOp: op values*
NamedExpr: target value
BinOp: left op right
UnaryOp: op operand
Lambda: args body
IfExp: test body orelse
Dict: keys* values*
Set: elts*
ListComp: elt generators*
SetComp: elt generators*
DictComp: key value generators*
GeneratorExp: elt generators*
Await: value
Yield: value?
YieldFrom: value
Compare: left ops* comparators*
Call: func args* keywords*
FormattedValue: value conversion format_spec?
JoinedStr: values*
Constant: value kind?
Attribute: value attr ctx
Subscript: value slice ctx
Starred: value ctx
Name: id ctx
List: elts* ctx
Tuple: elts* ctx
Slice: lower? upper? step?
pattern @
MatchValue: value
MatchSingleton: value
MatchSequence: patterns*
MatchMapping: keys* patterns* rest?
MatchClass: cls patterns* kwd_attrs* kwd_patterns*
MatchStar: name?
MatchAs: pattern? name?
MatchOr: patterns*
excepthandler @
ExceptHandler: type? name? body*
type_param @
TypeVar: name bound? default_value?
ParamSpec: name default_value?
TypeVarTuple: name default_value?
type_ignore
TypeIgnore: lineno tag
expr_context
Load:
Store:
Del:
boolop
And:
Or:
operator
Add:
Sub:
Mult:
MatMult:
Div:
Mod:
Pow:
LShift:
RShift:
BitOr:
BitXor:
BitAnd:
FloorDiv:
unaryop
Invert:
Not:
UAdd:
USub:
cmpop
Eq:
NotEq:
Lt:
LtE:
Gt:
GtE:
Is:
IsNot:
In:
NotIn:"""
_LONE = """comprehension: target iter ifs* is_async
arguments: posonlyargs* args* vararg? kwonlyargs* kw_defaults* kwarg? defaults*
arg@: arg annotation? type_comment?
keyword@: arg? value
alias@: name asname?
withitem: context_expr optional_vars?
match_case: pattern guard? body*"""


def _make(name, base, fields, place):
    names, scope = [], {"__module__": "ast"}
    kinds = {}
    for field in fields.split():
        kind = field[-1] if field[-1] in "*?" else "ctx" if field == "ctx" else ""
        field = field.rstrip("*?")
        names.append(field)
        kinds[field] = kind
        if kind == "?":
            scope[field] = None
    if place:
        scope["_attributes"] = _PLACE
        scope["end_lineno"] = scope["end_col_offset"] = None
    scope["_fields"] = scope["__match_args__"] = tuple(names)
    scope["_field_types"] = kinds
    globals()[name] = made = type(name, (base,), scope)
    __all__.append(name)
    return made


__all__ = ["AST"]
_base = AST
for _line in _TABLE.splitlines():
    _name, _colon, _fields = _line.partition(":")
    if _colon and _name != "mod":
        _make(_name, _base, _fields, False)
    else:
        _base = _make(_name.rstrip(" @"), AST, "", _name.endswith("@"))
for _line in _LONE.splitlines():
    _name, _, _fields = _line.partition(":")
    _make(_name.rstrip("@"), AST, _fields, _name.endswith("@"))
