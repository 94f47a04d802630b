// The `%` operator of str: printf-style formatting.
#include <string.h>

#include "object/bytes.h"
#include "object/codec.h"
#include "object/dict.h"
#include "object/exception.h"
#include "object/float.h"
#include "object/int.h"
#include "object/list.h"
#include "object/sequence.h"
#include "object/str_format.h"

// One use of the operator: where it stands in the template, and what is left of the arguments.
typedef struct Percent {
    Interp *interp;
    const char *text;
    size_t bytes;
    size_t at;
    Value arguments;
    Value mapping; // UNSET where the arguments are none
    const Value *values;
    size_t count;
    size_t next; // of values
    bool bytes_mode;
    Text *out;
} Percent;

// One conversion as it is written: %(key)flags width.precision code
typedef struct Conversion {
    Value argument; // of the key, owned; UNSET without one
    FormatSpec spec;
    bool left;
    bool zero;
    uint32_t code;
    size_t code_at; // the byte where the code stands, for messages
} Conversion;

static bool next_argument(Percent *percent, const Conversion *conversion, Value *argument)
{
    if (conversion->argument.tag != TAG_UNSET) {
        *argument = conversion->argument;
        return true;
    }
    if (percent->next >= percent->count) {
        raise_type_error(percent->interp, "not enough arguments for format string");
        return false;
    }
    *argument = percent->values[percent->next++];
    return true;
}

static bool at_end(Percent *percent)
{
    if (percent->at < percent->bytes)
        return false;
    raise_value_error(percent->interp, "incomplete format");
    return true;
}

// Reads "(key)", whose parentheses may be nested, and fetches its value.
static bool read_key(Percent *percent, Conversion *conversion)
{
    Interp *interp = percent->interp;
    if (percent->mapping.tag == TAG_UNSET) {
        raise_type_error(interp, "format requires a mapping");
        return false;
    }
    size_t start = ++percent->at, depth = 1;
    for (; percent->at < percent->bytes; percent->at++) {
        char c = percent->text[percent->at];
        if (c == '(')
            depth++;
        else if (c == ')' && --depth == 0)
            break;
    }
    if (depth) {
        raise_value_error(interp, "incomplete format key");
        return false;
    }
    Value key = str_new(interp, percent->text + start, percent->at - start);
    if (percent->bytes_mode && !value_is_error(key)) {
        Value text = key;
        key = codec_encode(interp, text, "latin-1", NULL);
        value_drop(text);
    }
    percent->at++;
    if (value_is_error(key))
        return false;
    conversion->argument = value_get_item(interp, percent->mapping, key);
    value_drop(key);
    percent->count = percent->next = 0; // the arguments are used by key now
    return !value_is_error(conversion->argument);
}

static void read_flags(Percent *percent, Conversion *conversion)
{
    for (; percent->at < percent->bytes; percent->at++) {
        switch (percent->text[percent->at]) {
        case '-':
            conversion->left = true;
            break;
        case '+':
            conversion->spec.sign = '+';
            break;
        case ' ':
            if (!conversion->spec.sign)
                conversion->spec.sign = ' ';
            break;
        case '#':
            conversion->spec.alternate = true;
            break;
        case '0':
            conversion->zero = true;
            break;
        default:
            return;
        }
    }
}

// Reads digits or a `*`, which takes an argument.
static bool read_number(Percent *percent, const char *too_big, int64_t limit, int64_t *number)
{
    Interp *interp = percent->interp;
    if (percent->at < percent->bytes && percent->text[percent->at] == '*') {
        Value argument;
        Conversion none = {.argument = VALUE_UNSET};
        percent->at++;
        if (!next_argument(percent, &none, &argument))
            return false;
        if (!int_check(interp, argument)) {
            raise_type_error(interp, "* wants int");
            return false;
        }
        if (int_as_int64(argument, number))
            return true;
        value_raise(interp, ERROR_OVERFLOW_ERROR, "Python int too large to convert to C ssize_t");
        return false;
    }
    for (; percent->at < percent->bytes; percent->at++) {
        char c = percent->text[percent->at];
        if (c < '0' || c > '9')
            break;
        if (__builtin_mul_overflow(*number, 10, number) || __builtin_add_overflow(*number, c - '0', number) ||
            *number > limit) {
            raise_value_error(interp, "%s too big", too_big);
            return false;
        }
    }
    return true;
}

