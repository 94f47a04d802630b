// _struct: packing numbers into bytes by a format.
#include <math.h>
#include <string.h>

#include "lib/support.h"
#include "object/bytes.h"

// One row a format character: its size and alignment in native mode, its size in standard mode (0: none).
static const struct Code {
    char letter;
    int native, standard;
    enum { CODE_PAD, CODE_SIGNED, CODE_UNSIGNED, CODE_BOOL, CODE_CHAR, CODE_STRING, CODE_PASCAL, CODE_FLOAT } kind;
} CODES[] = {
    {'x', 1, 1, CODE_PAD},    {'b', 1, 1, CODE_SIGNED},   {'B', 1, 1, CODE_UNSIGNED}, {'?', 1, 1, CODE_BOOL},
    {'h', 2, 2, CODE_SIGNED}, {'H', 2, 2, CODE_UNSIGNED}, {'i', 4, 4, CODE_SIGNED},   {'I', 4, 4, CODE_UNSIGNED},
    {'l', 8, 4, CODE_SIGNED}, {'L', 8, 4, CODE_UNSIGNED}, {'q', 8, 8, CODE_SIGNED},   {'Q', 8, 8, CODE_UNSIGNED},
    {'n', 8, 0, CODE_SIGNED}, {'N', 8, 0, CODE_UNSIGNED}, {'P', 8, 0, CODE_UNSIGNED}, {'c', 1, 1, CODE_CHAR},
    {'s', 1, 1, CODE_STRING}, {'p', 1, 1, CODE_PASCAL},   {'e', 2, 2, CODE_FLOAT},    {'f', 4, 4, CODE_FLOAT},
    {'d', 8, 8, CODE_FLOAT},
};

/// Where a format is read.
typedef struct Format {
    const char *text, *end;
    bool native, big;
} Format;

/// One item of a format: a code and its count.
typedef struct Item {
    const struct Code *code;
    int64_t count;
    int size; // of one
} Item;

static Value raise_struct(Interp *interp, const char *format, ...) FORMAT_CHECK(2, 3);
static Value raise_struct(Interp *interp, const char *format, ...)
{
    Text text;
    text_init(&text, &interp->memory);
    va_list arguments;
    va_start(arguments, format);
    text_append_format_va(&text, format, arguments);
    va_end(arguments);
    Value class = support_import(interp, "struct", "error");
    Value message = value_is_error(class) ? VALUE_ERROR : str_from_string(interp, text_string(&text));
    text_free(&text);
    Value instance = value_is_error(message) ? VALUE_ERROR : value_call_values(interp, class, 1, &message);
    value_drop(message);
    value_drop(class);
    if (!value_is_error(instance))
        value_raise_instance(interp, instance);
    value_drop(instance);
    return VALUE_ERROR;
}

static bool open_format(Interp *interp, Value v, Format *out)
{
    const char *text;
    size_t length;
    if (support_is(interp, v, TYPE_STR)) {
        text = str_of(v)->text;
        length = str_of(v)->bytes;
    } else if (!bytes_like(interp, v, &text, &length)) {
        raise_type_error(interp, "Struct() argument 1 must be a str or bytes object, not %s",
                         value_type_name(interp, v));
        return false;
    }
    *out = (Format){text, text + length, true, false};
    if (length > 0 && strchr("@=<>!", *text) && *text) {
        out->native = *text == '@';
        out->big = *text == '>' || *text == '!';
        out->text++;
    }
    return true;
}

