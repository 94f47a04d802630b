#include "compile/marshal.h"

#include <string.h>

#include "base/vector.h"
#include "compile/location.h"
#include "object/bytes.h"
#include "object/dict.h"
#include "object/float.h"
#include "object/int.h"
#include "object/list.h"
#include "object/str.h"

// An image:
//
//   Head | instructions | handlers | slot kinds, line table (padded to 4) | name, qualified name | rest
//
// and the rest, read when the code first runs:
//
//   names | slot names | sites: index of the name | constants: a tag and what it needs; code is an image at
//   the distance (from the start of this one) that follows
typedef struct Head {
    uint32_t flags, argument_count, positional_only_count, keyword_only_count;
    uint32_t slot_count, first_free, free_count, stack_size, first_line;
    uint32_t instruction_count, handler_count, constant_count, name_count, site_count, locations_size;
    uint32_t rest; // where the names start
} Head;

enum ConstantTag { NONE, TRUE_, FALSE_, ELLIPSIS, INT, BIG, FLOAT, COMPLEX, TEXT, BYTES, TUPLE, FROZENSET, CODE };

static bool append_bytes(Text *out, const char *bytes, size_t length)
{
    return location_append_number(out, length) && text_append(out, bytes, length);
}

static bool append_text(Text *out, Value text)
{
    return append_bytes(out, str_of(text)->text, str_of(text)->bytes);
}

static bool pad(Text *out)
{
    while (out->length % 4 && text_append_char(out, 0))
        ;
    return !out->failed;
}

typedef struct Nested {
    Code *code;
    size_t at; // where the distance is to be written
} Nested;

typedef struct NestedCodes VECTOR(Nested) NestedCodes;

typedef struct Writer {
    Interp *interp;
    Text *out;
    NestedCodes nested;
} Writer;

static bool append_constant(Writer *writer, Value value);

static bool append_object(Writer *writer, Value value)
{
    Interp *interp = writer->interp;
    Text *out = writer->out;
    Type *type = value.object->type;
    if (type == interp->types[TYPE_STR])
        return text_append_char(out, TEXT) && append_text(out, value);
    if (type == interp->types[TYPE_BYTES])
        return text_append_char(out, BYTES) && append_bytes(out, bytes_of(value)->items, bytes_of(value)->count);
    if (type == interp->types[TYPE_COMPLEX])
        return text_append_char(out, COMPLEX) && text_append(out, (char *)&((Complex *)value.object)->real, 8) &&
               text_append(out, (char *)&((Complex *)value.object)->imaginary, 8);
    if (type == interp->types[TYPE_CODE]) {
        Nested nested = {code_of(value), out->length + 1};
        return text_append_char(out, CODE) && text_append_repeated(out, 0, 4) &&
               VECTOR_PUSH(&writer->nested, &interp->memory, nested);
    }
    if (type == interp->types[TYPE_INT]) {
        Text digits;
        text_init(&digits, &interp->memory);
        bool done = int_append(interp, &digits, value, 16) && text_append_char(out, BIG) &&
                    append_bytes(out, digits.bytes, digits.length);
        text_free(&digits);
        return done;
    }
    if (type == interp->types[TYPE_FROZENSET]) {
        Value items = tuple_from_iterable(interp, value);
        bool done = !value_is_error(items) && text_append_char(out, FROZENSET) && append_object(writer, items);
        value_drop(items);
        return done;
    }
    if (type != interp->types[TYPE_TUPLE]) {
        error_raise(&interp->error, ERROR_SYSTEM_ERROR, "a constant cannot be serialised");
        return false;
    }
    const Tuple *tuple = tuple_of(value);
    text_append_char(out, TUPLE);
    location_append_number(out, tuple->count);
    for (size_t i = 0; i < tuple->count; i++)
        if (!append_constant(writer, tuple->items[i]))
            return false;
    return !out->failed;
}

static bool append_constant(Writer *writer, Value value)
{
    Text *out = writer->out;
    switch (value.tag) {
    case TAG_NONE:
        return text_append_char(out, NONE);
    case TAG_BOOL:
        return text_append_char(out, value.boolean ? TRUE_ : FALSE_);
    case TAG_ELLIPSIS:
        return text_append_char(out, ELLIPSIS);
    case TAG_INT:
        return text_append_char(out, INT) && text_append(out, (char *)&value.integer, 8);
    case TAG_FLOAT:
        return text_append_char(out, FLOAT) && text_append(out, (char *)&value.real, 8);
    default:
        return append_object(writer, value);
    }
}

