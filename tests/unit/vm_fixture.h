// An evaluator with the built-in functions, whose output is collected.
#ifndef VM_FIXTURE_H
#define VM_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/builtins.h"
#include "lib/modules.h"
#include "object/dict.h"
#include "object/exception.h"
#include "object/operate.h"
#include "object/str.h"
#include "vm/traceback.h"
#include "vm/vm.h"

typedef struct VmFixture {
    Vm *vm;
    char output[8192];
    size_t length;
} VmFixture;

static bool fixture_write(Interp *interp, int stream, const char *bytes, size_t length)
{
    VmFixture *fixture = interp->host;
    (void)stream;
    assert_true(fixture->length + length < sizeof fixture->output);
    memcpy(fixture->output + fixture->length, bytes, length);
    fixture->length += length;
    fixture->output[fixture->length] = '\0';
    return true;
}

static UNUSED void fixture_open(VmFixture *fixture, uint64_t steps)
{
    VmOptions options = {.step_limit = steps};
    *fixture = (VmFixture){.vm = vm_create(&options)};
    assert_non_null(fixture->vm);
    Interp *interp = &fixture->vm->interp;
    interp->host = fixture;
    interp->hooks.write = fixture_write;
    fixture->vm->native_modules = MODULES_NATIVE;
    fixture->vm->module_exists = modules_is_known;
    interp->builtins = builtins_new(interp);
    assert_false(value_is_error(interp->builtins));
}

static UNUSED void fixture_close(VmFixture *fixture)
{
    assert_int_equal(vm_destroy(fixture->vm), 0); // nothing leaks
}

/// Runs a text; what it raised stands behind the output as the last line of its traceback.
static UNUSED VmOutcome fixture_run(VmFixture *fixture, const char *text)
{
    fixture->length = 0;
    fixture->output[0] = '\0';
    VmOutcome outcome = vm_run_text(fixture->vm, text, strlen(text), "test.py", false);
    Interp *interp = &fixture->vm->interp;
    if (error_pending(&interp->error)) {
        Text last;
        text_init(&last, &interp->memory);
        Value exception = exception_fetch(interp);
        assert_true(traceback_print_only(interp, &last, exception));
        value_drop(exception);
        fixture_write(interp, 2, last.bytes, last.length);
        text_free(&last);
    }
    return outcome;
}

/// Runs a text in an evaluator of its own and compares what it printed.
static UNUSED void expect_output(const char *text, const char *expected)
{
    VmFixture fixture;
    fixture_open(&fixture, 0);
    fixture_run(&fixture, text);
    assert_string_equal(fixture.output, expected);
    fixture_close(&fixture);
}

#endif