/// The next item: 1, 0 at the end, -1 on failure. *offset is moved to its alignment.
static int next_item(Interp *interp, Format *format, Item *item, int64_t *offset)
{
    while (format->text < format->end && strchr(" \t\n\r\f\v", *format->text))
        format->text++;
    if (format->text >= format->end)
        return 0;
    item->count = 1;
    if (*format->text >= '0' && *format->text <= '9') {
        item->count = 0;
        while (format->text < format->end && *format->text >= '0' && *format->text <= '9') {
            item->count = item->count * 10 + (*format->text++ - '0');
            if (item->count > INT32_MAX) {
                raise_struct(interp, "total struct size too long");
                return -1;
            }
        }
        if (format->text >= format->end) {
            raise_struct(interp, "repeat count given without format specifier");
            return -1;
        }
    }
    item->code = NULL;
    for (size_t i = 0; i < COUNT_OF(CODES); i++) {
        if (CODES[i].letter == *format->text && (format->native || CODES[i].standard))
            item->code = &CODES[i];
    }
    if (!item->code) {
        raise_struct(interp, "bad char in struct format");
        return -1;
    }
    format->text++;
    item->size = format->native ? item->code->native : item->code->standard;
    if (format->native && item->size > 1)
        *offset = (*offset + item->size - 1) / item->size * item->size;
    return 1;
}

static bool is_text(const Item *item)
{
    return item->code->kind == CODE_STRING || item->code->kind == CODE_PASCAL;
}

NATIVE(struct_calcsize, "calcsize(format, /)", "Returns the number of bytes of a format.")
{
    Format format;
    Item item;
    int64_t offset = 0;
    int found;
    if (!open_format(interp, arg[0], &format))
        return VALUE_ERROR;
    while ((found = next_item(interp, &format, &item, &offset)) > 0)
        offset += item.count * item.size;
    return found < 0 ? VALUE_ERROR : value_from_int(offset);
}

static void store(unsigned char *out, uint64_t bits, int size, bool big)
{
    for (int i = 0; i < size; i++)
        out[big ? size - 1 - i : i] = (unsigned char)(bits >> (8 * i));
}
static uint64_t fetch(const unsigned char *in, int size, bool big)
{
    uint64_t bits = 0;
    for (int i = 0; i < size; i++)
        bits |= (uint64_t)in[big ? size - 1 - i : i] << (8 * i);
    return bits;
}

/// The bits of a double as a half, rounded half to even; false where it is too large.
static bool to_half(double x, uint16_t *out)
{
    uint16_t sign = signbit(x) ? 0x8000 : 0;
    if (isnan(x) || isinf(x) || x == 0) {
        *out = sign | (isnan(x) ? 0x7e00 : isinf(x) ? 0x7c00 : 0);
        return true;
    }
    int exponent;
    double mantissa = frexp(fabs(x), &exponent); // 0.5 <= mantissa < 1
    int shift = exponent < -13 ? 11 + 13 + exponent : 11;
    double units = rint(ldexp(mantissa, shift));
    int biased = exponent < -13 ? 0 : exponent + 14;
    uint32_t bits = biased ? ((uint32_t)biased << 10) + (uint32_t)units - 1024 : (uint32_t)units;
    *out = (uint16_t)(sign | bits);
    return bits < 0x7c00;
}
static double from_half(uint16_t bits)
{
    int exponent = bits >> 10 & 31, fraction = bits & 1023;
    double x = exponent == 31 ? (fraction ? NAN : INFINITY)
               : exponent     ? ldexp(fraction + 1024, exponent - 25)
                              : ldexp(fraction, -24);
    return bits & 0x8000 ? -x : x;
}

static bool pack_float(Interp *interp, unsigned char *out, const Item *item, Value v, const Format *format)
{
    double x;
    if (!value_to_double(interp, v, &x)) {
        if (exception_catch(interp, ERROR_TYPE_ERROR))
            raise_struct(interp, "required argument is not a float");
        return false;
    }
    if (item->size == 8) {
        uint64_t bits;
        memcpy(&bits, &x, sizeof bits);
        store(out, bits, 8, format->big);
        return true;
    }
    if (item->size == 4) {
        float narrow = (float)x;
        uint32_t bits;
        if (isinf(narrow) && !isinf(x) && !format->native) {
            value_raise(interp, ERROR_OVERFLOW_ERROR, "float too large to pack with f format");
            return false;
        }
        memcpy(&bits, &narrow, sizeof bits);
        store(out, bits, 4, format->big);
        return true;
    }
    uint16_t half;
    if (!to_half(x, &half)) {
        value_raise(interp, ERROR_OVERFLOW_ERROR, "float too large to pack with e format");
        return false;
    }
    store(out, half, 2, format->big);
    return true;
}

