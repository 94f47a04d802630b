// Exception groups (PEP 654): construction, split, subgroup, derive, and what except* needs.
#include "object/attribute.h"
#include "object/dict.h"
#include "object/exception.h"
#include "object/exception_fields.h"
#include "object/gc.h"
#include "object/list.h"
#include "object/native.h"
#include "object/operate.h"
#include "object/str.h"
#include "object/union.h"

static Value message_of(Value group)
{
    return exception_of(group)->fields[GROUP_MESSAGE];
}

static Value exceptions_of(Value group)
{
    return exception_of(group)->fields[GROUP_EXCEPTIONS];
}

static bool is_group(Interp *interp, Value v)
{
    return value_is_instance(interp, v, interp->exceptions[ERROR_BASE_EXCEPTION_GROUP]);
}

// ---- making ----

// Checks the members; *nested tells whether one is no Exception.
static bool check_members(Interp *interp, const Tuple *members, bool *nested)
{
    *nested = false;
    if (members->count == 0) {
        raise_value_error(interp, "second argument (exceptions) must be a non-empty sequence");
        return false;
    }
    for (size_t i = 0; i < members->count; i++) {
        if (!value_is_exception(interp, members->items[i])) {
            raise_value_error(interp, "Item %zu of second argument (exceptions) is not an exception", i);
            return false;
        }
        *nested |= !value_is_instance(interp, members->items[i], interp->exceptions[ERROR_EXCEPTION]);
    }
    return true;
}

// The class to make: a group of Exceptions only is an ExceptionGroup.
static Type *choose_type(Interp *interp, Type *type, bool nested)
{
    Type *base = interp->exceptions[ERROR_BASE_EXCEPTION_GROUP], *plain = interp->exceptions[ERROR_EXCEPTION_GROUP];
    if (type == base)
        return nested ? base : plain;
    if (!nested)
        return type;
    if (type == plain) {
        raise_type_error(interp, "Cannot nest BaseExceptions in an ExceptionGroup");
        return NULL;
    }
    if (type_is_subtype(type, interp->exceptions[ERROR_EXCEPTION])) {
        raise_type_error(interp, "Cannot nest BaseExceptions in '%s'", type->full_name);
        return NULL;
    }
    return type;
}

Value exception_group_new(Interp *interp, Type *type, const Arguments *arguments)
{
    if (arguments->count != 2)
        return raise_type_error(interp, "BaseExceptionGroup.__new__() takes exactly 2 arguments (%zu given)",
                                arguments->count);
    Value message = arguments->values[0], sequence = arguments->values[1];
    if (!value_is_instance(interp, message, interp->types[TYPE_STR]))
        return raise_type_error(interp, "BaseExceptionGroup.__new__() argument 1 must be str, not %s",
                                value_type_name(interp, message));
    if (!value_type(interp, sequence)->slots.get_item || value_is_instance(interp, sequence, interp->types[TYPE_DICT]))
        return raise_type_error(interp, "second argument (exceptions) must be a sequence");
    Value members = tuple_from_iterable(interp, sequence), made = VALUE_ERROR;
    bool nested;
    if (!value_is_error(members) && check_members(interp, tuple_of(members), &nested)) {
        Type *chosen = choose_type(interp, type, nested);
        made = chosen ? exception_new_slot(interp, chosen, arguments) : VALUE_ERROR;
    }
    if (!value_is_error(made)) {
        exception_of(made)->fields[GROUP_MESSAGE] = value_keep(message);
        exception_of(made)->fields[GROUP_EXCEPTIONS] = value_keep(members);
    }
    value_drop(members);
    return made;
}

bool exception_group_init(Interp *interp, Value self, const Arguments *arguments)
{
    return exception_init_slot(interp, self, arguments);
}

Value exception_group_str(Interp *interp, Value self)
{
    size_t count = tuple_of(exceptions_of(self))->count;
    return str_from_format(interp, "%s (%zu sub-exception%s)", str_of(message_of(self))->text, count,
                           count == 1 ? "" : "s");
}

// ---- splitting ----

// What a condition decides by: a class or tuple of classes, or a callable.
static bool matches(Interp *interp, Value exception, Value condition, bool *result)
{
    bool is_class =
        value_is_exception_class(interp, condition) || value_is_instance(interp, condition, interp->types[TYPE_TUPLE]);
    if (is_class)
        return exception_matches(interp, exception, condition, result);
    Value answer = value_call_values(interp, condition, 1, &exception);
    bool ok = !value_is_error(answer) && value_truth(interp, answer, result);
    value_drop(answer);
    return ok;
}

static bool check_condition(Interp *interp, Value condition)
{
    if (value_is_exception_class(interp, condition))
        return true;
    if (value_is_instance(interp, condition, interp->types[TYPE_TUPLE])) {
        const Tuple *classes = tuple_of(condition);
        bool all = true;
        for (size_t i = 0; i < classes->count; i++)
            all &= value_is_exception_class(interp, classes->items[i]);
        if (all)
            return true;
    } else if (!value_is_type(condition) && value_is_callable(interp, condition)) {
        return true;
    }
    raise_type_error(interp,
                     "expected an exception type, a tuple of exception types, or a callable (other than a class)");
    return false;
}

