// Classes: type(name, bases, namespace, **keywords).
#include <string.h>

#include "object/attribute.h"
#include "object/call.h"
#include "object/class.h"
#include "object/descriptor.h"
#include "object/dict.h"
#include "object/exception.h"
#include "object/function.h"
#include "object/gc.h"
#include "object/getset.h"
#include "object/list.h"
#include "object/operate.h"
#include "object/slot.h"
#include "object/str.h"
#include "object/type_make.h"

// ---- the method resolution order ----

static bool in_tail(const Tuple *sequence, size_t from, const Object *type)
{
    for (size_t i = from + 1; i < sequence->count; i++) {
        if (sequence->items[i].object == type)
            return true;
    }
    return false;
}

static Value raise_inconsistent(Interp *interp, const Tuple *const *sequences, const size_t *next, size_t count)
{
    Text text;
    text_init(&text, &interp->memory);
    text_append_string(&text, "Cannot create a consistent method resolution order (MRO) for bases ");
    bool first = true;
    for (size_t i = 0; i < count; i++) {
        if (next[i] >= sequences[i]->count)
            continue;
        Object *head = sequences[i]->items[next[i]].object;
        bool seen = false;
        for (size_t j = 0; j < i; j++)
            seen |= next[j] < sequences[j]->count && sequences[j]->items[next[j]].object == head;
        if (seen)
            continue;
        text_append_format(&text, "%s%s", first ? "" : ", ", ((Type *)head)->full_name);
        first = false;
    }
    if (!text.failed)
        raise_type_error(interp, "%s", text.bytes);
    text_free(&text);
    return VALUE_ERROR;
}

// The first head that stands in no other sequence's tail; NULL where there is none or all are used up.
static Type *next_candidate(const Tuple *const *sequences, const size_t *next, size_t count, bool *done)
{
    *done = true;
    for (size_t i = 0; i < count; i++) {
        if (next[i] >= sequences[i]->count)
            continue;
        *done = false;
        Object *candidate = sequences[i]->items[next[i]].object;
        bool blocked = false;
        for (size_t j = 0; j < count && !blocked; j++)
            blocked = in_tail(sequences[j], next[j], candidate);
        if (!blocked)
            return (Type *)candidate;
    }
    return NULL;
}

static Value merge(Interp *interp, Type *type, const Tuple *const *sequences, size_t *next, size_t count)
{
    Value list = list_new(interp, 8);
    bool done = false, ok = !value_is_error(list) && list_append(interp, list, value_from_object(type));
    while (ok) {
        Type *candidate = next_candidate(sequences, next, count, &done);
        if (!candidate)
            break;
        ok = list_append(interp, list, value_from_object(candidate));
        for (size_t i = 0; i < count; i++) {
            if (next[i] < sequences[i]->count && sequences[i]->items[next[i]].object == &candidate->head)
                next[i]++;
        }
    }
    if (ok && !done) {
        raise_inconsistent(interp, sequences, next, count);
        ok = false;
    }
    Value mro = ok ? tuple_from_values(interp, list_of(list)->count, list_of(list)->items) : VALUE_ERROR;
    value_drop(list);
    return mro;
}

Value type_linearise(Interp *interp, Type *type, Value bases)
{
    const Tuple *tuple = tuple_of(bases);
    size_t count = tuple->count + 1;
    const Tuple **sequences = mem_alloc_array(&interp->memory, count, sizeof *sequences);
    size_t *next = mem_alloc_zero(&interp->memory, count * sizeof *next);
    Value mro = VALUE_ERROR;
    if (sequences && next) {
        for (size_t i = 0; i < tuple->count; i++)
            sequences[i] = tuple_of(type_of(tuple->items[i])->mro);
        sequences[tuple->count] = tuple;
        mro = merge(interp, type, sequences, next, count);
    }
    mem_free(&interp->memory, sequences, count * sizeof *sequences);
    mem_free(&interp->memory, next, count * sizeof *next);
    return mro;
}