static bool read_conversion(Percent *percent, Conversion *conversion)
{
    *conversion = (Conversion){.argument = VALUE_UNSET, .spec = {.fill = ' ', .width = 0, .precision = -1}};
    if (at_end(percent))
        return false;
    if (percent->text[percent->at] == '(' && !read_key(percent, conversion))
        return false;
    read_flags(percent, conversion);
    if (!read_number(percent, "width", INT64_MAX, &conversion->spec.width))
        return false;
    if (conversion->spec.width < 0) {
        conversion->left = true;
        conversion->spec.width = conversion->spec.width == INT64_MIN ? INT64_MAX : -conversion->spec.width;
    }
    if (percent->at < percent->bytes && percent->text[percent->at] == '.') {
        percent->at++;
        conversion->spec.precision = 0;
        if (!read_number(percent, "precision", INT32_MAX, &conversion->spec.precision))
            return false;
        if (conversion->spec.precision < 0)
            conversion->spec.precision = 0;
    }
    if (percent->at < percent->bytes && strchr("hlL", percent->text[percent->at]))
        percent->at++; // a length as C has it means nothing here
    if (at_end(percent))
        return false;
    size_t width;
    conversion->code = utf8_decode(percent->text + percent->at, &width);
    conversion->code_at = percent->at;
    percent->at += width;
    return true;
}

static bool append_text(Percent *percent, Conversion *conversion, Value text)
{
    const Str *s = str_of(text);
    size_t length = s->length;
    if (conversion->spec.precision >= 0 && (size_t)conversion->spec.precision < length)
        length = (size_t)conversion->spec.precision;
    conversion->spec.align = conversion->left ? '<' : '>';
    return format_field_append(percent->out, &conversion->spec, s->text, str_offset(s, length), length);
}

static bool append_converted(Percent *percent, Conversion *conversion, Value argument)
{
    Interp *interp = percent->interp;
    Value text = conversion->code == 's'                           ? value_str(interp, argument)
                 : conversion->code == 'r' && !percent->bytes_mode ? value_repr(interp, argument)
                                                                   : value_ascii(interp, argument);
    bool ok = !value_is_error(text) && append_text(percent, conversion, text);
    value_drop(text);
    return ok;
}

// The %c of bytes: an int below 256 or one byte.
static bool append_byte(Percent *percent, Conversion *conversion, Value argument)
{
    Interp *interp = percent->interp;
    const char *items;
    size_t count;
    int64_t code;
    if (bytes_check(interp, argument) || bytearray_check(interp, argument)) {
        if (!bytes_like(interp, argument, &items, &count))
            return false;
        code = count == 1 ? (unsigned char)items[0] : -1;
    } else if (sequence_is_index(interp, argument)) {
        count = 1;
        if (!sequence_to_index(interp, argument, true, &code))
            return false;
        if (code < 0 || code > 255) {
            value_raise(interp, ERROR_OVERFLOW_ERROR, "%%c arg not in range(256)");
            return false;
        }
    } else {
        code = -1;
    }
    if (code < 0) {
        raise_type_error(interp, "%%c requires an integer in range(256) or a single byte");
        return false;
    }
    Value text = str_from_code_point(interp, (uint32_t)code);
    conversion->spec.precision = -1;
    bool ok = !value_is_error(text) && append_text(percent, conversion, text);
    value_drop(text);
    return ok;
}

static bool append_character(Percent *percent, Conversion *conversion, Value argument)
{
    Interp *interp = percent->interp;
    Value text;
    if (str_check(interp, argument)) {
        if (str_of(argument)->length != 1) {
            raise_type_error(interp, "%%c requires int or char");
            return false;
        }
        text = value_keep(argument);
    } else {
        int64_t code;
        if (!sequence_is_index(interp, argument)) {
            raise_type_error(interp, "%%c requires int or char");
            return false;
        }
        if (!sequence_to_index(interp, argument, true, &code))
            return false;
        if (code < 0 || code > 0x10FFFF) {
            value_raise(interp, ERROR_OVERFLOW_ERROR, "%%c arg not in range(0x110000)");
            return false;
        }
        text = str_from_code_point(interp, (uint32_t)code);
    }
    conversion->spec.precision = -1;
    bool ok = !value_is_error(text) && append_text(percent, conversion, text);
    value_drop(text);
    return ok;
}

// The field of numbers: zeros go behind the sign.
static void prepare_field(Conversion *conversion)
{
    conversion->spec.align = conversion->left ? '<' : conversion->zero ? '=' : '>';
    if (conversion->zero && !conversion->left)
        conversion->spec.fill = '0';
}

