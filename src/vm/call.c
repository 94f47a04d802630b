#include "vm/call.h"

#include <stdio.h>
#include <string.h>

#include "object/call.h"
#include "object/dict.h"
#include "object/list.h"
#include "object/operate.h"
#include "object/str.h"
#include "object/suggest.h"
#include "vm/generator_object.h"
#include "vm/loop.h"
#include "vm/operation.h"

typedef struct Binding {
    Vm *vm;
    Function *function;
    Code *code;
    Frame *frame;
    size_t count; // of positional values that were given
} Binding;

static const char *function_name(const Binding *binding)
{
    return str_of(binding->function->qualified_name)->text;
}

static const char *slot_name(const Binding *binding, size_t slot)
{
    return str_of(binding->code->slot_names[slot])->text;
}

static bool is_set(const Binding *binding, size_t slot)
{
    return !value_is_unset(binding->frame->slots[slot]);
}

static bool raise_too_many(Binding *binding)
{
    Code *code = binding->code;
    size_t keyword_only = 0, expected = code->argument_count, given = binding->count;
    for (size_t i = 0; i < code->keyword_only_count; i++)
        keyword_only += is_set(binding, expected + i);
    size_t defaults = value_is_none(binding->function->defaults) ? 0 : tuple_of(binding->function->defaults)->count;
    char takes[64], extra[96] = "";
    if (defaults)
        snprintf(takes, sizeof takes, "from %zu to %zu", expected - defaults, expected);
    else
        snprintf(takes, sizeof takes, "%zu", expected);
    if (keyword_only)
        snprintf(extra, sizeof extra, " positional argument%s (and %zu keyword-only argument%s)", given != 1 ? "s" : "",
                 keyword_only, keyword_only != 1 ? "s" : "");
    raise_type_error(&binding->vm->interp, "%s() takes %s positional argument%s but %zu%s %s given",
                     function_name(binding), takes, defaults || expected != 1 ? "s" : "", given, extra,
                     given == 1 && !keyword_only ? "was" : "were");
    return false;
}

/// "f() missing 2 required positional arguments: 'a' and 'b'"
static bool raise_missing(Binding *binding, size_t from, size_t to, const char *kind)
{
    size_t missing = 0, written = 0;
    for (size_t i = from; i < to; i++)
        missing += !is_set(binding, i);
    Text names;
    text_init(&names, &binding->vm->interp.memory);
    for (size_t i = from; i < to; i++) {
        if (is_set(binding, i))
            continue;
        if (written)
            text_append_string(&names, missing == 2 ? " and " : written + 1 == missing ? ", and " : ", ");
        text_append_format(&names, "'%s'", slot_name(binding, i));
        written++;
    }
    if (!names.failed)
        raise_type_error(&binding->vm->interp, "%s() missing %zu required %s argument%s: %s", function_name(binding),
                         missing, kind, missing == 1 ? "" : "s", text_string(&names));
    text_free(&names);
    return false;
}

static bool raise_positional_only(Binding *binding, const Tuple *keywords)
{
    Text names;
    text_init(&names, &binding->vm->interp.memory);
    for (size_t slot = 0; slot < binding->code->positional_only_count; slot++)
        for (size_t i = 0; i < keywords->count; i++)
            if (str_equals(keywords->items[i], slot_name(binding, slot)))
                text_append_format(&names, "%s%s", names.length ? ", " : "", slot_name(binding, slot));
    bool found = names.length > 0;
    if (found)
        raise_type_error(&binding->vm->interp,
                         "%s() got some positional-only arguments passed as keyword arguments: '%s'",
                         function_name(binding), text_string(&names));
    text_free(&names);
    return found;
}

static bool raise_unexpected(Binding *binding, Value name, const Tuple *keywords)
{
    Code *code = binding->code;
    if (raise_positional_only(binding, keywords))
        return false;
    Suggestion suggestion;
    suggestion_begin(&suggestion, str_of(name)->text);
    for (size_t i = code->positional_only_count; i < code->argument_count + code->keyword_only_count; i++)
        suggestion_consider(&suggestion, slot_name(binding, i));
    const char *function = function_name(binding);
    suggestion_raise_keyword(&suggestion, &binding->vm->interp, function, (int)strlen(function));
    return false;
}

/// The slot of a keyword; -1 where the function has no such parameter.
static int64_t find_keyword(const Code *code, Value name)
{
    size_t end = code->argument_count + code->keyword_only_count;
    for (size_t i = code->positional_only_count; i < end; i++)
        if (code->slot_names[i].object == name.object)
            return (int64_t)i;
    const Str *wanted = str_of(name);
    if (wanted->interned)
        return -1;
    for (size_t i = code->positional_only_count; i < end; i++) {
        const Str *present = str_of(code->slot_names[i]);
        if (present->bytes == wanted->bytes && memcmp(present->text, wanted->text, wanted->bytes) == 0)
            return (int64_t)i;
    }
    return -1;
}

