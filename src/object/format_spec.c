// The format specification mini-language for str, int, float and complex.
#include <math.h>
#include <string.h>

#include "object/character.h"
#include "object/float.h"
#include "object/int.h"
#include "object/sequence.h"
#include "object/str_format.h"

// A specification being read.
typedef struct Reader {
    const char *text;
    size_t bytes;
    size_t at;
} Reader;

static uint32_t peek(const Reader *reader, size_t *width)
{
    *width = 0;
    return reader->at < reader->bytes ? utf8_decode(reader->text + reader->at, width) : 0;
}

static bool accept(Reader *reader, char c)
{
    if (reader->at >= reader->bytes || reader->text[reader->at] != c)
        return false;
    reader->at++;
    return true;
}

static bool is_align(uint32_t c)
{
    return c == '<' || c == '>' || c == '=' || c == '^';
}

// Reads digits; *value stays as it is where there are none.
static bool read_number(Interp *interp, Reader *reader, int64_t *value)
{
    int64_t number = 0;
    bool any = false;
    for (size_t width;; reader->at += width) {
        int digit = character_decimal_value(peek(reader, &width));
        if (width == 0 || digit < 0)
            break;
        any = true;
        if (__builtin_mul_overflow(number, 10, &number) || __builtin_add_overflow(number, digit, &number)) {
            raise_value_error(interp, "Too many decimal digits in format string");
            return false;
        }
    }
    if (any)
        *value = number;
    return true;
}

static void read_fill(Reader *reader, FormatSpec *out, bool *fill_given)
{
    size_t width, next_width;
    uint32_t first = peek(reader, &width);
    Reader behind = *reader;
    behind.at += width;
    uint32_t second = peek(&behind, &next_width);
    *fill_given = false;
    if (width && next_width && is_align(second)) {
        out->fill = first;
        out->align = (char)second;
        out->align_given = *fill_given = true;
        reader->at += width + 1;
    } else if (width && is_align(first)) {
        out->align = (char)first;
        out->align_given = true;
        reader->at++;
    }
}

static bool read_grouping(Interp *interp, Reader *reader, FormatSpec *out)
{
    bool both = false;
    if (accept(reader, ','))
        out->grouping = ',';
    if (reader->at < reader->bytes && reader->text[reader->at] == '_') {
        both = out->grouping == ',';
        out->grouping = '_';
        reader->at++;
    }
    if (reader->at < reader->bytes && reader->text[reader->at] == ',' && out->grouping == '_')
        both = true;
    if (both)
        raise_value_error(interp, "Cannot specify both ',' and '_'.");
    return !both;
}

static bool check_grouping(Interp *interp, const FormatSpec *spec)
{
    uint32_t type = spec->type;
    if (!spec->grouping || type == 0 || (type < 128 && strchr("defgEG%F", (int)type)))
        return true;
    if (spec->grouping == '_' && type < 128 && strchr("boxX", (int)type))
        return true;
    if (type > 32 && type < 128)
        raise_value_error(interp, "Cannot specify '%c' with '%c'.", spec->grouping, (int)type);
    else
        raise_value_error(interp, "Cannot specify '%c' with '\\x%x'.", spec->grouping, (unsigned)type);
    return false;
}

bool format_spec_parse(Interp *interp, Value spec, Value v, uint32_t default_type, char default_align, FormatSpec *out)
{
    Reader reader = {str_of(spec)->text, str_of(spec)->bytes, 0};
    *out = (FormatSpec){.fill = ' ', .align = default_align, .width = -1, .precision = -1, .type = default_type};
    bool fill_given;
    read_fill(&reader, out, &fill_given);
    if (reader.at < reader.bytes && memchr("+- ", reader.text[reader.at], 3))
        out->sign = reader.text[reader.at++];
    out->no_negative_zero = accept(&reader, 'z');
    out->alternate = accept(&reader, '#');
    if (!fill_given && accept(&reader, '0')) {
        out->fill = '0';
        if (!out->align_given && default_align == '>')
            out->align = '=';
    }
    if (!read_number(interp, &reader, &out->width) || !read_grouping(interp, &reader, out))
        return false;
    if (accept(&reader, '.')) {
        if (!read_number(interp, &reader, &out->precision))
            return false;
        if (out->precision < 0) {
            raise_value_error(interp, "Format specifier missing precision");
            return false;
        }
    }
    size_t width;
    uint32_t type = peek(&reader, &width);
    if (reader.at + width < reader.bytes) {
        raise_value_error(interp, "Invalid format specifier '%s' for object of type '%s'", str_of(spec)->text,
                          value_type_name(interp, v));
        return false;
    }
    if (width)
        out->type = type;
    return check_grouping(interp, out);
}

