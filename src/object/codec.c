#include "object/codec.h"

#include <string.h>

#include "base/character_name.h"
#include "object/bytes.h"
#include "object/codec_escape.h"
#include "object/codec_page.h"
#include "object/exception.h"

typedef enum CodecKind {
    CODEC_UTF8,
    CODEC_UTF8_SIG,
    CODEC_ASCII,
    CODEC_LATIN1,
    CODEC_UTF16,
    CODEC_UTF32,
    CODEC_PAGE,
    CODEC_ESCAPE,
    CODEC_RAW_ESCAPE
} CodecKind;
typedef enum ByteOrder { ORDER_MARKED, ORDER_LITTLE, ORDER_BIG } ByteOrder;

typedef struct Codec {
    const char *name; // as messages give it
    CodecKind kind;
    ByteOrder order;
    const CodePage *page;
} Codec;

typedef struct CodecAlias {
    const char *alias; // lower case, without '-', '_' and ' '
    Codec codec;
} CodecAlias;

static const CodecAlias ALIASES[] = {
    {"utf8", {"utf-8", CODEC_UTF8, ORDER_MARKED}},
    {"u8", {"utf-8", CODEC_UTF8, ORDER_MARKED}},
    {"utf", {"utf-8", CODEC_UTF8, ORDER_MARKED}},
    {"cp65001", {"utf-8", CODEC_UTF8, ORDER_MARKED}},
    {"utf8sig", {"utf-8-sig", CODEC_UTF8_SIG, ORDER_MARKED}},
    {"ascii", {"ascii", CODEC_ASCII, ORDER_MARKED}},
    {"usascii", {"ascii", CODEC_ASCII, ORDER_MARKED}},
    {"646", {"ascii", CODEC_ASCII, ORDER_MARKED}},
    {"latin1", {"latin-1", CODEC_LATIN1, ORDER_MARKED}},
    {"latin", {"latin-1", CODEC_LATIN1, ORDER_MARKED}},
    {"iso88591", {"latin-1", CODEC_LATIN1, ORDER_MARKED}},
    {"88591", {"latin-1", CODEC_LATIN1, ORDER_MARKED}},
    {"8859", {"latin-1", CODEC_LATIN1, ORDER_MARKED}},
    {"cp819", {"latin-1", CODEC_LATIN1, ORDER_MARKED}},
    {"l1", {"latin-1", CODEC_LATIN1, ORDER_MARKED}},
    {"utf16", {"utf-16", CODEC_UTF16, ORDER_MARKED}},
    {"u16", {"utf-16", CODEC_UTF16, ORDER_MARKED}},
    {"utf16le", {"utf-16-le", CODEC_UTF16, ORDER_LITTLE}},
    {"utf16be", {"utf-16-be", CODEC_UTF16, ORDER_BIG}},
    {"utf32", {"utf-32", CODEC_UTF32, ORDER_MARKED}},
    {"u32", {"utf-32", CODEC_UTF32, ORDER_MARKED}},
    {"utf32le", {"utf-32-le", CODEC_UTF32, ORDER_LITTLE}},
    {"utf32be", {"utf-32-be", CODEC_UTF32, ORDER_BIG}},
    {"unicodeescape", {"unicodeescape", CODEC_ESCAPE, ORDER_MARKED}},
    {"rawunicodeescape", {"rawunicodeescape", CODEC_RAW_ESCAPE, ORDER_MARKED}},
};

static bool find_codec(Interp *interp, const char *name, Codec *out)
{
    char plain[32];
    size_t length = 0;
    if (!name)
        name = "utf-8";
    for (const char *c = name; *c && length < sizeof plain - 1; c++) {
        if (*c != '-' && *c != '_' && *c != ' ')
            plain[length++] = *c >= 'A' && *c <= 'Z' ? (char)(*c + 32) : *c;
    }
    plain[length] = '\0';
    for (size_t i = 0; i < COUNT_OF(ALIASES); i++) {
        if (strcmp(ALIASES[i].alias, plain) == 0) {
            *out = ALIASES[i].codec;
            return true;
        }
    }
    *out = (Codec){"charmap", CODEC_PAGE, ORDER_MARKED, code_page_find(plain)};
    if (!out->page)
        value_raise(interp, ERROR_LOOKUP_ERROR, "unknown encoding: %s", name);
    return out->page != NULL;
}