static bool pack_int(Interp *interp, unsigned char *out, const Item *item, Value v, bool big)
{
    bool is_signed = item->code->kind == CODE_SIGNED;
    Value integer = VALUE_ERROR;
    if (int_check(interp, v))
        integer = value_keep(v);
    else if (value_type(interp, v)->slots.to_index)
        integer = value_type(interp, v)->slots.to_index(interp, v);
    else
        raise_struct(interp, "required argument is not an integer");
    if (value_is_error(integer))
        return false;
    unsigned char bytes[8];
    bool fits = int_to_bytes(integer, bytes, (size_t)item->size, is_signed);
    value_drop(integer);
    if (!fits) {
        int unused = 64 - 8 * item->size;
        if (is_signed)
            raise_struct(interp, "'%c' format requires %lld <= number <= %lld", item->code->letter,
                         (long long)(INT64_MIN >> unused), (long long)(INT64_MAX >> unused));
        else
            raise_struct(interp, "'%c' format requires 0 <= number <= %llu", item->code->letter,
                         (unsigned long long)(UINT64_MAX >> unused));
        return false;
    }
    for (int i = 0; i < item->size; i++)
        out[big ? item->size - 1 - i : i] = bytes[i];
    return true;
}

static bool pack_text(Interp *interp, unsigned char *out, const Item *item, Value v)
{
    const char *bytes;
    size_t length;
    if (!bytes_like(interp, v, &bytes, &length)) {
        raise_struct(interp, "argument for '%c' must be a bytes object", item->code->letter);
        return false;
    }
    size_t room = (size_t)item->count;
    if (item->code->kind == CODE_PASCAL) {
        if (room == 0)
            return true;
        length = length < room - 1 ? length : room - 1;
        *out++ = (unsigned char)(length < 255 ? length : 255);
    }
    memcpy(out, bytes, length < room ? length : room);
    return true;
}

static bool pack_one(Interp *interp, unsigned char *out, const Item *item, Value v, const Format *format)
{
    const char *bytes;
    size_t length;
    bool truth;
    switch (item->code->kind) {
    case CODE_FLOAT:
        return pack_float(interp, out, item, v, format);
    case CODE_BOOL:
        if (!value_truth(interp, v, &truth))
            return false;
        *out = truth;
        return true;
    case CODE_CHAR:
        if (!bytes_like(interp, v, &bytes, &length) || length != 1) {
            raise_struct(interp, "char format requires a bytes object of length 1");
            return false;
        }
        *out = (unsigned char)*bytes;
        return true;
    default:
        return pack_int(interp, out, item, v, format->big);
    }
}

/// Counts the bytes and the values of a format.
static bool measure(Interp *interp, Format format, int64_t *size, int64_t *values)
{
    Item item;
    int found;
    *size = *values = 0;
    while ((found = next_item(interp, &format, &item, size)) > 0) {
        *size += item.count * item.size;
        if (item.code->kind != CODE_PAD)
            *values += is_text(&item) ? 1 : item.count;
    }
    return found == 0;
}

NATIVE(struct_pack, "pack(format, /, *args)", "Packs values into bytes.")
{
    Format format;
    Item item;
    int64_t size, values, offset = 0;
    if (!open_format(interp, arg[0], &format) || !measure(interp, format, &size, &values))
        return VALUE_ERROR;
    const Tuple *given = tuple_of(arg[1]);
    if ((int64_t)given->count != values)
        return raise_struct(interp, "pack expected %lld items for packing (got %zu)", (long long)values, given->count);
    unsigned char *out = mem_alloc_zero(&interp->memory, (size_t)size + 1);
    if (!out)
        return VALUE_ERROR;
    bool good = true;
    size_t next = 0;
    while (good && next_item(interp, &format, &item, &offset) > 0) {
        if (is_text(&item))
            good = pack_text(interp, out + offset, &item, given->items[next++]);
        for (int64_t i = 0; good && !is_text(&item) && item.code->kind != CODE_PAD && i < item.count; i++)
            good = pack_one(interp, out + offset + i * item.size, &item, given->items[next++], &format);
        offset += item.count * item.size;
    }
    Value result = good ? bytes_new(interp, (char *)out, (size_t)size) : VALUE_ERROR;
    mem_free(&interp->memory, out, (size_t)size + 1);
    return result;
}

