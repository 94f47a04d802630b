"""Schemas of operators that a program defines: `(Tensor x, int n=3) -> Tensor`."""

import inspect
import re
import typing

import torch
from _types import UnsupportedError


class Argument:
    """One parameter of a schema."""

    def __init__(self, name, kind, default=inspect.Parameter.empty, kwarg_only=False, mutated=False):
        self.name = name
        self.kind = kind
        self.default = default
        self.kwarg_only = kwarg_only
        self.mutated = mutated

    @property
    def required(self):
        return self.default is inspect.Parameter.empty

    def text(self, number, registered):
        """The parameter as it stands in a schema; `number` is its place."""
        kind = self.kind
        if self.mutated:
            kind = kind.replace("Tensor", f"Tensor(a{number}!)", 1)
        if self.required:
            return f"{kind} {self.name}"
        default = f'"{self.default}"' if isinstance(self.default, str) else str(self.default)
        if registered and isinstance(self.default, float):
            default = format(self.default, ".17g") + ("." if self.default.is_integer() else "")
        return f"{kind} {self.name}={default}"


class Schema:
    """A name, its parameters and what is returned."""

    def __init__(self, qualname, arguments, returns):
        self.qualname = qualname
        self.arguments = arguments
        self.returns = returns

    def __str__(self):
        return self.qualname + self.text(True)

    def text(self, registered):
        """The schema without its name; once it is registered, floats are spelled as C++ does."""
        parts = []
        for number, argument in enumerate(self.arguments):
            if argument.kwarg_only and "*" not in parts:
                parts.append("*")
            parts.append(argument.text(number, registered))
        return f"({', '.join(parts)}) -> {self.returns}"

    def bind(self, args, kwargs):
        """Returns the positional and the keyword values of a call, defaults filled in."""
        declaration = f"Declaration: {self}"
        positional = [argument for argument in self.arguments if not argument.kwarg_only]
        if len(args) + len(kwargs) > len(self.arguments) or len(args) > len(positional):
            raise RuntimeError(f"{self.qualname}() expected at most {len(self.arguments)} argument(s) but received "
                               f"{len(args) + len(kwargs)} argument(s). {declaration}")
        values, keywords = [], {}
        for place, argument in enumerate(self.arguments):
            if place < len(args) and not argument.kwarg_only:
                if argument.name in kwargs:
                    raise RuntimeError(f"Argument '{argument.name}' specified both as positional and keyword argument. "
                                       f"Schema: {self}")
                value = self._converted(argument, args[place], place)
            elif argument.name in kwargs:
                value = self._converted(argument, kwargs[argument.name], place)
            elif argument.required:
                raise RuntimeError(f"{self.qualname}() is missing value for argument '{argument.name}'. {declaration}")
            else:
                value = argument.default
            if argument.kwarg_only:
                keywords[argument.name] = value
            else:
                values.append(value)
        for name in kwargs:
            if all(argument.name != name for argument in self.arguments):
                raise RuntimeError(f"Unknown keyword argument '{name}' for operator '{self.qualname}'. Schema: {self}")
        return values, keywords

    def _converted(self, argument, value, place):
        try:
            return _convert(argument.kind, value)
        except TypeError:
            pass
        if argument.kind == "Tensor":
            details = f"Unable to cast {value!r} to Tensor"
        else:
            details = (f"Unable to cast Python instance of type {type(value)} to C++ type '?' (#define "
                       "PYBIND11_DETAILED_ERROR_MESSAGES or compile in debug mode for details)")
        raise RuntimeError(f"{self.qualname}() Expected a value of type '{_kind_name(argument.kind)}' for argument "
                           f"'{argument.name}' but instead found type '{type(value).__name__}'.\nPosition: {place}\n"
                           f"Value: {value!r}\n"
                           f"Declaration: {self}\nCast error details: {details}")


def _kind_name(kind):
    """How messages spell a kind: "SymInt[]?" is Optional[List[int]]."""
    if kind.endswith("?"):
        return f"Optional[{_kind_name(kind[:-1])}]"
    if kind.endswith("]"):
        return f"List[{_kind_name(kind[:kind.rindex('[')])}]"
    return {"SymInt": "int", "Scalar": "number"}.get(kind, kind)


_NUMBERS = {"int": int, "SymInt": int, "float": float, "bool": bool}


def _number(kind, value):
    """The value as a parameter for numbers takes it: a number that fits, or a tensor of one element."""
    if isinstance(value, torch.Tensor):
        fits = value.numel() == 1
    else:
        fits = isinstance(value, int if _NUMBERS[kind] is int else (int, float))
    if not fits:
        raise TypeError
    return _NUMBERS[kind](value)


def _items(kind, value):
    """The items of a list parameter; one of integers takes a tensor of them, too."""
    if kind in ("int", "SymInt") and isinstance(value, torch.Tensor) and value.dim() == 1:
        return value.tolist()
    if not isinstance(value, (list, tuple)):
        raise TypeError
    return value


def _convert(kind, value):
    """The value as a parameter of this kind takes it; TypeError where it does not."""
    if kind.endswith("?"):
        return None if value is None else _convert(kind[:-1], value)
    if kind.endswith("]"):
        kind = kind[:kind.rindex("[")]
        return [_convert(kind, item) for item in _items(kind, value)]
    if kind in _NUMBERS:
        return _number(kind, value)
    if kind == "Device" and isinstance(value, (str, torch.device)):
        return torch.device(value)
    accepted = {"Tensor": torch.Tensor, "str": str, "Scalar": (int, float, bool), "ScalarType": torch.dtype}.get(kind)
    if accepted is None or not isinstance(value, accepted):
        raise TypeError
    return value


