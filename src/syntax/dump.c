#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "syntax/syntax.h"
#include "syntax/unicode.h"

static void dump_node(Text *out, const AstNode *node, int level);

static void new_line(Text *out, int level)
{
    text_append_char(out, '\n');
    text_append_repeated(out, ' ', (size_t)level * 2);
}

// Writes the shortest digits that read back as the same number, as repr() does.
static void dump_number(Text *out, double number)
{
    if (isinf(number)) {
        text_append_string(out, "1e309");
        return;
    }
    char digits[40];
    for (int precision = 1; precision <= 17; precision++) {
        snprintf(digits, sizeof digits, "%.*e", precision - 1, number);
        if (strtod(digits, NULL) == number)
            break;
    }
    int exponent = atoi(strchr(digits, 'e') + 1);
    int precision = (int)(strchr(digits, 'e') - digits) - 1 - (digits[1] == '.');
    if (exponent < -4 || exponent >= 16) {
        *strchr(digits, 'e') = '\0';
        text_append_format(out, "%se%c%02d", digits, exponent < 0 ? '-' : '+', abs(exponent));
        return;
    }
    int decimals = precision - exponent;
    text_append_format(out, "%.*f", decimals < 1 ? 1 : decimals, number);
}

static void dump_imaginary(Text *out, double number)
{
    size_t before = out->length;
    dump_number(out, number);
    if (out->length >= before + 2 && memcmp(out->bytes + out->length - 2, ".0", 2) == 0)
        out->length -= 2; // repr(1j) has no fraction
    text_append_char(out, 'j');
}