// The argument of an integer conversion as an int; owned.
static Value integer_argument(Percent *percent, const Conversion *conversion, Value argument)
{
    Interp *interp = percent->interp;
    bool decimal = conversion->code == 'd' || conversion->code == 'i' || conversion->code == 'u';
    if (int_check(interp, argument))
        return value_keep(argument);
    double number;
    if (decimal && float_check(interp, argument, &number))
        return int_from_double(interp, number);
    struct Type *type = value_type(interp, argument);
    Value (*convert)(Interp *, Value) = decimal && type->slots.to_int ? type->slots.to_int : type->slots.to_index;
    if (convert) {
        Value integer = convert(interp, argument);
        if (!value_is_error(integer) || interp->error.kind != ERROR_TYPE_ERROR)
            return integer;
    }
    return raise_type_error(interp,
                            decimal ? "%%%c format: a real number is required, not %s"
                                    : "%%%c format: an integer is required, not %s",
                            percent->bytes_mode && conversion->code == 'i' ? 'd' : (int)conversion->code,
                            value_type_name(interp, argument));
}

static bool append_integer(Percent *percent, Conversion *conversion, Value argument)
{
    Interp *interp = percent->interp;
    uint32_t code = conversion->code;
    int base = code == 'x' || code == 'X' ? 16 : code == 'o' ? 8 : 10;
    Value number = integer_argument(percent, conversion, argument);
    if (value_is_error(number))
        return false;
    Text digits;
    text_init(&digits, &interp->memory);
    bool negative = int_sign(number) < 0;
    bool ok = int_append(interp, &digits, number, base);
    value_drop(number);
    int64_t zeros = conversion->spec.precision - ((int64_t)digits.length - negative);
    if (ok && zeros > 0) { // a precision is a least number of digits
        ok = text_append_repeated(&digits, '0', (size_t)zeros);
        if (ok) {
            memmove(digits.bytes + negative + zeros, digits.bytes + negative, digits.length - (size_t)zeros - negative);
            memset(digits.bytes + negative, '0', (size_t)zeros);
        }
    }
    for (size_t i = 0; ok && code == 'X' && i < digits.length; i++) {
        if (digits.bytes[i] >= 'a')
            digits.bytes[i] -= 'a' - 'A';
    }
    const char *prefix = !conversion->spec.alternate || base == 10 ? "" : base == 8 ? "0o" : code == 'x' ? "0x" : "0X";
    prepare_field(conversion);
    if (ok) {
        NumberParts parts = {negative, prefix, digits.bytes + negative, digits.length - negative, "", 0};
        ok = format_number_append(percent->out, &conversion->spec, &parts);
    }
    text_free(&digits);
    return ok;
}

static bool append_float(Percent *percent, Conversion *conversion, Value argument)
{
    double number;
    if (!value_to_double(percent->interp, argument, &number)) {
        if (percent->bytes_mode && exception_catch(percent->interp, ERROR_TYPE_ERROR))
            raise_type_error(percent->interp, "float argument required, not %s",
                             value_type_name(percent->interp, argument));
        return false;
    }
    Text digits;
    text_init(&digits, &percent->interp->memory);
    bool ok = format_float_append(&digits, number, (char)conversion->code, (int)conversion->spec.precision,
                                  conversion->spec.alternate, false);
    if (ok) {
        bool negative = digits.bytes[0] == '-';
        size_t count = strspn(digits.bytes + negative, "0123456789");
        NumberParts parts = {negative,
                             "",
                             digits.bytes + negative,
                             count,
                             digits.bytes + negative + count,
                             digits.length - negative - count};
        prepare_field(conversion);
        ok = format_number_append(percent->out, &conversion->spec, &parts);
    }
    text_free(&digits);
    return ok;
}

// %s and %b of bytes: the argument's own bytes, as code points below 256.
static bool append_bytes(Percent *percent, Conversion *conversion, Value argument)
{
    Interp *interp = percent->interp;
    const char *items;
    size_t count;
    Value made = VALUE_UNSET;
    if (!bytes_like(interp, argument, &items, &count)) {
        made = value_call_method(interp, argument, "__bytes__", 0, NULL);
        if (value_is_error(made) || !bytes_like(interp, made, &items, &count)) {
            if (!value_is_error(made) || interp->error.kind == ERROR_ATTRIBUTE_ERROR)
                raise_type_error(interp,
                                 "%%b requires a bytes-like object, or an object that implements __bytes__, not '%s'",
                                 value_type_name(interp, argument));
            value_drop(made);
            return false;
        }
    }
    Value text = codec_decode(interp, items, count, "latin-1", NULL);
    value_drop(made);
    bool ok = !value_is_error(text) && append_text(percent, conversion, text);
    value_drop(text);
    return ok;
}