static Value unknown_handler(Interp *interp, const char *errors)
{
    return value_raise(interp, ERROR_LOOKUP_ERROR, "unknown error handler name '%s'", errors);
}

static bool is_surrogate(uint32_t c)
{
    return c >= 0xD800 && c <= 0xDFFF;
}

// ---- encoding

typedef struct Encoder {
    Interp *interp;
    const Codec *codec;
    const char *errors;
    Value source;
    Text *out; // bytes
} Encoder;

static void put_unit(Text *out, uint32_t unit, size_t size, bool big)
{
    for (size_t i = 0; i < size; i++)
        text_append_char(out, (char)(unit >> 8 * (big ? size - 1 - i : i)));
}

// Appends a character; false where the encoding lacks it.
static bool put_character(const Encoder *encoder, uint32_t c)
{
    bool big = encoder->codec->order == ORDER_BIG;
    int byte;
    switch (encoder->codec->kind) {
    case CODEC_PAGE:
        byte = code_page_byte(encoder->codec->page, c);
        if (byte >= 0)
            text_append_char(encoder->out, (char)byte);
        return byte >= 0;
    case CODEC_ESCAPE:
    case CODEC_RAW_ESCAPE:
        codec_escape_put(encoder->out, c, encoder->codec->kind == CODEC_RAW_ESCAPE);
        return true;
    case CODEC_ASCII:
    case CODEC_LATIN1:
        if (c >= (encoder->codec->kind == CODEC_ASCII ? 128u : 256u))
            return false;
        text_append_char(encoder->out, (char)c);
        return true;
    case CODEC_UTF16:
        if (is_surrogate(c))
            return false;
        if (c >= 0x10000) {
            put_unit(encoder->out, 0xD800 + ((c - 0x10000) >> 10), 2, big);
            c = 0xDC00 + ((c - 0x10000) & 0x3FF);
        }
        put_unit(encoder->out, c, 2, big);
        return true;
    case CODEC_UTF32:
        if (is_surrogate(c))
            return false;
        put_unit(encoder->out, c, 4, big);
        return true;
    default:
        if (is_surrogate(c))
            return false;
        text_append_code_point(encoder->out, c);
        return true;
    }
}

static const char *encode_reason(const Codec *codec)
{
    return codec->kind == CODEC_ASCII    ? "ordinal not in range(128)"
           : codec->kind == CODEC_LATIN1 ? "ordinal not in range(256)"
           : codec->kind == CODEC_PAGE   ? "character maps to <undefined>"
                                         : "surrogates not allowed";
}

static void put_ascii(const Encoder *encoder, const char *text)
{
    for (; *text; text++)
        put_character(encoder, (unsigned char)*text);
}

