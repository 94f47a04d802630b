// Binding arguments to parameters: the messages.
#include "vm_fixture.h"

#define F "def f(a, b, /, c, d=4, *, e, g=6): return a, b, c, d, e, g\n"

static void arguments_find_their_parameters(void **state)
{
    (void)state;
    expect_output(F "print(f(1, 2, 3, e=5), f(1, 2, d=0, c=3, e=5, g=7))", "(1, 2, 3, 4, 5, 6) (1, 2, 3, 0, 5, 7)\n");
    expect_output("def f(*a, k=1, **n): return a, k, n\nprint(f(1, *[2], k=3, **{'z': 4}))", "((1, 2), 3, {'z': 4})\n");
}

static void missing_arguments_are_named(void **state)
{
    (void)state;
    expect_output(F "f()", "TypeError: f() missing 3 required positional arguments: 'a', 'b', and 'c'\n");
    expect_output(F "f(1, 2)", "TypeError: f() missing 1 required positional argument: 'c'\n");
    expect_output(F "f(1, 2, 3)", "TypeError: f() missing 1 required keyword-only argument: 'e'\n");
}

static void superfluous_arguments_are_counted(void **state)
{
    (void)state;
    expect_output(F "f(1, 2, 3, 4, 5, e=1)", "TypeError: f() takes from 3 to 4 positional arguments but 5 positional "
                                             "arguments (and 1 keyword-only argument) were given\n");
    expect_output("def g(): pass\ng(1)", "TypeError: g() takes 0 positional arguments but 1 was given\n");
}

static void keywords_that_do_not_fit(void **state)
{
    (void)state;
    expect_output("def g(size): pass\ng(sise=1)",
                  "TypeError: g() got an unexpected keyword argument 'sise'. Did you mean 'size'?\n");
    expect_output("def g(x): pass\ng(1, x=2)", "TypeError: g() got multiple values for argument 'x'\n");
    expect_output(F "f(a=1, b=2, c=3, e=4)",
                  "TypeError: f() got some positional-only arguments passed as keyword arguments: 'a, b'\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arguments_find_their_parameters),
        cmocka_unit_test(missing_arguments_are_named),
        cmocka_unit_test(superfluous_arguments_are_counted),
        cmocka_unit_test(keywords_that_do_not_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
