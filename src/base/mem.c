#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum {
    CHUNK_BYTES = 64 * 1024,
    // A program that holds much gets its memory in pages of this size where the system has them: each of them saves
    // 512 page faults, and most misses of the address cache.
    HUGE_PAGE = 2 << 20,
    MUCH_BYTES = 8 << 20, // of chunks
};

typedef struct Chunk {
    struct Chunk *next;
    size_t padding; // keeps the blocks behind it aligned
} Chunk;

void memory_init(Memory *memory, Error *error, size_t limit_bytes)
{
    *memory = (Memory){.error = error, .limit_bytes = limit_bytes ? limit_bytes : SIZE_MAX};
}

void memory_finish(Memory *memory)
{
    Chunk *chunk = memory->chunks;
    while (chunk) {
        Chunk *next = chunk->next;
        free(chunk);
        chunk = next;
    }
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

// malloc, in huge pages from that size on.
static void *system_alloc(size_t size)
{
#if defined(MADV_HUGEPAGE) && !defined(MEM_PLAIN)
    if (size >= HUGE_PAGE && size <= SIZE_MAX - HUGE_PAGE) {
        size_t whole = (size + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
        void *block = aligned_alloc(HUGE_PAGE, whole);
        if (block)
            madvise(block, size / HUGE_PAGE * HUGE_PAGE, MADV_HUGEPAGE);
        return block;
    }
#endif
    return malloc(size);
}

// Cuts one block of a class from the newest chunk, starting another where it is used up.
static void *cut_block(Memory *memory, size_t bytes)
{
    if (memory->chunk_left < bytes) {
        size_t size = memory->chunk_bytes < MUCH_BYTES ? CHUNK_BYTES : HUGE_PAGE;
        Chunk *chunk = system_alloc(size);
        if (!chunk)
            return NULL;
        chunk->next = memory->chunks;
        memory->chunks = chunk;
        memory->chunk_bytes += size;
        memory->chunk = (char *)(chunk + 1);
        memory->chunk_left = size - sizeof(Chunk);
    }
    void *block = memory->chunk;
    memory->chunk += bytes;
    memory->chunk_left -= bytes;
    return block;
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

// mem_alloc where no free block lies ready; the request is counted already.
static NO_INLINE void *alloc_new(Memory *memory, size_t size)
{
    size_t live = memory->live_bytes + size;
    if (memory->requests == memory->fail_at || live < size || live > memory->limit_bytes)
        return refuse(memory, size);
    void *block = is_small(size) ? cut_block(memory, (size_class(size) + 1) * MEM_ALIGNMENT) : system_alloc(size);
    return block ? count_block(memory, block, live) : refuse(memory, size);
}

void *mem_alloc(Memory *memory, size_t size)
{
    if (UNLIKELY(size == 0))
        size = 1;
    memory->requests++;
    size_t live = memory->live_bytes + size;
    if (UNLIKELY(!is_small(size) || memory->requests == memory->fail_at || live > memory->limit_bytes))
        return alloc_new(memory, size);
    void **list = &memory->free_lists[size_class(size)], *block = *list;
    if (UNLIKELY(!block))
        return alloc_new(memory, size);
    memcpy(list, block, sizeof *list);
    return count_block(memory, block, live);
}

void *mem_alloc_zero(Memory *memory, size_t size)
{
    void *block = mem_alloc(memory, size);
    if (block)
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
        free(block);
    }
}

// Large to large: let the C library grow the block in place where it can.
static void *resize_large(Memory *memory, void *block, size_t old_size, size_t new_size)
{
    if (new_size > old_size) {
        if (UNLIKELY(!admit(memory, new_size - old_size)))
            return refuse(memory, new_size);
    }
    void *moved = realloc(block, new_size);
    if (!moved)
        return refuse(memory, new_size);
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
    if (!is_small(old_size) && !is_small(new_size))
        return resize_large(memory, block, old_size, new_size);
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