// Does what the error handler says about one character that the encoding lacks; false: it says nothing.
static bool handle_character(const Encoder *encoder, uint32_t c)
{
    char text[16];
    const char *errors = encoder->errors;
    if (strcmp(errors, "ignore") == 0)
        return true;
    if (strcmp(errors, "replace") == 0) {
        put_ascii(encoder, "?");
        return true;
    }
    char name[CHARACTER_NAME_SIZE];
    if (strcmp(errors, "namereplace") == 0 && character_name(c, name)) {
        put_ascii(encoder, "\\N{");
        put_ascii(encoder, name);
        put_ascii(encoder, "}");
        return true;
    }
    if (strcmp(errors, "backslashreplace") == 0 || strcmp(errors, "xmlcharrefreplace") == 0 ||
        strcmp(errors, "namereplace") == 0) {
        const char *format = errors[0] == 'x' ? "&#%u;" : c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x";
        Text piece;
        text_init(&piece, &encoder->interp->memory);
        if (text_append_format(&piece, format, (unsigned)c))
            put_ascii(encoder, piece.bytes);
        encoder->out->failed |= piece.failed;
        text_free(&piece);
        return true;
    }
    if (strcmp(errors, "surrogateescape") == 0 && c >= 0xDC80 && c <= 0xDCFF)
        return text_append_char(encoder->out, (char)(c - 0xDC00));
    if (strcmp(errors, "surrogatepass") == 0 && is_surrogate(c)) {
        if (encoder->codec->kind == CODEC_UTF16 || encoder->codec->kind == CODEC_UTF32)
            put_unit(encoder->out, c, encoder->codec->kind == CODEC_UTF16 ? 2 : 4, encoder->codec->order == ORDER_BIG);
        else
            text_append(encoder->out, text, utf8_write(c, text));
        return true;
    }
    return false;
}

static bool is_known_handler(const char *errors)
{
    static const char *const KNOWN[] = {
        "strict",      "ignore",          "replace",      "backslashreplace", "xmlcharrefreplace",
        "namereplace", "surrogateescape", "surrogatepass"};
    for (size_t i = 0; i < COUNT_OF(KNOWN); i++) {
        if (strcmp(errors, KNOWN[i]) == 0)
            return true;
    }
    return false;
}

// Raises for the run of characters that starts at byte `at`, code point `index`.
static bool refuse_run(Encoder *encoder, size_t at, int64_t index)
{
    const Str *s = str_of(encoder->source);
    if (!is_known_handler(encoder->errors)) {
        unknown_handler(encoder->interp, encoder->errors);
        return false;
    }
    int64_t end = index;
    size_t start_length = encoder->out->length;
    for (size_t i = at, width; i < s->bytes; i += width, end++) {
        if (put_character(encoder, utf8_decode(s->text + i, &width)))
            break;
    }
    encoder->out->length = start_length;
    exception_raise_unicode(encoder->interp, ERROR_UNICODE_ENCODE_ERROR, encoder->codec->name, encoder->source, index,
                            end, encode_reason(encoder->codec));
    return false;
}

static bool encode_text(Encoder *encoder)
{
    const Str *s = str_of(encoder->source);
    if (encoder->codec->order == ORDER_MARKED &&
        (encoder->codec->kind == CODEC_UTF16 || encoder->codec->kind == CODEC_UTF32))
        put_unit(encoder->out, 0xFEFF, encoder->codec->kind == CODEC_UTF16 ? 2 : 4, false);
    if (encoder->codec->kind == CODEC_UTF8_SIG)
        text_append(encoder->out, "\xEF\xBB\xBF", 3);
    int64_t index = 0;
    for (size_t i = 0, width; i < s->bytes && !encoder->out->failed; i += width, index++) {
        uint32_t c = utf8_decode(s->text + i, &width);
        if (!put_character(encoder, c) && !handle_character(encoder, c))
            return refuse_run(encoder, i, index);
    }
    return !encoder->out->failed;
}

Value codec_encode(Interp *interp, Value text, const char *encoding, const char *errors)
{
    Codec found;
    const Codec *codec = &found;
    if (!find_codec(interp, encoding, &found))
        return VALUE_ERROR;
    const Str *s = str_of(text);
    if (str_is_ascii(s) && codec->kind <= CODEC_LATIN1 && codec->kind != CODEC_UTF8_SIG)
        return bytes_new(interp, s->text, s->bytes);
    Text out;
    text_init(&out, &interp->memory);
    Encoder encoder = {interp, codec, errors ? errors : "strict", text, &out};
    Value result = encode_text(&encoder) ? bytes_new(interp, text_string(&out), out.length) : VALUE_ERROR;
    text_free(&out);
    return result;
}

// ---- decoding

typedef struct Decoder {
    Interp *interp;
    const Codec *codec;
    const char *errors;
    const unsigned char *bytes;
    size_t count;
    size_t at;
    bool big;
    Text *out;
} Decoder;