Value format_spec_unknown(Interp *interp, const FormatSpec *spec, Value v)
{
    if (spec->type > 32 && spec->type < 128)
        return raise_value_error(interp, "Unknown format code '%c' for object of type '%s'", (int)spec->type,
                                 value_type_name(interp, v));
    return raise_value_error(interp, "Unknown format code '\\x%x' for object of type '%s'", (unsigned)spec->type,
                             value_type_name(interp, v));
}

Value format_spec_str(Interp *interp, Value v, Value spec)
{
    FormatSpec parsed;
    const Str *s = str_of(v);
    if (!format_spec_parse(interp, spec, v, 's', '<', &parsed))
        return VALUE_ERROR;
    if (parsed.type != 's')
        return format_spec_unknown(interp, &parsed, v);
    if (parsed.sign)
        return raise_value_error(interp, "%s not allowed in string format specifier",
                                 parsed.sign == ' ' ? "Space" : "Sign");
    if (parsed.no_negative_zero)
        return raise_value_error(interp, "Negative zero coercion (z) not allowed in string format specifier");
    if (parsed.alternate)
        return raise_value_error(interp, "Alternate form (#) not allowed in string format specifier");
    if (parsed.align == '=')
        return raise_value_error(interp, "'=' alignment not allowed in string format specifier");
    size_t length = s->length;
    if (parsed.precision >= 0 && (size_t)parsed.precision < length)
        length = (size_t)parsed.precision;
    Text out;
    text_init(&out, &interp->memory);
    format_field_append(&out, &parsed, s->text, str_offset(s, length), length);
    return str_from_text_take(&out);
}

static Value format_character(Interp *interp, Value v, const FormatSpec *spec)
{
    int64_t code;
    if (spec->sign)
        return raise_value_error(interp, "Sign not allowed with integer format specifier 'c'");
    if (spec->alternate)
        return raise_value_error(interp, "Alternate form (#) not allowed with integer format specifier 'c'");
    if (!int_as_int64(v, &code))
        return value_raise(interp, ERROR_OVERFLOW_ERROR, "Python int too large to convert to C long");
    if (code < 0 || code > 0x10FFFF)
        return value_raise(interp, ERROR_OVERFLOW_ERROR, "%%c arg not in range(0x110000)");
    char bytes[4];
    size_t width = utf8_write((uint32_t)code, bytes);
    Text out;
    text_init(&out, &interp->memory);
    FormatSpec field = *spec;
    field.align = spec->align == '=' ? '>' : spec->align; // there is no sign to put anything behind
    format_field_append(&out, &field, bytes, width, 1);
    return str_from_text_take(&out);
}

static int base_of(uint32_t type)
{
    return type == 'b' ? 2 : type == 'o' ? 8 : type == 'x' || type == 'X' ? 16 : 10;
}

static Value format_digits(Interp *interp, Value v, const FormatSpec *spec)
{
    Text digits, out;
    text_init(&digits, &interp->memory);
    text_init(&out, &interp->memory);
    int base = base_of(spec->type);
    if (!int_append(interp, &digits, v, base)) {
        text_free(&digits);
        return VALUE_ERROR;
    }
    bool negative = digits.bytes[0] == '-';
    for (size_t i = 0; spec->type == 'X' && i < digits.length; i++) {
        if (digits.bytes[i] >= 'a')
            digits.bytes[i] -= 'a' - 'A';
    }
    const char *prefix = !spec->alternate ? "" : base == 2 ? "0b" : base == 8 ? "0o" : base == 10 ? "" : "0x";
    if (spec->alternate && spec->type == 'X')
        prefix = "0X";
    NumberParts parts = {negative, prefix, digits.bytes + negative, digits.length - negative, "", 0};
    format_number_append(&out, spec, &parts);
    text_free(&digits);
    return str_from_text_take(&out);
}

// Splits the text of a double into digits and the rest, and appends it in its field.
static bool append_float(Text *out, const FormatSpec *spec, const char *text, size_t length)
{
    bool negative = length && text[0] == '-';
    size_t digits = negative;
    while (digits < length && text[digits] >= '0' && text[digits] <= '9')
        digits++;
    NumberParts parts = {negative, "", text + negative, digits - negative, text + digits, length - digits};
    return format_number_append(out, spec, &parts);
}

// True for texts like "-0.00e+00", whose sign `z` takes away.
static bool is_negative_zero(const Text *text)
{
    if (!text->length || text->bytes[0] != '-')
        return false;
    for (size_t i = 1; i < text->length && text->bytes[i] != 'e' && text->bytes[i] != 'E'; i++) {
        if (text->bytes[i] != '0' && text->bytes[i] != '.' && text->bytes[i] != '%')
            return false;
    }
    return true;
}