static bool append_rest(Writer *writer, const Code *code)
{
    Text *out = writer->out;
    for (uint32_t i = 0; i < code->name_count; i++)
        append_text(out, code->names[i]);
    for (uint32_t i = 0; i < code->slot_count; i++)
        append_text(out, code->slot_names[i]);
    for (uint32_t i = 0; i < code->site_count; i++) {
        uint32_t name = 0;
        while (code->names[name].object != code->sites[i].name.object)
            name++;
        location_append_number(out, name);
    }
    for (uint32_t i = 0; i < code->constant_count; i++)
        if (!append_constant(writer, code->constants[i]))
            return false;
    return !out->failed;
}

static bool append_code(Writer *writer, const Code *code, size_t start)
{
    Text *out = writer->out;
    Head head = {code->flags,
                 code->argument_count,
                 code->positional_only_count,
                 code->keyword_only_count,
                 code->slot_count,
                 code->first_free,
                 code->free_count,
                 code->stack_size,
                 code->first_line,
                 code->instruction_count,
                 code->handler_count,
                 code->constant_count,
                 code->name_count,
                 code->site_count,
                 code->locations_size,
                 0};
    text_append(out, (char *)&head, sizeof head);
    text_append(out, (char *)code->instructions, code->instruction_count * sizeof(Instruction));
    text_append(out, (char *)code->handlers, code->handler_count * sizeof(CodeHandler));
    text_append(out, (char *)code->slot_kinds, code->slot_count);
    text_append(out, (char *)code->locations, code->locations_size);
    append_text(out, code->name);
    append_text(out, code->qualified_name);
    if (out->failed)
        return false;
    uint32_t rest = (uint32_t)(out->length - start);
    memcpy(out->bytes + start + offsetof(Head, rest), &rest, sizeof rest);
    return append_rest(writer, code) && pad(out);
}

bool marshal_write(Interp *interp, Text *out, Code *code)
{
    Writer writer = {interp, out, {0}};
    if (!pad(out))
        return false;
    size_t start = out->length;
    bool done = append_code(&writer, code, start);
    for (size_t i = 0; done && i < writer.nested.count; i++) {
        Nested nested = writer.nested.items[i];
        uint32_t distance = (uint32_t)(out->length - start);
        memcpy(out->bytes + nested.at, &distance, sizeof distance);
        done = marshal_write(interp, out, nested.code);
    }
    VECTOR_FREE(&writer.nested, &interp->memory);
    return done;
}

static Value read_text(Interp *interp, const uint8_t **cursor)
{
    size_t length = location_read_number(cursor);
    const char *text = (const char *)*cursor;
    *cursor += length;
    return str_intern_bytes(interp, text, length);
}

Code *marshal_read(Interp *interp, const uint8_t *image, Value filename)
{
    const Head *head = (const Head *)image;
    Code *code = code_new(interp);
    if (!code)
        return NULL;
    code->flags = head->flags;
    code->argument_count = head->argument_count;
    code->positional_only_count = head->positional_only_count;
    code->keyword_only_count = head->keyword_only_count;
    code->slot_count = head->slot_count;
    code->first_free = head->first_free;
    code->free_count = head->free_count;
    code->stack_size = head->stack_size;
    code->first_line = head->first_line;
    code->instruction_count = head->instruction_count;
    code->handler_count = head->handler_count;
    code->constant_count = head->constant_count;
    code->name_count = head->name_count;
    code->locations_size = head->locations_size;
    code->image = image;
    const uint8_t *at = image + sizeof *head;
    code->instructions = (const Instruction *)at;
    at += code->instruction_count * sizeof(Instruction);
    code->handlers = (const CodeHandler *)at;
    at += code->handler_count * sizeof(CodeHandler);
    code->slot_kinds = at;
    at += code->slot_count;
    code->locations = at;
    at += code->locations_size;
    code->filename = value_keep(filename);
    code->name = read_text(interp, &at);
    code->qualified_name = value_is_error(code->name) ? VALUE_ERROR : read_text(interp, &at);
    if (value_is_error(code->qualified_name)) {
        object_drop(code);
        return NULL;
    }
    return code;
}

static Value read_constant(Interp *interp, Code *code, const uint8_t **cursor);

static Value read_tuple(Interp *interp, Code *code, const uint8_t **cursor)
{
    size_t count = location_read_number(cursor);
    Value tuple = tuple_new(interp, count);
    for (size_t i = 0; !value_is_error(tuple) && i < count; i++) {
        Value item = read_constant(interp, code, cursor);
        if (value_is_error(item)) {
            value_drop(tuple);
            return item;
        }
        tuple_of(tuple)->items[i] = item;
    }
    return tuple;
}

