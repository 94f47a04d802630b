#include "object_fixture.h"

static Value make(Interp *interp, ErrorKind kind, size_t count, const Value *values)
{
    return exception_new(interp, interp->exceptions[kind], count, values);
}

static void the_pending_error_becomes_an_instance(void **state)
{
    Interp *interp = *state;
    value_raise(interp, ERROR_VALUE_ERROR, "bad %d", 3);
    Value exception = exception_fetch(interp);
    assert_false(error_pending(&interp->error));
    assert_int_equal(exception_kind(interp, exception), ERROR_VALUE_ERROR);
    expect_repr(interp, exception, "ValueError('bad 3')");
    error_raise_bare(&interp->error, ERROR_STOP_ITERATION);
    expect_repr(interp, exception_fetch(interp), "StopIteration()");
}

static void an_instance_can_be_pending_and_is_known_by_its_kind(void **state)
{
    Interp *interp = *state;
    Value key = text(interp, "k");
    exception_raise_key(interp, key);
    assert_true(exception_pending_is(interp, ERROR_LOOKUP_ERROR));
    assert_false(exception_catch(interp, ERROR_VALUE_ERROR));
    expect_error(interp, VALUE_ERROR, ERROR_KEY_ERROR, "'k'");
    value_drop(key);
}

static void os_errors_choose_the_class_that_fits_the_number(void **state)
{
    Interp *interp = *state;
    Value file = text(interp, "x.txt");
    exception_raise_os(interp, 2, file);
    expect_error(interp, VALUE_ERROR, ERROR_FILE_NOT_FOUND_ERROR, "[Errno 2] No such file or directory: 'x.txt'");
    value_drop(file);
}

static void coding_errors_describe_the_place(void **state)
{
    Interp *interp = *state;
    Value object = str_from_string(interp, "a\xC3\xA9");
    exception_raise_unicode(interp, ERROR_UNICODE_ENCODE_ERROR, "ascii", object, 1, 2, "ordinal not in range(128)");
    expect_error(interp, VALUE_ERROR, ERROR_UNICODE_ENCODE_ERROR,
                 "'ascii' codec can't encode character '\\xe9' in position 1: ordinal not in range(128)");
    value_drop(object);
}

static void syntax_errors_show_file_and_line(void **state)
{
    Interp *interp = *state;
    exception_raise_syntax(interp, ERROR_SYNTAX_ERROR, "invalid syntax", "dir/main.py", 3, 1, "x x\n", 3, 2);
    expect_error(interp, VALUE_ERROR, ERROR_SYNTAX_ERROR, "invalid syntax (main.py, line 3)");
}

static void a_context_never_closes_a_circle(void **state)
{
    Interp *interp = *state;
    Value a = make(interp, ERROR_VALUE_ERROR, 0, NULL), b = make(interp, ERROR_TYPE_ERROR, 0, NULL);
    exception_set_context(interp, a, b);
    exception_set_context(interp, b, a);
    assert_true(value_is_none(exception_of(a)->context));
    assert_true(value_is(exception_of(b)->context, a));
    exception_set_context(interp, a, a);
    assert_true(value_is_none(exception_of(a)->context));
    value_drop(a);
    value_drop(b);
}

static void groups_are_split_by_class(void **state)
{
    Interp *interp = *state;
    Value one = value_from_int(1), message = text(interp, "m");
    Value members[] = {make(interp, ERROR_VALUE_ERROR, 1, &one), make(interp, ERROR_TYPE_ERROR, 1, &one)};
    Value list = list_from_values(interp, 2, members);
    Value group = make(interp, ERROR_BASE_EXCEPTION_GROUP, 2, (Value[]){message, list});
    Value match, rest;
    Value clause = value_from_object(interp->exceptions[ERROR_VALUE_ERROR]);
    assert_true(exception_split(interp, group, clause, &match, &rest));
    expect_repr(interp, match, "ExceptionGroup('m', [ValueError(1)])");
    expect_repr(interp, rest, "ExceptionGroup('m', [TypeError(1)])");
    expect_repr(interp, value_str(interp, group), "'m (2 sub-exceptions)'");
    value_drop(group);
    value_drop(list);
    value_drop(members[0]);
    value_drop(members[1]);
    value_drop(message);
}

static void only_classes_of_exceptions_can_be_caught(void **state)
{
    Interp *interp = *state;
    Value exception = make(interp, ERROR_KEY_ERROR, 0, NULL);
    bool result;
    Value classes[] = {value_from_object(interp->exceptions[ERROR_TYPE_ERROR]),
                       value_from_object(interp->exceptions[ERROR_LOOKUP_ERROR])};
    Value clause = tuple_from_values(interp, 2, classes);
    assert_true(exception_matches(interp, exception, clause, &result));
    assert_true(result);
    assert_true(exception_matches(interp, exception, classes[0], &result));
    assert_false(result);
    assert_false(exception_matches(interp, exception, value_from_int(1), &result));
    expect_error(interp, VALUE_ERROR, ERROR_TYPE_ERROR,
                 "catching classes that do not inherit from BaseException is not allowed");
    value_drop(clause);
    value_drop(exception);
}

static bool groups(Interp *interp)
{
    Value message = str_from_string(interp, "m");
    Value member = value_is_error(message) ? message : make(interp, ERROR_VALUE_ERROR, 0, NULL);
    Value list = value_is_error(member) ? member : list_from_values(interp, 1, &member);
    Value group = value_is_error(list) ? list : make(interp, ERROR_BASE_EXCEPTION_GROUP, 2, (Value[]){message, list});
    Value shown = value_is_error(group) ? group : value_repr(interp, group);
    bool ok = !value_is_error(shown);
    if (value_is(list, member))
        list = VALUE_UNSET;
    value_drop(shown);
    value_drop(group);
    value_drop(list);
    value_drop(member);
    value_drop(message);
    return ok;
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    try_all_failures(groups);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
    const struct CMUnitTest tests[] = {
        CASE(the_pending_error_becomes_an_instance),
        CASE(an_instance_can_be_pending_and_is_known_by_its_kind),
        CASE(os_errors_choose_the_class_that_fits_the_number),
        CASE(coding_errors_describe_the_place),
        CASE(syntax_errors_show_file_and_line),
        CASE(a_context_never_closes_a_circle),
        CASE(groups_are_split_by_class),
        CASE(only_classes_of_exceptions_can_be_caught),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
