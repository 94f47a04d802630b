// The text of "received an invalid combination of arguments": which signatures exist and why each one does not fit.
//
// PyTorch composes it from the printed signatures, not from the parsed ones: a piece between commas is "type name", so
// that a parameter with a default is known by its default ("Number alpha = 1" is named "1"), and `*` counts as a piece.
#include <string.h>

#include "lib/torch/binder.h"
#include "object/list.h"
#include "object/operate.h"
#include "object/str.h"

enum { MAX_PIECES = 64, MAX_KEYWORDS = 64 };

/// One piece of a printed signature.
typedef struct Piece {
    const char *type;
    size_t type_length;
    const char *name;
    size_t name_length;
} Piece;

typedef struct Pieces {
    Piece items[MAX_PIECES];
    size_t count;
} Pieces;

typedef struct Given {
    Interp *interp;
    const Arguments *arguments;
    size_t order[MAX_KEYWORDS]; // the keywords in the order in which they are listed
    size_t keyword_count;
    size_t total;
} Given;

static void split_signature(const char *signature, Pieces *pieces)
{
    size_t length = strlen(signature);
    const char *at = signature + 1, *end = signature + (length > 1 ? length - 1 : 1);
    pieces->count = 0;
    while (pieces->count < MAX_PIECES) {
        const char *comma = at;
        while (comma < end && !(comma[0] == ',' && comma[1] == ' '))
            comma++;
        const char *space = comma;
        while (space > at && space[-1] != ' ')
            space--;
        Piece *piece = &pieces->items[pieces->count++];
        *piece = (Piece){at, space > at ? (size_t)(space - 1 - at) : 0, space, (size_t)(comma - space)};
        if (comma >= end)
            break;
        at = comma + 2;
    }
}

static uint64_t read_word(const unsigned char *bytes, size_t count)
{
    uint64_t word = 0;
    for (size_t i = count; i-- > 0;)
        word = word << 8 | bytes[i];
    return word;
}

/// MurmurHash64A (Austin Appleby, public domain): the order of keywords in the text is that of a C++ hash table.
static uint64_t text_hash(const char *text, size_t length)
{
    const uint64_t multiplier = UINT64_C(0xc6a4a7935bd1e995);
    const unsigned char *bytes = (const unsigned char *)text;
    uint64_t hash = UINT64_C(0xc70f6907) ^ (length * multiplier);
    size_t at = 0;
    for (; at + 8 <= length; at += 8) {
        uint64_t word = read_word(bytes + at, 8) * multiplier;
        word = (word ^ word >> 47) * multiplier;
        hash = (hash ^ word) * multiplier;
    }
    if (at < length)
        hash = (hash ^ read_word(bytes + at, length - at)) * multiplier;
    hash = (hash ^ hash >> 47) * multiplier;
    return hash ^ hash >> 47;
}

/// Lists the keywords as a table of 13 buckets walks them: a new bucket goes to the front of all, a further item to the
/// front of its bucket.
static void order_keywords(Given *given)
{
    const Tuple *keywords = given->arguments->keywords;
    size_t buckets[MAX_KEYWORDS];
    given->keyword_count = 0;
    for (size_t k = 0; keywords && k < keywords->count && k < MAX_KEYWORDS; k++) {
        const Str *name = str_of(keywords->items[k]);
        size_t bucket = text_hash(name->text, name->bytes) % 13;
        size_t at = 0;
        while (at < given->keyword_count && buckets[given->order[at]] != bucket)
            at++;
        if (at == given->keyword_count)
            at = 0;
        memmove(given->order + at + 1, given->order + at, (given->keyword_count - at) * sizeof *given->order);
        given->order[at] = k;
        buckets[k] = bucket;
        given->keyword_count++;
    }
    given->total = given->arguments->count + given->keyword_count;
}

static const char *keyword_name(const Given *given, size_t k)
{
    return str_of(given->arguments->keywords->items[k])->text;
}

static Value keyword_given(const Given *given, size_t k)
{
    return given->arguments->values[given->arguments->count + k];
}

static const char *type_name(Interp *interp, Value v)
{
    return value_type_name(interp, v);
}

static bool piece_is(const Piece *piece, const char *name)
{
    return strlen(name) == piece->name_length && memcmp(name, piece->name, piece->name_length) == 0;
}

/// "(Tensor, dim=int)"; without positional arguments the last ", " stays, as it does in PyTorch.
static void append_plain(Text *text, const Given *given)
{
    const Arguments *arguments = given->arguments;
    text_append_char(text, '(');
    for (size_t i = 0; i < arguments->count; i++)
        text_append_format(text, "%s%s", i ? ", " : "", type_name(given->interp, arguments->values[i]));
    for (size_t k = 0; k < given->keyword_count; k++) {
        const char *before = arguments->count ? ", " : "", *after = arguments->count ? "" : ", ";
        size_t index = given->order[k];
        text_append_format(text, "%s%s=%s%s", before, keyword_name(given, index),
                           type_name(given->interp, keyword_given(given, index)), after);
    }
    text_append_char(text, ')');
}

static void append_detailed_type(Text *text, Interp *interp, Value v)
{
    const Value *items;
    size_t count;
    if (!sequence_items(interp, v, &items, &count)) {
        text_append_string(text, type_name(interp, v));
        return;
    }
    bool tuple = type_is_subtype(v.object->type, interp->types[TYPE_TUPLE]);
    text_append_format(text, "%s of %c", tuple ? "tuple" : "list", tuple ? '(' : '[');
    for (size_t i = 0; i < count; i++)
        text_append_format(text, "%s%s", i ? ", " : "", type_name(interp, items[i]));
    if (tuple && count == 1)
        text_append_char(text, ',');
    text_append_char(text, tuple ? ')' : ']');
}

