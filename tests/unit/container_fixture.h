// What the tests of the containers share: values made of C data, and methods called by name.
#ifndef CONTAINER_FIXTURE_H
#define CONTAINER_FIXTURE_H

#include "object_fixture.h"

/// v.name(values...); takes the values, lends v.
static inline Value call_method_take(Interp *interp, Value v, const char *name, size_t count, Value *values)
{
    bool ok = true;
    for (size_t i = 0; i < count; i++)
        ok = ok && !value_is_error(values[i]);
    Value result = ok ? value_call_method(interp, v, name, count, values) : VALUE_ERROR;
    for (size_t i = 0; i < count; i++)
        value_drop(values[i]);
    return result;
}
#define METHOD(v, name, ...)                                                                                           \
    call_method_take(interp, v, name, sizeof((Value[]){__VA_ARGS__}) / sizeof(Value), (Value[]){__VA_ARGS__})
#define METHOD_0(v, name) value_call_method(interp, v, name, 0, NULL)

/// A list of ints.
static inline Value list_of_ints(Interp *interp, size_t count, const int64_t *numbers)
{
    Value list = list_new(interp, count);
    for (size_t i = 0; !value_is_error(list) && i < count; i++) {
        if (!list_append(interp, list, value_from_int(numbers[i]))) {
            value_drop(list);
            return VALUE_ERROR;
        }
    }
    return list;
}
#define INTS(...)   list_of_ints(interp, sizeof((int64_t[]){__VA_ARGS__}) / sizeof(int64_t), (int64_t[]){__VA_ARGS__})
#define INT(number) value_from_int(number)
#define STR(string) str_from_string(interp, string)

/// Drops a result that only had to succeed; for scenarios of failing allocations.
static inline bool done(Value v)
{
    bool ok = !value_is_error(v);
    value_drop(v);
    return ok;
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

#endif
