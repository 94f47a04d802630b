// The numbers of a tensor: choosing a format and laying out rows.
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lib/torch/print.h"
#include "tensor/shape.h"

enum { CELL_SIZE = 512 };

/// What a walk over the shown elements collects.
typedef struct Survey {
    const Torch *torch;
    const Tensor *tensor;
    int part;
    bool summarize;
    // first pass
    bool any;   // a finite value other than zero
    bool whole; // all such values are whole
    double smallest, largest;
    // second pass
    const PrintFormat *format;
    size_t width;
} Survey;

static double part_of(Scalar value, int part)
{
    if (value.kind == SCALAR_COMPLEX)
        return part ? cimag(value.c) : creal(value.c);
    return scalar_to_float(value);
}

static size_t number_length(const PrintOptions *print, const PrintFormat *format, double value)
{
    char cell[CELL_SIZE];
    if (format->scientific)
        return (size_t)snprintf(cell, sizeof cell, "%.*e", (int)print->precision, value);
    if (format->whole)
        return (size_t)snprintf(cell, sizeof cell, "%.0f", value) + 1;
    return (size_t)snprintf(cell, sizeof cell, "%.*f", (int)print->precision, value);
}

static void survey_range(Survey *survey, Scalar element)
{
    double value = part_of(element, survey->part), size = fabs(value);
    if (!isfinite(value) || value == 0)
        return;
    if (!survey->any || size < survey->smallest)
        survey->smallest = size;
    if (!survey->any || size > survey->largest)
        survey->largest = size;
    survey->any = true;
    survey->whole = survey->whole && value == ceil(value);
}

static void survey_width(Survey *survey, Scalar element)
{
    double value = part_of(element, survey->part);
    if (!isfinite(value) || value == 0)
        return;
    size_t length = number_length(&survey->torch->print, survey->format, value);
    if (length > survey->width)
        survey->width = length;
}

static void survey_integer(Survey *survey, Scalar element)
{
    char cell[CELL_SIZE];
    size_t length;
    if (element.kind == SCALAR_BOOL)
        length = element.b ? 4 : 5;
    else
        length = (size_t)snprintf(cell, sizeof cell, "%lld", (long long)element.i);
    if (length > survey->width)
        survey->width = length;
}

/// Visits the elements that are shown: all, or the edges of each dimension.
static void survey_walk(Survey *survey, int dim, int64_t offset, void (*visit)(Survey *, Scalar))
{
    const Tensor *tensor = survey->tensor;
    if (dim == tensor->rank) {
        visit(survey, tensor_read(tensor, offset));
        return;
    }
    int64_t size = tensor->sizes[dim], edge = survey->torch->print.edge_items;
    bool cut = survey->summarize && size > 2 * edge;
    for (int64_t i = 0; i < size; i++) {
        if (cut && i == edge)
            i = size - edge;
        if (i < size)
            survey_walk(survey, dim + 1, offset + i * tensor->strides[dim], visit);
    }
}

bool print_choose(const Torch *torch, const Tensor *tensor, int part, bool summarize, PrintFormat *format)
{
    Survey survey = {.torch = torch, .tensor = tensor, .part = part, .summarize = summarize, .whole = true, .width = 1};
    *format = (PrintFormat){.floating = !dtype_is_integral(tensor->dtype), .whole = true, .width = 1};
    survey.format = format;
    if (!format->floating) {
        survey_walk(&survey, 0, tensor->offset, survey_integer);
        format->width = survey.width;
        return true;
    }
    survey_walk(&survey, 0, tensor->offset, survey_range);
    if (!survey.any)
        return true; // the width of zeros, infinities and NaN is not looked at
    format->whole = survey.whole;
    format->scientific = survey.largest / survey.smallest > 1000.0 || survey.largest > 1.0e8 ||
                         (!survey.whole && survey.smallest < 1.0e-4);
    survey_walk(&survey, 0, tensor->offset, survey_width);
    format->width = survey.width;
    if (torch->print.scientific >= 0)
        format->scientific = torch->print.scientific;
    return true;
}

static void append_padded(Text *text, const PrintFormat *format, const char *cell)
{
    size_t length = strlen(cell);
    if (length < format->width)
        text_append_repeated(text, ' ', format->width - length);
    text_append(text, cell, length);
}

static const char *special_name(double value)
{
    if (isnan(value))
        return "nan";
    return value < 0 ? "-inf" : "inf";
}

/// `padded` false: without the blanks in front.
static void append_number(Text *text, const PrintOptions *print, const PrintFormat *format, double value, bool padded)
{
    char cell[CELL_SIZE];
    if (!isfinite(value))
        snprintf(cell, sizeof cell, "%s", special_name(value));
    else if (format->scientific)
        snprintf(cell, sizeof cell, "%.*e", (int)print->precision, value);
    else if (format->whole)
        snprintf(cell, sizeof cell, "%.0f.", value);
    else
        snprintf(cell, sizeof cell, "%.*f", (int)print->precision, value);
    if (padded)
        append_padded(text, format, cell);
    else
        text_append_string(text, cell);
}

