#include "container_fixture.h"

#include <stdio.h>

static void keys_keep_the_order_of_insertion(void **state)
{
    Interp *interp = *state;
    Value dict = dict_new(interp);
    bool found;
    for (int i = 9; i >= 0; i--)
        assert_true(dict_set(interp, dict, INT(i * 10), INT(i)));
    assert_true(dict_delete(interp, dict, INT(50), &found));
    assert_true(found);
    assert_true(dict_set(interp, dict, INT(90), INT(-1)));
    assert_true(dict_set(interp, dict, INT(50), INT(5)));
    expect_repr(interp, dict, "{90: -1, 80: 8, 70: 7, 60: 6, 40: 4, 30: 3, 20: 2, 10: 1, 0: 0, 50: 5}");
}

static void equal_numbers_are_one_key(void **state)
{
    Interp *interp = *state;
    Value dict = dict_new(interp);
    assert_true(dict_set(interp, dict, INT(1), INT(1)));
    assert_true(dict_set(interp, dict, value_from_float(1.0), INT(2)));
    assert_true(dict_set(interp, dict, VALUE_TRUE, INT(3)));
    expect_repr(interp, dict, "{1: 3}");
}

static void names_are_found_without_code(void **state)
{
    Interp *interp = *state;
    Value dict = dict_new(interp), missing = text(interp, "missing");
    char name[16];
    for (int i = 0; i < 100; i++) {
        snprintf(name, sizeof name, "name%d", i);
        assert_true(dict_set_text(interp, dict, name, INT(i)));
    }
    Value key = text(interp, "name77");
    assert_int_equal(dict_peek_name(dict_of(dict), key).integer, 77);
    assert_int_equal(dict_peek_name(dict_of(dict), missing).tag, TAG_UNSET);
    expect_repr(interp, dict_get_text(interp, dict, "name3"), "3");
    value_drop(key);
    value_drop(missing);
    value_drop(dict);
}

static void unhashable_keys_are_refused(void **state)
{
    Interp *interp = *state;
    Value dict = dict_new(interp), key = INTS(1);
    assert_false(dict_set(interp, dict, key, VALUE_NONE));
    expect_error(interp, VALUE_ERROR, ERROR_TYPE_ERROR, "unhashable type: 'list'");
    expect_error(interp, value_get_item(interp, dict, INT(4)), ERROR_KEY_ERROR, "4");
    value_drop(key);
    value_drop(dict);
}

static void iteration_notices_a_change_of_size(void **state)
{
    Interp *interp = *state;
    Value dict = dict_new(interp);
    assert_true(dict_set(interp, dict, INT(1), INT(1)));
    Value iterator = value_iter(interp, dict);
    assert_true(dict_set(interp, dict, INT(2), INT(1)));
    expect_error(interp, value_next(interp, iterator), ERROR_RUNTIME_ERROR, "dictionary changed size during iteration");
    value_drop(iterator);
    value_drop(dict);
}

static void views_are_sets(void **state)
{
    Interp *interp = *state;
    Value dict = dict_new(interp);
    assert_true(dict_set(interp, dict, INT(1), INT(10)));
    assert_true(dict_set(interp, dict, INT(2), INT(20)));
    Value keys = METHOD_0(dict, "keys"), other = INTS(2, 3);
    expect_repr(interp, value_binary(interp, BINARY_AND, keys, other), "{2}");
    expect_repr(interp, value_binary(interp, BINARY_OR, keys, other), "{1, 2, 3}");
    expect_repr(interp, METHOD_0(dict, "items"), "dict_items([(1, 10), (2, 20)])");
    value_drop(other);
    value_drop(keys);
    value_drop(dict);
}

static void many_keys_come_and_go(void **state)
{
    Interp *interp = *state;
    Value dict = dict_new(interp);
    for (int i = 0; i < 20000; i++) {
        bool found;
        assert_true(dict_set(interp, dict, INT(i), INT(i)));
        if (i >= 100) {
            assert_true(dict_delete(interp, dict, INT(i - 100), &found));
            assert_true(found);
        }
    }
    assert_int_equal(dict_of(dict)->count, 100);
    assert_true(dict_of(dict)->capacity < 1000);
    value_drop(dict);
}

// The order was printed by CPython 3.13.
static void sets_have_the_order_of_cpython(void **state)
{
    Interp *interp = *state;
    Value numbers = INTS(10, 5, 8, 100, 33);
    expect_repr(interp, set_from_iterable(interp, numbers, false), "{33, 100, 5, 8, 10}");
    value_drop(numbers);
    numbers = INTS(17, 33, 1, 65, 49);
    expect_repr(interp, set_from_iterable(interp, numbers, true), "frozenset({65, 1, 33, 17, 49})");
    value_drop(numbers);
}

static void set_operators_work_on_sets_only(void **state)
{
    Interp *interp = *state;
    Value numbers = INTS(1, 2, 3), others = INTS(3, 4);
    Value a = set_from_iterable(interp, numbers, false), b = set_from_iterable(interp, others, false);
    expect_repr(interp, value_binary(interp, BINARY_XOR, a, b), "{1, 2, 4}");
    expect_repr(interp, value_binary(interp, BINARY_SUBTRACT, a, b), "{1, 2}");
    expect_error(interp, value_binary(interp, BINARY_OR, a, numbers), ERROR_TYPE_ERROR,
                 "unsupported operand type(s) for |: 'set' and 'list'");
    value_drop(a);
    value_drop(b);
    value_drop(numbers);
    value_drop(others);
}

static bool use_dicts(Interp *interp)
{
    Value dict = dict_new(interp), set = VALUE_UNSET, numbers = VALUE_UNSET;
    bool ok = !value_is_error(dict);
    for (int i = 0; ok && i < 40; i++)
        ok = dict_set(interp, dict, INT(i * 7), INT(i));
    ok = ok && dict_set_text(interp, dict, "a new name", INT(1)) && done(value_repr(interp, dict)) &&
         done(dict_copy(interp, dict)) && done(METHOD_0(dict, "items")) && done(METHOD_0(dict, "popitem")) &&
         done(METHOD(dict, "setdefault", INT(-1), INT(-2)));
    if (ok) {
        numbers = INTS(1, 5, 9, 13, 17, 21, 25);
        set = value_is_error(numbers) ? VALUE_ERROR : set_from_iterable(interp, numbers, false);
        ok = !value_is_error(set) && done(value_binary(interp, BINARY_OR, set, set)) &&
             done(METHOD(set, "difference", value_keep(numbers))) && done(METHOD(set, "union", value_keep(dict))) &&
             done(METHOD(set, "symmetric_difference", value_keep(numbers)));
    }
    value_drop(set);
    value_drop(numbers);
    value_drop(dict);
    return ok;
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    try_all_failures(use_dicts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(keys_keep_the_order_of_insertion),
        CASE(equal_numbers_are_one_key),
        CASE(names_are_found_without_code),
        CASE(unhashable_keys_are_refused),
        CASE(iteration_notices_a_change_of_size),
        CASE(views_are_sets),
        CASE(many_keys_come_and_go),
        CASE(sets_have_the_order_of_cpython),
        CASE(set_operators_work_on_sets_only),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
