// itertools: what its files share. All its iterators have one layout, so that one destroy, traverse and clear do.
#ifndef LIB_ITERTOOLS_H
#define LIB_ITERTOOLS_H

#include "lib/support.h"

enum { TOOL_VALUES = 5 };

/// An iterator's state: values, numbers, an array of indices. What each means is up to the type.
typedef struct Tool {
    Object head;
    Value v[TOOL_VALUES]; // UNSET where not used
    int64_t n, m, k;
    bool flag;
    int64_t *indices;
    size_t index_count;
} Tool;

static inline Tool *tool_of(Value v)
{
    return (Tool *)v.object;
}

/// An instance with all values UNSET; NULL with an error pending.
MUST_USE Tool *tool_new(Interp *interp, Type *type);
/// Makes room for `count` indices, all 0.
MUST_USE bool tool_indices(Interp *interp, Tool *tool, size_t count);
void tool_destroy(Interp *interp, Object *self);
void tool_traverse(Object *self, VisitFunction visit, void *context);
void tool_clear(Interp *interp, Object *self);
/// Stores an iterator of `iterable` in v[i]; false with an error pending.
MUST_USE bool tool_iterate(Interp *interp, Tool *tool, int i, Value iterable);
/// Drops a tool that could not be completed and returns VALUE_ERROR.
Value tool_fail(Tool *tool);
/// Reads an argument as int64; ValueError `text` where it is no int or below `least`.
MUST_USE bool tool_count(Interp *interp, Value v, int64_t least, const char *text, int64_t *out);

/// A type of this layout: its name in itertools, documentation, constructor and step.
#define TOOL_TYPE(symbol, tool_name, text, ...)                                                                        \
    const TypeSpec symbol = {.name = "itertools." tool_name,                                                           \
                             .doc = text,                                                                              \
                             .id = -1,                                                                                 \
                             .size = sizeof(Tool),                                                                     \
                             .flags = TYPE_FLAG_GC,                                                                    \
                             __VA_ARGS__}
#define TOOL_SLOTS(new_function, next_function)                                                                        \
    .new_ = new_function, .iter = support_self_iter, .next = next_function, .destroy = tool_destroy,                   \
    .traverse = tool_traverse, .clear = tool_clear

extern const TypeSpec *const ITERTOOLS_COMBINATORIC[];
extern const TypeSpec *const ITERTOOLS_GROUPING[];
extern const NativeSpec *const ITERTOOLS_FUNCTIONS[]; // tee

#endif