static void dump_escaped(Text *out, uint32_t c, const char *bytes, size_t width, bool is_bytes)
{
    if (c == '\n')
        text_append_string(out, "\\n");
    else if (c == '\r')
        text_append_string(out, "\\r");
    else if (c == '\t')
        text_append_string(out, "\\t");
    else if (is_bytes ? c < ' ' || c > '~' : c < 0x100 && !unicode_is_printable(c))
        text_append_format(out, "\\x%02x", c);
    else if (!is_bytes && !unicode_is_printable(c))
        text_append_format(out, c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
    else
        text_append(out, bytes, width);
}

static void dump_string(Text *out, const AstText *text, bool is_bytes)
{
    bool single = memchr(text->bytes, '\'', text->length), doubled = memchr(text->bytes, '"', text->length);
    char quote = single && !doubled ? '"' : '\'';
    if (is_bytes)
        text_append_char(out, 'b');
    text_append_char(out, quote);
    for (size_t i = 0, width; i < text->length; i += width) {
        uint32_t c = (unsigned char)text->bytes[i];
        width = 1;
        if (!is_bytes)
            c = utf8_decode(text->bytes + i, &width);
        if (c == (unsigned char)quote || c == '\\')
            text_append_char(out, '\\');
        dump_escaped(out, c, text->bytes + i, width, is_bytes);
    }
    text_append_char(out, quote);
}

static void dump_constant(Text *out, const AstConstantValue *value)
{
    static const char *const WORDS[] = {"None", "True", "False", "Ellipsis"};
    switch (value->kind) {
    case AST_CONSTANT_NONE:
    case AST_CONSTANT_TRUE:
    case AST_CONSTANT_FALSE:
    case AST_CONSTANT_ELLIPSIS:
        text_append_string(out, WORDS[value->kind]);
        break;
    case AST_CONSTANT_INT:
        text_append_format(out, "%lld", (long long)value->integer);
        break;
    case AST_CONSTANT_BIG_INT:
        text_append_string(out, value->base == 16 ? "0x" : value->base == 8 ? "0o" : value->base == 2 ? "0b" : "");
        text_append(out, value->text.bytes, value->text.length);
        break;
    case AST_CONSTANT_FLOAT:
        dump_number(out, value->number);
        break;
    case AST_CONSTANT_IMAGINARY:
        dump_imaginary(out, value->number);
        break;
    case AST_CONSTANT_STR:
    case AST_CONSTANT_BYTES:
        dump_string(out, &value->text, value->kind == AST_CONSTANT_BYTES);
        break;
    }
}

static void dump_identifier(Text *out, const AstIdentifier *identifier)
{
    AstText text = {identifier->text, identifier->length};
    dump_string(out, &text, false);
}

static void begin_item(Text *out, size_t index, int level)
{
    if (index)
        text_append_char(out, ',');
    new_line(out, level);
}

static void dump_nodes(Text *out, const AstNodes *nodes, int level)
{
    text_append_char(out, '[');
    for (size_t i = 0; i < nodes->count; i++) {
        begin_item(out, i, level + 1);
        if (nodes->items[i])
            dump_node(out, nodes->items[i], level + 1);
        else
            text_append_string(out, "None");
    }
    text_append_char(out, ']');
}

static void dump_names(Text *out, const AstIdentifiers *names, int level)
{
    text_append_char(out, '[');
    for (size_t i = 0; i < names->count; i++) {
        begin_item(out, i, level + 1);
        dump_identifier(out, names->items[i]);
    }
    text_append_char(out, ']');
}

static void dump_operators(Text *out, const AstOperators *operators, int level)
{
    text_append_char(out, '[');
    for (size_t i = 0; i < operators->count; i++) {
        begin_item(out, i, level + 1);
        text_append_format(out, "%s()", ast_operator_name(operators->items[i]));
    }
    text_append_char(out, ']');
}

// A field is left out where it is None or an empty list.
static bool is_absent(const AstField *field, const void *place)
{
    switch (field->type) {
    case AST_FIELD_OPTIONAL:
    case AST_FIELD_OPT_NAME:
        return *(const void *const *)place == NULL;
    case AST_FIELD_CHILDREN:
    case AST_FIELD_HOLES:
        return ((const AstNodes *)place)->count == 0;
    case AST_FIELD_NAMES:
        return ((const AstIdentifiers *)place)->count == 0;
    case AST_FIELD_TEXT:
        return ((const AstText *)place)->bytes == NULL;
    default:
        return false;
    }
}

static void dump_field(Text *out, const AstField *field, const void *place, int level)
{
    static const char *const CONTEXTS[] = {"Load()", "Store()", "Del()"};
    switch (field->type) {
    case AST_FIELD_CHILD:
    case AST_FIELD_OPTIONAL:
    case AST_FIELD_ARGUMENTS:
        dump_node(out, *(AstNode *const *)place, level);
        break;
    case AST_FIELD_CHILDREN:
    case AST_FIELD_HOLES:
        dump_nodes(out, place, level);
        break;
    case AST_FIELD_NAME:
    case AST_FIELD_OPT_NAME:
        dump_identifier(out, *(const AstIdentifier *const *)place);
        break;
    case AST_FIELD_NAMES:
        dump_names(out, place, level);
        break;
    case AST_FIELD_OPERATOR:
        text_append_format(out, "%s()", ast_operator_name(*(const AstOperator *)place));
        break;
    case AST_FIELD_OPERATORS:
        dump_operators(out, place, level);
        break;
    case AST_FIELD_CONTEXT:
        text_append_string(out, CONTEXTS[*(const AstContext *)place]);
        break;
    case AST_FIELD_CONSTANT:
        dump_constant(out, place);
        break;
    case AST_FIELD_TEXT:
        dump_string(out, place, false);
        break;
    case AST_FIELD_INTEGER:
        text_append_format(out, "%d", *(const int *)place);
        break;
    }
}

static bool has_fields(const AstNode *node)
{
    size_t count;
    const AstField *fields = ast_kind_fields(node->kind, &count);
    for (size_t i = 0; i < count; i++) {
        if (!is_absent(&fields[i], (const char *)node + fields[i].offset))
            return true;
    }
    return false;
}

// Short nodes stay on one line: those with up to three fields that are plain values or nodes without fields.
static bool is_flat(const AstNode *node, const AstField *fields, size_t count)
{
    size_t shown = 0;
    for (size_t i = 0; i < count; i++) {
        const void *place = (const char *)node + fields[i].offset;
        if (is_absent(&fields[i], place))
            continue;
        shown++;
        switch (fields[i].type) {
        case AST_FIELD_CHILD:
        case AST_FIELD_OPTIONAL:
        case AST_FIELD_ARGUMENTS:
            if (has_fields(*(AstNode *const *)place))
                return false;
            break;
        case AST_FIELD_CHILDREN:
        case AST_FIELD_HOLES:
        case AST_FIELD_NAMES:
        case AST_FIELD_OPERATORS:
            return false;
        default:
            break;
        }
    }
    return shown <= 3;
}

static void dump_node(Text *out, const AstNode *node, int level)
{
    size_t count;
    const AstField *fields = ast_kind_fields(node->kind, &count);
    bool flat = is_flat(node, fields, count), first = true;
    text_append_format(out, "%s(", ast_kind_name(node->kind));
    for (size_t i = 0; i < count; i++) {
        const void *place = (const char *)node + fields[i].offset;
        if (is_absent(&fields[i], place))
            continue;
        if (!first)
            text_append_string(out, flat ? ", " : ",");
        if (!flat)
            new_line(out, level + 1);
        first = false;
        text_append_format(out, "%s=", fields[i].name);
        dump_field(out, &fields[i], place, level + 1);
    }
    text_append_char(out, ')');
}

bool syntax_dump(const Ast *ast, Text *out)
{
    dump_node(out, ast->root, 0);
    return !out->failed;
}