// ---- bases ----

Type *type_best_metatype(Interp *interp, Type *metatype, Value bases)
{
    const Tuple *tuple = tuple_of(bases);
    for (size_t i = 0; i < tuple->count; i++) {
        Type *other = value_type(interp, tuple->items[i]);
        if (type_is_subtype(metatype, other))
            continue;
        if (type_is_subtype(other, metatype)) {
            metatype = other;
            continue;
        }
        raise_type_error(interp, "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass "
                                 "of the metaclasses of all its bases");
        return NULL;
    }
    return metatype;
}

// The base whose layout contains all others' layouts.
static Type *best_base(Interp *interp, const Tuple *bases)
{
    Type *winner = NULL, *base = NULL;
    for (size_t i = 0; i < bases->count; i++) {
        if (!value_is_type(bases->items[i])) {
            raise_type_error(interp, "bases must be types");
            return NULL;
        }
        Type *candidate = type_of(bases->items[i]);
        if (candidate->flags & TYPE_FLAG_FINAL) {
            raise_type_error(interp, "type '%s' is not an acceptable base type", candidate->full_name);
            return NULL;
        }
        if (!winner || (candidate->layout != winner && type_is_subtype(candidate->layout, winner))) {
            winner = candidate->layout;
            base = candidate;
        } else if (!type_is_subtype(winner, candidate->layout)) {
            raise_type_error(interp, "multiple bases have instance lay-out conflict");
            return NULL;
        }
    }
    return base;
}

// ---- __slots__ ----

typedef struct Slots {
    Value names; // list of interned str; ERROR where the class states none
    bool dict;
    bool weakref;
} Slots;

// __name inside class C is stored as _C__name.
static Value mangle(Interp *interp, Value class_name, Value name)
{
    const char *text = str_of(name)->text, *owner = str_of(class_name)->text;
    size_t length = str_of(name)->bytes;
    owner += strspn(owner, "_");
    if (length < 3 || text[0] != '_' || text[1] != '_' || !*owner ||
        (text[length - 1] == '_' && text[length - 2] == '_'))
        return value_intern_name(interp, name);
    Value mangled = str_from_format(interp, "_%s%s", owner, text);
    return value_is_error(mangled) ? mangled : str_intern_take(interp, mangled);
}

static bool add_slot(Interp *interp, Type *base, Value class_name, Value name_space, Value name, Slots *slots)
{
    if (!value_is_instance(interp, name, interp->types[TYPE_STR])) {
        raise_type_error(interp, "__slots__ items must be strings, not '%s'", value_type_name(interp, name));
        return false;
    }
    if (!str_is_identifier(str_of(name))) {
        raise_type_error(interp, "__slots__ must be identifiers");
        return false;
    }
    bool is_dict = str_equals(name, "__dict__"), is_weakref = str_equals(name, "__weakref__");
    if ((is_dict && (slots->dict || base->flags & TYPE_FLAG_DICT)) ||
        (is_weakref && (slots->weakref || base->flags & TYPE_FLAG_WEAKREF))) {
        raise_type_error(interp, is_dict ? "__dict__ slot disallowed: we already got one"
                                         : "__weakref__ slot disallowed: we already got one");
        return false;
    }
    slots->dict |= is_dict;
    slots->weakref |= is_weakref;
    if (is_dict || is_weakref)
        return true;
    Value mangled = mangle(interp, class_name, name);
    if (value_is_error(mangled))
        return false;
    Value hidden = dict_get(interp, name_space, mangled);
    bool clash = hidden.tag != TAG_UNSET && !value_is_error(hidden) && !str_equals(mangled, "__qualname__") &&
                 !str_equals(mangled, "__classcell__");
    value_drop(hidden);
    if (clash) {
        raise_value_error(interp, "'%s' in __slots__ conflicts with class variable", str_of(mangled)->text);
        value_drop(mangled);
        return false;
    }
    return list_append_take(interp, slots->names, mangled);
}

