// _array: the storage of array.array. The friendly class is written in the language (stdlib/array.py).
#include <string.h>

#include "lib/support.h"
#include "object/bytes.h"
#include "object/item.h"
#include "object/slice.h"

static NumberArray *array_of(Value v)
{
    return (NumberArray *)v.object;
}

static size_t width_of(Value v)
{
    return item_size(array_of(v)->letter);
}

static size_t count_of(Value v)
{
    return array_of(v)->bytes.text.length / width_of(v);
}

/// An empty array of the class array.array and the same kind of items.
static Value make_like(Interp *interp, Value model)
{
    const Type *storage = interp->types[TYPE_ARRAY];
    Type *type = model.object->type;
    while (type != storage && type->base && type->base != storage)
        type = type->base;
    NumberArray *made = object_new(interp, type, type->size);
    if (!made)
        return VALUE_ERROR;
    text_init(&made->bytes.text, &interp->memory);
    made->letter = array_of(model)->letter;
    return value_from_object(made);
}

static Value construct(Interp *interp, Type *type, const Arguments *arguments)
{
    Value letter = arguments->count > 0 ? arguments->values[0] : VALUE_NONE;
    if (arguments->count == 0)
        return raise_type_error(interp, "array() takes at least 1 argument (0 given)");
    if (!support_is(interp, letter, TYPE_STR) || str_of(letter)->length != 1)
        return raise_type_error(interp, "array() argument 1 must be a unicode character, not %s",
                                value_type_name(interp, letter));
    char c = str_of(letter)->text[0];
    if (item_size(c) == 0 || c == 'c' || c == '?')
        return raise_value_error(interp, "bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, f or d)");
    NumberArray *made = object_new(interp, type, type->size);
    if (!made)
        return VALUE_ERROR;
    text_init(&made->bytes.text, &interp->memory);
    made->letter = c;
    return value_from_object(made);
}

static bool may_resize(Interp *interp, Value self)
{
    if (array_of(self)->bytes.exports == 0)
        return true;
    value_raise(interp, ERROR_BUFFER_ERROR, "cannot resize an array that is exporting buffers");
    return false;
}

static Value raise_misfit(Interp *interp, char letter, ItemFit fit, Value v)
{
    static const struct {
        char letter;
        const char *name;
    } names[] = {
        {'b', "signed char"}, {'B', "unsigned byte integer"}, {'h', "signed short integer"}, {'H', "unsigned short"}};
    if (fit == ITEM_FAILED)
        return VALUE_ERROR;
    if (fit == ITEM_WRONG_TYPE && (letter == 'u' || letter == 'w'))
        return support_is(interp, v, TYPE_STR)
                   ? raise_type_error(interp, "array item must be unicode character")
                   : raise_type_error(interp, "array item must be a unicode character, not %s",
                                      value_type_name(interp, v));
    if (fit == ITEM_WRONG_TYPE)
        return raise_type_error(interp,
                                letter == 'f' || letter == 'd' ? "must be real number, not %s"
                                                               : "'%s' object cannot be interpreted as an integer",
                                value_type_name(interp, v));
    char wide[8];
    bool small = fit == ITEM_TOO_SMALL;
    // The narrowest types are read through the next wider one, which may refuse first.
    if (letter == 'b' && item_write(interp, 'h', v, wide) != ITEM_FITS)
        letter = 'h';
    if (letter == 'H' && item_write(interp, 'i', v, wide) != ITEM_FITS)
        letter = 'i';
    bool fits_long = item_write(interp, 'q', v, wide) == ITEM_FITS;
    for (size_t i = 0; i < COUNT_OF(names) && fits_long; i++) {
        if (names[i].letter == letter)
            return value_raise(interp, ERROR_OVERFLOW_ERROR, "%s is %s", names[i].name,
                               small ? "less than minimum" : "greater than maximum");
    }
    if (letter == 'Q' && small)
        return value_raise(interp, ERROR_OVERFLOW_ERROR, "can't convert negative int to unsigned");
    if ((letter == 'I' || letter == 'L') && small)
        return value_raise(interp, ERROR_OVERFLOW_ERROR, "can't convert negative value to unsigned int");
    if (letter == 'I' && item_write(interp, 'Q', v, wide) == ITEM_FITS)
        return value_raise(interp, ERROR_OVERFLOW_ERROR, "unsigned int is greater than maximum");
    if (letter == 'i' && fits_long)
        return value_raise(interp, ERROR_OVERFLOW_ERROR, "signed integer is %s",
                           small ? "less than minimum" : "greater than maximum");
    return value_raise(interp, ERROR_OVERFLOW_ERROR, "%s",
                       letter == 'Q' || letter == 'q'   ? "int too big to convert"
                       : letter == 'L' || letter == 'I' ? "Python int too large to convert to C unsigned long"
                                                        : "Python int too large to convert to C long");
}

