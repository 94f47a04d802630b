// Mutations that keep most of a program whole: lines and words move, instead of bits.
//
// libFuzzer calls LLVMFuzzerCustomMutator for each new input; one time in four its own byte mutations are used, so
// that the lexer sees broken bytes as well.
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

size_t LLVMFuzzerMutate(uint8_t *bytes, size_t size, size_t most);

typedef struct Span {
    size_t start, length;
} Span;

static const char *const WORDS[] = {
    "None",
    "True",
    "0",
    "-1",
    "1.5",
    "2**70",
    "''",
    "'é\\n'",
    "b'x'",
    "[]",
    "{}",
    "()",
    "set()",
    "range(5)",
    "lambda: 0",
    "object()",
    "type",
    "int",
    "str",
    "list",
    "dict",
    "super()",
    "iter([1])",
    "slice(1)",
    "not ",
    "await ",
    "yield ",
    "*",
    "**",
    "@",
    ":=",
    "==",
    " is ",
    " in ",
    " if 1 else ",
    ".__class__",
    ".__dict__",
    ".__init__",
    ".__mro__",
    ".__iter__()",
    ".append(1)",
    ".join",
    ".format",
    "f'{1!r:>5}'",
    "[::-1]",
    "[1:]",
    "(*a, **b)",
    "repr",
    "eval",
    "exec",
    "compile",
    "globals()",
    "locals()",
    "vars()",
    "hash",
    "sorted",
    "next",
    "map",
    "zip",
    "getattr",
    "setattr",
    "del ",
    "global ",
    "nonlocal ",
    "__slots__",
    "__getattr__",
    "__eq__",
    "__hash__",
    "__del__",
    "__call__",
    "__set_name__",
    "__get__",
    "__bool__",
    "__len__",
    "__format__",
    "__enter__",
    "__exit__",
    "raise ",
    "return ",
    "break",
    "continue",
    "pass",
    "float('nan')",
    "1j",
    "weakref",
    "copy",
    "pickle",
    "json",
    "re",
    "functools",
    "itertools",
    "collections",
    "dataclass",
    "NotImplemented",
    "...",
    "__import__('torch')",
    "torch.ones(2, 3)",
    "torch.tensor",
};

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525 + 1013904223;
    return *state >> 8;
}

static bool is_word(uint8_t byte)
{
    return byte == '_' || byte >= 0x80 || (byte >= '0' && byte <= '9') || ((byte | 32) >= 'a' && (byte | 32) <= 'z');
}

// The line around a random place, with its newline.
static Span pick_line(const uint8_t *bytes, size_t size, uint32_t *state)
{
    size_t place = size ? next_random(state) % size : 0, start = place, end = place;
    while (start > 0 && bytes[start - 1] != '\n')
        start--;
    while (end < size && bytes[end++] != '\n')
        ;
    return (Span){start, end - start};
}

// The name or number at or behind a random place; may be empty.
static Span pick_word(const uint8_t *bytes, size_t size, uint32_t *state)
{
    size_t start = size ? next_random(state) % size : 0;
    while (start > 0 && is_word(bytes[start - 1]))
        start--;
    while (start < size && !is_word(bytes[start]))
        start++;
    size_t end = start;
    while (end < size && is_word(bytes[end]))
        end++;
    return (Span){start, end - start};
}

// Puts `length` bytes of `text` in the place of `old`. The new size, or `size` where it does not fit.
static size_t replace(uint8_t *bytes, size_t size, size_t most, Span old, const void *text, size_t length)
{
    if (size - old.length + length > most)
        return size;
    memmove(bytes + old.start + length, bytes + old.start + old.length, size - old.start - old.length);
    memcpy(bytes + old.start, text, length);
    return size - old.length + length;
}

size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t most, unsigned int seed)
{
    uint32_t state = seed * 2654435761u + 1;
    uint32_t choice = next_random(&state) % 8;
    if (choice < 2 || size == 0)
        return LLVMFuzzerMutate(bytes, size, most);
    uint8_t *copy = malloc(size);
    if (!copy)
        return size;
    memcpy(copy, bytes, size);
    Span line = pick_line(copy, size, &state), word = pick_word(copy, size, &state);
    Span other_line = pick_line(copy, size, &state), other_word = pick_word(copy, size, &state);
    const char *fresh = WORDS[next_random(&state) % (sizeof WORDS / sizeof *WORDS)];
    switch (choice) {
    case 2: // a line twice, or at another place
        size = replace(bytes, size, most, (Span){line.start, 0}, copy + other_line.start, other_line.length);
        break;
    case 3: // a line less
        size = replace(bytes, size, most, line, "", 0);
        break;
    case 4:
    case 5: // one word for another of the program
        size = replace(bytes, size, most, word, copy + other_word.start, other_word.length);
        break;
    case 6:
        size = replace(bytes, size, most, word, fresh, strlen(fresh));
        break;
    default:
        size = replace(bytes, size, most, (Span){word.start + word.length, 0}, fresh, strlen(fresh));
        break;
    }
    free(copy);
    return size;
}
