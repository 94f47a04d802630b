#include "object/exception.h"

#include <stdarg.h>
#include <string.h>

#include "object/attribute.h"
#include "object/call.h"
#include "object/class.h"
#include "object/dict.h"
#include "object/exception_fields.h"
#include "object/gc.h"
#include "object/int.h"
#include "object/list.h"
#include "object/str.h"
#include "object/unsupported.h"

bool value_is_exception(Interp *interp, Value v)
{
    return v.tag == TAG_OBJECT && type_is_subtype(v.object->type, interp->exceptions[ERROR_BASE_EXCEPTION]);
}

bool value_is_exception_class(Interp *interp, Value v)
{
    return value_is_type(v) && type_is_subtype(type_of(v), interp->exceptions[ERROR_BASE_EXCEPTION]);
}

static size_t field_count(const Object *object)
{
    return (object->type->size - sizeof(Exception)) / sizeof(Value);
}

ErrorKind exception_kind(Interp *interp, Value exception)
{
    const Tuple *mro = tuple_of(exception.object->type->mro);
    for (size_t i = 0; i < mro->count; i++) {
        if (type_of(mro->items[i])->flags & TYPE_FLAG_HEAP)
            continue;
        for (int kind = ERROR_NONE + 1; kind < ERROR_KIND_COUNT; kind++) {
            if ((Object *)interp->exceptions[kind] == mro->items[i].object)
                return (ErrorKind)kind;
        }
    }
    return ERROR_BASE_EXCEPTION;
}

// ---- making ----

Value exception_new_slot(Interp *interp, Type *type, const Arguments *arguments)
{
    Exception *exception = object_new(interp, type, type->size);
    if (!exception)
        return VALUE_ERROR;
    exception->args = tuple_from_values(interp, arguments->count, arguments->values);
    exception->cause = exception->context = exception->traceback = VALUE_NONE;
    Value made = value_from_object(exception);
    if (!value_is_error(exception->args))
        return made;
    value_drop(made);
    return VALUE_ERROR;
}

Value exception_new(Interp *interp, Type *type, size_t count, const Value *arguments)
{
    return value_call_values(interp, value_from_object(type), count, arguments);
}

static void release_instance(void *instance)
{
    object_drop(instance);
}

void exception_restore_take(Interp *interp, Value exception)
{
    error_raise_bare(&interp->error, exception_kind(interp, exception));
    interp->error.instance = exception.object;
    interp->error.release = release_instance;
}

// Without running any class's __init__: the pending error's own text becomes the only argument.
static Value make_plain(Interp *interp, ErrorKind kind, const char *message, size_t length)
{
    Type *type = interp->exceptions[kind];
    Value text = VALUE_UNSET;
    size_t count = 0;
    if (message) {
        text = str_new(interp, message, length);
        if (value_is_error(text))
            return text;
        count = 1;
    }
    Value made = exception_new_slot(interp, type, &(Arguments){&text, count, NULL});
    if (!value_is_error(made) && !exception_fill_fields(interp, made, &(Arguments){&text, count, NULL})) {
        value_drop(made);
        made = VALUE_ERROR;
    }
    value_drop(text);
    return made;
}

Value exception_fetch(Interp *interp)
{
    Error pending;
    error_move(&pending, &interp->error);
    if (pending.instance) {
        Value exception = value_from_object(pending.instance);
        pending.instance = NULL;
        error_clear(&pending);
        return exception;
    }
    Value made = make_plain(interp, pending.kind, pending.message, pending.length);
    // No memory for the instance: free what can be spared and settle for a bare MemoryError.
    for (int attempt = 0; value_is_error(made) && attempt < 1000; attempt++) {
        error_clear(&interp->error);
        if (interp->memory.limit_bytes <= SIZE_MAX - 256)
            interp->memory.limit_bytes += 256;
        made = make_plain(interp, ERROR_MEMORY_ERROR, NULL, 0);
    }
    error_clear(&interp->error);
    error_clear(&pending);
    if (interp->hooks.exception_raised && !value_is_error(made))
        interp->hooks.exception_raised(interp, made);
    return made;
}

bool exception_catch(Interp *interp, ErrorKind kind)
{
    if (!exception_pending_is(interp, kind))
        return false;
    error_clear(&interp->error);
    return true;
}

/// Refuses what stands where an exception class should.
static Value refuse_class(Interp *interp, Value v, const char *message)
{
    return unsupported_check(interp, v) ? unsupported_raise(interp, v) : raise_type_error(interp, "%s", message);
}

