#include "base/arena.h"

#include <string.h>

enum { FIRST_CHUNK = 8 * 1024, LARGEST_CHUNK = 256 * 1024 };

struct ArenaChunk {
    ArenaChunk *next;
    size_t size; // bytes asked for, with this header
};

void arena_init(Arena *arena, Memory *memory)
{
    *arena = (Arena){.memory = memory};
}

void arena_free(Arena *arena)
{
    ArenaChunk *chunk = arena->chunks;
    while (chunk) {
        ArenaChunk *next = chunk->next;
        mem_free(arena->memory, chunk, chunk->size);
        chunk = next;
    }
    arena_init(arena, arena->memory);
}

static ArenaChunk *add_chunk(Arena *arena, size_t size)
{
    ArenaChunk *chunk = mem_alloc(arena->memory, size);
    if (!chunk)
        return NULL;
    chunk->size = size;
    return chunk;
}

// A large block gets a chunk of its own behind the newest one, so that the newest stays in use.
static void *alloc_large(Arena *arena, size_t size)
{
    ArenaChunk *chunk = add_chunk(arena, sizeof *chunk + size);
    if (!chunk)
        return NULL;
    if (arena->chunks) {
        chunk->next = arena->chunks->next;
        arena->chunks->next = chunk;
    } else {
        chunk->next = NULL;
        arena->chunks = chunk;
    }
    return chunk + 1;
}

void *arena_alloc_slow(Arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2) {
        error_raise_bare(arena->memory->error, ERROR_MEMORY_ERROR);
        return NULL;
    }
    size = (size + 7) & ~(size_t)7;
    if (size > FIRST_CHUNK / 2)
        return alloc_large(arena, size);
    // Each chunk is twice the one before: small texts stay small, large ones need few chunks.
    size_t bytes = arena->chunks ? arena->chunks->size * 2 : FIRST_CHUNK;
    bytes = bytes < FIRST_CHUNK ? FIRST_CHUNK : bytes > LARGEST_CHUNK ? LARGEST_CHUNK : bytes;
    ArenaChunk *chunk = add_chunk(arena, bytes);
    if (!chunk)
        return NULL;
    chunk->next = arena->chunks;
    arena->chunks = chunk;
    arena->next = (char *)(chunk + 1) + size;
    arena->left = bytes - sizeof *chunk - size;
    return chunk + 1;
}

char *arena_copy(Arena *arena, const char *bytes, size_t length)
{
    char *copy = arena_alloc(arena, length + 1);
    if (!copy)
        return NULL;
    if (length)
        memcpy(copy, bytes, length);
    copy[length] = '\0';
    return copy;
}
