"""Einstein's summation: reads the formula, then multiplies from left to right."""

import torch


def _letter(c):
    return c.isalpha() and c.isascii()


def _subscripts(text, index):
    """One operand's letters, with "." for an ellipsis."""
    result, i = [], 0
    while i < len(text):
        c = text[i]
        if c == " ":
            i += 1
        elif c == ".":
            if text[i:i + 3] != "..." or "." in result:
                raise RuntimeError(f"einsum(): found '.' for operand {index} that is not part of any ellipsis"
                                   if text[i:i + 3] != "..." else
                                   f"einsum(): found '.' for operand {index} for which an ellipsis was already found")
            result.append(".")
            i += 3
        elif _letter(c):
            result.append(c)
            i += 1
        else:
            raise RuntimeError(f"einsum(): invalid subscript given at index {i} in the equation string, subscripts must "
                               "be in [a-zA-Z]")
    return result


def _order(letter):
    # Capitals come before small letters.
    return (letter.islower(), letter)


class _Formula:
    """What stands in the formula: the letters of the operands and of the result."""

    def __init__(self, equation, operands):
        left, arrow, right = equation.partition("->")
        parts = left.split(",")
        if len(parts) > len(operands):
            raise RuntimeError("einsum(): fewer operands were provided than specified in the equation")
        if len(parts) < len(operands):
            raise RuntimeError("einsum(): more operands were provided than specified in the equation")
        self.inputs = [_subscripts(part, i) for i, part in enumerate(parts)]
        self.rank = 0
        for i, (letters, operand) in enumerate(zip(self.inputs, operands)):
            self.check_rank(i, letters, operand)
        self.output = self.read_output(right) if arrow else self.infer_output()

    def check_rank(self, i, letters, operand):
        named = sum(c != "." for c in letters)
        if "." in letters:
            if named > operand.dim():
                raise RuntimeError(f"einsum(): the number of subscripts in the equation ({named}) is more than the number "
                                   f"of dimensions ({operand.dim()}) for operand {i}")
            self.rank = max(self.rank, operand.dim() - named)
        elif named != operand.dim():
            raise RuntimeError(f"einsum(): the number of subscripts in the equation ({named}) does not match the number "
                               f"of dimensions ({operand.dim()}) for operand {i} and no ellipsis was given")

    def infer_output(self):
        all_letters = [c for letters in self.inputs for c in letters if c != "."]
        once = sorted((c for c in set(all_letters) if all_letters.count(c) == 1), key=_order)
        return (["."] if any("." in letters for letters in self.inputs) else []) + once

    def read_output(self, text):
        letters = _subscripts(text, "the output") if "." not in text else self.read_output_ellipsis(text)
        known = {c for part in self.inputs for c in part}
        for c in letters:
            if c == ".":
                continue
            if letters.count(c) > 1:
                raise RuntimeError(f"einsum(): output subscript {c} appears more than once in the output")
            if c not in known:
                raise RuntimeError(f"einsum(): output subscript {c} does not appear in the equation for any input operand")
        return letters

    @staticmethod
    def read_output_ellipsis(text):
        if text.count(".") != 3 or "..." not in text:
            raise RuntimeError("einsum(): found '.' for output but an ellipsis (...) was already found"
                               if text.count(".") > 3 else
                               "einsum(): found '.' for output that is not part of any ellipsis (...)")
        return _subscripts(text, "the output")


def _align(letters, operand, order, rank, index, sizes, owners):
    """Brings an operand's dimensions into the common order: diagonals for repeated letters, 1 for missing ones."""
    names = []
    for c in letters:
        if c == ".":
            extra = operand.dim() - (len(letters) - 1)
            names.extend(("...", rank - extra + i) for i in range(extra))
        else:
            names.append(c)
    while True:
        repeated = next((name for name in names if names.count(name) > 1), None)
        if repeated is None:
            break
        first = names.index(repeated)
        second = names.index(repeated, first + 1)
        if operand.size(first) != operand.size(second):
            raise RuntimeError(f"einsum(): subscript {repeated} is repeated for operand {index} but the sizes don't "
                               f"match, {operand.size(second)} != {operand.size(first)}")
        operand = operand.diagonal(0, first, second).movedim(-1, first)
        del names[second]
    for i, name in enumerate(names):
        size = operand.size(i)
        if size == 1:
            sizes.setdefault(name, 1)
        elif sizes.get(name, 1) == 1:
            sizes[name] = size
        elif sizes[name] != size:
            label = "..." if isinstance(name, tuple) else name
            raise _Mismatch(name, index, size, sizes[name])
    places = [names.index(name) for name in order if name in names]
    operand = operand.permute(places)
    return operand.reshape([operand.size(sum(n in names for n in order[:i])) if name in names else 1
                            for i, name in enumerate(order)]) if len(places) != len(order) else operand


