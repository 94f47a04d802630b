// Large blocks: what is kept is handed out again, what holds zeros is said to, and contents move with their pages.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/mem.h"

enum { BLOCK = 3 << 20 };

static int start(void **state)
{
    static LargeBlocks blocks;
    blocks = (LargeBlocks){0};
    *state = &blocks;
    return 0;
}

static int finish(void **state)
{
    LargeBlocks *blocks = *state;
    large_finish(blocks);
    return blocks->live_bytes != 0 || blocks->kept_bytes != 0;
}

static char *take(LargeBlocks *blocks, size_t size, bool expect_zero)
{
    bool zero = !expect_zero;
    char *block = large_alloc(blocks, size, &zero);
    assert_non_null(block);
    assert_int_equal(zero, expect_zero);
    return block;
}

static void a_freed_block_is_handed_out_for_a_near_size(void **state)
{
    LargeBlocks *blocks = *state;
    char *first = take(blocks, BLOCK, true);
    memset(first, 1, BLOCK);
    large_free(blocks, first, BLOCK);
    char *second = take(blocks, BLOCK - 100, false);
    assert_ptr_equal(second, first);
    large_free(blocks, second, BLOCK - 100);
}

static void another_size_has_zeros(void **state)
{
    LargeBlocks *blocks = *state;
    char *first = take(blocks, BLOCK, true);
    memset(first, 1, BLOCK);
    large_free(blocks, first, BLOCK);
    char *second = take(blocks, 2 * BLOCK, true);
    assert_int_equal(second[0] | second[BLOCK] | second[2 * BLOCK - 1], 0);
    large_free(blocks, second, 2 * BLOCK);
}

static void contents_move_with_the_block(void **state)
{
    LargeBlocks *blocks = *state;
    size_t size = LARGE_FROM;
    char *block = take(blocks, size, true);
    memset(block, 7, size);
    for (; size < 40 * (size_t)LARGE_FROM; size += size / 8 + 1) {
        // A neighbour that stands in the way of growing in place.
        char *other = take(blocks, size, true);
        block = large_resize(blocks, block, size, size + size / 8 + 1);
        assert_non_null(block);
        assert_int_equal(block[0] + block[LARGE_FROM - 1], 14);
        block[size + size / 8] = 1;
        large_free(blocks, other, size);
        large_finish(blocks);
    }
    block = large_resize(blocks, block, size, LARGE_FROM);
    assert_int_equal(block[LARGE_FROM - 1], 7);
    large_free(blocks, block, LARGE_FROM);
}

static void no_more_is_kept_than_there_is_room_for(void **state)
{
    LargeBlocks *blocks = *state;
    for (size_t size = LARGE_FROM, i = 0; i < LARGE_KEPT + 4; i++, size += size / 8)
        large_free(blocks, take(blocks, size, true), size);
    assert_true(blocks->kept_count <= LARGE_KEPT);
    assert_true(blocks->kept_bytes <= 256 << 20);
}

static void what_cannot_be_mapped_is_refused(void **state)
{
    LargeBlocks *blocks = *state;
    bool zero;
    assert_null(large_alloc(blocks, SIZE_MAX, &zero));
    assert_null(large_alloc(blocks, SIZE_MAX / 8, &zero));
    char *block = take(blocks, BLOCK, true);
    assert_null(large_resize(blocks, block, BLOCK, SIZE_MAX / 8));
    block[BLOCK - 1] = 1;
    large_free(blocks, block, BLOCK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_freed_block_is_handed_out_for_a_near_size, start, finish),
        cmocka_unit_test_setup_teardown(another_size_has_zeros, start, finish),
        cmocka_unit_test_setup_teardown(contents_move_with_the_block, start, finish),
        cmocka_unit_test_setup_teardown(no_more_is_kept_than_there_is_room_for, start, finish),
        cmocka_unit_test_setup_teardown(what_cannot_be_mapped_is_refused, start, finish),
    };
    if (!large_is(BLOCK)) // a build where every block comes from malloc
        return printf("[       OK ] not in this build\n") < 0;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