static Value unpack_one(Interp *interp, const unsigned char *in, const Item *item, bool big)
{
    uint64_t bits = fetch(in, item->size, big);
    double x;
    float narrow;
    uint32_t word = (uint32_t)bits;
    switch (item->code->kind) {
    case CODE_BOOL:
        return value_from_bool(bits != 0);
    case CODE_CHAR:
        return bytes_new(interp, (const char *)in, 1);
    case CODE_UNSIGNED:
        return int_from_uint64(interp, bits);
    case CODE_FLOAT:
        if (item->size == 2)
            return value_from_float(from_half((uint16_t)bits));
        if (item->size == 4) {
            memcpy(&narrow, &word, sizeof narrow);
            return value_from_float(narrow);
        }
        memcpy(&x, &bits, sizeof x);
        return value_from_float(x);
    default: {
        int unused = 64 - 8 * item->size;
        return value_from_int((int64_t)(bits << unused) >> unused);
    }
    }
}

static Value unpack_text(Interp *interp, const unsigned char *in, const Item *item)
{
    size_t length = (size_t)item->count;
    if (item->code->kind == CODE_PASCAL && length > 0) {
        size_t stated = *in++;
        length = stated < length - 1 ? stated : length - 1;
    }
    return bytes_new(interp, (const char *)in, length);
}

NATIVE(struct_unpack_at, "unpack_at(format, buffer, offset, exact, /)", "Unpacks a tuple of values from bytes.")
{
    Format format;
    Item item;
    const unsigned char *bytes;
    size_t length;
    int64_t size, values, start, offset = 0;
    if (!open_format(interp, arg[0], &format) || !measure(interp, format, &size, &values) ||
        !support_bytes(interp, arg[1], &bytes, &length) || !value_to_int64(interp, arg[2], &start))
        return VALUE_ERROR;
    bool exact = arg[3].tag == TAG_BOOL && arg[3].boolean;
    if (exact && (int64_t)length != size)
        return raise_struct(interp, "unpack requires a buffer of %lld bytes", (long long)size);
    start += start < 0 ? (int64_t)length : 0;
    if (start < 0 || start > (int64_t)length || size > (int64_t)length - start)
        return raise_struct(interp,
                            "unpack_from requires a buffer of at least %lld bytes for unpacking %lld bytes at offset "
                            "%lld (actual buffer size is %zu)",
                            (long long)(size + start), (long long)size, (long long)start, length);
    Value result = tuple_new(interp, (size_t)values);
    size_t next = 0;
    while (!value_is_error(result) && next_item(interp, &format, &item, &offset) > 0) {
        int64_t count = item.code->kind == CODE_PAD ? 0 : is_text(&item) ? 1 : item.count;
        for (int64_t i = 0; i < count; i++) {
            const unsigned char *in = bytes + start + offset + i * item.size;
            Value v = is_text(&item) ? unpack_text(interp, in, &item) : unpack_one(interp, in, &item, format.big);
            if (value_is_error(v)) {
                value_drop(result);
                return VALUE_ERROR;
            }
            tuple_of(result)->items[next++] = v;
        }
        offset += item.count * item.size;
    }
    return result;
}

static const NativeSpec *const FUNCTIONS[] = {
    &struct_calcsize_native,
    &struct_pack_native,
    &struct_unpack_at_native,
    NULL,
};

const ModuleSpec module_spec__struct = {
    .name = "_struct",
    .doc = "Packing numbers into bytes.",
    .functions = FUNCTIONS,
};
