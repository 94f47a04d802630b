// The line table: what is encoded comes back.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "compile/location.h"

static void locations_come_back(void **state)
{
    (void)state;
    static const CodeLocation LOCATIONS[] = {{1, 0, 1, 5},     {1, 0, 1, 5}, {3, 4, 5, 200}, {2, 1000, 2, 1001},
                                             {900, 0, 900, 1}, {0, 0, 0, 0}, {1, 0, 1, 5}};
    Error error = {0};
    Memory memory;
    memory_init(&memory, &error, 0);
    for (int lines_only = 0; lines_only < 2; lines_only++) {
        Text text;
        text_init(&text, &memory);
        size_t count = sizeof LOCATIONS / sizeof *LOCATIONS;
        assert_true(location_encode(&text, LOCATIONS, count, 1, lines_only));
        for (size_t i = 0; i < count; i++) {
            CodeLocation got = location_decode((const uint8_t *)text.bytes, text.length, 1, lines_only, i);
            assert_int_equal(got.line, LOCATIONS[i].line);
            if (!lines_only)
                assert_memory_equal(&got, &LOCATIONS[i], sizeof got);
        }
        text_free(&text);
    }
    memory_finish(&memory);
}

static void numbers_come_back(void **state)
{
    (void)state;
    static const uint64_t NUMBERS[] = {0, 1, 127, 128, 16383, 16384, UINT32_MAX, UINT64_MAX};
    Error error = {0};
    Memory memory;
    memory_init(&memory, &error, 0);
    Text text;
    text_init(&text, &memory);
    for (size_t i = 0; i < sizeof NUMBERS / sizeof *NUMBERS; i++)
        assert_true(location_append_number(&text, NUMBERS[i]));
    const uint8_t *cursor = (const uint8_t *)text.bytes;
    for (size_t i = 0; i < sizeof NUMBERS / sizeof *NUMBERS; i++)
        assert_int_equal(location_read_number(&cursor), NUMBERS[i]);
    text_free(&text);
    memory_finish(&memory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(locations_come_back), cmocka_unit_test(numbers_come_back)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