static CodecUnit utf8_unit(const unsigned char *b, size_t left)
{
    if (b[0] < 0x80)
        return (CodecUnit){b[0], 1, NULL};
    if (b[0] < 0xC2 || b[0] > 0xF4)
        return (CodecUnit){0, 1, "invalid start byte"};
    size_t need = b[0] < 0xE0 ? 2 : b[0] < 0xF0 ? 3 : 4;
    for (size_t i = 1; i < need; i++) {
        if (i >= left)
            return (CodecUnit){0, left, "unexpected end of data"};
        unsigned char low = 0x80, high = 0xBF;
        if (i == 1) { // the second byte rules out overlong forms, surrogates and what lies behind U+10FFFF
            low = b[0] == 0xE0 ? 0xA0 : b[0] == 0xF0 ? 0x90 : 0x80;
            high = b[0] == 0xED ? 0x9F : b[0] == 0xF4 ? 0x8F : 0xBF;
        }
        if (b[i] < low || b[i] > high)
            return (CodecUnit){0, i, "invalid continuation byte"};
    }
    size_t width;
    uint32_t c = utf8_decode((const char *)b, &width);
    return (CodecUnit){c, need, NULL};
}

static uint32_t read_unit(const Decoder *decoder, size_t at, size_t size)
{
    uint32_t unit = 0;
    for (size_t i = 0; i < size; i++)
        unit |= (uint32_t)decoder->bytes[at + i] << 8 * (decoder->big ? size - 1 - i : i);
    return unit;
}

static CodecUnit utf16_unit(const Decoder *decoder)
{
    size_t left = decoder->count - decoder->at;
    if (left < 2)
        return (CodecUnit){0, left, "truncated data"};
    uint32_t first = read_unit(decoder, decoder->at, 2);
    if (!is_surrogate(first))
        return (CodecUnit){first, 2, NULL};
    if (first >= 0xDC00)
        return (CodecUnit){0, 2, "illegal encoding"};
    if (left < 4)
        return (CodecUnit){0, left, "unexpected end of data"};
    uint32_t second = read_unit(decoder, decoder->at + 2, 2);
    if (second < 0xDC00 || second > 0xDFFF)
        return (CodecUnit){0, 2, "illegal UTF-16 surrogate"};
    return (CodecUnit){0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00), 4, NULL};
}

static CodecUnit next_unit(const Decoder *decoder)
{
    const unsigned char *b = decoder->bytes + decoder->at;
    size_t left = decoder->count - decoder->at;
    uint32_t c;
    switch (decoder->codec->kind) {
    case CODEC_ASCII:
        return (CodecUnit){b[0], 1, b[0] < 128 ? NULL : "ordinal not in range(128)"};
    case CODEC_LATIN1:
        return (CodecUnit){b[0], 1, NULL};
    case CODEC_PAGE:
        c = code_page_character(decoder->codec->page, b[0]);
        return (CodecUnit){c, 1, c == CODE_PAGE_NOTHING ? "character maps to <undefined>" : NULL};
    case CODEC_ESCAPE:
    case CODEC_RAW_ESCAPE:
        return codec_escape_read(b, left, decoder->codec->kind == CODEC_RAW_ESCAPE, decoder->out);
    case CODEC_UTF16:
        return utf16_unit(decoder);
    case CODEC_UTF32:
        if (left < 4)
            return (CodecUnit){0, left, "truncated data"};
        c = read_unit(decoder, decoder->at, 4);
        return (CodecUnit){c, 4,
                           c > 0x10FFFF      ? "code point not in range(0x110000)"
                           : is_surrogate(c) ? "code point in surrogate code point range(0xd800, 0xe000)"
                                             : NULL};
    default:
        return utf8_unit(b, left);
    }
}