// int, tuple and bytes keep their items behind the struct in CPython, and so refuse more.
static bool allows_slots(Interp *interp, const Type *base)
{
    static const int REFUSING[] = {TYPE_INT, TYPE_TUPLE, TYPE_BYTES};
    for (size_t i = 0; i < COUNT_OF(REFUSING); i++) {
        if (type_is_subtype(base, interp->types[REFUSING[i]])) {
            raise_type_error(interp, "nonempty __slots__ not supported for subtype of '%s'", base->full_name);
            return false;
        }
    }
    return true;
}

static bool read_slots(Interp *interp, Type *base, Value class_name, Value name_space, Slots *slots)
{
    Value stated = dict_get(interp, name_space, interp->names[NAME_slots]);
    if (value_is_error(stated))
        return false;
    if (value_is_unset(stated)) {
        slots->dict = !type_is_subtype(base, interp->types[TYPE_TYPE]); // classes keep theirs in the type itself
        slots->weakref = true;
        return true;
    }
    Value names = VALUE_ERROR;
    if (value_is_instance(interp, stated, interp->types[TYPE_STR]))
        names = list_from_values(interp, 1, &stated);
    else
        names = list_from_iterable(interp, stated);
    value_drop(stated);
    slots->names = value_is_error(names) ? names : list_new(interp, 4);
    bool ok = !value_is_error(slots->names);
    for (size_t i = 0; ok && i < list_of(names)->count; i++)
        ok = add_slot(interp, base, class_name, name_space, list_of(names)->items[i], slots);
    value_drop(names);
    if (ok && list_of(slots->names)->count && !allows_slots(interp, base))
        ok = false;
    // Members stand in the order of their names, so that equal sets of slots give equal layouts.
    return ok && list_sort(interp, slots->names, VALUE_NONE, false);
}

// ---- the type object ----

static bool set_own(Interp *interp, Type *type, int name_id, Value value)
{
    return dict_set(interp, type->attributes, interp->names[name_id], value);
}

static bool take_qualname(Interp *interp, Type *type)
{
    Value name = interp->names[NAME_qualname];
    Value stated = dict_get(interp, type->attributes, name);
    if (value_is_error(stated))
        return false;
    if (value_is_unset(stated)) {
        type->qualified_name = value_keep(type->name);
        return true;
    }
    if (!value_is_instance(interp, stated, interp->types[TYPE_STR])) {
        raise_type_error(interp, "type __qualname__ must be a str, not %s", value_type_name(interp, stated));
        value_drop(stated);
        return false;
    }
    type->qualified_name = stated;
    bool found;
    return dict_delete(interp, type->attributes, name, &found);
}

// Some methods are static or class methods without being told to.
static bool wrap_implicit(Interp *interp, Type *type)
{
    static const int IMPLICIT[] = {NAME_new, NAME_init_subclass, NAME_class_getitem};
    for (size_t i = 0; i < COUNT_OF(IMPLICIT); i++) {
        Value function = dict_peek_name(dict_of(type->attributes), interp->names[IMPLICIT[i]]);
        if (function.tag != TAG_OBJECT || function.object->type != interp->types[TYPE_FUNCTION])
            continue;
        Value wrapped =
            IMPLICIT[i] == NAME_new ? staticmethod_new(interp, function) : classmethod_new(interp, function);
        bool ok = !value_is_error(wrapped) && set_own(interp, type, IMPLICIT[i], wrapped);
        value_drop(wrapped);
        if (!ok)
            return false;
    }
    // A class that compares in its own way has no hash unless it says so.
    if (!value_is_unset(dict_peek_name(dict_of(type->attributes), interp->names[NAME_eq])) &&
        value_is_unset(dict_peek_name(dict_of(type->attributes), interp->names[NAME_hash])))
        return set_own(interp, type, NAME_hash, VALUE_NONE);
    return true;
}

