// torch.Size: the tuple of a tensor's sizes; and the tuples with field names that some operators return.
#include <string.h>

#include "lib/torch/binder.h"
#include "lib/torch/objects.h"
#include "lib/torch/tensor_object.h"
#include "object/attribute.h"
#include "object/dict.h"
#include "object/gc.h"
#include "object/operate.h"
#include "object/str.h"

static Tuple *size_allocate(Interp *interp, Type *type, size_t count)
{
    Tuple *tuple = object_new(interp, type, sizeof(Tuple) + count * sizeof(Value));
    if (!tuple)
        return NULL;
    tuple->count = count;
    for (size_t i = 0; i < count; i++)
        tuple->items[i] = VALUE_NONE;
    return tuple;
}

Value size_new(Interp *interp, int rank, const int64_t *sizes)
{
    Tuple *tuple = size_allocate(interp, torch_of(interp)->types[TORCH_TYPE_SIZE], (size_t)rank);
    if (!tuple)
        return VALUE_ERROR;
    for (int i = 0; i < rank; i++)
        tuple->items[i] = value_from_int(sizes[i]);
    return value_from_object(tuple);
}

/// A Size of the items of a tuple, all of which must be ints. Takes the tuple.
static Value size_from_tuple_take(Interp *interp, Type *type, Value items)
{
    if (value_is_error(items))
        return items;
    const Tuple *from = tuple_of(items);
    Tuple *size = size_allocate(interp, type, from->count);
    for (size_t i = 0; size && i < from->count; i++) {
        Value item = from->items[i];
        int64_t value;
        Tensor *tensor = tensor_unwrap(interp, item);
        bool fits = item.tag == TAG_INT || item.tag == TAG_BOOL || (tensor && tensor->rank == 0) ||
                    (item.tag == TAG_OBJECT && value_type(interp, item)->slots.to_index);
        if (!fits)
            raise_type_error(interp, "torch.Size() takes an iterable of 'int' (item %zu is '%s')", i,
                             value_type_name(interp, item));
        if (!fits || !binder_to_int(interp, item, &value)) {
            object_drop(size);
            size = NULL;
            break;
        }
        size->items[i] = value_from_int(value);
    }
    value_drop(items);
    return value_or_error(size);
}

static Value size_construct(Interp *interp, Type *type, const Arguments *arguments)
{
    Value bound[1];
    if (!native_bind(interp, "Size(iterable=(), /)", arguments, bound))
        return VALUE_ERROR;
    bool given = arguments->count > 0;
    return size_from_tuple_take(interp, type, given ? tuple_from_iterable(interp, bound[0]) : tuple_new(interp, 0));
}

static Value size_repr(Interp *interp, Value self)
{
    Text text;
    text_init(&text, &interp->memory);
    text_append_string(&text, "torch.Size([");
    const Tuple *size = tuple_of(self);
    for (size_t i = 0; i < size->count; i++)
        text_append_format(&text, "%s%lld", i ? ", " : "", (long long)size->items[i].integer);
    text_append_string(&text, "])");
    return str_from_text_take(&text);
}

/// What tuple gives, as a Size again where it is a tuple of ints.
static Value resize_take(Interp *interp, Value result)
{
    if (result.tag != TAG_OBJECT || result.object->type != interp->types[TYPE_TUPLE])
        return result;
    const Tuple *tuple = tuple_of(result);
    for (size_t i = 0; i < tuple->count; i++)
        if (tuple->items[i].tag != TAG_INT)
            return result;
    return size_from_tuple_take(interp, torch_of(interp)->types[TORCH_TYPE_SIZE], result);
}

static Value size_add(Interp *interp, Value a, Value b)
{
    Value result = interp->types[TYPE_TUPLE]->slots.binary[BINARY_ADD](interp, a, b);
    return torch_is(interp, a, TORCH_TYPE_SIZE) ? resize_take(interp, result) : result;
}

static Value size_multiply(Interp *interp, Value a, Value b)
{
    return resize_take(interp, interp->types[TYPE_TUPLE]->slots.binary[BINARY_MULTIPLY](interp, a, b));
}

static Value size_get_item(Interp *interp, Value self, Value key)
{
    Value item = interp->types[TYPE_TUPLE]->slots.get_item(interp, self, key);
    bool slice = key.tag == TAG_OBJECT && key.object->type == interp->types[TYPE_SLICE];
    return slice ? resize_take(interp, item) : item;
}