NATIVE(storage_append, "append(self, v, /)", "Adds an item at the end.")
{
    char bytes[8];
    ItemFit fit = item_write(interp, array_of(arg[0])->letter, arg[1], bytes);
    if (fit != ITEM_FITS)
        return raise_misfit(interp, array_of(arg[0])->letter, fit, arg[1]);
    return may_resize(interp, arg[0]) && text_append(&array_of(arg[0])->bytes.text, bytes, width_of(arg[0]))
               ? VALUE_NONE
               : VALUE_ERROR;
}

NATIVE(storage_frombytes, "frombytes(self, buffer, /)", "Adds items from their bytes.")
{
    const unsigned char *bytes;
    size_t length;
    if (!support_bytes(interp, arg[1], &bytes, &length))
        return VALUE_ERROR;
    if (length % width_of(arg[0]))
        return raise_value_error(interp, "bytes length not a multiple of item size");
    if (length == 0)
        return VALUE_NONE;
    Text copy; // the bytes may be the array's own
    text_init(&copy, &interp->memory);
    bool done = may_resize(interp, arg[0]) && text_append(&copy, (const char *)bytes, length) &&
                text_append(&array_of(arg[0])->bytes.text, copy.bytes, length);
    text_free(&copy);
    return done ? VALUE_NONE : VALUE_ERROR;
}

NATIVE(storage_tobytes, "tobytes(self, /)", "Returns the bytes of all items.")
{
    const Text *text = &array_of(arg[0])->bytes.text;
    return bytes_new(interp, text_string(text), text->length);
}

NATIVE(storage_tolist, "tolist(self, /)", "Returns the items as a list.")
{
    Value list = list_new(interp, count_of(arg[0]));
    for (size_t i = 0; !value_is_error(list) && i < count_of(arg[0]); i++) {
        Value item =
            item_read(interp, array_of(arg[0])->letter, array_of(arg[0])->bytes.text.bytes + i * width_of(arg[0]));
        if (value_is_error(item) || !list_append_take(interp, list, item)) {
            value_drop(list);
            return VALUE_ERROR;
        }
    }
    return list;
}

NATIVE(storage_replace, "_replace(self, start, stop, data, /)", "Puts bytes in the place of some items.")
{
    int64_t start, stop;
    const unsigned char *bytes;
    size_t length;
    Text *text = &array_of(arg[0])->bytes.text;
    if (!value_to_int64(interp, arg[1], &start) || !value_to_int64(interp, arg[2], &stop) ||
        !support_bytes(interp, arg[3], &bytes, &length))
        return VALUE_ERROR;
    size_t width = width_of(arg[0]), count = count_of(arg[0]);
    if (start < 0 || stop < start || (size_t)stop > count || length % width)
        return value_raise(interp, ERROR_INDEX_ERROR, "array index out of range");
    size_t from = (size_t)start * width, to = (size_t)stop * width;
    if (length != to - from && !may_resize(interp, arg[0]))
        return VALUE_ERROR;
    Text made;
    text_init(&made, &interp->memory);
    if (!text_append(&made, text_string(text), from) || !text_append(&made, (const char *)bytes, length) ||
        !text_append(&made, text_string(text) + to, text->length - to)) {
        text_free(&made);
        return VALUE_ERROR;
    }
    if (length == to - from && text->bytes) {
        memcpy(text->bytes, text_string(&made), text->length); // views keep their memory
        text_free(&made);
        return VALUE_NONE;
    }
    text_free(text);
    *text = made;
    return VALUE_NONE;
}