Value exception_from_raised(Interp *interp, Value class_or_instance)
{
    if (value_is_exception(interp, class_or_instance))
        return value_keep(class_or_instance);
    if (!value_is_exception_class(interp, class_or_instance))
        return refuse_class(interp, class_or_instance, "exceptions must derive from BaseException");
    Value made = value_call_values(interp, class_or_instance, 0, NULL);
    if (value_is_error(made) || value_is_exception(interp, made))
        return made;
    Value class_text = value_repr(interp, class_or_instance);
    Value made_text =
        value_is_error(class_text) ? VALUE_ERROR : value_repr(interp, value_from_object(value_type(interp, made)));
    if (!value_is_error(made_text))
        raise_type_error(interp, "calling %s should have returned an instance of BaseException, not %s",
                         str_of(class_text)->text, str_of(made_text)->text);
    value_drop(class_text);
    value_drop(made_text);
    value_drop(made);
    return VALUE_ERROR;
}

Value value_raise_instance(Interp *interp, Value exception)
{
    return exception_raise_take(interp, exception_from_raised(interp, exception));
}

bool exception_set_cause(Interp *interp, Value exception, Value cause)
{
    Value made = VALUE_NONE;
    if (!value_is_none(cause)) {
        if (!value_is_exception(interp, cause) && !value_is_exception_class(interp, cause)) {
            raise_type_error(interp, "exception causes must derive from BaseException");
            return false;
        }
        made = exception_from_raised(interp, cause);
        if (value_is_error(made))
            return false;
    }
    value_replace_take(&exception_of(exception)->cause, made);
    exception_of(exception)->suppress_context = true;
    return true;
}

void exception_set_context(Interp *interp, Value exception, Value context)
{
    if (value_is(exception, context))
        return;
    // Where the exception stands in the context's own chain already, that link is cut.
    Value slow = context;
    int steps = 0;
    for (Value at = context; at.tag == TAG_OBJECT; steps++) {
        Value next = exception_of(at)->context;
        if (value_is(next, exception)) {
            value_replace_take(&exception_of(at)->context, VALUE_NONE);
            break;
        }
        at = next;
        if (steps & 1)
            slow = exception_of(slow)->context;
        if (value_is(at, slow))
            break; // a circle that was there before
    }
    value_replace_take(&exception_of(exception)->context, value_keep(context));
    (void)interp;
}

// ---- except clauses ----

static bool match_class(Interp *interp, Value exception, Value clause, bool *result)
{
    if (!value_is_exception_class(interp, clause)) {
        (void)refuse_class(interp, clause, "catching classes that do not inherit from BaseException is not allowed");
        return false;
    }
    *result = type_is_subtype(exception.object->type, type_of(clause));
    return true;
}

bool exception_matches(Interp *interp, Value exception, Value clause, bool *result)
{
    if (!value_is_instance(interp, clause, interp->types[TYPE_TUPLE]))
        return match_class(interp, exception, clause, result);
    const Tuple *clauses = tuple_of(clause);
    bool any = false;
    for (size_t i = 0; i < clauses->count; i++) {
        bool one = false;
        if (!match_class(interp, exception, clauses->items[i], &one))
            return false;
        any |= one;
    }
    *result = any;
    return true;
}

// ---- BaseException ----

bool exception_init_slot(Interp *interp, Value self, const Arguments *arguments)
{
    if (arguments->keywords && arguments->keywords->count) {
        raise_type_error(interp, "%s() takes no keyword arguments", value_type_name(interp, self));
        return false;
    }
    Value args = tuple_from_values(interp, arguments->count, arguments->values);
    if (value_is_error(args))
        return false;
    value_replace_take(&exception_of(self)->args, args);
    return true;
}

static Value exception_str(Interp *interp, Value self)
{
    const Tuple *args = tuple_of(exception_of(self)->args);
    if (args->count == 0)
        return str_from_string(interp, "");
    return value_str(interp, args->count == 1 ? args->items[0] : exception_of(self)->args);
}

static Value exception_repr(Interp *interp, Value self)
{
    Value args = exception_of(self)->args;
    const char *name = str_of(self.object->type->name)->text;
    Value shown = value_repr(interp, tuple_of(args)->count == 1 ? tuple_of(args)->items[0] : args);
    if (value_is_error(shown))
        return shown;
    const char *format = tuple_of(args)->count == 1 ? "%s(%s)" : "%s%s";
    Text text;
    text_init(&text, &interp->memory);
    text_append_format(&text, format[2] == '(' ? "%s(" : "%s", name);
    text_append(&text, str_of(shown)->text, str_of(shown)->bytes);
    if (format[2] == '(')
        text_append_char(&text, ')');
    value_drop(shown);
    return str_from_text_take(&text);
}