static bool append_conversion(Percent *percent, Conversion *conversion)
{
    Value argument;
    if (!next_argument(percent, conversion, &argument))
        return false;
    uint32_t code = conversion->code;
    if (code && code < 128) {
        if (percent->bytes_mode && strchr("sb", (int)code))
            return append_bytes(percent, conversion, argument);
        if (strchr("sra", (int)code))
            return append_converted(percent, conversion, argument);
        if (strchr("diuxXo", (int)code))
            return append_integer(percent, conversion, argument);
        if (strchr("eEfFgG", (int)code))
            return append_float(percent, conversion, argument);
        if (code == 'c')
            return percent->bytes_mode ? append_byte(percent, conversion, argument)
                                       : append_character(percent, conversion, argument);
    }
    raise_value_error(percent->interp, "unsupported format character '%c' (0x%x) at index %zu",
                      code > 31 && code < 127 ? (int)code : '?', (unsigned)code,
                      utf8_count(percent->text, conversion->code_at));
    return false;
}

static bool append_all(Percent *percent)
{
    while (percent->at < percent->bytes) {
        const char *start = percent->text + percent->at;
        const char *sign = memchr(start, '%', percent->bytes - percent->at);
        size_t literal = sign ? (size_t)(sign - start) : percent->bytes - percent->at;
        text_append(percent->out, start, literal);
        percent->at += literal + 1;
        if (!sign)
            break;
        if (percent->at < percent->bytes && percent->text[percent->at] == '%') {
            text_append_char(percent->out, '%');
            percent->at++;
            continue;
        }
        Conversion conversion;
        bool ok = read_conversion(percent, &conversion) && append_conversion(percent, &conversion);
        value_drop(conversion.argument);
        if (!ok)
            return false;
    }
    if (percent->next < percent->count && percent->mapping.tag == TAG_UNSET) {
        raise_type_error(percent->interp, "not all arguments converted during %s formatting",
                         percent->bytes_mode ? "bytes" : "string");
        return false;
    }
    return !percent->out->failed;
}

static Value percent_text(Interp *interp, Value format, Value arguments, bool bytes_mode)
{
    Text out;
    text_init(&out, &interp->memory);
    Percent percent = {.interp = interp,
                       .text = str_of(format)->text,
                       .bytes = str_of(format)->bytes,
                       .arguments = arguments,
                       .mapping = VALUE_UNSET,
                       .values = &arguments,
                       .count = 1,
                       .bytes_mode = bytes_mode,
                       .out = &out};
    if (tuple_check(interp, arguments)) {
        percent.values = tuple_of(arguments)->items;
        percent.count = tuple_of(arguments)->count;
    } else if (arguments.tag == TAG_OBJECT && !str_check(interp, arguments) &&
               !(bytes_mode && bytes_like(interp, arguments, &(const char *){0}, &(size_t){0})) &&
               arguments.object->type->slots.get_item) {
        percent.mapping = arguments;
    }
    out.failed = !append_all(&percent);
    return str_from_text_take(&out);
}

Value str_percent(Interp *interp, Value format, Value arguments)
{
    return percent_text(interp, format, arguments, false);
}

// Bytes are formatted as the text with the same code points.
Value bytes_percent(Interp *interp, Value format, Value arguments)
{
    const char *items;
    size_t count;
    Value result = VALUE_ERROR;
    if (!bytes_require(interp, format, &items, &count))
        return VALUE_ERROR;
    Value text = codec_decode(interp, items, count, "latin-1", NULL);
    Value formatted = value_is_error(text) ? VALUE_ERROR : percent_text(interp, text, arguments, true);
    Value encoded = value_is_error(formatted) ? VALUE_ERROR : codec_encode(interp, formatted, "latin-1", NULL);
    if (!value_is_error(encoded))
        result = bytearray_check(interp, format)
                     ? bytearray_new(interp, bytes_of(encoded)->items, bytes_of(encoded)->count)
                     : value_keep(encoded);
    value_drop(text);
    value_drop(formatted);
    value_drop(encoded);
    return result;
}