static bool add_members(Interp *interp, Type *type, const Type *base, const Slots *slots)
{
    if (slots->names.tag != TAG_OBJECT)
        return true;
    const List *names = list_of(slots->names);
    for (size_t i = 0; i < names->count; i++) {
        Value member = member_new(type, names->items[i], base->slot_count + (unsigned)i);
        bool ok = !value_is_error(member) && dict_set(interp, type->attributes, names->items[i], member);
        value_drop(member);
        if (!ok)
            return false;
    }
    return true;
}

Value class_get_dict(Interp *interp, Value self)
{
    Object *dict = object_dict(interp, self.object);
    return dict ? value_keep(value_from_object(dict)) : VALUE_ERROR;
}

bool class_set_dict(Interp *interp, Value self, Value value)
{
    if (value_is_unset(value)) { // a new one is made when it is next asked for
        object_replace_dict_take(self.object, NULL);
        return true;
    }
    if (!value_is_instance(interp, value, interp->types[TYPE_DICT])) {
        raise_type_error(interp, "__dict__ must be set to a dictionary, not a '%s'", value_type_name(interp, value));
        return false;
    }
    gc_track(value.object); // attributes are stored without a look at what they are
    object_replace_dict_take(self.object, object_keep(value.object));
    return true;
}

bool class_replace_dict(Interp *interp, Value self, Value value)
{
    if (!value_is_unset(value))
        return class_set_dict(interp, self, value);
    raise_type_error(interp, "cannot delete __dict__");
    return false;
}

static Value get_weakref(UNUSED Interp *interp, Value self)
{
    InstancePrefix *prefix = (InstancePrefix *)((char *)self.object - sizeof(GcLink) - sizeof(InstancePrefix));
    return prefix->weak_references ? value_keep(value_from_object(prefix->weak_references)) : VALUE_NONE;
}

static const GetSetSpec DICT_GETSET = {"__dict__", "The instance's attributes.", class_get_dict, class_set_dict};
static const GetSetSpec WEAKREF_GETSET = {"__weakref__", "The list of weak references to the object.", get_weakref,
                                          NULL};

// What the body of the class defines itself stays.
static bool add_getset(Interp *interp, Type *type, int name_id, const GetSetSpec *spec)
{
    if (!value_is_unset(dict_peek_name(dict_of(type->attributes), interp->names[name_id])))
        return true;
    Value getset = getset_new(type, spec);
    bool ok = !value_is_error(getset) && set_own(interp, type, name_id, getset);
    value_drop(getset);
    return ok;
}

static void set_type_layout(Type *type, Type *base, const Slots *slots)
{
    type->base = object_keep(base);
    type->size = base->size;
    type->slot_count = base->slot_count;
    if (slots->names.tag == TAG_OBJECT)
        type->slot_count += (unsigned)list_of(slots->names)->count;
    type->flags = TYPE_FLAG_HEAP | TYPE_FLAG_GC | (base->flags & (TYPE_FLAG_DICT | TYPE_FLAG_WEAKREF | TYPE_FLAG_META));
    if (slots->dict)
        type->flags |= TYPE_FLAG_DICT;
    if (slots->weakref)
        type->flags |= TYPE_FLAG_WEAKREF;
    type->layout = type->slot_count > base->slot_count ? type : base->layout;
    type_set_layout(type);
    type->slots.destroy = base->slots.destroy;
    type->slots.traverse = base->slots.traverse;
    type->slots.clear = base->slots.clear;
    type->slots.size_of = base->slots.size_of;
    type->slots.finalize = base->slots.finalize;
}

// Instances of several bases may bring a __dict__ that the layout's base lacks.
static void add_inherited_flags(const Tuple *bases, Slots *slots)
{
    for (size_t i = 0; i < bases->count; i++) {
        slots->dict |= (type_of(bases->items[i])->flags & TYPE_FLAG_DICT) != 0;
        slots->weakref |= (type_of(bases->items[i])->flags & TYPE_FLAG_WEAKREF) != 0;
    }
}