NATIVE(size_numel, "numel(self, /)", "Returns the number of elements that a tensor of this size has.")
{
    const Tuple *size = tuple_of(arg[0]);
    int64_t count = 1;
    for (size_t i = 0; i < size->count; i++)
        if (__builtin_mul_overflow(count, size->items[i].integer, &count))
            return value_raise(interp, ERROR_OVERFLOW_ERROR, "too many elements");
    return value_from_int(count);
}

NATIVE(size_reduce, "__reduce__(self, /)", "Names the class and its items for copy and pickle.")
{
    Value items = tuple_from_values(interp, tuple_of(arg[0])->count, tuple_of(arg[0])->items);
    if (value_is_error(items))
        return items;
    Value inner = tuple_from_values_take(interp, 1, &items);
    if (value_is_error(inner))
        return inner;
    Value pair[2] = {value_keep(value_from_object(torch_of(interp)->types[TORCH_TYPE_SIZE])), inner};
    return tuple_from_values_take(interp, 2, pair);
}

static const NativeSpec *const size_methods[] = {&size_numel_native, &size_reduce_native, NULL};

const TypeSpec size_spec = {
    .name = "torch.Size",
    .doc = "The sizes of a tensor: a tuple of ints.",
    .id = -1,
    .base = TYPE_TUPLE,
    .size = sizeof(Tuple),
    .slots = {.new_ = size_construct,
              .repr = size_repr,
              .binary = {[BINARY_ADD] = size_add, [BINARY_MULTIPLY] = size_multiply},
              .get_item = size_get_item},
    .methods = size_methods,
};

// ---- Return types ----

/// A descriptor that reads one item of a tuple.
typedef struct Field {
    Object head;
    size_t index;
} Field;

static Value field_get(UNUSED Interp *interp, Value self, Value instance, UNUSED Type *owner)
{
    if (instance.tag != TAG_OBJECT)
        return value_keep(self);
    const Tuple *tuple = tuple_of(instance);
    size_t index = ((const Field *)self.object)->index;
    return index < tuple->count ? value_keep(tuple->items[index]) : VALUE_NONE;
}

static bool field_set(Interp *interp, UNUSED Value self, UNUSED Value instance, UNUSED Value value)
{
    value_raise(interp, ERROR_ATTRIBUTE_ERROR, "readonly attribute");
    return false;
}

const TypeSpec field_spec = {
    .name = "member_descriptor",
    .doc = "A named item of a returned tuple.",
    .id = -1,
    .size = sizeof(Field),
    .flags = TYPE_FLAG_NO_NEW,
    .slots = {.descriptor_get = field_get, .descriptor_set = field_set},
};

static Value return_type_repr(Interp *interp, Value self)
{
    Text text;
    text_init(&text, &interp->memory);
    Type *type = self.object->type;
    Value names = dict_get_text(interp, type->attributes, "__match_args__");
    text_append_format(&text, "%s(", type->full_name);
    const Tuple *tuple = tuple_of(self);
    for (size_t i = 0; i < tuple->count && names.tag == TAG_OBJECT; i++) {
        Value item = value_repr(interp, tuple->items[i]);
        if (value_is_error(item)) {
            text_free(&text);
            value_drop(names);
            return item;
        }
        text_append_format(&text, "%s%s=", i ? ",\n" : "\n", str_of(tuple_of(names)->items[i])->text);
        text_append(&text, str_of(item)->text, str_of(item)->bytes);
        value_drop(item);
    }
    value_drop(names);
    text_append_char(&text, ')');
    return str_from_text_take(&text);
}

/// torch.return_types.max((values, indices)).
static Value return_type_construct(Interp *interp, Type *type, const Arguments *arguments)
{
    Value bound[1];
    if (!native_bind(interp, "structseq(sequence, /)", arguments, bound))
        return VALUE_ERROR;
    Value items = tuple_from_iterable(interp, bound[0]);
    Value names = value_is_error(items) ? VALUE_ERROR : dict_get_text(interp, type->attributes, "__match_args__");
    if (value_is_error(names)) {
        value_drop(items);
        return VALUE_ERROR;
    }
    size_t count = tuple_of(items)->count, expected = tuple_of(names)->count;
    value_drop(names);
    Tuple *tuple = NULL;
    if (count != expected)
        raise_type_error(interp, "%s() takes a %zu-sequence (%zu-sequence given)", type->full_name, expected, count);
    else
        tuple = size_allocate(interp, type, count);
    for (size_t i = 0; tuple && i < count; i++)
        tuple->items[i] = value_keep(tuple_of(items)->items[i]);
    value_drop(items);
    return value_or_error(tuple);
}

