#include "vm/caret.h"

#include <string.h>

#include <utf8proc.h>

#include "compile/anchor.h"

/// The lines, dedented, and what to mark in them. Offsets are bytes; `..._column` are places on the screen.
typedef struct Marking {
    const char *lines[CARET_LINES];
    size_t lengths[CARET_LINES];
    size_t count;
    size_t start, end; // of the failed part: in the first and in the last line
    size_t start_column, end_column;
    bool show, anchored;
    Anchors anchors;
    size_t left_column, right_column;
} Marking;

static bool is_blank(const char *line, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (line[i] != ' ' && line[i] != '\t' && line[i] != '\f' && line[i] != '\r')
            return false;
    return true;
}

static size_t indentation(const char *line, size_t length)
{
    size_t count = 0;
    while (count < length && (line[count] == ' ' || line[count] == '\t'))
        count++;
    return count;
}

/// How many columns the first `bytes` of a line take: wide characters take two.
static size_t width(const char *line, size_t bytes)
{
    size_t columns = 0;
    for (size_t i = 0; i < bytes;) {
        size_t step;
        uint32_t code_point = utf8_decode(line + i, &step);
        columns += code_point >= 0x1100 && utf8proc_charwidth((utf8proc_int32_t)code_point) == 2 ? 2 : 1;
        i += step;
    }
    return columns;
}

static size_t common_indentation(const CaretSource *source)
{
    size_t common = SIZE_MAX;
    const char *first = NULL;
    for (size_t i = 0; i < source->count; i++) {
        if (is_blank(source->lines[i], source->lengths[i]))
            continue;
        size_t indent = indentation(source->lines[i], source->lengths[i]);
        if (!first) {
            first = source->lines[i];
            common = indent;
        }
        size_t same = 0;
        while (same < common && same < indent && source->lines[i][same] == first[same])
            same++;
        common = same;
    }
    return common == SIZE_MAX ? 0 : common;
}

static void dedent(Marking *marking, const CaretSource *source, CodeLocation location)
{
    size_t common = common_indentation(source);
    marking->count = source->count;
    for (size_t i = 0; i < source->count; i++) {
        bool blank = is_blank(source->lines[i], source->lengths[i]);
        marking->lines[i] = source->lines[i] + (blank ? source->lengths[i] : common);
        marking->lengths[i] = blank ? 0 : source->lengths[i] - common;
    }
    size_t last = source->count - 1;
    marking->start = location.column > common ? location.column - common : 0;
    marking->end = location.end_column > common ? location.end_column - common : 0;
    if (marking->start > marking->lengths[0])
        marking->start = marking->lengths[0];
    if (marking->end > marking->lengths[last])
        marking->end = marking->lengths[last];
    marking->start_column = width(marking->lines[0], marking->start);
    marking->end_column = width(marking->lines[last], marking->end);
}

/// All lines joined, each but the last with a newline.
static bool join(Text *out, const Marking *marking)
{
    for (size_t i = 0; i < marking->count; i++) {
        if (i)
            text_append_char(out, '\n');
        text_append(out, marking->lines[i], marking->lengths[i]);
    }
    return text_append(out, "", 0) && !out->failed;
}

static void find_anchors(Marking *marking, Memory *memory)
{
    Text text;
    text_init(&text, memory);
    size_t last = marking->count - 1;
    if (join(&text, marking)) {
        size_t tail = marking->lengths[last] - marking->end;
        size_t length = text.length - tail > marking->start ? text.length - tail - marking->start : 0;
        marking->anchored = anchor_find(memory, text_string(&text) + marking->start, length, &marking->anchors);
        bool plain = anchor_is_plain_call(memory, text_string(&text), text.length, marking->start, marking->end);
        bool partial =
            !is_blank(marking->lines[0], marking->start) || !is_blank(marking->lines[last] + marking->end, tail);
        marking->show = !plain && (marking->anchored || partial);
    }
    text_free(&text);
    if (!marking->anchored)
        return;
    Anchors *anchors = &marking->anchors;
    size_t left = anchors->left_column + (anchors->left_line == 0 ? marking->start : 0);
    size_t right = anchors->right_column + (anchors->right_line == 0 ? marking->start : 0);
    marking->left_column = width(marking->lines[anchors->left_line], left);
    marking->right_column = width(marking->lines[anchors->right_line], right);
}

static bool within_anchors(const Marking *marking, size_t line, size_t column)
{
    const Anchors *anchors = &marking->anchors;
    return (line > anchors->left_line || (line == anchors->left_line && column >= marking->left_column)) &&
           (line < anchors->right_line || (line == anchors->right_line && column < marking->right_column));
}

static void append_line(Text *out, const Marking *marking, size_t line)
{
    const char *text = marking->lines[line];
    size_t length = marking->lengths[line];
    while (length && (text[length - 1] == ' ' || text[length - 1] == '\t' || text[length - 1] == '\r') &&
           marking->count == 1 && !marking->show)
        length--;
    text_append_string(out, "    ");
    text_append(out, text, length);
    text_append_char(out, '\n');
    if (!marking->show)
        return;
    size_t spaces = indentation(text, length);
    size_t columns = line == marking->count - 1 ? marking->end_column : width(text, length);
    text_append_string(out, "    ");
    for (size_t column = 0; column < columns; column++) {
        if (column < spaces || (line == 0 && column < marking->start_column))
            text_append_char(out, ' ');
        else if (!marking->anchored || within_anchors(marking, line, column))
            text_append_char(out, '^');
        else
            text_append_char(out, '~');
    }
    text_append_char(out, '\n');
}

/// Shown are the first and the last line, and those around the anchors' ends.
static bool is_significant(const Marking *marking, size_t line)
{
    if (line == 0 || line == marking->count - 1)
        return true;
    if (!marking->anchored)
        return false;
    const Anchors *anchors = &marking->anchors;
    return (line + 1 >= anchors->left_line && line <= anchors->left_line + 1) ||
           (line + 1 >= anchors->right_line && line <= anchors->right_line + 1);
}

void caret_append(Text *out, const CaretSource *source, CodeLocation location, Interp *interp)
{
    Marking marking = {0};
    dedent(&marking, source, location);
    if (location.end_line)
        find_anchors(&marking, &interp->memory);
    size_t before = 0;
    for (size_t line = 0; line < marking.count; line++) {
        if (!is_significant(&marking, line))
            continue;
        if (line - before == 2)
            append_line(out, &marking, line - 1);
        else if (line - before > 2)
            text_append_format(out, "    ...<%zu lines>...\n", line - before - 1);
        append_line(out, &marking, line);
        before = line;
    }
}