// Appends the digits of a double as the specification's type and precision ask for.
static bool append_float_digits(Interp *interp, Text *out, const FormatSpec *spec, double number, bool point_zero)
{
    char code = spec->type == 0 ? 'r' : spec->type == 'n' ? 'g' : (char)spec->type;
    if (spec->precision > INT32_MAX) {
        raise_value_error(interp, "precision too big");
        return false;
    }
    if (code == '%') {
        number *= 100;
        code = 'f';
    }
    if (!format_float_append(out, number, code, (int)spec->precision, spec->alternate, point_zero && code == 'r'))
        return false;
    if (spec->type == '%')
        text_append_char(out, '%');
    if (spec->no_negative_zero && is_negative_zero(out))
        memmove(out->bytes, out->bytes + 1, out->length--);
    return !out->failed;
}

static Value format_double(Interp *interp, double number, const FormatSpec *spec)
{
    Text digits, out;
    text_init(&digits, &interp->memory);
    text_init(&out, &interp->memory);
    out.failed = !append_float_digits(interp, &digits, spec, number, true);
    if (!out.failed)
        append_float(&out, spec, digits.bytes, digits.length);
    text_free(&digits);
    return str_from_text_take(&out);
}

static bool is_float_type(uint32_t type)
{
    return type < 128 && type && strchr("eEfFgG%", (int)type);
}

Value format_spec_int(Interp *interp, Value v, Value spec)
{
    FormatSpec parsed;
    double number;
    if (str_of(spec)->bytes == 0)
        return value_str(interp, v);
    if (!format_spec_parse(interp, spec, v, 'd', '>', &parsed))
        return VALUE_ERROR;
    if (is_float_type(parsed.type))
        return int_to_double(interp, v, &number) ? format_double(interp, number, &parsed) : VALUE_ERROR;
    if (parsed.type >= 128 || !parsed.type || !strchr("bcdoxXn", (int)parsed.type))
        return format_spec_unknown(interp, &parsed, v);
    if (parsed.precision >= 0)
        return raise_value_error(interp, "Precision not allowed in integer format specifier");
    if (parsed.no_negative_zero)
        return raise_value_error(interp, "Negative zero coercion (z) not allowed in integer format specifier");
    return parsed.type == 'c' ? format_character(interp, v, &parsed) : format_digits(interp, v, &parsed);
}

Value format_spec_float(Interp *interp, Value v, double number, Value spec)
{
    FormatSpec parsed;
    if (str_of(spec)->bytes == 0)
        return value_str(interp, v);
    if (!format_spec_parse(interp, spec, v, 0, '>', &parsed))
        return VALUE_ERROR;
    if (parsed.type && parsed.type != 'n' && !is_float_type(parsed.type))
        return format_spec_unknown(interp, &parsed, v);
    return format_double(interp, number, &parsed);
}

// One part of a complex number: without a field of its own, sign as asked for.
static bool append_complex_part(Interp *interp, Text *out, const FormatSpec *spec, double number, bool force_sign)
{
    FormatSpec bare = *spec;
    bare.width = -1;
    bare.fill = ' ';
    bare.align = '>';
    if (force_sign)
        bare.sign = '+';
    Text digits;
    text_init(&digits, &interp->memory);
    bool ok = append_float_digits(interp, &digits, &bare, number, false) &&
              append_float(out, &bare, digits.bytes, digits.length);
    text_free(&digits);
    return ok;
}

Value format_spec_complex(Interp *interp, Value v, double real, double imaginary, Value spec)
{
    FormatSpec parsed;
    if (str_of(spec)->bytes == 0)
        return value_str(interp, v);
    if (!format_spec_parse(interp, spec, v, 0, '>', &parsed))
        return VALUE_ERROR;
    if (parsed.type && parsed.type != 'n' && (parsed.type == '%' || !is_float_type(parsed.type)))
        return format_spec_unknown(interp, &parsed, v);
    if (parsed.fill == '0')
        return raise_value_error(interp, "Zero padding is not allowed in complex format specifier");
    if (parsed.align == '=')
        return raise_value_error(interp, "'=' alignment flag is not allowed in complex format specifier");
    bool skip_real = parsed.type == 0 && real == 0.0 && !signbit(real);
    bool parentheses = parsed.type == 0 && !skip_real;
    Text body, out;
    text_init(&body, &interp->memory);
    text_init(&out, &interp->memory);
    if (parentheses)
        text_append_char(&body, '(');
    bool ok = (skip_real || append_complex_part(interp, &body, &parsed, real, false)) &&
              append_complex_part(interp, &body, &parsed, imaginary, !skip_real);
    text_append_string(&body, parentheses ? "j)" : "j");
    out.failed = !ok || body.failed;
    if (!out.failed)
        format_field_append(&out, &parsed, body.bytes, body.length, body.length);
    text_free(&body);
    return str_from_text_take(&out);
}