static const TypeSpec return_type_spec = {
    .name = "torch.return_types.structseq",
    .doc = "What an operator with several results returns: a tuple with named items.",
    .id = -1,
    .base = TYPE_TUPLE,
    .size = sizeof(Tuple),
    .slots = {.new_ = return_type_construct, .repr = return_type_repr},
};

static bool set_attribute_take(Type *type, Interp *interp, const char *name, Value v)
{
    if (value_is_error(v))
        return false;
    Value key = interp_intern(interp, name);
    bool ok = !value_is_error(key) && type_set(type, key, v);
    value_drop(key);
    value_drop(v);
    return ok;
}

static Value field_new(Interp *interp, size_t index)
{
    Field *field = object_new(interp, torch_of(interp)->types[TORCH_TYPE_FIELD], sizeof *field);
    if (field)
        field->index = index;
    return value_or_error(field);
}

static bool return_type_fill(Interp *interp, Type *type, size_t count, const char *const *names)
{
    Value match = tuple_new(interp, count);
    for (size_t i = 0; !value_is_error(match) && i < count; i++) {
        Value name = str_from_string(interp, names[i]);
        tuple_of(match)->items[i] = value_is_error(name) ? VALUE_NONE : name;
        if (value_is_error(name) || !set_attribute_take(type, interp, names[i], field_new(interp, i))) {
            value_drop(match);
            return false;
        }
    }
    return set_attribute_take(type, interp, "__match_args__", match) &&
           set_attribute_take(type, interp, "n_fields", value_from_int((int64_t)count)) &&
           set_attribute_take(type, interp, "n_sequence_fields", value_from_int((int64_t)count)) &&
           set_attribute_take(type, interp, "n_unnamed_fields", value_from_int(0));
}

/// Gives a type the name and the module of a return type. `title` is kept by the type's dictionary, since messages
/// need its text as long as the type lives.
static bool return_type_rename(Interp *interp, Type *type, const char *name, Value title)
{
    Value short_name = str_from_string(interp, name);
    if (value_is_error(short_name))
        return false;
    value_replace_take(&type->name, value_keep(short_name));
    value_replace_take(&type->qualified_name, short_name);
    if (!set_attribute_take(type, interp, "__torch_name__", value_keep(title)))
        return false;
    type->full_name = str_of(title)->text;
    return set_attribute_take(type, interp, "__module__", str_from_string(interp, "torch.return_types"));
}

static Type *return_type_make(Interp *interp, const char *name, size_t count, const char *const *names)
{
    Value title = str_from_format(interp, "torch.return_types.%s", name);
    if (value_is_error(title))
        return NULL;
    Type *type = interp_make_type(interp, &return_type_spec, interp->types[TYPE_TUPLE]);
    if (type && (!return_type_rename(interp, type, name, title) || !return_type_fill(interp, type, count, names))) {
        type->full_name = return_type_spec.name;
        object_drop(type);
        type = NULL;
    }
    value_drop(title);
    return type;
}

Type *return_type_get(Interp *interp, const char *name, size_t count, const char *const *names)
{
    Torch *torch = torch_of(interp);
    Value found = dict_get_text(interp, torch->return_types, name);
    if (value_is_error(found))
        return NULL;
    if (!value_is_unset(found)) {
        value_drop(found);
        return type_of(found);
    }
    Type *type = return_type_make(interp, name, count, names);
    if (!type)
        return NULL;
    bool ok = dict_set_text(interp, torch->return_types, name, value_from_object(type));
    object_drop(type);
    return ok ? type : NULL;
}

Value return_type_new_take(Interp *interp, const char *name, size_t count, const char *const *names, const Value *items)
{
    Type *type = return_type_get(interp, name, count, names);
    Tuple *tuple = type ? size_allocate(interp, type, count) : NULL;
    for (size_t i = 0; i < count; i++) {
        if (tuple)
            tuple->items[i] = items[i];
        else
            value_drop(items[i]);
    }
    return value_or_error(tuple);
}