// Decoders of marked byte orders name the order they found.
static const char *message_name(const Decoder *decoder)
{
    if (decoder->codec->kind == CODEC_UTF8_SIG)
        return "utf-8";
    if (decoder->codec->order != ORDER_MARKED)
        return decoder->codec->name;
    if (decoder->codec->kind == CODEC_UTF16)
        return decoder->big ? "utf-16-be" : "utf-16-le";
    if (decoder->codec->kind == CODEC_UTF32)
        return decoder->big ? "utf-32-be" : "utf-32-le";
    return decoder->codec->name;
}

static bool handle_bytes(Decoder *decoder, const CodecUnit *unit)
{
    const char *errors = decoder->errors;
    const unsigned char *b = decoder->bytes + decoder->at;
    if (strcmp(errors, "ignore") == 0)
        return true;
    if (strcmp(errors, "replace") == 0)
        return text_append_code_point(decoder->out, 0xFFFD);
    if (strcmp(errors, "backslashreplace") == 0) {
        for (size_t i = 0; i < unit->width; i++)
            text_append_format(decoder->out, "\\x%02x", b[i]);
        return true;
    }
    if (strcmp(errors, "surrogateescape") == 0 &&
        (decoder->codec->kind <= CODEC_ASCII || decoder->codec->kind == CODEC_PAGE)) {
        for (size_t i = 0; i < unit->width; i++)
            text_append_code_point(decoder->out, 0xDC00u + b[i]);
        return true;
    }
    if (!is_known_handler(errors)) {
        unknown_handler(decoder->interp, errors);
        return false;
    }
    if (strcmp(errors, "xmlcharrefreplace") == 0) {
        raise_type_error(decoder->interp, "don't know how to handle UnicodeDecodeError in error callback");
        return false;
    }
    Value source = bytes_new(decoder->interp, (const char *)decoder->bytes, decoder->count);
    if (!value_is_error(source))
        exception_raise_unicode(decoder->interp, ERROR_UNICODE_DECODE_ERROR, message_name(decoder), source,
                                (int64_t)decoder->at, (int64_t)(decoder->at + unit->width), unit->reason);
    value_drop(source);
    return false;
}

// Skips a byte order mark and follows it.
static void read_mark(Decoder *decoder)
{
    size_t size = decoder->codec->kind == CODEC_UTF16 ? 2 : decoder->codec->kind == CODEC_UTF32 ? 4 : 0;
    decoder->big = decoder->codec->order == ORDER_BIG;
    if (decoder->codec->kind == CODEC_UTF8_SIG && decoder->count >= 3 && memcmp(decoder->bytes, "\xEF\xBB\xBF", 3) == 0)
        decoder->at = 3;
    if (!size || decoder->codec->order != ORDER_MARKED || decoder->count < size)
        return;
    if (read_unit(decoder, 0, size) == 0xFEFF) {
        decoder->at = size;
        return;
    }
    decoder->big = true;
    if (read_unit(decoder, 0, size) == 0xFEFF)
        decoder->at = size;
    else
        decoder->big = false;
}

Value codec_decode(Interp *interp, const char *bytes, size_t count, const char *encoding, const char *errors)
{
    Codec found;
    const Codec *codec = &found;
    if (!find_codec(interp, encoding, &found))
        return VALUE_ERROR;
    if (codec->kind <= CODEC_LATIN1 && codec->kind != CODEC_UTF8_SIG && utf8_is_ascii(bytes, count))
        return str_new_counted(interp, bytes, count, count);
    Text out;
    text_init(&out, &interp->memory);
    Decoder decoder = {interp, codec, errors ? errors : "strict", (const unsigned char *)bytes, count, 0, false, &out};
    read_mark(&decoder);
    while (decoder.at < count && !out.failed) {
        CodecUnit unit = next_unit(&decoder);
        if (unit.reason && !handle_bytes(&decoder, &unit))
            out.failed = true;
        else if (!unit.reason && unit.c != CODEC_NO_CHARACTER)
            text_append_code_point(&out, unit.c);
        decoder.at += unit.width;
    }
    return str_from_text_take(&out);
}
