#include "tensor/warning.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "tensor/shape.h"

enum { EACH, ONCE, TEXT_ROOM = 2 * SHAPE_TEXT + 1024 };

typedef struct Row {
    const char *name;
    int how_often;
    const char *place;
    const char *text;
} Row;

static const Row ROWS[] = {
#define WARNING(id, how_often, place, text) {#id, how_often, place, text},
#include "warnings.def"
#undef WARNING
};

_Static_assert(WARNING_COUNT <= 64, "Runtime.warned holds one bit a warning");

bool warning_give(Runtime *runtime, Warning warning, ...)
{
    const Row *row = &ROWS[warning];
    const uint64_t bit = (uint64_t)1 << warning;
    if (!runtime->warn || (row->how_often == ONCE && (runtime->warned & bit)))
        return true;
    runtime->warned |= bit;
    char text[TEXT_ROOM];
    va_list arguments;
    va_start(arguments, warning);
    int length = vsnprintf(text, sizeof text, row->text, arguments);
    va_end(arguments);
    if (length < 0 || (size_t)length >= sizeof text)
        length = (int)strlen(text);
    snprintf(text + length, sizeof text - (size_t)length, " (Triggered internally at %s.)", row->place);
    return runtime->warn(runtime, text);
}

Warning warning_find(const char *name)
{
    for (int i = 0; i < WARNING_COUNT; i++)
        if (strcmp(ROWS[i].name, name) == 0)
            return (Warning)i;
    return WARNING_COUNT;
}

bool warning_takes_arguments(Warning warning)
{
    return strchr(ROWS[warning].text, '%') != NULL;
}