static double read_double(const uint8_t **cursor)
{
    double number;
    memcpy(&number, *cursor, sizeof number);
    *cursor += sizeof number;
    return number;
}

static Value read_constant(Interp *interp, Code *code, const uint8_t **cursor)
{
    switch (*(*cursor)++) {
    case TRUE_:
        return VALUE_TRUE;
    case FALSE_:
        return VALUE_FALSE;
    case ELLIPSIS:
        return VALUE_ELLIPSIS;
    case INT: {
        int64_t integer;
        memcpy(&integer, *cursor, sizeof integer);
        *cursor += sizeof integer;
        return value_from_int(integer);
    }
    case FLOAT:
        return value_from_float(read_double(cursor));
    case COMPLEX: {
        double real = read_double(cursor), imaginary = read_double(cursor);
        return complex_new(interp, real, imaginary);
    }
    case TEXT:
        return read_text(interp, cursor);
    case BYTES:
    case BIG: {
        bool big = (*cursor)[-1] == BIG;
        size_t length = location_read_number(cursor);
        const char *bytes = (const char *)*cursor;
        *cursor += length;
        return big ? int_parse(interp, bytes, length, 16) : bytes_new(interp, bytes, length);
    }
    case TUPLE:
        return read_tuple(interp, code, cursor);
    case FROZENSET: {
        Value items = read_constant(interp, code, cursor);
        Value set = value_is_error(items) ? items : set_from_iterable(interp, items, true);
        value_drop(items);
        return set;
    }
    case CODE: {
        uint32_t distance;
        memcpy(&distance, *cursor, sizeof distance);
        *cursor += sizeof distance;
        return value_or_error(marshal_read(interp, code->image + distance, code->filename));
    }
    default:
        return VALUE_NONE;
    }
}

/// Reads `count` texts into a new array; NULL on failure.
static Value *read_texts(Interp *interp, const uint8_t **cursor, uint32_t count)
{
    Value *texts = mem_alloc_zero(&interp->memory, (count ? count : 1) * sizeof *texts);
    for (uint32_t i = 0; texts && i < count; i++) {
        texts[i] = read_text(interp, cursor);
        if (!value_is_error(texts[i]))
            continue;
        while (i-- > 0)
            value_drop(texts[i]);
        mem_free(&interp->memory, texts, (count ? count : 1) * sizeof *texts);
        return NULL;
    }
    return texts;
}

static bool load_sites(Interp *interp, Code *code, const uint8_t **cursor, uint32_t count)
{
    if (count && !code->sites) {
        code->sites = mem_alloc_zero(&interp->memory, count * sizeof *code->sites);
        if (!code->sites)
            return false;
        code->site_count = count;
    }
    for (uint32_t i = 0; i < count; i++)
        code->sites[i].name = code->names[location_read_number(cursor)];
    return true;
}

bool marshal_load(Interp *interp, Code *code)
{
    const Head *head = (const Head *)code->image;
    const uint8_t *cursor = code->image + head->rest;
    const uint8_t *skipped = cursor;
    // A call that failed half-way leaves names that are used by the next one.
    Value *names = read_texts(interp, &cursor, code->name_count);
    if (!names)
        return false;
    Value *slots = read_texts(interp, &cursor, code->slot_count);
    if (code->names) { // of an earlier attempt
        for (uint32_t i = 0; i < code->name_count; i++)
            value_drop(code->names[i]);
        mem_free(&interp->memory, code->names, (code->name_count ? code->name_count : 1) * sizeof *names);
    }
    (void)skipped;
    code->names = names;
    if (!slots)
        return false;
    if (code->slot_names) {
        for (uint32_t i = 0; i < code->slot_count; i++)
            value_drop(code->slot_names[i]);
        mem_free(&interp->memory, code->slot_names, (code->slot_count ? code->slot_count : 1) * sizeof *slots);
    }
    code->slot_names = slots;
    if (!load_sites(interp, code, &cursor, head->site_count))
        return false;
    uint32_t count = code->constant_count;
    Value *constants = mem_alloc_zero(&interp->memory, (count ? count : 1) * sizeof *constants);
    for (uint32_t i = 0; constants && i < count; i++) {
        constants[i] = read_constant(interp, code, &cursor);
        if (!value_is_error(constants[i]))
            continue;
        while (i-- > 0)
            value_drop(constants[i]);
        mem_free(&interp->memory, constants, (count ? count : 1) * sizeof *constants);
        return false;
    }
    code->constants = constants;
    if (constants)
        code_prepare(code);
    return constants != NULL;
}