// type(...) names the module of its caller; a class statement has done so itself.
static bool set_module(Interp *interp, Type *type)
{
    Value key = interp->names[NAME_module];
    Value globals = interp->hooks.globals ? interp->hooks.globals(interp) : VALUE_UNSET;
    if (globals.tag != TAG_OBJECT || !value_is_unset(dict_peek_name(dict_of(type->attributes), key)))
        return true;
    Value name = dict_peek_name(dict_of(globals), interp->names[NAME_name]);
    return value_is_unset(name) || dict_set(interp, type->attributes, key, name);
}

static bool fill_class(Interp *interp, Type *type, Value bases, Value name_space, const Slots *slots)
{
    Type *base = type->base;
    type->bases = value_keep(bases);
    type->attributes = dict_copy(interp, name_space);
    if (value_is_error(type->attributes) || !take_qualname(interp, type) || !set_module(interp, type) ||
        !wrap_implicit(interp, type) || !add_members(interp, type, base, slots))
        return false;
    if (type->flags & ~base->flags & TYPE_FLAG_DICT && !add_getset(interp, type, NAME_dict, &DICT_GETSET))
        return false;
    if (type->flags & ~base->flags & TYPE_FLAG_WEAKREF && !add_getset(interp, type, NAME_weakref, &WEAKREF_GETSET))
        return false;
    if (value_is_unset(dict_peek_name(dict_of(type->attributes), interp->names[NAME_doc])) &&
        !set_own(interp, type, NAME_doc, VALUE_NONE))
        return false;
    bool found;
    Value cell = dict_peek_name(dict_of(type->attributes), interp->names[NAME_classcell]);
    if (cell.tag == TAG_OBJECT && cell.object->type == interp->types[TYPE_CELL])
        value_replace_take(&cell_of(cell)->content, value_from_object(object_keep(type)));
    return dict_delete(interp, type->attributes, interp->names[NAME_classcell], &found);
}

// What a metaclass's mro() gave must be classes whose instances look as the type's own do.
static bool check_mro(Interp *interp, const Type *type, const Tuple *mro)
{
    if (!mro->count) {
        raise_type_error(interp, "type MRO must not be empty");
        return false;
    }
    for (size_t i = 0; i < mro->count; i++) {
        if (!value_is_type(mro->items[i])) {
            raise_type_error(interp, "mro() returned a non-class ('%s')", value_type_name(interp, mro->items[i]));
            return false;
        }
        const Type *ancestor = type_of(mro->items[i]);
        if (ancestor != type && !type_is_subtype(type->base, ancestor->layout)) {
            raise_type_error(interp, "mro() returned base with unsuitable layout ('%s')", ancestor->full_name);
            return false;
        }
    }
    return true;
}

// mro() may be overridden by a metaclass.
static Value find_mro(Interp *interp, Type *type)
{
    Type *metatype = type->head.type;
    if (metatype == interp->types[TYPE_TYPE])
        return type_linearise(interp, type, type->bases);
    Value name = interp_intern(interp, "mro");
    Value list = value_is_error(name) ? name : slot_call(interp, value_from_object(type), name, 0, NULL);
    value_drop(name);
    Value mro = value_is_error(list) ? list : tuple_from_iterable(interp, list);
    value_drop(list);
    if (value_is_error(mro) || check_mro(interp, type, tuple_of(mro)))
        return mro;
    value_drop(mro);
    return VALUE_ERROR;
}

static bool register_with_bases(Type *type)
{
    const Tuple *bases = tuple_of(type->bases);
    for (size_t i = 0; i < bases->count; i++) {
        if (!type_add_subclass(type_of(bases->items[i]), type))
            return false;
    }
    return true;
}

// ---- what others are told about the new class ----