/// The layout of one tensor's values.
typedef struct Layouter {
    const Torch *torch;
    Text *text;
    const Tensor *tensor;
    bool summarize;
    bool is_complex;
    PrintFormat formats[2];
} Layouter;

static void append_element(const Layouter *layouter, int64_t offset)
{
    Scalar value = tensor_read(layouter->tensor, offset);
    const PrintFormat *format = &layouter->formats[0];
    char cell[CELL_SIZE];
    if (layouter->is_complex) {
        append_number(layouter->text, &layouter->torch->print, format, creal(value.c), true);
        size_t start = layouter->text->length;
        append_number(layouter->text, &layouter->torch->print, &layouter->formats[1], cimag(value.c), false);
        text_append_char(layouter->text, 'j');
        if (!layouter->text->failed && layouter->text->bytes[start] != '-' && layouter->text->bytes[start] != '+') {
            // A plus sign goes between the parts.
            if (text_append_char(layouter->text, ' ')) {
                char *at = layouter->text->bytes + start;
                memmove(at + 1, at, layouter->text->length - start - 1);
                *at = '+';
            }
        }
    } else if (format->floating) {
        append_number(layouter->text, &layouter->torch->print, format, scalar_to_float(value), true);
    } else {
        if (value.kind == SCALAR_BOOL)
            snprintf(cell, sizeof cell, "%s", value.b ? "True" : "False");
        else
            snprintf(cell, sizeof cell, "%lld", (long long)value.i);
        append_padded(layouter->text, format, cell);
    }
}

static void append_line_break(const Layouter *layouter, int lines, int64_t indent)
{
    text_append_char(layouter->text, ',');
    text_append_repeated(layouter->text, '\n', (size_t)lines);
    text_append_repeated(layouter->text, ' ', (size_t)(indent + 1));
}

static void append_row(const Layouter *layouter, int64_t offset, int64_t indent)
{
    const Tensor *tensor = layouter->tensor;
    const PrintOptions *print = &layouter->torch->print;
    int dim = tensor->rank - 1;
    int64_t size = tensor->sizes[dim], edge = print->edge_items;
    int64_t cell = (int64_t)layouter->formats[0].width + 2;
    if (layouter->is_complex)
        cell += (int64_t)layouter->formats[1].width + 1;
    int64_t per_line = (int64_t)floor((double)(print->line_width - indent) / (double)cell);
    per_line = per_line < 1 ? 1 : per_line;
    bool cut = layouter->summarize && size > 2 * edge;
    int64_t shown = 0;
    text_append_char(layouter->text, '[');
    for (int64_t i = 0; i < size; i++) {
        if (shown && shown % per_line == 0)
            append_line_break(layouter, 1, indent);
        else if (shown)
            text_append_string(layouter->text, ", ");
        if (cut && i == edge) {
            text_append_string(layouter->text, edge ? " ..." : "...");
            i = size - edge - 1;
        } else {
            append_element(layouter, offset + i * tensor->strides[dim]);
        }
        shown++;
    }
    text_append_char(layouter->text, ']');
}

static void append_dim(const Layouter *layouter, int dim, int64_t offset, int64_t indent)
{
    const Tensor *tensor = layouter->tensor;
    int left = tensor->rank - dim;
    if (left <= 1) {
        if (left == 0)
            append_element(layouter, offset);
        else
            append_row(layouter, offset, indent);
        return;
    }
    int64_t size = tensor->sizes[dim], edge = layouter->torch->print.edge_items;
    bool cut = layouter->summarize && size > 2 * edge;
    text_append_char(layouter->text, '[');
    for (int64_t i = 0; i < size && !layouter->text->failed; i++) {
        if (i)
            append_line_break(layouter, left - 1, indent);
        if (cut && i == edge) {
            text_append_string(layouter->text, "...");
            i = size - edge - 1;
        } else {
            append_dim(layouter, dim + 1, offset + i * tensor->strides[dim], indent + 1);
        }
    }
    text_append_char(layouter->text, ']');
}

bool print_values(const Torch *torch, Text *text, const Tensor *tensor, int64_t indent)
{
    int64_t count = tensor_count(tensor);
    Layouter layouter = {.torch = torch,
                         .text = text,
                         .tensor = tensor,
                         .summarize = count > torch->print.threshold,
                         .is_complex = dtype_is_complex(tensor->dtype)};
    if (count == 0)
        return text_append_string(text, "[]");
    for (int part = 0; part <= layouter.is_complex; part++)
        if (!print_choose(torch, tensor, part, layouter.summarize, &layouter.formats[part]))
            return false;
    append_dim(&layouter, 0, tensor->offset, indent);
    return !text->failed;
}
