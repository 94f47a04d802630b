// The evaluator's way in: outcomes, limits, the prompt.
#include "vm_fixture.h"

static void completed_run_keeps_its_names(void **state)
{
    (void)state;
    VmFixture fixture;
    fixture_open(&fixture, 0);
    assert_int_equal(fixture_run(&fixture, "x = 20 + 1"), VM_COMPLETED);
    assert_int_equal(fixture_run(&fixture, "print(x * 2)"), VM_COMPLETED);
    assert_string_equal(fixture.output, "42\n");
    fixture_close(&fixture);
}

static void raised_error_stays_pending(void **state)
{
    (void)state;
    VmFixture fixture;
    fixture_open(&fixture, 0);
    assert_int_equal(fixture_run(&fixture, "print(1)\n1 / 0"), VM_RAISED);
    assert_string_equal(fixture.output, "1\nZeroDivisionError: division by zero\n");
    fixture_close(&fixture);
}

static void step_limit_cannot_be_caught(void **state)
{
    (void)state;
    VmFixture fixture;
    fixture_open(&fixture, 5000);
    static const char TEXT[] = "try:\n    while True: pass\nexcept BaseException: print('caught')\n"
                               "finally: print('finally')\n";
    assert_int_equal(fixture_run(&fixture, TEXT), VM_LIMIT);
    assert_int_equal(fixture.vm->limit, VM_LIMIT_STEPS);
    assert_string_equal(fixture.output, "LimitExceeded: the limit of steps was reached\n");
    fixture_close(&fixture);
}

static void steps_are_deterministic(void **state)
{
    (void)state;
    uint64_t steps[2];
    for (int i = 0; i < 2; i++) {
        VmFixture fixture;
        fixture_open(&fixture, 0);
        fixture_run(&fixture, "def f(n):\n    return n if n < 2 else f(n - 1) + f(n - 2)\nf(12)");
        steps[i] = fixture.vm->interp.steps;
        fixture_close(&fixture);
    }
    assert_int_equal(steps[0], steps[1]);
    assert_true(steps[0] > 400);
}

static VmLimit out_of_time(Vm *vm)
{
    (void)vm;
    return VM_LIMIT_TIME;
}

static void poll_ends_a_loop(void **state)
{
    (void)state;
    VmFixture fixture;
    fixture_open(&fixture, 0);
    fixture.vm->poll = out_of_time;
    assert_int_equal(fixture_run(&fixture, "while True: pass"), VM_LIMIT);
    assert_int_equal(fixture.vm->limit, VM_LIMIT_TIME);
    fixture_close(&fixture);
}

static void interactive_text_may_be_incomplete(void **state)
{
    (void)state;
    VmFixture fixture;
    fixture_open(&fixture, 0);
    assert_int_equal(vm_run_text(fixture.vm, "def f():\n", 9, "<stdin>", true), VM_INCOMPLETE);
    assert_false(error_pending(&fixture.vm->interp.error));
    assert_int_equal(vm_run_text(fixture.vm, "6 * 7\n", 6, "<stdin>", true), VM_COMPLETED);
    assert_string_equal(fixture.output, "42\n");
    fixture_close(&fixture);
}

static VmOutcome run_line(VmFixture *fixture, const char *text)
{
    return vm_run_text(fixture->vm, text, strlen(text), "<stdin>", true);
}

static void compound_statement_goes_on_to_an_empty_line(void **state)
{
    (void)state;
    VmFixture fixture;
    fixture_open(&fixture, 0);
    assert_int_equal(run_line(&fixture, "if 1:\n    print(1)\n"), VM_INCOMPLETE);
    assert_int_equal(run_line(&fixture, "if 1:\n    print(1)\nelse:\n    pass\n"), VM_INCOMPLETE);
    assert_int_equal(run_line(&fixture, "@staticmethod\n"), VM_INCOMPLETE);
    assert_int_equal(run_line(&fixture, "if 1:\n    print(1)\nelse:\n    pass\n\n"), VM_COMPLETED);
    assert_int_equal(run_line(&fixture, "x = (\n"), VM_INCOMPLETE);
    assert_int_equal(run_line(&fixture, "x = (\ny z w v\n"), VM_RAISED);
    fixture_close(&fixture);
}

static void unsupported_module_is_told_apart(void **state)
{
    (void)state;
    VmFixture fixture;
    fixture_open(&fixture, 0);
    assert_int_equal(
        fixture_run(&fixture, "try:\n    import socket; socket.socket()\nexcept BaseException:\n    print('caught')\n"),
        VM_UNSUPPORTED);
    assert_int_equal(fixture_run(&fixture, "import no_such_module"), VM_RAISED);
    assert_string_equal(fixture.output, "ModuleNotFoundError: No module named 'no_such_module'\n");
    fixture_close(&fixture);
}

static void recursion_is_limited(void **state)
{
    (void)state;
    expect_output("def f(): f()\nf()", "RecursionError: maximum recursion depth exceeded\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(completed_run_keeps_its_names),
        cmocka_unit_test(raised_error_stays_pending),
        cmocka_unit_test(step_limit_cannot_be_caught),
        cmocka_unit_test(steps_are_deterministic),
        cmocka_unit_test(poll_ends_a_loop),
        cmocka_unit_test(interactive_text_may_be_incomplete),
        cmocka_unit_test(compound_statement_goes_on_to_an_empty_line),
        cmocka_unit_test(unsupported_module_is_told_apart),
        cmocka_unit_test(recursion_is_limited),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
