// What the tests of src/object share: an interp that must end without a live block, and short ways to check values.
#ifndef OBJECT_FIXTURE_H
#define OBJECT_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "object/dict.h"
#include "object/exception.h"
#include "object/gc.h"
#include "object/interp.h"
#include "object/list.h"
#include "object/operate.h"
#include "object/str.h"

static inline int fixture_setup(void **state)
{
    Interp *interp = test_malloc(sizeof *interp);
    *state = interp;
    return interp_init(interp, 0) ? 0 : -1;
}

static inline int fixture_teardown(void **state)
{
    Interp *interp = *state;
    interp_finish(interp);
    size_t live = interp->memory.live_blocks;
    test_free(interp);
    return live == 0 ? 0 : -1;
}

/// Checks repr(v) and drops v.
static inline void expect_repr(Interp *interp, Value v, const char *expected)
{
    if (value_is_error(v))
        fail_msg("an error is pending: %s", interp->error.message ? interp->error.message : "(no text)");
    Value shown = value_repr(interp, v);
    assert_false(value_is_error(shown));
    assert_string_equal(str_of(shown)->text, expected);
    value_drop(shown);
    value_drop(v);
}

/// Checks that v failed with this class and text, and clears the error.
static inline void expect_error(Interp *interp, Value v, ErrorKind kind, const char *expected)
{
    assert_true(value_is_error(v));
    assert_true(error_pending(&interp->error));
    Value exception = exception_fetch(interp);
    Value shown = value_str(interp, exception);
    assert_false(value_is_error(shown));
    assert_string_equal(str_of(shown)->text, expected);
    assert_int_equal(exception_kind(interp, exception), kind);
    value_drop(shown);
    value_drop(exception);
}

static inline Value text(Interp *interp, const char *string)
{
    Value v = interp_intern(interp, string);
    assert_false(value_is_error(v));
    return v;
}

/// Makes a class without a body; takes `bases` (a tuple) and leaves `name_space` to the caller (UNSET: empty).
static inline Value make_class(Interp *interp, const char *name, Value bases, Value name_space)
{
    Value class_name = text(interp, name);
    Value dict = value_is_unset(name_space) ? dict_new(interp) : value_keep(name_space);
    Value made = value_is_error(bases) || value_is_error(dict)
                     ? VALUE_ERROR
                     : type_make_class(interp, interp->types[TYPE_TYPE], class_name, bases, dict, VALUE_NONE);
    value_drop(class_name);
    value_drop(dict);
    value_drop(bases);
    return made;
}

/// Runs a scenario again and again, with the first, second, ... allocation failing, until it passes without a failure.
/// It returns false with MemoryError pending where an allocation failed.
static inline void try_all_failures(bool (*scenario)(Interp *))
{
    for (uint64_t n = 1;; n++) {
        Interp *interp = test_malloc(sizeof *interp);
        assert_true(interp_init(interp, 0));
        interp->memory.fail_at = interp->memory.requests + n;
        bool ok = scenario(interp);
        bool reached = interp->memory.requests >= interp->memory.fail_at;
        interp->memory.fail_at = 0;
        if (!ok)
            assert_int_equal(interp->error.kind, ERROR_MEMORY_ERROR);
        error_clear(&interp->error);
        interp_finish(interp);
        size_t live = interp->memory.live_blocks;
        test_free(interp);
        assert_int_equal(live, 0);
        if (!reached)
            return;
    }
}

#endif
