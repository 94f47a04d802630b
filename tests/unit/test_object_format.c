#include "container_fixture.h"

#include "object/str_format.h"

static Value format_with(Interp *interp, Value v, const char *spec)
{
    Value text_of_spec = STR(spec);
    Value result = value_is_error(text_of_spec) ? VALUE_ERROR : value_format(interp, v, text_of_spec);
    value_drop(text_of_spec);
    return result;
}
#define FORMAT(v, spec) format_with(interp, v, spec)

static void ints_are_grouped_padded_and_prefixed(void **state)
{
    Interp *interp = *state;
    expect_repr(interp, FORMAT(INT(1234567), ","), "'1,234,567'");
    expect_repr(interp, FORMAT(INT(1234), "012,"), "'0,000,001,234'");
    expect_repr(interp, FORMAT(INT(-255), "#010x"), "'-0x00000ff'");
    expect_repr(interp, FORMAT(INT(5), "*^+7"), "'**+5***'");
    expect_repr(interp, FORMAT(INT(65), "c"), "'A'");
}

static void floats_are_rounded_exactly(void **state)
{
    Interp *interp = *state;
    expect_repr(interp, FORMAT(value_from_float(2.5), ".0f"), "'2'");
    expect_repr(interp, FORMAT(value_from_float(0.125), ".2f"), "'0.12'");
    expect_repr(interp, FORMAT(value_from_float(999999.5), "#g"), "'1.00000e+06'");
    expect_repr(interp, FORMAT(value_from_float(123.0), ".3"), "'1.23e+02'");
    expect_repr(interp, FORMAT(value_from_float(-0.01), "z.1f"), "'0.0'");
    expect_repr(interp, FORMAT(value_from_float(0.256), ".1%"), "'25.6%'");
}

static void wrong_specifications_are_named(void **state)
{
    Interp *interp = *state;
    expect_error(interp, FORMAT(INT(1), "s"), ERROR_VALUE_ERROR, "Unknown format code 's' for object of type 'int'");
    expect_error(interp, FORMAT(INT(1), ".2"), ERROR_VALUE_ERROR, "Precision not allowed in integer format specifier");
    expect_error(interp, FORMAT(INT(1), ",_"), ERROR_VALUE_ERROR, "Cannot specify both ',' and '_'.");
    expect_error(interp, FORMAT(value_from_float(1), "10x5"), ERROR_VALUE_ERROR,
                 "Invalid format specifier '10x5' for object of type 'float'");
}

static void templates_are_filled_in(void **state)
{
    Interp *interp = *state;
    Value template = STR("{0:>{1}}|{2!r}|{{}}"), wrong = STR("{0}{}");
    expect_repr(interp, METHOD(template, "format", INT(7), INT(3), STR("x")), "\"  7|'x'|{}\"");
    expect_error(interp, METHOD(wrong, "format", INT(1)), ERROR_VALUE_ERROR,
                 "cannot switch from manual field specification to automatic field numbering");
    value_drop(template);
    value_drop(wrong);
}

static void percent_formats_and_counts_arguments(void **state)
{
    Interp *interp = *state;
    Value template = STR("%-4d|%05.1f|%s"), values = VALUE_UNSET;
    values = tuple_from_values_take(interp, 3, (Value[]){INT(5), value_from_float(2.25), STR("é")});
    expect_repr(interp, str_percent(interp, template, values), "'5   |002.2|é'");
    expect_error(interp, str_percent(interp, template, INT(1)), ERROR_TYPE_ERROR,
                 "not enough arguments for format string");
    value_drop(values);
    value_drop(template);
}

static bool format_much(Interp *interp)
{
    Value template = STR("{0:>{1}} {2!r}"), percent = STR("%08.3f %x"), values = VALUE_UNSET;
    bool ok = !value_is_error(template) && !value_is_error(percent) &&
              done(METHOD(template, "format", INT(7), INT(3), STR("xyz"))) && done(FORMAT(INT(1234567), "020,")) &&
              done(FORMAT(value_from_float(1e100), ".3f"));
    if (ok) {
        values = tuple_from_values_take(interp, 2, (Value[]){value_from_float(3.14159), INT(255)});
        ok = !value_is_error(values) && done(str_percent(interp, percent, values));
    }
    value_drop(values);
    value_drop(template);
    value_drop(percent);
    return ok;
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    try_all_failures(format_much);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(ints_are_grouped_padded_and_prefixed), CASE(floats_are_rounded_exactly),
        CASE(wrong_specifications_are_named),       CASE(templates_are_filled_in),
        CASE(percent_formats_and_counts_arguments), cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