// A group of the same kind with these members, and with the original's notes, cause, context and traceback.
static Value derive(Interp *interp, Value group, Value members)
{
    if (list_of(members)->count == 0)
        return VALUE_NONE;
    Value made = value_call_method(interp, group, "derive", 1, &members);
    if (value_is_error(made))
        return made;
    if (!is_group(interp, made)) {
        raise_type_error(interp, "derive must return an instance of BaseExceptionGroup");
        value_drop(made);
        return VALUE_ERROR;
    }
    Exception *from = exception_of(group), *to = exception_of(made);
    value_replace_take(&to->traceback, value_keep(from->traceback));
    value_replace_take(&to->context, value_keep(from->context));
    value_replace_take(&to->cause, value_keep(from->cause));
    to->suppress_context = from->suppress_context;
    Value notes = value_find_attribute(interp, group, interp->names[NAME_notes]);
    bool ok = !value_is_error(notes);
    if (ok && value_is_instance(interp, notes, interp->types[TYPE_LIST])) {
        Value copy = list_from_values(interp, list_of(notes)->count, list_of(notes)->items);
        ok = !value_is_error(copy) && value_set_attribute(interp, made, interp->names[NAME_notes], copy);
        value_drop(copy);
    }
    value_drop(notes);
    if (ok)
        return made;
    value_drop(made);
    return VALUE_ERROR;
}

static bool append_if_any(Interp *interp, Value list, Value part)
{
    bool ok = value_is_none(part) || list_append(interp, list, part);
    value_drop(part);
    return ok;
}

static bool split(Interp *interp, Value exception, Value condition, Value *match, Value *rest);

static bool split_members(Interp *interp, Value group, Value condition, Value matched, Value others)
{
    const Tuple *members = tuple_of(exceptions_of(group));
    for (size_t i = 0; i < members->count; i++) {
        Value match, rest;
        if (!split(interp, members->items[i], condition, &match, &rest))
            return false;
        bool ok = append_if_any(interp, matched, match);
        if (!append_if_any(interp, others, rest) || !ok)
            return false;
    }
    return true;
}

static bool split_group(Interp *interp, Value group, Value condition, Value *match, Value *rest)
{
    Value matched = list_new(interp, 2), others = list_new(interp, 2);
    bool ok =
        !value_is_error(matched) && !value_is_error(others) && split_members(interp, group, condition, matched, others);
    *match = ok ? derive(interp, group, matched) : VALUE_ERROR;
    *rest = value_is_error(*match) ? VALUE_ERROR : derive(interp, group, others);
    ok = !value_is_error(*rest);
    if (!ok)
        value_drop(*match);
    value_drop(matched);
    value_drop(others);
    return ok;
}

// Divides an exception, or a group with all that is in it.
static bool split(Interp *interp, Value exception, Value condition, Value *match, Value *rest)
{
    bool whole;
    if (!matches(interp, exception, condition, &whole))
        return false;
    if (whole || !is_group(interp, exception)) {
        *match = whole ? value_keep(exception) : VALUE_NONE;
        *rest = whole ? VALUE_NONE : value_keep(exception);
        return true;
    }
    if (!interp_enter(interp, " in exceptiongroup_split_recursive"))
        return false;
    bool ok = split_group(interp, exception, condition, match, rest);
    interp_leave(interp);
    return ok;
}

NATIVE(group_split, "split(self, matcher_value, /)", "Divides the group into what matches and the rest.")
{
    Value parts[2];
    if (!check_condition(interp, arg[1]) || !split(interp, arg[0], arg[1], &parts[0], &parts[1]))
        return VALUE_ERROR;
    return tuple_from_values_take(interp, 2, parts);
}

NATIVE(group_subgroup, "subgroup(self, matcher_value, /)", "Gives the group of what matches, or None.")
{
    Value match, rest;
    if (!check_condition(interp, arg[1]) || !split(interp, arg[0], arg[1], &match, &rest))
        return VALUE_ERROR;
    value_drop(rest);
    return match;
}

NATIVE(group_derive, "derive(self, excs, /)", "Makes a group with the same message and other exceptions.")
{
    Value type = value_from_object(interp->exceptions[ERROR_BASE_EXCEPTION_GROUP]);
    return value_call_values(interp, type, 2, (Value[]){message_of(arg[0]), arg[1]});
}

NATIVE(group_class_getitem, "__class_getitem__($cls, item, /)", "Gives the class with type arguments.")
{
    return generic_alias_new(interp, arg[0], arg[1]);
}

const NativeSpec *const EXCEPTION_GROUP_METHODS[] = {&group_split_native, &group_subgroup_native, &group_derive_native,
                                                     &group_class_getitem_native, NULL};

// ---- except* ----