static bool storage_length(UNUSED Interp *interp, Value self, int64_t *out)
{
    *out = (int64_t)count_of(self);
    return true;
}

static bool find(Interp *interp, Value self, Value key, const char *what, size_t *index)
{
    if (!sequence_is_index(interp, key)) {
        raise_type_error(interp, "array indices must be integers");
        return false;
    }
    int64_t number; // its __index__ may change the length, which therefore is looked at afterwards
    return sequence_to_index(interp, key, false, &number) &&
           sequence_fit_index(interp, number, count_of(self), what, index);
}

static Value get_item(Interp *interp, Value self, Value key)
{
    size_t index, width = width_of(self);
    const Text *text = &array_of(self)->bytes.text;
    if (!sequence_is_exact(interp, key, TYPE_SLICE))
        return find(interp, self, key, "array index", &index)
                   ? item_read(interp, array_of(self)->letter, text_string(text) + index * width)
                   : VALUE_ERROR;
    SliceBounds bounds;
    if (!slice_read(interp, key, &bounds))
        return VALUE_ERROR;
    slice_fit(&bounds, count_of(self));
    Value made = make_like(interp, self);
    const char *bytes = text_string(&array_of(self)->bytes.text);
    for (int64_t i = 0; !value_is_error(made) && i < bounds.count; i++) {
        if (!text_append(&array_of(made)->bytes.text, bytes + (size_t)(bounds.start + i * bounds.step) * width,
                         width)) {
            value_drop(made);
            return VALUE_ERROR;
        }
    }
    return made;
}

static bool set_item(Interp *interp, Value self, Value key, Value item)
{
    size_t index;
    if (sequence_is_exact(interp, key, TYPE_SLICE) || value_is_unset(item)) {
        // The class does these, item by item.
        Value values[] = {key, value_is_unset(item) ? VALUE_NONE : item};
        Value done = value_call_method(interp, self, value_is_unset(item) ? "_delete" : "_assign",
                                       value_is_unset(item) ? 1 : 2, values);
        value_drop(done);
        return !value_is_error(done);
    }
    char bytes[8];
    if (!find(interp, self, key, "array assignment index", &index))
        return false;
    ItemFit fit = item_write(interp, array_of(self)->letter, item, bytes);
    if (fit != ITEM_FITS)
        return !value_is_error(raise_misfit(interp, array_of(self)->letter, fit, item));
    if (index >= count_of(self)) { // __index__ of the item shortened the array
        value_raise(interp, ERROR_INDEX_ERROR, "array assignment index out of range");
        return false;
    }
    memcpy(array_of(self)->bytes.text.bytes + index * width_of(self), bytes, width_of(self));
    return true;
}

static Value get_letter(Interp *interp, Value self)
{
    return str_new(interp, &array_of(self)->letter, 1);
}
static Value get_width(UNUSED Interp *interp, Value self)
{
    return value_from_int((int64_t)width_of(self));
}

static void destroy(UNUSED Interp *interp, Object *self)
{
    text_free(&((NumberArray *)self)->bytes.text);
}

static const NativeSpec *const METHODS[] = {
    &storage_append_native, &storage_frombytes_native, &storage_tobytes_native,
    &storage_tolist_native, &storage_replace_native,   NULL,
};
static const GetSetSpec GETSETS[] = {
    {"typecode", "The letter of the items' type.", get_letter, NULL},
    {"itemsize", "The bytes of an item.", get_width, NULL},
    {NULL, NULL, NULL, NULL},
};
const TypeSpec type_spec_ARRAY = {
    .name = "array.storage",
    .doc = "The items of an array.",
    .id = TYPE_ARRAY,
    .size = sizeof(NumberArray),
    .flags = TYPE_FLAG_SEQUENCE,
    .slots =
        {.new_ = construct, .length = storage_length, .get_item = get_item, .set_item = set_item, .destroy = destroy},
    .methods = METHODS,
    .getsets = GETSETS,
};
static const TypeSpec *const TYPES[] = {&type_spec_ARRAY, NULL};

static bool fill(Interp *interp, Value module)
{
    return support_add_types(interp, module, TYPES);
}

const ModuleSpec module_spec__array = {
    .name = "_array",
    .doc = "The storage of arrays.",
    .fill = fill,
};