static void exception_destroy(UNUSED Interp *interp, Object *self)
{
    Exception *exception = (Exception *)self;
    value_replace_take(&exception->args, VALUE_UNSET);
    value_replace_take(&exception->cause, VALUE_UNSET);
    value_replace_take(&exception->context, VALUE_UNSET);
    value_replace_take(&exception->traceback, VALUE_UNSET);
    for (size_t i = 0; i < field_count(self); i++)
        value_replace_take(&exception->fields[i], (Value){0});
}

// args stays: a __str__ that runs during the collection needs it.
static void exception_clear(UNUSED Interp *interp, Object *self)
{
    Exception *exception = (Exception *)self;
    value_replace_take(&exception->cause, VALUE_NONE);
    value_replace_take(&exception->context, VALUE_NONE);
    value_replace_take(&exception->traceback, VALUE_NONE);
    for (size_t i = 0; i < field_count(self); i++)
        value_replace_take(&exception->fields[i], (Value){0});
    Value args = tuple_new(interp, 0);
    if (!value_is_error(args))
        value_replace_take(&exception->args, args);
    else
        error_clear(&interp->error);
}

static void exception_traverse(Object *self, VisitFunction visit, void *context)
{
    const Exception *exception = (const Exception *)self;
    visit_value(exception->args, visit, context);
    visit_value(exception->cause, visit, context);
    visit_value(exception->context, visit, context);
    visit_value(exception->traceback, visit, context);
    for (size_t i = 0; i < field_count(self); i++)
        visit_value(exception->fields[i], visit, context);
}

static Value get_args(UNUSED Interp *interp, Value self)
{
    return value_keep(exception_of(self)->args);
}

static bool set_args(Interp *interp, Value self, Value value)
{
    if (value_is_unset(value)) {
        raise_type_error(interp, "args may not be deleted");
        return false;
    }
    Value args = tuple_from_iterable(interp, value);
    if (value_is_error(args))
        return false;
    value_replace_take(&exception_of(self)->args, args);
    return true;
}

static bool set_link(Interp *interp, Value *slot, Value value, const char *what)
{
    if (value_is_unset(value)) {
        raise_type_error(interp, "__%s__ may not be deleted", what);
        return false;
    }
    if (!value_is_none(value) && !value_is_exception(interp, value)) {
        raise_type_error(interp, "exception %s must be None or derive from BaseException", what);
        return false;
    }
    value_replace_take(slot, value_keep(value));
    return true;
}

static Value or_none(Value v)
{
    return v.tag == TAG_OBJECT ? value_keep(v) : VALUE_NONE;
}

static Value get_cause(UNUSED Interp *interp, Value self)
{
    return or_none(exception_of(self)->cause);
}

static bool set_cause(Interp *interp, Value self, Value value)
{
    if (!set_link(interp, &exception_of(self)->cause, value, "cause"))
        return false;
    exception_of(self)->suppress_context = true;
    return true;
}

static Value get_context(UNUSED Interp *interp, Value self)
{
    return or_none(exception_of(self)->context);
}

static bool set_context(Interp *interp, Value self, Value value)
{
    return set_link(interp, &exception_of(self)->context, value, "context");
}

static Value get_suppress(UNUSED Interp *interp, Value self)
{
    return value_from_bool(exception_of(self)->suppress_context);
}

static bool set_suppress(Interp *interp, Value self, Value value)
{
    if (value.tag != TAG_BOOL) {
        raise_type_error(interp, "attribute value type must be bool");
        return false;
    }
    exception_of(self)->suppress_context = value.boolean;
    return true;
}

static Value get_traceback(UNUSED Interp *interp, Value self)
{
    return or_none(exception_of(self)->traceback);
}

static bool set_traceback(Interp *interp, Value self, Value value)
{
    Type *traceback = interp->types[TYPE_TRACEBACK];
    if (value_is_unset(value)) {
        raise_type_error(interp, "__traceback__ may not be deleted");
        return false;
    }
    if (!value_is_none(value) && (!traceback || !value_is_instance(interp, value, traceback))) {
        raise_type_error(interp, "__traceback__ must be a traceback or None");
        return false;
    }
    value_replace_take(&exception_of(self)->traceback, value_keep(value));
    return true;
}