static bool check_star_clause(Interp *interp, Value clause)
{
    const Value *classes = &clause;
    size_t count = 1;
    if (value_is_instance(interp, clause, interp->types[TYPE_TUPLE])) {
        classes = tuple_of(clause)->items;
        count = tuple_of(clause)->count;
    }
    for (size_t i = 0; i < count; i++) {
        if (!value_is_exception_class(interp, classes[i])) {
            raise_type_error(interp, "catching classes that do not inherit from BaseException is not allowed");
            return false;
        }
        if (type_is_subtype(type_of(classes[i]), interp->exceptions[ERROR_BASE_EXCEPTION_GROUP])) {
            raise_type_error(interp, "catching ExceptionGroup with except* is not allowed. Use except instead.");
            return false;
        }
    }
    return true;
}

bool exception_split(Interp *interp, Value exception, Value clause, Value *match, Value *rest)
{
    if (!check_star_clause(interp, clause) || !split(interp, exception, clause, match, rest))
        return false;
    if (value_is_none(*match) || is_group(interp, *match))
        return true;
    // A lone exception is caught as a group of one.
    Value message = str_from_string(interp, ""), members = tuple_from_values(interp, 1, match), group = VALUE_ERROR;
    Value type = value_from_object(interp->exceptions[ERROR_BASE_EXCEPTION_GROUP]);
    if (!value_is_error(message) && !value_is_error(members))
        group = value_call_values(interp, type, 2, (Value[]){message, members});
    value_drop(message);
    value_drop(members);
    if (value_is_error(group)) {
        value_drop(*match);
        value_drop(*rest);
        return false;
    }
    value_replace_take(&exception_of(group)->traceback, value_keep(exception_of(*match)->traceback));
    value_replace_take(match, group);
    return true;
}

// True where an exception is part of the original group untouched (it was raised again, not anew).
static bool is_same_origin(Value a, Value b)
{
    const Exception *x = exception_of(a), *y = exception_of(b);
    return value_is(x->traceback, y->traceback) && value_is(x->cause, y->cause) && value_is(x->context, y->context);
}

// Collects the leaves of a group, by identity.
static bool add_leaves(Interp *interp, Value exception, Value list)
{
    if (!is_group(interp, exception))
        return list_append(interp, list, exception);
    const Tuple *members = tuple_of(exceptions_of(exception));
    for (size_t i = 0; i < members->count; i++) {
        if (!add_leaves(interp, members->items[i], list))
            return false;
    }
    return true;
}

static bool has_leaf(Value list, Value leaf)
{
    for (size_t i = 0; i < list_of(list)->count; i++) {
        if (value_is(list_of(list)->items[i], leaf))
            return true;
    }
    return false;
}

// The part of `exception` whose leaves are in `leaves`; NONE where nothing is.
static Value project(Interp *interp, Value exception, Value leaves)
{
    if (!is_group(interp, exception))
        return has_leaf(leaves, exception) ? value_keep(exception) : VALUE_NONE;
    Value kept = list_new(interp, 2);
    const Tuple *members = tuple_of(exceptions_of(exception));
    bool ok = !value_is_error(kept);
    for (size_t i = 0; ok && i < members->count; i++) {
        Value part = project(interp, members->items[i], leaves);
        ok = !value_is_error(part) && append_if_any(interp, kept, part);
    }
    Value result = ok ? derive(interp, exception, kept) : VALUE_ERROR;
    value_drop(kept);
    return result;
}

// Divides what the clauses left into exceptions raised anew and leaves of the original raised again.
static bool sort_raised(Interp *interp, Value original, Value raised, Value anew, Value leaves)
{
    for (size_t i = 0; i < list_of(raised)->count; i++) {
        Value each = list_of(raised)->items[i];
        if (value_is_none(each))
            continue;
        bool again = is_group(interp, each) && is_same_origin(each, original);
        if (!(again ? add_leaves(interp, each, leaves) : list_append(interp, anew, each)))
            return false;
    }
    return true;
}

static Value combine(Interp *interp, Value original, Value anew, Value leaves)
{
    Value again = list_of(leaves)->count ? project(interp, original, leaves) : VALUE_NONE;
    if (value_is_error(again) || list_of(anew)->count == 0)
        return again;
    if (value_is_none(again) && list_of(anew)->count == 1)
        return value_keep(list_of(anew)->items[0]); // everything was handled and one exception took its place
    if (!append_if_any(interp, anew, again))
        return VALUE_ERROR;
    Value message = str_from_string(interp, "");
    Value type = value_from_object(interp->exceptions[ERROR_BASE_EXCEPTION_GROUP]);
    Value group = value_is_error(message) ? message : value_call_values(interp, type, 2, (Value[]){message, anew});
    value_drop(message);
    return group;
}

Value exception_merge(Interp *interp, Value original, Value raised)
{
    if (list_of(raised)->count == 0)
        return VALUE_NONE;
    if (!is_group(interp, original)) // a lone exception was wrapped: what is left is what the clauses raised
        return value_keep(list_of(raised)->items[0]);
    Value anew = list_new(interp, 2), leaves = list_new(interp, 2), result = VALUE_ERROR;
    if (!value_is_error(anew) && !value_is_error(leaves) && sort_raised(interp, original, raised, anew, leaves))
        result = combine(interp, original, anew, leaves);
    value_drop(anew);
    value_drop(leaves);
    return result;
}