_KINDS = "Tensor int SymInt float bool str Scalar ScalarType Device".split()


def parse(qualname, text):
    """Reads a schema such as `(Tensor x, *, int n=3) -> (Tensor, Tensor)`."""
    found = re.fullmatch(r"\s*\((.*)\)\s*->\s*(\S.*?)\s*", text, re.DOTALL)
    if not found:
        raise UnsupportedError(f"torch.library: the schema {text!r} is not supported by torchlet")
    arguments, kwarg_only = [], False
    for part in re.split(r",(?![^(\[]*[)\]])", found[1]):
        part = part.strip()
        if part == "*":
            kwarg_only = True
        elif part:
            arguments.append(_parse_argument(part, kwarg_only))
    return Schema(qualname, arguments, found[2])


def _parse_argument(text, kwarg_only):
    found = re.fullmatch(r"(\w+)(\([^)]*\))?((?:\[\d*\]|\?)*)\s+(\w+)(?:\s*=\s*(.+))?", text)
    if not found:
        raise UnsupportedError(f"torch.library: the parameter {text!r} of a schema is not supported by torchlet")
    if found[1] not in _KINDS:
        raise UnsupportedError(f"torch.library: the type {found[1]} in a schema is not supported by torchlet")
    default = inspect.Parameter.empty if found[5] is None else _parse_default(found[5])
    return Argument(found[4], found[1] + found[3], default, kwarg_only, bool(found[2]) and "!" in found[2])


def _parse_default(text):
    words = {"None": None, "True": True, "False": False, "[]": []}
    if text in words:
        return words[text]
    if text[0] in "\"'":
        return text[1:-1]
    return float(text) if re.search(r"[.e]", text) else int(text)


# ---- Schemas from annotations ----

_PLAIN = [(torch.Tensor, "Tensor"), (int, "SymInt"), (float, "float"), (bool, "bool"), (str, "str"),
          (typing.Union[int, float, bool], "Scalar"), (torch.dtype, "ScalarType"), (torch.device, "Device")]


def _kinds():
    """The annotations that parameters may have, with their words in a schema."""
    kinds = []
    for annotation, word in _PLAIN:
        kinds += [(annotation, word), (typing.Optional[annotation], word + "?")]
        if word in ("str", "ScalarType", "Device"):
            continue
        groups = (typing.Sequence, typing.List)
        kinds += [(group[annotation], word + "[]") for group in groups]
        if word == "Tensor":
            kinds += [(group[typing.Optional[annotation]], word + "?[]") for group in groups]
        elif word != "Scalar":
            kinds += [(typing.Optional[group[annotation]], word + "[]?") for group in groups]
    return kinds


def _return_word(annotation, fail):
    words = [(torch.Tensor, "Tensor"), (typing.List[torch.Tensor], "Tensor[]"), (int, "SymInt"), (float, "float"),
             (bool, "bool"), (typing.Union[int, float, bool], "Scalar")]
    if annotation is None or annotation is type(None):
        return "()"
    if annotation is inspect.Signature.empty:
        fail("No return type annotation was provided. Please add one.")
    if typing.get_origin(annotation) is tuple:
        return f"({', '.join(_return_word(item, fail) for item in typing.get_args(annotation))})"
    for known, word in words:
        if annotation == known:
            return word
    valid = ", ".join(f"{known!r}: {word!r}" for known, word in words)
    fail(f"Return has unsupported type {annotation}. The valid types are: {{{valid}}}.")


def infer(function, mutates_args, qualname=""):
    """The schema that a function's annotations describe."""
    signature = inspect.signature(function)
    hints = typing.get_type_hints(function)

    def fail(what):
        raise ValueError(f"infer_schema(func): {what} Got func with signature {signature})")

    unknown = set() if mutates_args == "unknown" else set(mutates_args) - set(signature.parameters)
    arguments = [_infer_argument(parameter, hints, mutates_args, fail) for parameter in signature.parameters.values()]
    if unknown:
        fail(f"{unknown} in mutates_args were not found in the custom op's signature. mutates_args should contain the "
             "names of all args that the custom op mutates, or just the string 'unknown' if you don't know.")
    returned = hints.get("return", signature.return_annotation)
    return Schema(qualname, arguments, _return_word(returned, fail))


def _infer_argument(parameter, hints, mutates_args, fail):
    if parameter.kind not in (parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY):
        fail("We do not support positional-only args, varargs, or varkwargs.")
    if parameter.annotation is parameter.empty:
        fail(f"Parameter {parameter.name} must have a type annotation.")
    annotation = hints[parameter.name]
    kinds = _kinds()
    kind = next((word for known, word in kinds if known == annotation), None)
    if kind is None:
        unsupported = f"Parameter {parameter.name} has unsupported type {annotation}. "
        valid = f"The valid types are: {dict(kinds).keys()}."
        if annotation.__origin__ is tuple:
            items = ", ".join(getattr(item, "__name__", str(item)) for item in typing.get_args(annotation)[:1])
            fail(f"{unsupported}We do not support Tuple inputs in schema. As a workaround, please try to use List "
                 f"instead. For example, typing.List[{items}].\n\n{valid}")
        fail(unsupported + valid)
    plain = (int, float, bool, str, type(None))
    if parameter.default is not parameter.empty and not isinstance(parameter.default, plain):
        fail(f"Parameter {parameter.name} has an unsupported default value type {type(parameter.default)}. Please file "
             "an issue on GitHub so we can prioritize this.")
    mutated = kind.startswith("Tensor") and (mutates_args == "unknown" or parameter.name in mutates_args)
    return Argument(parameter.name, kind, parameter.default, parameter.kind is parameter.KEYWORD_ONLY, mutated)