NATIVE(exception_with_traceback, "with_traceback(self, object, /)", "Sets __traceback__ and returns the exception.")
{
    return set_traceback(interp, arg[0], arg[1]) ? value_keep(arg[0]) : VALUE_ERROR;
}

NATIVE(exception_add_note, "add_note(self, object, /)", "Adds a note that is shown below the message.")
{
    if (!value_is_instance(interp, arg[1], interp->types[TYPE_STR]))
        return raise_type_error(interp, "note must be a str, not '%s'", value_type_name(interp, arg[1]));
    Value notes = value_find_attribute(interp, arg[0], interp->names[NAME_notes]);
    if (value_is_unset(notes)) {
        notes = list_new(interp, 1);
        if (!value_is_error(notes) && !value_set_attribute(interp, arg[0], interp->names[NAME_notes], notes))
            value_replace_take(&notes, VALUE_ERROR);
    }
    if (value_is_error(notes))
        return notes;
    bool is_list = value_is_instance(interp, notes, interp->types[TYPE_LIST]);
    if (!is_list)
        raise_type_error(interp, "Cannot add note: __notes__ is not a list");
    bool ok = is_list && list_append(interp, notes, arg[1]);
    value_drop(notes);
    return ok ? VALUE_NONE : VALUE_ERROR;
}

Value exception_reduce_with(Interp *interp, Value self, Value args, Value state)
{
    if (value_is_error(args) || value_is_error(state)) {
        value_drop(args);
        value_drop(state);
        return VALUE_ERROR;
    }
    Value parts[] = {value_keep(value_from_object(self.object->type)), args, state};
    return tuple_from_values_take(interp, value_is_unset(state) ? 2 : 3, parts);
}

Value exception_state(Value self)
{
    Object **dict = object_dict_slot(self.object);
    return dict && *dict ? value_from_object(object_keep(*dict)) : VALUE_UNSET;
}

NATIVE(exception_reduce, "__reduce__(self, /)", "Tells how to make the exception again.")
{
    return exception_reduce_with(interp, arg[0], value_keep(exception_of(arg[0])->args), exception_state(arg[0]));
}

NATIVE(exception_setstate, "__setstate__(self, state, /)", "Sets attributes from a dict.")
{
    if (value_is_none(arg[1]))
        return VALUE_NONE;
    if (!value_is_instance(interp, arg[1], interp->types[TYPE_DICT]))
        return raise_type_error(interp, "state is not a dictionary");
    Value copy = dict_copy(interp, arg[1]), key, value;
    bool ok = !value_is_error(copy);
    for (size_t position = 0; ok && dict_walk(dict_of(copy), &position, &key, &value);) {
        Value name = value_intern_name(interp, key);
        ok = !value_is_error(name) && value_set_attribute(interp, arg[0], name, value);
        value_drop(name);
    }
    value_drop(copy);
    return ok ? VALUE_NONE : VALUE_ERROR;
}

static const NativeSpec *const METHODS[] = {&exception_with_traceback_native, &exception_add_note_native,
                                            &exception_reduce_native, &exception_setstate_native, NULL};

static const GetSetSpec GETSETS[] = {
    {"args", "The arguments that the exception was made with.", get_args, set_args},
    {"__cause__", "The exception that `raise ... from` names.", get_cause, set_cause},
    {"__context__", "The exception that was being handled.", get_context, set_context},
    {"__suppress_context__", "Whether the context is left out of a traceback.", get_suppress, set_suppress},
    {"__traceback__", "Where the exception came through.", get_traceback, set_traceback},
    {"__dict__", "The exception's own attributes.", class_get_dict, class_set_dict},
    {0},
};

bool exception_init(Interp *interp)
{
    const TypeSpec root = {
        .name = "BaseException",
        .doc = error_kind_doc(ERROR_BASE_EXCEPTION),
        .id = -1,
        .size = sizeof(Exception),
        .flags = TYPE_FLAG_GC | TYPE_FLAG_DICT | TYPE_FLAG_WEAKREF,
        .slots = {.new_ = exception_new_slot,
                  .init = exception_init_slot,
                  .str = exception_str,
                  .repr = exception_repr,
                  .destroy = exception_destroy,
                  .traverse = exception_traverse,
                  .clear = exception_clear},
        .methods = METHODS,
        .getsets = GETSETS,
    };
    interp->exceptions[ERROR_BASE_EXCEPTION] = interp_make_type(interp, &root, interp->types[TYPE_OBJECT]);
    return interp->exceptions[ERROR_BASE_EXCEPTION] && exception_init_kinds(interp);
}
