#include "vm/caret.h"

#include <string.h>

static size_t indentation(const char *line, size_t length)
{
    size_t count = 0;
    while (count < length && (line[count] == ' ' || line[count] == '\t' || line[count] == '\f'))
        count++;
    return count;
}

static size_t trimmed(const char *line, size_t length)
{
    while (length && (line[length - 1] == ' ' || line[length - 1] == '\t' || line[length - 1] == '\r'))
        length--;
    return length;
}

void caret_append(Text *out, const CaretSource *source, CodeLocation location, Interp *interp)
{
    (void)interp;
    size_t indent = indentation(source->lines[0], source->lengths[0]);
    size_t length = trimmed(source->lines[0], source->lengths[0]);
    (void)location;
    text_append_string(out, "    ");
    text_append(out, source->lines[0] + indent, length > indent ? length - indent : 0);
    text_append_char(out, '\n');
}
