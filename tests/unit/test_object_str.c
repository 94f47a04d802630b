#include "container_fixture.h"

static void texts_are_counted_in_code_points(void **state)
{
    Interp *interp = *state;
    Value v = STR("aé€😀");
    assert_int_equal(str_of(v)->length, 4);
    assert_int_equal(str_of(v)->bytes, 10);
    expect_repr(interp, value_get_item(interp, v, INT(1)), "'é'");
    expect_repr(interp, value_get_item(interp, v, INT(-1)), "'😀'");
    expect_error(interp, value_get_item(interp, v, INT(4)), ERROR_INDEX_ERROR, "string index out of range");
    value_drop(v);
}

static void equal_texts_are_interned_to_one(void **state)
{
    Interp *interp = *state;
    Value a = str_intern_take(interp, STR("some name")), b = str_intern_take(interp, STR("some name"));
    assert_true(value_is(a, b));
    value_drop(a);
    value_drop(b);
}

static void one_character_exists_once(void **state)
{
    Interp *interp = *state;
    Value a = STR("x"), b = str_from_code_point(interp, 'x');
    assert_true(value_is(a, b));
    value_drop(a);
    value_drop(b);
}

static void appending_grows_in_place_where_nobody_else_looks(void **state)
{
    Interp *interp = *state;
    Value v = STR("start"), more = STR("+more");
    for (int i = 0; i < 1000; i++)
        v = str_append_take(interp, v, more);
    assert_int_equal(str_of(v)->length, 5 + 5000);
    Value shared = value_keep(v);
    v = str_append_take(interp, v, more);
    assert_int_equal(str_of(shared)->length, 5 + 5000);
    value_drop(shared);
    value_drop(v);
    value_drop(more);
}

static void order_is_by_code_point(void **state)
{
    Interp *interp = *state;
    Value small = STR("Z"), large = STR("é");
    assert_true(str_compare(str_of(small), str_of(large)) < 0);
    assert_int_equal(str_compare(str_of(small), str_of(small)), 0);
    value_drop(small);
    value_drop(large);
}

static void case_mappings_may_change_the_length(void **state)
{
    Interp *interp = *state;
    Value v = STR("straße ΑΣ");
    expect_repr(interp, METHOD_0(v, "upper"), "'STRASSE ΑΣ'");
    expect_repr(interp, METHOD_0(v, "lower"), "'straße ας'");
    expect_repr(interp, METHOD_0(v, "casefold"), "'strasse ασ'");
    expect_repr(interp, METHOD_0(v, "title"), "'Straße Ας'");
    value_drop(v);
}

static void searches_answer_in_code_points(void **state)
{
    Interp *interp = *state;
    Value v = STR("éaéb");
    expect_repr(interp, METHOD(v, "find", STR("b")), "3");
    expect_repr(interp, METHOD(v, "rfind", STR("é")), "2");
    expect_repr(interp, METHOD(v, "find", STR("é"), INT(1)), "2");
    expect_repr(interp, METHOD(v, "count", STR("")), "5");
    expect_error(interp, METHOD(v, "index", STR("z")), ERROR_VALUE_ERROR, "substring not found");
    value_drop(v);
}

static void texts_are_split_and_joined(void **state)
{
    Interp *interp = *state;
    Value v = STR(" a  b c ");
    expect_repr(interp, METHOD_0(v, "split"), "['a', 'b', 'c']");
    expect_repr(interp, METHOD(v, "split", VALUE_NONE, INT(1)), "['a', 'b c ']");
    expect_repr(interp, METHOD(v, "rsplit", VALUE_NONE, INT(1)), "[' a  b', 'c']");
    Value comma = STR(", "), parts = METHOD_0(v, "split");
    expect_repr(interp, METHOD(comma, "join", parts), "'a, b, c'");
    expect_error(interp, METHOD(comma, "join", INTS(1)), ERROR_TYPE_ERROR,
                 "sequence item 0: expected str instance, int found");
    value_drop(comma);
    value_drop(v);
}

static void encodings_go_both_ways(void **state)
{
    Interp *interp = *state;
    Value v = STR("é");
    expect_repr(interp, METHOD(v, "encode", STR("utf-8")), "b'\\xc3\\xa9'");
    expect_repr(interp, METHOD(v, "encode", STR("ascii"), STR("backslashreplace")), "b'\\\\xe9'");
    expect_error(interp, METHOD(v, "encode", STR("ascii")), ERROR_UNICODE_ENCODE_ERROR,
                 "'ascii' codec can't encode character '\\xe9' in position 0: ordinal not in range(128)");
    Value bytes = METHOD(v, "encode", STR("utf-16-le"));
    expect_repr(interp, METHOD(bytes, "decode", STR("utf-16-le")), "'é'");
    value_drop(bytes);
    value_drop(v);
}

static void repr_escapes_what_cannot_be_printed(void **state)
{
    Interp *interp = *state;
    expect_repr(interp, STR("it's \"x\"\n\x7f\u200b"), "'it\\'s \"x\"\\n\\x7f\\u200b'");
    expect_repr(interp, STR("it's"), "\"it's\"");
}

static bool use_texts(Interp *interp)
{
    Value v = STR("a,b,éc");
    bool ok = !value_is_error(v) && done(METHOD(v, "split", STR(","))) && done(METHOD_0(v, "upper")) &&
              done(METHOD(v, "replace", STR(","), STR("; "))) && done(METHOD(v, "encode", STR("utf-16"))) &&
              done(METHOD(v, "partition", STR(","))) && done(METHOD(v, "center", INT(20))) &&
              done(METHOD_0(v, "splitlines"));
    if (!ok) {
        value_drop(v);
        return false;
    }
    Value more = STR("more");
    v = value_is_error(more) ? v : str_append_take(interp, v, more);
    ok = !value_is_error(v) && !value_is_error(more);
    value_drop(more);
    value_drop(v);
    return ok;
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    try_all_failures(use_texts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(texts_are_counted_in_code_points),
        CASE(equal_texts_are_interned_to_one),
        CASE(one_character_exists_once),
        CASE(appending_grows_in_place_where_nobody_else_looks),
        CASE(order_is_by_code_point),
        CASE(case_mappings_may_change_the_length),
        CASE(searches_answer_in_code_points),
        CASE(texts_are_split_and_joined),
        CASE(encodings_go_both_ways),
        CASE(repr_escapes_what_cannot_be_printed),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