static bool bind_keywords(Binding *binding, const Value *values, const Tuple *keywords)
{
    Interp *interp = &binding->vm->interp;
    Code *code = binding->code;
    size_t extra = code->argument_count + code->keyword_only_count + !!(code->flags & CODE_VARARGS);
    for (size_t i = 0; i < keywords->count; i++) {
        Value name = keywords->items[i];
        if (!str_check(interp, name)) {
            raise_type_error(interp, "%s() keywords must be strings", function_name(binding));
            return false;
        }
        int64_t slot = find_keyword(code, name);
        if (slot < 0) {
            if (!(code->flags & CODE_VARKEYWORDS))
                return raise_unexpected(binding, name, keywords);
            if (!dict_set(interp, binding->frame->slots[extra], name, values[i]))
                return false;
            continue;
        }
        if (is_set(binding, (size_t)slot)) {
            raise_type_error(interp, "%s() got multiple values for argument '%s'", function_name(binding),
                             str_of(name)->text);
            return false;
        }
        binding->frame->slots[slot] = value_keep(values[i]);
    }
    return true;
}

static bool bind_positional_defaults(Binding *binding)
{
    Code *code = binding->code;
    Value defaults = binding->function->defaults;
    size_t count = value_is_none(defaults) ? 0 : tuple_of(defaults)->count;
    size_t required = code->argument_count > count ? code->argument_count - count : 0;
    for (size_t i = binding->count; i < required; i++)
        if (!is_set(binding, i))
            return raise_missing(binding, 0, required, "positional");
    for (size_t i = required; i < code->argument_count; i++)
        if (!is_set(binding, i))
            binding->frame->slots[i] = value_keep(tuple_of(defaults)->items[i + count - code->argument_count]);
    return true;
}

static bool bind_keyword_defaults(Binding *binding)
{
    Code *code = binding->code;
    Value defaults = binding->function->keyword_defaults;
    size_t end = code->argument_count + code->keyword_only_count;
    bool missing = false;
    for (size_t i = code->argument_count; i < end; i++) {
        if (is_set(binding, i))
            continue;
        Value value = value_is_none(defaults) ? VALUE_UNSET : dict_peek_name(dict_of(defaults), code->slot_names[i]);
        missing |= value_is_unset(value);
        binding->frame->slots[i] = value_keep(value);
    }
    return !missing || raise_missing(binding, code->argument_count, end, "keyword-only");
}

static bool bind(Binding *binding, const Value *values, size_t count, const Tuple *keywords)
{
    Interp *interp = &binding->vm->interp;
    Code *code = binding->code;
    Value *slots = binding->frame->slots;
    size_t positional = count < code->argument_count ? count : code->argument_count;
    size_t rest = code->argument_count + code->keyword_only_count;
    for (size_t i = 0; i < positional; i++)
        slots[i] = value_keep(values[i]);
    if (code->flags & CODE_VARARGS) {
        Value tuple = tuple_from_values(interp, count - positional, values + positional);
        if (value_is_error(tuple))
            return false;
        slots[rest++] = tuple;
    }
    if (code->flags & CODE_VARKEYWORDS) {
        Value dict = dict_new(interp);
        if (value_is_error(dict))
            return false;
        slots[rest] = dict;
    }
    if (keywords && !bind_keywords(binding, values + count, keywords))
        return false;
    if (count > code->argument_count && !(code->flags & CODE_VARARGS))
        return raise_too_many(binding);
    return (count >= code->argument_count || bind_positional_defaults(binding)) &&
           (!code->keyword_only_count || bind_keyword_defaults(binding));
}

Frame *call_bind_take(Vm *vm, Value function, const Value *values, size_t count, const Tuple *keywords)
{
    Frame *frame = frame_push_take(vm, function, 0);
    if (!frame)
        return NULL;
    Binding binding = {vm, function_of(function), frame->code, frame, count};
    frame->previous = NULL;
    if (bind(&binding, values, count, keywords))
        return frame;
    frame_pop(vm, frame);
    return NULL;
}

Value call_function(Interp *interp, Value function, const Arguments *arguments)
{
    Vm *vm = vm_of(interp);
    if (UNLIKELY(++interp->steps >= interp->next_poll) && !operation_poll(vm))
        return VALUE_ERROR;
    Frame *frame = call_bind_take(vm, value_keep(function), arguments->values, arguments->count, arguments->keywords);
    if (!frame)
        return VALUE_ERROR;
    if (frame->code->flags & CODE_GENERATOR)
        return generator_object_new(vm, frame);
    return loop_run(vm, frame, VALUE_UNSET);
}

Value call_find_init(Vm *vm, Type *type)
{
    Interp *interp = &vm->interp;
    Value known = call_known_init(vm, type);
    if (known.tag == TAG_OBJECT)
        return known;
    if (type->head.type->slots.call != interp->types[TYPE_TYPE]->slots.call ||
        type->slots.new_ != interp->types[TYPE_OBJECT]->slots.new_ || !(type->flags & TYPE_FLAG_HEAP))
        return VALUE_UNSET;
    Value init = type_lookup(type, interp->names[NAME_init]);
    if (init.tag != TAG_OBJECT || init.object->type != interp->types[TYPE_FUNCTION] ||
        ((Code *)function_of(init)->code)->flags & CODE_GENERATOR)
        return VALUE_UNSET;
    vm->init_cache[((uintptr_t)type >> 6) % COUNT_OF(vm->init_cache)] = (InitCache){type, type_version(type), init};
    return init;
}
