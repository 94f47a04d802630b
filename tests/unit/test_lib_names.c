// The tables of known names stand in the order in which they are searched, and each name stands between blanks.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "lib/names.h"

typedef struct Row {
    const char *place;
    const char *names;
} Row;

#define KNOWN_NAMES(place, names) {place, names},
static const Row library[] = {
#include "library_names.def"
};
static const Row classes[] = {
#include "library_class_names.def"
};
static const Row torch[] = {
#include "torch_names.def"
#include "torchvision_names.def"
};

static void check_rows(const Row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i)
            assert_true(strcmp(rows[i - 1].place, rows[i].place) < 0);
        assert_int_equal(rows[i].names[0], ' ');
        assert_int_equal(rows[i].names[strlen(rows[i].names) - 1], ' ');
        assert_null(strstr(rows[i].names, "  "));
    }
}

static void rows_are_sorted(void **state)
{
    (void)state;
    check_rows(library, sizeof library / sizeof *library);
    check_rows(classes, sizeof classes / sizeof *classes);
    check_rows(torch, sizeof torch / sizeof *torch);
}

static void names_are_found_whole(void **state)
{
    (void)state;
    assert_true(names_known("contextlib", "aclosing"));
    assert_false(names_known("contextlib", "closin"));
    assert_false(names_known("contextli", "closing"));
    assert_true(names_known("torch.Tensor", "abs"));
    assert_false(names_known("torch.Tenso", "abs"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_sorted),
        cmocka_unit_test(names_are_found_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
