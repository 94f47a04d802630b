// Growable arrays. VECTOR(Type) declares the fields; the macros work on a pointer to such a struct.
//
//   typedef struct Tokens VECTOR(Token) Tokens;
//   if (!VECTOR_PUSH(&tokens, memory, token)) return false;
#ifndef BASE_VECTOR_H
#define BASE_VECTOR_H

#include "base/mem.h"

#define VECTOR(Type)                                                                                                   \
    {                                                                                                                  \
        Type *items;                                                                                                   \
        size_t count;                                                                                                  \
        size_t capacity;                                                                                               \
    }

/// Appends `...` (one expression); false with MemoryError pending on failure.
#define VECTOR_PUSH(vector, memory, ...)                                                                               \
    (vector_grow((void **)&(vector)->items, &(vector)->capacity, (vector)->count, sizeof *(vector)->items, memory) &&  \
     (((vector)->items[(vector)->count++] = (__VA_ARGS__)), true))
/// Frees the array, not what its items own.
#define VECTOR_FREE(vector, memory)                                                                                    \
    (mem_free(memory, (vector)->items, (vector)->capacity * sizeof *(vector)->items), (vector)->items = NULL,          \
     (vector)->count = 0, (vector)->capacity = 0)
#define VECTOR_LAST(vector) ((vector)->items[(vector)->count - 1])

/// Makes room for one more item; used by VECTOR_PUSH.
MUST_USE bool vector_grow(void **items, size_t *capacity, size_t count, size_t item_size, Memory *memory);

#endif
