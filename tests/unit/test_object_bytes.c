#include "container_fixture.h"

#include "object/bytes.h"
#include "object/range.h"

static void bytes_are_ints_by_index(void **state)
{
    Interp *interp = *state;
    Value bytes = bytes_new(interp, "a\0\xff", 3);
    expect_repr(interp, value_get_item(interp, bytes, INT(2)), "255");
    expect_repr(interp, METHOD_0(bytes, "hex"), "'6100ff'");
    expect_error(interp, value_get_item(interp, bytes, INT(3)), ERROR_INDEX_ERROR, "index out of range");
    expect_repr(interp, bytes, "b'a\\x00\\xff'");
}

static void bytearrays_change_in_place(void **state)
{
    Interp *interp = *state;
    Value array = bytearray_new(interp, "abc", 3);
    assert_true(done(METHOD(array, "append", INT('d'))));
    assert_true(value_set_item(interp, array, INT(0), INT('X')));
    assert_true(value_set_item(interp, array, INT(1), VALUE_UNSET));
    expect_error(interp, METHOD(array, "append", INT(256)), ERROR_VALUE_ERROR, "byte must be in range(0, 256)");
    expect_repr(interp, array, "bytearray(b'Xcd')");
}

static void a_view_forbids_a_change_of_size(void **state)
{
    Interp *interp = *state;
    Value array = bytearray_new(interp, "abc", 3);
    Value view = value_call_values(interp, value_from_object(interp->types[TYPE_MEMORYVIEW]), 1, &array);
    assert_true(value_set_item(interp, view, INT(1), INT('Y')));
    expect_error(interp, METHOD(array, "append", INT(1)), ERROR_BUFFER_ERROR,
                 "Existing exports of data: object cannot be re-sized");
    value_drop(view);
    assert_true(done(METHOD(array, "append", INT('!'))));
    expect_repr(interp, array, "bytearray(b'aYc!')");
}

static void ranges_answer_without_counting(void **state)
{
    Interp *interp = *state;
    Value range = range_new(interp, INT(0), INT(INT64_MAX), INT(3));
    bool found;
    assert_true(value_contains(interp, range, INT(9000000000), &found) && found);
    assert_true(value_contains(interp, range, INT(9000000001), &found) && !found);
    expect_repr(interp, value_get_item(interp, range, INT(-1)), "9223372036854775806");
    value_drop(range);
    expect_error(interp, range_new(interp, INT(0), INT(1), INT(0)), ERROR_VALUE_ERROR,
                 "range() arg 3 must not be zero");
}

static bool use_bytes(Interp *interp)
{
    Value bytes = bytes_new(interp, "a b c", 5), array = bytearray_new(interp, "xyz", 3);
    bool ok = !value_is_error(bytes) && !value_is_error(array) && done(METHOD_0(bytes, "split")) &&
              done(METHOD_0(bytes, "upper")) &&
              done(METHOD(bytes, "replace", bytes_new(interp, " ", 1), value_keep(array))) &&
              done(METHOD(array, "extend", value_keep(bytes))) && done(value_repr(interp, array)) &&
              done(METHOD_0(bytes, "decode")) && done(value_binary(interp, BINARY_ADD, bytes, array));
    value_drop(bytes);
    value_drop(array);
    return ok;
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    try_all_failures(use_bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(bytes_are_ints_by_index),
        CASE(bytearrays_change_in_place),
        CASE(a_view_forbids_a_change_of_size),
        CASE(ranges_answer_without_counting),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
