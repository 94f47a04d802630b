#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum {
    // A large block that lies in one huge page where the system has them: a short program's objects cost one page
    // fault, not hundreds.
    CHUNK_BYTES = 2 << 20,
    ALARM_BYTES = 16 << 20,
};

typedef struct Chunk {
    _Alignas(MEM_ALIGNMENT) struct Chunk *next;
} Chunk;

void memory_init(Memory *memory, Error *error, size_t limit_bytes)
{
    *memory = (Memory){.error = error, .limit_bytes = limit_bytes ? limit_bytes : SIZE_MAX, .alarm_left = ALARM_BYTES};
}

// A block that is not small; in *zero whether it is known to hold zeros only.
static void *system_alloc(Memory *memory, size_t size, bool *zero)
{
    *zero = false;
    return large_is(size) ? large_alloc(&memory->large, size, zero) : malloc(size);
}

static void system_free(Memory *memory, void *block, size_t size)
{
    if (large_is(size))
        large_free(&memory->large, block, size);
    else
        free(block);
}

void memory_finish(Memory *memory)
{
    Chunk *chunk = memory->chunks;
    while (chunk) {
        Chunk *next = chunk->next;
        system_free(memory, chunk, CHUNK_BYTES);
        chunk = next;
    }
    large_finish(&memory->large);
    memory->chunks = NULL;
    memory->chunk_left = 0;
    memset(memory->free_lists, 0, sizeof memory->free_lists);
}

static size_t size_class(size_t size)
{
    return (size + MEM_ALIGNMENT - 1) / MEM_ALIGNMENT - 1;
}

static bool is_small(size_t size)
{
#ifdef MEM_PLAIN
    (void)size;
    return false;
#else
    return size <= MEM_SMALL;
#endif
}

// Cuts one block of a class from the newest chunk, which has room for it.
static inline void *cut_from_chunk(Memory *memory, size_t bytes)
{
    void *block = memory->chunk;
    memory->chunk += bytes;
    memory->chunk_left -= bytes;
    return block;
}

// The same, starting another where it is used up.
static void *cut_block(Memory *memory, size_t bytes)
{
    if (memory->chunk_left < bytes) {
        bool zero;
        Chunk *chunk = system_alloc(memory, CHUNK_BYTES, &zero);
        if (!chunk)
            return NULL;
        chunk->next = memory->chunks;
        memory->chunks = chunk;
        memory->chunk = (char *)(chunk + 1);
        memory->chunk_left = CHUNK_BYTES - sizeof(Chunk);
    }
    return cut_from_chunk(memory, bytes);
}

static void *refuse(Memory *memory, size_t size)
{
    memory->refused_bytes = size;
    error_raise_bare(memory->error, ERROR_MEMORY_ERROR);
    return NULL;
}

// Counts a request; false where it must fail.
static bool admit(Memory *memory, size_t size)
{
    memory->requests++;
    return memory->requests != memory->fail_at && size <= memory->limit_bytes &&
           memory->live_bytes <= memory->limit_bytes - size;
}

// Hands a block out, and counts it.
static inline void *count_block(Memory *memory, void *block, size_t live)
{
    memory->live_blocks++;
    memory->live_bytes = live;
    if (live > memory->peak_bytes)
        memory->peak_bytes = live;
    return block;
}

// Work is seldom done without memory: who asks for much of it has done much.
static void count_towards_alarm(Memory *memory, size_t size)
{
    if (LIKELY(size < memory->alarm_left)) {
        memory->alarm_left -= size;
        return;
    }
    memory->alarm_left = ALARM_BYTES;
    if (memory->alarm)
        *memory->alarm = 0;
}

// mem_alloc where no free block lies ready; the request is counted already.
static NO_INLINE void *alloc_new(Memory *memory, size_t size, bool *zero)
{
    *zero = false;
    size_t live = memory->live_bytes + size;
    if (memory->requests == memory->fail_at || live < size || live > memory->limit_bytes)
        return refuse(memory, size);
    if (!is_small(size))
        count_towards_alarm(memory, size);
    void *block =
        is_small(size) ? cut_block(memory, (size_class(size) + 1) * MEM_ALIGNMENT) : system_alloc(memory, size, zero);
    return block ? count_block(memory, block, live) : refuse(memory, size);
}

// In *zero whether the block is known to hold zeros only.
static inline void *alloc(Memory *memory, size_t size, bool *zero)
{
    *zero = false;
    if (UNLIKELY(size == 0))
        size = 1;
    memory->requests++;
    size_t live = memory->live_bytes + size;
    if (UNLIKELY(!is_small(size) || memory->requests == memory->fail_at || live > memory->limit_bytes))
        return alloc_new(memory, size, zero);
    void **list = &memory->free_lists[size_class(size)], *block = *list;
    if (LIKELY(block)) {
        memcpy(list, block, sizeof *list);
        return count_block(memory, block, live);
    }
    size_t bytes = (size_class(size) + 1) * MEM_ALIGNMENT;
    if (UNLIKELY(memory->chunk_left < bytes))
        return alloc_new(memory, size, zero);
    return count_block(memory, cut_from_chunk(memory, bytes), live);
}

void *mem_alloc(Memory *memory, size_t size)
{
    bool zero;
    return alloc(memory, size, &zero);
}

void *mem_alloc_zero(Memory *memory, size_t size)
{
    bool zero;
    void *block = alloc(memory, size, &zero);
    if (block && !zero)
        memset(block, 0, size);
    return block;
}

void *mem_alloc_array(Memory *memory, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes))
        return refuse(memory, SIZE_MAX);
    return mem_alloc(memory, bytes);
}

void mem_free(Memory *memory, void *block, size_t size)
{
    if (!block)
        return;
    if (size == 0)
        size = 1;
    memory->live_blocks--;
    memory->live_bytes -= size;
    if (is_small(size)) {
        size_t class = size_class(size);
        memcpy(block, &memory->free_lists[class], sizeof(void *));
        memory->free_lists[class] = block;
    } else {
        system_free(memory, block, size);
    }
}

// Neither size is small, and both or none are large: let who gave the block grow it in place where it can.
static void *resize_in_place(Memory *memory, void *block, size_t old_size, size_t new_size)
{
    if (new_size > old_size) {
        if (UNLIKELY(!admit(memory, new_size - old_size)))
            return refuse(memory, new_size);
    }
    void *moved =
        large_is(old_size) ? large_resize(&memory->large, block, old_size, new_size) : realloc(block, new_size);
    if (!moved)
        return refuse(memory, new_size);
    count_towards_alarm(memory, new_size);
    memory->live_bytes = memory->live_bytes - old_size + new_size;
    if (memory->live_bytes > memory->peak_bytes)
        memory->peak_bytes = memory->live_bytes;
    return moved;
}

void *mem_resize(Memory *memory, void *block, size_t old_size, size_t new_size)
{
    if (!block)
        return mem_alloc(memory, new_size);
    if (old_size == 0)
        old_size = 1;
    if (new_size == 0)
        new_size = 1;
    if (!is_small(old_size) && !is_small(new_size) && large_is(old_size) == large_is(new_size))
        return resize_in_place(memory, block, old_size, new_size);
    void *moved = mem_alloc(memory, new_size);
    if (!moved)
        return NULL;
    memcpy(moved, block, old_size < new_size ? old_size : new_size);
    mem_free(memory, block, old_size);
    return moved;
}

char *mem_copy_text(Memory *memory, const char *text, size_t length)
{
    char *copy = mem_alloc(memory, length + 1);
    if (!copy)
        return NULL;
    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}
