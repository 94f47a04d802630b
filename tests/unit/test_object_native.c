#include "object_fixture.h"

#include "object/native.h"
#include "object/suggest.h"

NATIVE(pair, "pair(a, b=2, /)", "Pairs its arguments.")
{
    return tuple_from_values(interp, 2, arg);
}

NATIVE(mixed, "mixed(a, /, b, c=None, *, flag=False)", "Takes arguments of every kind.")
{
    return tuple_from_values(interp, 4, arg);
}

NATIVE(gather, "gather(a, *rest, **others)", "Gathers what is left.")
{
    return tuple_from_values(interp, 3, arg);
}

NATIVE(none, "none()", "Takes nothing.")
{
    return VALUE_NONE;
}

static Value call(Interp *interp, const NativeSpec *spec, size_t count, const Value *values, const char *keyword)
{
    Value native = native_new(interp, spec, VALUE_UNSET);
    Value names = VALUE_UNSET;
    if (keyword) {
        Value name = text(interp, keyword);
        names = tuple_from_values_take(interp, 1, &name);
    }
    Arguments arguments = {values, count, keyword ? tuple_of(names) : NULL};
    Value result = value_call(interp, native, &arguments);
    value_drop(names);
    value_drop(native);
    return result;
}

static const Value NUMBERS[] = {
    {.tag = TAG_INT, .integer = 1}, {.tag = TAG_INT, .integer = 2}, {.tag = TAG_INT, .integer = 3},
    {.tag = TAG_INT, .integer = 4}, {.tag = TAG_INT, .integer = 5}, {.tag = TAG_INT, .integer = 6},
};

static void arguments_are_bound_by_position_name_and_default(void **state)
{
    Interp *interp = *state;
    expect_repr(interp, call(interp, &pair_native, 1, NUMBERS, NULL), "(1, 2)");
    expect_repr(interp, call(interp, &pair_native, 2, NUMBERS + 3, NULL), "(4, 5)");
    expect_repr(interp, call(interp, &mixed_native, 2, NUMBERS, "flag"), "(1, 2, None, 3)");
    expect_repr(interp, call(interp, &mixed_native, 1, NUMBERS, "b"), "(1, 2, None, False)");
    expect_repr(interp, call(interp, &gather_native, 3, NUMBERS, "x"), "(1, (2, 3), {'x': 4})");
    expect_repr(interp, call(interp, &gather_native, 1, NUMBERS, NULL), "(1, (), {})");
}

static void errors_without_keywords_are_worded_in_the_older_style(void **state)
{
    Interp *interp = *state;
    expect_error(interp, call(interp, &none_native, 1, NUMBERS, NULL), ERROR_TYPE_ERROR,
                 "none() takes no arguments (1 given)");
    expect_error(interp, call(interp, &pair_native, 0, NUMBERS, NULL), ERROR_TYPE_ERROR,
                 "pair expected at least 1 argument, got 0");
    expect_error(interp, call(interp, &pair_native, 3, NUMBERS, NULL), ERROR_TYPE_ERROR,
                 "pair expected at most 2 arguments, got 3");
    expect_error(interp, call(interp, &pair_native, 1, NUMBERS, "b"), ERROR_TYPE_ERROR,
                 "pair() takes no keyword arguments");
}

static void errors_with_keywords_name_the_parameter(void **state)
{
    Interp *interp = *state;
    expect_error(interp, call(interp, &mixed_native, 1, NUMBERS, NULL), ERROR_TYPE_ERROR,
                 "mixed() missing required argument 'b' (pos 2)");
    expect_error(interp, call(interp, &mixed_native, 2, NUMBERS, "b"), ERROR_TYPE_ERROR,
                 "argument for mixed() given by name ('b') and position (2)");
    expect_error(interp, call(interp, &mixed_native, 2, NUMBERS, "flga"), ERROR_TYPE_ERROR,
                 "mixed() got an unexpected keyword argument 'flga'");
    expect_error(interp, call(interp, &mixed_native, 4, NUMBERS, NULL), ERROR_TYPE_ERROR,
                 "mixed() takes at most 3 positional arguments (4 given)");
    expect_error(interp, call(interp, &mixed_native, 5, NUMBERS, NULL), ERROR_TYPE_ERROR,
                 "mixed() takes at most 4 arguments (5 given)");
    expect_error(interp, call(interp, &gather_native, 0, NUMBERS, NULL), ERROR_TYPE_ERROR,
                 "gather() missing required argument 'a' (pos 1)");
}

static void methods_check_what_they_are_called_on(void **state)
{
    Interp *interp = *state;
    Value append = value_get_attribute_text(interp, value_from_object(interp->types[TYPE_LIST]), "append");
    expect_error(interp, value_call_values(interp, append, 0, NULL), ERROR_TYPE_ERROR,
                 "unbound method list.append() needs an argument");
    expect_error(interp, value_call_values(interp, append, 2, NUMBERS), ERROR_TYPE_ERROR,
                 "descriptor 'append' for 'list' objects doesn't apply to a 'int' object");
    Value list = list_new(interp, 0);
    expect_error(interp, value_call_method(interp, list, "append", 2, NUMBERS), ERROR_TYPE_ERROR,
                 "list.append() takes exactly one argument (2 given)");
    value_drop(value_call_method(interp, list, "append", 1, NUMBERS));
    expect_repr(interp, list, "[1]");
    value_drop(append);
}

static void wrappers_show_slots_as_methods(void **state)
{
    Interp *interp = *state;
    expect_repr(interp, value_call_method(interp, NUMBERS[2], "__add__", 1, NUMBERS), "4");
    expect_repr(interp, value_call_method(interp, NUMBERS[2], "__rsub__", 1, NUMBERS), "-2");
    expect_error(interp, value_call_method(interp, NUMBERS[2], "__add__", 0, NUMBERS), ERROR_TYPE_ERROR,
                 "expected 1 argument, got 0");
    expect_repr(interp, value_get_attribute_text(interp, value_from_object(interp->types[TYPE_INT]), "__add__"),
                "<slot wrapper '__add__' of 'int' objects>");
}

static void the_nearest_name_is_suggested(void **state)
{
    (void)state;
    Suggestion suggestion;
    suggestion_begin(&suggestion, "linaer1");
    suggestion_consider(&suggestion, "forward");
    suggestion_consider(&suggestion, "linear1");
    suggestion_consider(&suggestion, "linear_2");
    assert_string_equal(suggestion.best, "linear1");
    suggestion_begin(&suggestion, "x");
    suggestion_consider(&suggestion, "something");
    assert_null(suggestion.best);
}

static bool calls(Interp *interp)
{
    Value name = interp_intern(interp, "x");
    if (value_is_error(name))
        return false;
    Value names = tuple_from_values_take(interp, 1, &name);
    Value native = value_is_error(names) ? names : native_new(interp, &gather_native, VALUE_UNSET);
    Value result = VALUE_ERROR;
    if (!value_is_error(native))
        result = value_call(interp, native, &(Arguments){NUMBERS, 3, tuple_of(names)});
    value_drop(native);
    value_drop(names);
    value_drop(result);
    return !value_is_error(result);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    try_all_failures(calls);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
    const struct CMUnitTest tests[] = {
        CASE(arguments_are_bound_by_position_name_and_default),
        CASE(errors_without_keywords_are_worded_in_the_older_style),
        CASE(errors_with_keywords_name_the_parameter),
        CASE(methods_check_what_they_are_called_on),
        CASE(wrappers_show_slots_as_methods),
        CASE(the_nearest_name_is_suggested),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
