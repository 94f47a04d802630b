// Memory: every allocation of a session is counted, limited, and can be made to fail for a test.
//
// Small blocks (up to MEM_SMALL bytes) come from free lists by size class, cut from larger chunks; larger
// ones from malloc, and those of base/large.h from the system. Blocks are freed with their size, so no block carries a
// header. In a build with MEM_PLAIN defined (the sanitizer builds) every block comes from malloc, so that each overrun
// is seen.
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attributes.h"
#include "base/error.h"
#include "base/large.h"

enum {
    MEM_ALIGNMENT = 16, // every block is aligned to this
    MEM_SMALL = 512,    // the largest block that comes from a free list
    MEM_CLASSES = MEM_SMALL / MEM_ALIGNMENT
};

/// One session's memory. Not shared between threads.
typedef struct Memory {
    size_t live_bytes;    // handed out and not yet freed
    size_t live_blocks;   // handed out and not yet freed
    size_t peak_bytes;    // the highest live_bytes so far
    size_t limit_bytes;   // an allocation that would pass this fails
    uint64_t requests;    // allocations asked for so far
    size_t refused_bytes; // the last request that would have passed the limit
    uint64_t fail_at;     // the request that fails, counted from 1; 0 means none
    Error *error;         // where MemoryError is raised
    size_t alarm_left;    // bytes that may be handed out in blocks that are not small until *alarm becomes 0
    uint64_t *alarm;      // tells the owner of much work between two looks at its limits; may be NULL
    void *free_lists[MEM_CLASSES];
    char *chunk;       // the rest of the newest chunk
    size_t chunk_left; // bytes left in it
    void *chunks;      // all chunks, linked, for memory_finish
    LargeBlocks large;
} Memory;

/// Prepares an empty memory that raises MemoryError in `error`. limit_bytes 0 means no limit.
void memory_init(Memory *memory, Error *error, size_t limit_bytes);
/// Gives all chunks back. Blocks that are still live become invalid (large ones leak; live_blocks says so).
void memory_finish(Memory *memory);

/// Returns `size` bytes (at least one), uninitialised. NULL with MemoryError pending on failure.
MUST_USE void *mem_alloc(Memory *memory, size_t size);
/// As mem_alloc, all bytes zero.
MUST_USE void *mem_alloc_zero(Memory *memory, size_t size);
/// As mem_alloc for count * size bytes, checked for overflow.
MUST_USE void *mem_alloc_array(Memory *memory, size_t count, size_t size);
/// Moves a block to a new size; contents up to the smaller one are kept. NULL leaves the old block valid.
MUST_USE void *mem_resize(Memory *memory, void *block, size_t old_size, size_t new_size);
/// Frees a block of exactly the size that was asked for. NULL is allowed.
void mem_free(Memory *memory, void *block, size_t size);
/// Returns a NUL-terminated copy; free it with mem_free(memory, copy, length + 1).
MUST_USE char *mem_copy_text(Memory *memory, const char *text, size_t length);

#endif
