#include "container_fixture.h"

#include "object/slice.h"

static void items_are_added_and_removed(void **state)
{
    Interp *interp = *state;
    Value list = INTS(1, 2);
    assert_true(done(METHOD(list, "append", INT(3))));
    assert_true(done(METHOD(list, "insert", INT(0), INT(0))));
    expect_repr(interp, METHOD_0(list, "pop"), "3");
    expect_repr(interp, METHOD(list, "pop", INT(0)), "0");
    expect_error(interp, METHOD(list, "remove", INT(9)), ERROR_VALUE_ERROR, "list.remove(x): x not in list");
    expect_repr(interp, list, "[1, 2]");
}

static void indexes_are_checked(void **state)
{
    Interp *interp = *state;
    Value list = INTS(1);
    expect_error(interp, value_get_item(interp, list, INT(1)), ERROR_INDEX_ERROR, "list index out of range");
    Value name = STR("x");
    expect_error(interp, value_get_item(interp, list, name), ERROR_TYPE_ERROR,
                 "list indices must be integers or slices, not str");
    value_drop(name);
    Value empty = INTS(0);
    value_drop(METHOD_0(empty, "pop"));
    expect_error(interp, METHOD_0(empty, "pop"), ERROR_INDEX_ERROR, "pop from empty list");
    value_drop(empty);
    value_drop(list);
}

static void slices_are_read_and_assigned(void **state)
{
    Interp *interp = *state;
    Value list = INTS(0, 1, 2, 3, 4), source = INTS(7, 8, 9);
    Value every_second = slice_new(interp, VALUE_NONE, VALUE_NONE, INT(2));
    Value middle = slice_new(interp, INT(1), INT(2), VALUE_NONE);
    expect_repr(interp, value_get_item(interp, list, every_second), "[0, 2, 4]");
    assert_true(value_set_item(interp, list, every_second, source));
    assert_true(value_set_item(interp, list, middle, source));
    assert_true(value_set_item(interp, list, middle, VALUE_UNSET));
    expect_repr(interp, list, "[7, 8, 9, 8, 3, 9]");
    value_drop(source);
    value_drop(middle);
    value_drop(every_second);
}

static void a_list_may_extend_itself(void **state)
{
    Interp *interp = *state;
    Value list = INTS(1, 2);
    assert_true(list_extend(interp, list, list));
    expect_repr(interp, list, "[1, 2, 1, 2]");
}

static void a_list_within_itself_prints_dots(void **state)
{
    Interp *interp = *state;
    Value list = INTS(1);
    assert_true(list_append(interp, list, list));
    expect_repr(interp, value_keep(list), "[1, [...]]");
    value_drop(METHOD_0(list, "pop"));
    value_drop(list);
}

static void sorting_is_stable_in_both_directions(void **state)
{
    Interp *interp = *state;
    Value list = list_new(interp, 0);
    for (int i = 0; i < 200; i++) { // 1 == 1.0: the type tells which came first
        assert_true(list_append(interp, list, i % 2 ? INT(i / 2 % 7) : value_from_float(i / 2 % 7)));
    }
    for (int reverse = 0; reverse < 2; reverse++) {
        assert_true(list_sort(interp, list, VALUE_NONE, reverse));
        Value *items = list_of(list)->items;
        for (size_t i = 0; i < 200; i++)
            assert_int_equal(items[i].tag, i % 2 ? TAG_INT : TAG_FLOAT);
        // Back to alternating types within equal items is what a stable sort leaves.
    }
    value_drop(list);
}

static void long_lists_are_sorted(void **state)
{
    Interp *interp = *state;
    Value list = list_new(interp, 0);
    uint32_t seed = 1;
    for (int i = 0; i < 5000; i++) {
        seed = seed * 1664525u + 1013904223u;
        assert_true(list_append(interp, list, INT(i % 3 ? (int64_t)(seed >> 8) : i)));
    }
    assert_true(list_sort(interp, list, VALUE_NONE, false));
    for (size_t i = 1; i < 5000; i++)
        assert_true(list_of(list)->items[i - 1].integer <= list_of(list)->items[i].integer);
    value_drop(list);
}

static void unordered_items_raise_and_none_is_lost(void **state)
{
    Interp *interp = *state;
    Value list = INTS(3, 1, 2);
    Value name = STR("x");
    assert_true(list_append_take(interp, list, name));
    assert_false(list_sort(interp, list, VALUE_NONE, false));
    expect_error(interp, VALUE_ERROR, ERROR_TYPE_ERROR, "'<' not supported between instances of 'str' and 'int'");
    assert_int_equal(list_of(list)->count, 4);
    value_drop(list);
}

static void tuples_hash_as_cpythons(void **state)
{
    Interp *interp = *state;
    Value tuple = tuple_from_values(interp, 3, (Value[]){INT(1), INT(2), INT(3)});
    int64_t hash;
    assert_true(value_hash(interp, tuple, &hash));
    assert_true(hash == 529344067295497451);
    value_drop(tuple);
}

static void huge_results_raise_memory_error(void **state)
{
    Interp *interp = *state;
    interp->memory.limit_bytes = 64 << 20;
    Value list = INTS(1);
    expect_error(interp, value_binary(interp, BINARY_MULTIPLY, list, INT(1000000000000)), ERROR_MEMORY_ERROR, "");
    value_drop(list);
}

static bool use_lists(Interp *interp)
{
    Value list = INTS(5, 3, 9), other = VALUE_UNSET;
    bool ok = !value_is_error(list) && list_extend(interp, list, list) && list_sort(interp, list, VALUE_NONE, true) &&
              done(METHOD(list, "insert", INT(1), INT(7))) && done(METHOD(list, "pop", INT(0))) &&
              done(value_repr(interp, list)) && done(tuple_from_iterable(interp, list)) &&
              done(value_binary(interp, BINARY_MULTIPLY, list, INT(3)));
    if (ok) {
        other = value_binary(interp, BINARY_ADD, list, list);
        Value slice = slice_new(interp, INT(1), VALUE_NONE, INT(2));
        ok = !value_is_error(other) && !value_is_error(slice) && done(value_get_item(interp, other, slice)) &&
             value_set_item(interp, other, slice, VALUE_UNSET);
        value_drop(slice);
    }
    value_drop(other);
    value_drop(list);
    return ok;
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    try_all_failures(use_lists);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(items_are_added_and_removed),
        CASE(indexes_are_checked),
        CASE(slices_are_read_and_assigned),
        CASE(a_list_may_extend_itself),
        CASE(a_list_within_itself_prints_dots),
        CASE(sorting_is_stable_in_both_directions),
        CASE(long_lists_are_sorted),
        CASE(unordered_items_raise_and_none_is_lost),
        CASE(tuples_hash_as_cpythons),
        CASE(huge_results_raise_memory_error),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
