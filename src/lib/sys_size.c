#include "lib/sys_size.h"

#include "object/slot.h"

enum { GC_HEAD = 16 };

/// CPython's str: a header that depends on the widest character, and one to four bytes each.
static int64_t str_size(const Str *s)
{
    uint32_t widest = 0;
    for (size_t i = 0, width; i < s->bytes; i += width) {
        uint32_t c = utf8_decode(s->text + i, &width);
        widest = c > widest ? c : widest;
    }
    int64_t n = (int64_t)s->length + 1;
    if (widest < 128)
        return 40 + n;
    return 56 + n * (widest < 256 ? 1 : widest < 65536 ? 2 : 4);
}

/// An index table of a power of two, two thirds of it usable, and entries of 24 bytes (16 where all keys are str).
static int64_t dict_size(Interp *interp, const Dict *dict)
{
    if (dict->count == 0)
        return 64;
    bool all_str = true;
    size_t position = 0;
    Value key, value;
    while (dict_walk(dict, &position, &key, &value))
        all_str = all_str && key.tag == TAG_OBJECT && key.object->type == interp->types[TYPE_STR];
    int64_t size = 8;
    while (size * 2 / 3 < (int64_t)dict->count)
        size *= 2;
    int64_t index = size * (size <= 128 ? 1 : size <= 32768 ? 2 : 4);
    return 64 + 32 + index + size * 2 / 3 * (all_str ? 16 : 24);
}

/// Eight places stand in the object; a table grows to four times the items when it is three fifths full.
static int64_t set_size(int64_t count)
{
    int64_t size = 8;
    for (int64_t used = 1; used <= count; used++) {
        if (used * 5 >= (size - 1) * 3) {
            int64_t wanted = used > 50000 ? used * 2 : used * 4;
            while (size <= wanted)
                size *= 2;
        }
    }
    return size == 8 ? 216 : 216 + size * 16;
}

static int64_t int_size(Value v)
{
    int64_t digits = (int_bit_length(v) + 29) / 30;
    return 24 + 4 * (digits > 0 ? digits : 1);
}

static int64_t sized_container(Interp *interp, Value v)
{
    int64_t count = 0;
    if (support_is(interp, v, TYPE_LIST))
        return 56 + 8 * (int64_t)list_of(v)->capacity;
    if (support_is(interp, v, TYPE_TUPLE))
        return 40 + 8 * (int64_t)tuple_of(v)->count;
    if (support_is(interp, v, TYPE_DICT))
        return dict_size(interp, dict_of(v));
    if (!value_length(interp, v, &count))
        return -1;
    if (support_is(interp, v, TYPE_BYTES))
        return 33 + count;
    if (support_is(interp, v, TYPE_BYTEARRAY))
        return 56 + (count ? count + 1 : 0);
    return set_size(count);
}

// Objects whose size is fixed.
static const struct {
    TypeId id;
    int size;
} FIXED[] = {
    {TYPE_RANGE, 48},          {TYPE_SLICE, 56},         {TYPE_FUNCTION, 160},
    {TYPE_METHOD, 64},         {TYPE_NATIVE, 72},        {TYPE_GENERATOR, 192},
    {TYPE_MODULE, 72},         {TYPE_LIST_ITERATOR, 64}, {TYPE_COMPLEX, 32},
    {TYPE_TUPLE_ITERATOR, 64}, {TYPE_PROPERTY, 88},      {TYPE_CELL, 40},
    {TYPE_ENUMERATE, 72},      {TYPE_ZIP, 72},           {TYPE_MAP, 64},
    {TYPE_FILTER, 64},         {TYPE_STATICMETHOD, 80},  {TYPE_CLASSMETHOD, 80},
    {TYPE_DICT_KEYS, 56},      {TYPE_DICT_VALUES, 56},   {TYPE_DICT_ITEMS, 56},
};

static int64_t other_size(Interp *interp, Value v)
{
    for (size_t i = 0; i < COUNT_OF(FIXED); i++) {
        if (v.object->type == interp->types[FIXED[i].id])
            return FIXED[i].size;
    }
    Type *type = v.object->type;
    if (value_is_type(v))
        return type_of(v)->flags & TYPE_FLAG_HEAP ? 1712 : 416;
    if (type == interp->types[TYPE_OBJECT])
        return 16;
    if (type->flags & TYPE_FLAG_DICT)
        return 48;
    return GC_HEAD + 16 + 8 * (int64_t)type->slot_count;
}

/// A class's own __sizeof__; -1 where it has none, -2 where it failed.
static int64_t own_size(Interp *interp, Value v)
{
    if (v.tag != TAG_OBJECT || !(v.object->type->flags & TYPE_FLAG_HEAP))
        return -1;
    Value name = interp_intern(interp, "__sizeof__");
    if (value_is_error(name))
        return -2;
    Value method = type_lookup(v.object->type, name);
    bool is_own = method.tag == TAG_OBJECT && method.object->type != interp->types[TYPE_METHOD_DESCRIPTOR];
    Value size = is_own ? slot_call(interp, v, name, 0, NULL) : VALUE_UNSET;
    value_drop(name);
    if (!is_own)
        return -1;
    int64_t result = -2;
    if (value_is_error(size) || !value_to_int64(interp, size, &result))
        result = -2;
    value_drop(size);
    return result < 0 ? -2 : result + GC_HEAD;
}

int64_t sys_size(Interp *interp, Value v)
{
    int64_t own = own_size(interp, v);
    if (own != -1)
        return own < 0 ? -1 : own;
    switch (v.tag) {
    case TAG_NONE:
    case TAG_ELLIPSIS:
    case TAG_NOT_IMPLEMENTED:
        return 16;
    case TAG_FLOAT:
        return 24;
    case TAG_INT:
    case TAG_BOOL:
        return int_size(value_from_int(v.integer));
    default:
        break;
    }
    if (int_check(interp, v))
        return int_size(v);
    if (support_is(interp, v, TYPE_STR))
        return str_size(str_of(v));
    static const TypeId sized[] = {TYPE_LIST, TYPE_TUPLE,     TYPE_DICT,     TYPE_BYTES,
                                   TYPE_SET,  TYPE_FROZENSET, TYPE_BYTEARRAY};
    for (size_t i = 0; i < COUNT_OF(sized); i++) {
        if (support_is(interp, v, sized[i]))
            return sized_container(interp, v);
    }
    return other_size(interp, v);
}
