#include "object/slot.h"

#include <stddef.h>
#include <string.h>

#include "object/dict.h"
#include "object/gc.h"
#include "object/getset.h"
#include "object/list.h"
#include "object/native.h"
#include "object/operate.h"
#include "object/slot_trampoline.h"
#include "object/slot_wrap.h"
#include "object/str.h"

#define wrap_none NULL
static const SlotRow ROWS[SLOT_ROW_COUNT] = {
#define SLOT(id, slot, name, wrapper, argument, trampoline)                                                            \
    [SLOT_ROW_##id] = {name, offsetof(TypeSlots, slot), wrap_##wrapper, argument, (AnyFunction)trampoline_##trampoline},
#include "slots.def"
#undef SLOT
#define BINARY(id, symbol, dunder, swapped, in_place)                                                                  \
    [SLOT_ROW_BINARY + 3 * BINARY_##                                                                                   \
        id] = {dunder, offsetof(TypeSlots, binary[BINARY_##id]), wrap_operator, BINARY_##id,                           \
               (AnyFunction)trampoline_##id},                                                                          \
      [SLOT_ROW_BINARY + 3 * BINARY_##id + 1] = {swapped, offsetof(TypeSlots, binary[BINARY_##id]), wrap_reflected,    \
                                                 BINARY_##id, (AnyFunction)trampoline_##id},                           \
      [SLOT_ROW_BINARY + 3 * BINARY_##id + 2] = {in_place, offsetof(TypeSlots, inplace[BINARY_##id]), wrap_in_place,   \
                                                 BINARY_##id, (AnyFunction)trampoline_in_place_##id},
#include "operators.def"
#undef BINARY
};

bool slot_init(Interp *interp)
{
    interp->slot_names = mem_alloc_zero(&interp->memory, SLOT_ROW_COUNT * sizeof(Value));
    if (!interp->slot_names)
        return false;
    for (int row = 0; row < SLOT_ROW_COUNT; row++) {
        if (!ROWS[row].name)
            continue;
        interp->slot_names[row] = interp_intern(interp, ROWS[row].name);
        if (value_is_error(interp->slot_names[row]))
            return false;
    }
    return true;
}

void slot_finish(Interp *interp)
{
    for (int row = 0; interp->slot_names && row < SLOT_ROW_COUNT; row++)
        value_drop(interp->slot_names[row]);
    mem_free(&interp->memory, interp->slot_names, SLOT_ROW_COUNT * sizeof(Value));
    interp->slot_names = NULL;
}

Value slot_name(Interp *interp, int row)
{
    return interp->slot_names[row];
}

static AnyFunction slot_at(const TypeSlots *slots, size_t offset)
{
    AnyFunction function;
    memcpy(&function, (const char *)slots + offset, sizeof function);
    return function;
}

static void set_slot_at(TypeSlots *slots, size_t offset, AnyFunction function)
{
    memcpy((char *)slots + offset, &function, sizeof function);
}

static Value wrapper_new(Type *owner, const SlotRow *row)
{
    SlotWrapper *wrapper = object_new(owner->interp, owner->interp->types[TYPE_SLOT_WRAPPER], sizeof *wrapper);
    if (!wrapper)
        return VALUE_ERROR;
    wrapper->row = row;
    wrapper->owner = object_keep(owner);
    return value_from_object(wrapper);
}

// type.__new__ of a native type: a method bound to the type itself.
NATIVE_RAW(new_method, "__new__($type, *args, **kwargs)", "Makes an instance of a type, without initialising it.")
{
    Type *owner = type_of(self);
    if (arguments->count == 0)
        return raise_type_error(interp, "%s.__new__(): not enough arguments", owner->full_name);
    Value first = arguments->values[0];
    if (!value_is_type(first))
        return raise_type_error(interp, "%s.__new__(X): X is not a type object (%s)", owner->full_name,
                                value_type_name(interp, first));
    Type *wanted = type_of(first);
    if (!type_is_subtype(wanted, owner))
        return raise_type_error(interp, "%s.__new__(%s): %s is not a subtype of %s", owner->full_name,
                                wanted->full_name, wanted->full_name, owner->full_name);
    const Type *native = wanted;
    while (native->flags & TYPE_FLAG_HEAP)
        native = native->base;
    if (native->slots.new_ != owner->slots.new_)
        return raise_type_error(interp, "%s.__new__(%s) is not safe, use %s.__new__()", owner->full_name,
                                wanted->full_name, native->full_name);
    Arguments rest = {arguments->values + 1, arguments->count - 1, arguments->keywords};
    return owner->slots.new_(interp, wanted, &rest);
}

// The type whose native __new__ this is; NULL for any other value.
static Type *native_new_owner(Interp *interp, Value v)
{
    if (v.tag != TAG_OBJECT || v.object->type != interp->types[TYPE_NATIVE])
        return NULL;
    const Native *native = (const Native *)v.object;
    return native->spec == &new_method_native ? type_of(native->self) : NULL;
}

static bool add_take(Type *type, Value name, Value value)
{
    bool ok = !value_is_error(value) && dict_set(type->interp, type->attributes, name, value);
    value_drop(value);
    return ok;
}

// Containers have their own quick test of truth, and sequences one function for both sides of +; Python code sees
// only __len__ and __add__.
static bool row_is_hidden(const SlotRow *row, const TypeSlots *own)
{
    return own->length && (row->offset == offsetof(TypeSlots, truth) ||
                           (row->offset == offsetof(TypeSlots, binary[BINARY_ADD]) && row->wrap == wrap_reflected));
}

bool slot_add_wrappers(Type *type, const TypeSlots *own)
{
    Interp *interp = type->interp;
    for (int row = 0; row < SLOT_ROW_COUNT; row++) {
        if (!ROWS[row].name || !ROWS[row].wrap || !slot_at(own, ROWS[row].offset) || row_is_hidden(&ROWS[row], own))
            continue;
        if (!add_take(type, interp->slot_names[row], wrapper_new(type, &ROWS[row])))
            return false;
    }
    if (!own->new_)
        return true;
    return add_take(type, interp->slot_names[SLOT_ROW_NEW],
                    native_bound(interp, &new_method_native, value_from_object(type)));
}

// What one row contributes to its slot: a native function, or the need for the trampoline.
static bool row_is_native(Type *type, const SlotRow *row, Value found, AnyFunction *function)
{
    Interp *interp = type->interp;
    Type *owner = native_new_owner(interp, found);
    if (owner && row->offset == offsetof(TypeSlots, new_)) {
        *function = (AnyFunction)owner->slots.new_;
        return true;
    }
    if (value_is_none(found) && row->offset == offsetof(TypeSlots, hash)) {
        *function = (AnyFunction)slot_hash_refused;
        return true;
    }
    if (found.tag != TAG_OBJECT || found.object->type != interp->types[TYPE_SLOT_WRAPPER])
        return false;
    const SlotWrapper *wrapper = (const SlotWrapper *)found.object;
    if (wrapper->row->offset != row->offset || wrapper->row->wrap != row->wrap ||
        !type_is_subtype(type, wrapper->owner))
        return false;
    *function = slot_at(&wrapper->owner->slots, row->offset);
    return true;
}

// Sets the slot that the rows from `first` on share; returns the row after them.
static int update_group(Type *type, int first)
{
    size_t offset = ROWS[first].offset;
    AnyFunction native = NULL, trampoline = NULL;
    int row = first;
    for (; row < SLOT_ROW_COUNT && ROWS[row].offset == offset; row++) {
        if (!ROWS[row].name)
            continue;
        Value found = type_lookup(type, type->interp->slot_names[row]);
        if (value_is_unset(found))
            continue;
        AnyFunction function;
        if (!row_is_native(type, &ROWS[row], found, &function) || (native && native != function))
            trampoline = ROWS[row].trampoline;
        else
            native = function;
    }
    AnyFunction chosen = trampoline ? trampoline : native;
    if (!chosen && offset == offsetof(TypeSlots, finalize) && type->base)
        chosen = (AnyFunction)type->base->slots.finalize; // a native finalizer has no method
    set_slot_at(&type->slots, offset, chosen);
    return row;
}

// A class with one base, whose slots follow from its attributes as ours do, differs by its own attributes only. Of the
// native types that is sure of `object` alone.
static bool inherit_slots(Type *type)
{
    const Tuple *bases = tuple_of(type->bases);
    const Type *base = type_of(bases->items[0]);
    bool follows = (base->flags & TYPE_FLAG_HEAP) || base == type->interp->types[TYPE_OBJECT];
    if (bases->count != 1 || !follows || tuple_of(type->mro)->count != tuple_of(base->mro)->count + 1)
        return false;
    for (int row = 0; row < SLOT_ROW_COUNT; row++)
        set_slot_at(&type->slots, ROWS[row].offset, slot_at(&base->slots, ROWS[row].offset));
    Value key, value;
    for (size_t position = 0; dict_walk(dict_of(type->attributes), &position, &key, &value);) {
        if (key.tag == TAG_OBJECT && key.object->type == type->interp->types[TYPE_STR])
            slot_update(type, key);
    }
    return true;
}

void slot_update_all(Type *type)
{
    if (inherit_slots(type))
        return;
    for (int row = 0; row < SLOT_ROW_COUNT;)
        row = update_group(type, row);
}

static void update_tree(Type *type, int row)
{
    update_group(type, row);
    for (size_t i = 0; i < type->subclass_count; i++)
        update_tree(type->subclasses[i], row);
}

void slot_update(Type *type, Value name)
{
    const char *text = str_of(name)->text;
    if (text[0] != '_' || text[1] != '_')
        return;
    int first = 0;
    for (int row = 0; row < SLOT_ROW_COUNT; row++) {
        if (ROWS[row].offset != ROWS[first].offset)
            first = row;
        if (type->interp->slot_names[row].tag == TAG_OBJECT && type->interp->slot_names[row].object == name.object)
            update_tree(type, first);
    }
}

void slot_ignore_error(Interp *interp, Value where)
{
    Error pending;
    error_move(&pending, &interp->error);
    Value shown = value_repr(interp, where);
    Text text;
    text_init(&text, &interp->memory);
    text_append_format(&text, "Exception ignored in: %s\n%s", value_is_error(shown) ? "?" : str_of(shown)->text,
                       error_kind_name(pending.kind));
    Value message = VALUE_UNSET;
    if (pending.instance)
        message = value_str(interp, value_from_object(pending.instance));
    const char *tail = message.tag == TAG_OBJECT ? str_of(message)->text : pending.message;
    if (tail && *tail)
        text_append_format(&text, ": %s", tail);
    text_append_char(&text, '\n');
    if (!text.failed && interp->hooks.write)
        interp->hooks.write(interp, 2, text.bytes, text.length);
    text_free(&text);
    value_drop(message);
    value_drop(shown);
    error_clear(&interp->error);
    error_clear(&pending);
}