static bool set_names(Interp *interp, Type *type)
{
    Value items = dict_copy(interp, type->attributes);
    if (value_is_error(items))
        return false;
    bool ok = true;
    Value key, value;
    for (size_t position = 0; ok && dict_walk(dict_of(items), &position, &key, &value);) {
        Type *kind = value_type(interp, value);
        if (value_is_unset(type_lookup_id(kind, NAME_set_name)))
            continue;
        Value result =
            slot_call(interp, value, interp->names[NAME_set_name], 2, (Value[]){value_from_object(type), key});
        ok = !value_is_error(result);
        value_drop(result);
        if (!ok)
            class_note_set_name(interp, type, kind, key);
    }
    value_drop(items);
    return ok;
}

void class_note_set_name(Interp *interp, Type *type, Type *kind, Value key)
{
    Value exception = exception_fetch(interp);
    Value shown = value_repr(interp, key);
    if (!value_is_error(shown)) {
        Value note = str_from_format(interp, "Error calling __set_name__ on '%s' instance %s in '%s'", kind->full_name,
                                     str_of(shown)->text, type->full_name);
        Value result = value_is_error(note) ? note : value_call_method(interp, exception, "add_note", 1, &note);
        value_drop(result);
        value_drop(note);
    }
    value_drop(shown);
    error_clear(&interp->error);
    exception_restore_take(interp, exception);
}

// super(type, type).__init_subclass__(**keywords)
static bool init_subclass(Interp *interp, Type *type, Value keywords)
{
    Value values[] = {value_from_object(type), value_from_object(type)};
    Value super = value_call_values(interp, value_from_object(interp->types[TYPE_SUPER]), 2, values);
    if (value_is_error(super))
        return false;
    Value method = value_get_attribute(interp, super, interp->names[NAME_init_subclass]);
    value_drop(super);
    if (value_is_error(method))
        return false;
    Value result = call_with_dict(interp, method, 0, NULL, keywords);
    value_drop(method);
    value_drop(result);
    return !value_is_error(result);
}

static Type *new_class(Interp *interp, Type *metatype, Type *base, Value name, Value bases, Value name_space)
{
    Slots slots = {.names = VALUE_ERROR};
    if (!read_slots(interp, base, name, name_space, &slots)) {
        value_drop(slots.names);
        return NULL;
    }
    add_inherited_flags(tuple_of(bases), &slots);
    Type *type = object_new(interp, metatype, metatype->size);
    if (type) {
        type->interp = interp;
        type->name = value_keep(name);
        type->full_name = str_of(name)->text;
        set_type_layout(type, base, &slots);
        if (!fill_class(interp, type, bases, name_space, &slots) ||
            value_is_error(type->mro = find_mro(interp, type)) || !register_with_bases(type)) {
            object_drop(type);
            type = NULL;
        } else {
            type_inherit_matched(type);
        }
    }
    value_drop(slots.names);
    return type;
}

static bool check_bases(Interp *interp, const Tuple *bases)
{
    for (size_t i = 0; i < bases->count; i++) {
        for (size_t j = 0; j < i; j++) {
            if (value_is(bases->items[i], bases->items[j])) {
                raise_type_error(interp, "duplicate base class %s", type_of(bases->items[i])->full_name);
                return false;
            }
        }
    }
    return true;
}

Value type_make_class(Interp *interp, Type *metatype, Value name, Value bases, Value name_space, Value keywords)
{
    Value all_bases = value_keep(bases);
    if (tuple_of(bases)->count == 0) {
        Value object = value_from_object(interp->types[TYPE_OBJECT]);
        value_replace_take(&all_bases, tuple_from_values(interp, 1, &object));
        if (value_is_error(all_bases))
            return all_bases;
    }
    Type *base = best_base(interp, tuple_of(all_bases));
    Type *type = base && check_bases(interp, tuple_of(all_bases))
                     ? new_class(interp, metatype, base, name, all_bases, name_space)
                     : NULL;
    value_drop(all_bases);
    if (!type)
        return VALUE_ERROR;
    slot_update_all(type);
    Value made = value_from_object(type);
    if (set_names(interp, type) && init_subclass(interp, type, keywords))
        return made;
    value_drop(made);
    return VALUE_ERROR;
}
