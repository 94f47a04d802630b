#include "base/large.h"

#include <string.h>

#if defined(__linux__) && !defined(MEM_PLAIN)
#include <sys/mman.h>

enum {
    // Blocks get pages of this size where the system has them: each saves 512 page faults, and most misses of the
    // address cache.
    HUGE_PAGE = 2 << 20,
    MOST_KEPT = 256 << 20,
    SPARE = 64 << 20, // sizes alternate: each has blocks of its own
};

bool large_is(size_t size)
{
    return size >= LARGE_FROM;
}

// The size that is mapped for a request; 0 where there is none.
static size_t rounded(size_t size)
{
    size_t step = ((size_t)1 << (sizeof(long) * 8 - 1 - (size_t)__builtin_clzl(size))) / 8;
    return size > SIZE_MAX / 4 ? 0 : (size + step - 1) / step * step;
}

static void *map(size_t bytes)
{
    void *start = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return start == MAP_FAILED ? NULL : start;
}

// Maps a block that starts where a huge page may: what sticks out of a larger mapping goes back.
static void *map_huge(size_t bytes)
{
    char *start = map(bytes + HUGE_PAGE);
    if (!start)
        return NULL;
    size_t before = -(uintptr_t)start % HUGE_PAGE;
    if (before > 0)
        munmap(start, before);
    if (before < HUGE_PAGE)
        munmap(start + before + bytes, HUGE_PAGE - before);
    madvise(start + before, bytes, MADV_HUGEPAGE);
    return start + before;
}

static void *map_block(size_t bytes)
{
    return bytes >= HUGE_PAGE ? map_huge(bytes) : map(bytes);
}

static void take_out(LargeBlocks *blocks, int at)
{
    blocks->kept_bytes -= blocks->kept[at].bytes;
    blocks->kept_count--;
    memmove(blocks->kept + at, blocks->kept + at + 1, (size_t)(blocks->kept_count - at) * sizeof *blocks->kept);
}

static void give_back_oldest(LargeBlocks *blocks)
{
    munmap(blocks->kept[0].start, blocks->kept[0].bytes);
    take_out(blocks, 0);
}

static void count_live(LargeBlocks *blocks, size_t bytes)
{
    blocks->live_bytes += bytes;
    if (blocks->live_bytes > blocks->peak_bytes)
        blocks->peak_bytes = blocks->live_bytes;
    while (blocks->kept_count > 0 && blocks->live_bytes + blocks->kept_bytes > blocks->peak_bytes + SPARE)
        give_back_oldest(blocks);
}

static void *reuse(LargeBlocks *blocks, size_t bytes)
{
    for (int i = blocks->kept_count - 1; i >= 0; i--)
        if (blocks->kept[i].bytes == bytes) {
            void *block = blocks->kept[i].start;
            take_out(blocks, i);
            return block;
        }
    return NULL;
}

void *large_alloc(LargeBlocks *blocks, size_t size, bool *zero)
{
    size_t bytes = rounded(size);
    if (bytes == 0)
        return NULL;
    void *block = reuse(blocks, bytes);
    *zero = !block;
    if (!block)
        block = map_block(bytes);
    if (block)
        count_live(blocks, bytes);
    return block;
}

void large_free(LargeBlocks *blocks, void *block, size_t size)
{
    size_t bytes = rounded(size);
    blocks->live_bytes -= bytes;
    if (bytes > MOST_KEPT) {
        munmap(block, bytes);
        return;
    }
    while (blocks->kept_count == LARGE_KEPT || blocks->kept_bytes > MOST_KEPT - bytes)
        give_back_oldest(blocks);
    blocks->kept[blocks->kept_count++] = (LargeBlock){block, bytes};
    blocks->kept_bytes += bytes;
}

// Copies a block whose pages cannot be moved.
static void *copy_block(void *block, size_t old_bytes, size_t new_bytes)
{
    void *copy = map_block(new_bytes);
    if (copy) {
        memcpy(copy, block, old_bytes < new_bytes ? old_bytes : new_bytes);
        munmap(block, old_bytes);
    }
    return copy;
}

// Makes room behind the block, or moves its pages to another place.
static void *move_block(void *block, size_t old_bytes, size_t new_bytes)
{
    if (mremap(block, old_bytes, new_bytes, 0) != MAP_FAILED)
        return block;
    void *moved = map_block(new_bytes);
    if (!moved || mremap(block, old_bytes, new_bytes, MREMAP_MAYMOVE | MREMAP_FIXED, moved) != MAP_FAILED)
        return moved;
    // Where the system unmapped the target before it failed, another thread may have it by now: it is left alone, as
    // room without pages, and the copy gets another one.
    return copy_block(block, old_bytes, new_bytes);
}

void *large_resize(LargeBlocks *blocks, void *block, size_t old_size, size_t new_size)
{
    size_t old_bytes = rounded(old_size), new_bytes = rounded(new_size);
    if (new_bytes == old_bytes)
        return block;
    void *moved = new_bytes > 0 ? move_block(block, old_bytes, new_bytes) : NULL;
    if (!moved)
        return NULL;
    if (new_bytes >= HUGE_PAGE)
        madvise(moved, new_bytes, MADV_HUGEPAGE);
    blocks->live_bytes -= old_bytes;
    count_live(blocks, new_bytes);
    return moved;
}

void large_finish(LargeBlocks *blocks)
{
    while (blocks->kept_count > 0)
        give_back_oldest(blocks);
}

#else

bool large_is(size_t size)
{
    (void)size;
    return false;
}

void *large_alloc(LargeBlocks *blocks, size_t size, bool *zero)
{
    (void)blocks, (void)size, (void)zero;
    return NULL;
}

void large_free(LargeBlocks *blocks, void *block, size_t size)
{
    (void)blocks, (void)block, (void)size;
}

void *large_resize(LargeBlocks *blocks, void *block, size_t old_size, size_t new_size)
{
    (void)blocks, (void)block, (void)old_size, (void)new_size;
    return NULL;
}

void large_finish(LargeBlocks *blocks)
{
    (void)blocks;
}

#endif