static bool type_matches(Interp *interp, const Piece *piece, Value v)
{
    const char *name = type_name(interp, v);
    if (piece->type_length == 5 && memcmp(piece->type, "float", 5) == 0 && strcmp(name, "int") == 0)
        return true;
    return strlen(name) == piece->type_length && memcmp(name, piece->type, piece->type_length) == 0;
}

static void append_formatted_one(Text *text, const Given *given, const Piece *piece, Value v, bool keyword)
{
    bool matches = type_matches(given->interp, piece, v);
    const char *mark = matches ? "" : "!";
    text_append_string(text, mark);
    if (keyword)
        text_append_format(text, "%.*s=", (int)piece->name_length, piece->name);
    append_detailed_type(text, given->interp, v);
    text_append_format(text, "%s, ", mark);
}

/// As append_plain, with marks at the types that do not match the pieces.
static void append_formatted(Text *text, const Given *given, const Pieces *pieces)
{
    static const Piece none = {"", 0, "", 0};
    size_t start = text->length;
    text_append_char(text, '(');
    for (size_t i = 0; i < given->total; i++) {
        const Piece *piece = i < pieces->count ? &pieces->items[i] : &none;
        if (i < given->arguments->count) {
            append_formatted_one(text, given, piece, given->arguments->values[i], false);
            continue;
        }
        for (size_t k = 0; k < given->keyword_count; k++)
            if (piece_is(piece, keyword_name(given, k)))
                append_formatted_one(text, given, piece, keyword_given(given, k), true);
    }
    if (given->arguments->count && !text->failed && text->length > start + 2)
        text->length -= 2;
    text_append_char(text, ')');
}

/// Lists the keywords that name no piece from the place on where keywords would stand; false where there are none.
static bool append_unmatched(Text *text, const Given *given, const Pieces *pieces, const char *before)
{
    size_t start = pieces->count > given->keyword_count ? pieces->count - given->keyword_count : 0;
    bool any = false;
    for (size_t k = 0; k < given->keyword_count; k++) {
        const char *name = keyword_name(given, given->order[k]);
        bool found = false;
        for (size_t i = start; i < pieces->count && !found; i++)
            found = piece_is(&pieces->items[i], name);
        if (found)
            continue;
        text_append_format(text, "%s%s", any ? ", " : before, name);
        any = true;
    }
    return any;
}

static void append_one_option(Text *text, const Given *given, const Overload *overload)
{
    Pieces pieces;
    split_signature(overload->signature, &pieces);
    if (append_unmatched(text, given, &pieces, "got unrecognized keyword arguments: "))
        return;
    text_append_string(text, "got ");
    if (pieces.count == given->total)
        append_formatted(text, given, &pieces);
    else
        append_plain(text, given);
    text_append_format(text, ", but expected %s", overload->signature);
}

static void append_option(Text *text, const Given *given, const Overload *overload)
{
    Pieces pieces;
    split_signature(overload->signature, &pieces);
    text_append_format(text, " * %s\n", overload->signature);
    if (pieces.count != given->total)
        return;
    if (append_unmatched(text, given, &pieces, "      didn't match because some of the keywords were incorrect: ")) {
        text_append_char(text, '\n');
        return;
    }
    text_append_string(text, "      didn't match because some of the arguments have invalid types: ");
    append_formatted(text, given, &pieces);
    text_append_char(text, '\n');
}

static void raise_combination(Interp *interp, const Operator *operation, const Given *given)
{
    size_t visible = 0;
    const Overload *only = NULL;
    for (int i = 0; i < operation->overload_count; i++)
        if (!operation->overloads[i]->deprecated) {
            only = operation->overloads[i];
            visible++;
        }
    Text text;
    text_init(&text, &interp->memory);
    text_append_format(&text, "%s() received an invalid combination of arguments - ", operation->name);
    if (visible == 1) {
        append_one_option(&text, given, only);
    } else {
        text_append_string(&text, "got ");
        append_plain(&text, given);
        text_append_string(&text, ", but expected one of:\n");
        for (int i = 0; i < operation->overload_count; i++)
            if (!operation->overloads[i]->deprecated)
                append_option(&text, given, operation->overloads[i]);
    }
    if (!text.failed)
        error_raise_text(&interp->error, ERROR_TYPE_ERROR, text_string(&text), text.length);
    text_free(&text);
}

/// The signatures that could take that many arguments.
static size_t plausible(const Operator *operation, Value self, size_t total, const Overload **only)
{
    size_t count = 0;
    for (int i = 0; i < operation->overload_count; i++) {
        const Overload *overload = operation->overloads[i];
        int self_index = value_is_unset(self) ? -1 : overload->self_index;
        size_t least = 0, most = overload->parameter_count - (self_index >= 0);
        for (int p = 0; p < overload->parameter_count; p++)
            least += p != self_index && !overload->parameters[p].has_default;
        if (overload->deprecated || total < least || total > most)
            continue;
        *only = overload;
        count++;
    }
    return count;
}

void binder_raise(Interp *interp, const Operator *operation, Value self, const Arguments *arguments)
{
    Given given = {.interp = interp, .arguments = arguments};
    order_keywords(&given);
    const Overload *only = NULL;
    if (plausible(operation, self, given.total, &only) == 1) {
        ParsedCall ignored;
        if (!binder_try(interp, operation, only, self, arguments, &ignored, true) && error_pending(&interp->error))
            return;
    }
    raise_combination(interp, operation, &given);
}
