// Large blocks: mapped from the system one by one, and kept for the next request of their size when they are freed.
//
// A training step frees and makes the same large tensors again and again. Pages that went back to the system would have
// to be cleared each time; pages of the C library's heap stay, but it loses room with every aligned block. So a freed
// block is kept, as long as all blocks together, live and kept, take little more than was live at once before.
//
//   size      131072 ..           rounded up to an eighth of its power of two, so that near sizes share blocks
//   kept      [oldest ... newest] found by their rounded size, the newest first
#ifndef BASE_LARGE_H
#define BASE_LARGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attributes.h"

enum {
    LARGE_FROM = 128 * 1024, // the smallest block that comes from here
    LARGE_KEPT = 64,         // blocks kept at most
};

typedef struct LargeBlock {
    void *start;
    size_t bytes; // rounded
} LargeBlock;

/// The large blocks of one memory; all zero to start with.
typedef struct LargeBlocks {
    LargeBlock kept[LARGE_KEPT]; // oldest first
    int kept_count;
    size_t kept_bytes, live_bytes, peak_bytes; // rounded
} LargeBlocks;

/// Whether blocks of this size come from here; never where the system has no such mapping, or under MEM_PLAIN.
bool large_is(size_t size);
/// Returns a block, and in *zero whether it holds zeros only. NULL where the system has no more.
MUST_USE void *large_alloc(LargeBlocks *blocks, size_t size, bool *zero);
/// Frees a block by the size that was asked for.
void large_free(LargeBlocks *blocks, void *block, size_t size);
/// Gives a block another large size, moving pages, not bytes. NULL leaves it as it was.
MUST_USE void *large_resize(LargeBlocks *blocks, void *block, size_t old_size, size_t new_size);
/// Gives all kept blocks back to the system.
void large_finish(LargeBlocks *blocks);

#endif
