// An arena: many small blocks, freed together. The chunks come from base/mem.h, so they are counted.
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/mem.h"

typedef struct ArenaChunk ArenaChunk;

typedef struct Arena {
    Memory *memory;
    ArenaChunk *chunks; // newest first
    char *next;         // the free part of the newest chunk
    size_t left;        // its bytes
} Arena;

/// Prepares an empty arena; allocates nothing.
void arena_init(Arena *arena, Memory *memory);
/// Frees every block at once and leaves an empty arena.
void arena_free(Arena *arena);
/// Returns `size` bytes aligned for any type, uninitialised. NULL with MemoryError pending.
MUST_USE void *arena_alloc_slow(Arena *arena, size_t size);

static inline MUST_USE void *arena_alloc(Arena *arena, size_t size)
{
    size_t rounded = (size + 7) & ~(size_t)7;
    if (UNLIKELY(rounded < size || rounded > arena->left))
        return arena_alloc_slow(arena, size);
    void *block = arena->next;
    arena->next += rounded;
    arena->left -= rounded;
    return block;
}

/// A NUL-terminated copy of `length` bytes.
MUST_USE char *arena_copy(Arena *arena, const char *bytes, size_t length);

#endif