class _Mismatch(Exception):
    pass


def _broadcast_error(formula, operands, order, rank):
    shapes = ["[" + ", ".join(str(s) for s in operand.shape) + "]" for operand in operands]
    aligned = []
    for letters, operand in zip(formula.inputs, operands):
        try:
            part = _align(letters, operand, order, rank, 0, {}, {})
        except _Mismatch:
            part = operand
        aligned.append("[" + ", ".join(str(s) for s in part.shape) + "]")
    return RuntimeError("einsum(): operands do not broadcast with remapped shapes [original->remapped]: "
                        + " ".join(f"{a}->{b}" for a, b in zip(shapes, aligned)))


def _multiply(left, right, order, summed):
    """Multiplies two aligned operands and sums over dimensions: a batched matrix product."""
    batch, only_left, only_right, inner = [], [], [], []
    for i in range(len(order)):
        a, b = left.size(i) != 1, right.size(i) != 1
        if i in summed:
            if a and b:
                inner.append(i)
            elif a:
                left = left.sum(i, keepdim=True)
            elif b:
                right = right.sum(i, keepdim=True)
        elif a and b:
            batch.append(i)
        elif a:
            only_left.append(i)
        else:
            only_right.append(i)
    if not inner:
        result = left * right
        return result
    rest = [i for i in summed if i not in inner]
    shape = [1 if i in summed else max(left.size(i), right.size(i)) for i in range(len(order))]
    for i in batch:
        shape[i] = left.size(i)
    a = left.permute(batch + only_left + inner + only_right + rest)
    b = right.permute(batch + inner + only_right + only_left + rest)
    count = lambda t, dims: _product(t.size(d) for d in dims)
    a = a.reshape(count(left, batch), count(left, only_left), count(left, inner))
    b = b.reshape(count(right, batch), count(right, inner), count(right, only_right))
    result = torch.bmm(a, b)
    places = batch + only_left + only_right + inner + rest
    sizes = ([left.size(i) for i in batch] + [left.size(i) for i in only_left] + [right.size(i) for i in only_right]
             + [1] * (len(inner) + len(rest)))
    back = [places.index(i) for i in range(len(order))]
    return result.reshape(sizes).permute(back)


def _product(numbers):
    result = 1
    for number in numbers:
        result *= number
    return result


def einsum(equation, operands):
    """Evaluates a formula."""
    if not isinstance(equation, str):
        raise TypeError(f"einsum(): argument 'equation' (position 1) must be str, not {type(equation).__name__}")
    for i, operand in enumerate(operands):
        if not isinstance(operand, torch.Tensor):
            raise TypeError(f"expected Tensor as element {i} in argument 1, but got {type(operand).__name__}")
    formula = _Formula(equation, operands)
    rank = formula.rank
    ellipsis = [("...", i) for i in range(rank)]
    order = []
    for c in formula.output:
        order.extend(ellipsis if c == "." else [c])
    kept = len(order)
    if "." not in formula.output and rank:
        order.extend(ellipsis)
    named = sorted({c for letters in formula.inputs for c in letters if c != "."} - set(order), key=_order)
    order.extend(named)
    sizes = {}
    try:
        aligned = [_align(letters, operand, order, rank, i, sizes, {})
                   for i, (letters, operand) in enumerate(zip(formula.inputs, operands))]
    except _Mismatch:
        raise _broadcast_error(formula, operands, order, rank) from None
    result = aligned[0]
    for number, right in enumerate(aligned[1:], 1):
        later = aligned[number + 1:]
        summed = [i for i in range(kept, len(order)) if all(t.size(i) == 1 for t in later)]
        result = _multiply(result, right, order, summed)
        left_over = [i for i in summed if result.size(i) != 1]
        if left_over:
            result = result.sum(left_over, keepdim=True)
    if kept < len(order):
        dims = [i for i in range(kept, len(order)) if result.size(i) != 1]
        if dims:
            result = result.sum(dims, keepdim=True)
        result = result.reshape(result.shape[:kept]) if kept else result.reshape(())
    return result
