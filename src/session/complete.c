// Completion at the prompt: the names of a scope, or the attributes of what stands before the last dot.
#include <stdlib.h>
#include <string.h>

#include "object/dict.h"
#include "object/list.h"
#include "object/operate.h"
#include "object/str.h"
#include "session/session.h"

typedef struct Completion {
    Interp *interp;
    const char *typed;   // all that was typed
    size_t before;       // bytes up to and including the last dot
    const char *partial; // behind it
    void (*found)(void *context, const char *candidate);
    void *context;
} Completion;

// Offers each name of a sequence that starts with the partial one; private ones only where they are asked for.
static void offer(const Completion *completion, Value names)
{
    const Value *items;
    size_t count;
    size_t length = strlen(completion->partial);
    if (!sequence_items(completion->interp, names, &items, &count))
        return;
    for (size_t i = 0; i < count; i++) {
        if (items[i].tag != TAG_OBJECT ||
            value_type(completion->interp, items[i]) != completion->interp->types[TYPE_STR])
            continue;
        const char *name = str_of(items[i])->text;
        if (strncmp(name, completion->partial, length) != 0 || (name[0] == '_' && length == 0))
            continue;
        char *candidate = malloc(completion->before + strlen(name) + 1);
        if (!candidate)
            return;
        memcpy(candidate, completion->typed, completion->before);
        strcpy(candidate + completion->before, name);
        completion->found(completion->context, candidate);
        free(candidate);
    }
}

// dir() of a value, sorted.
static Value directory(Interp *interp, Value v)
{
    Value function = value_get_attribute_text(interp, interp->builtins, "dir");
    Value names = value_is_error(function) ? VALUE_ERROR : value_call_values(interp, function, 1, &v);
    value_drop(function);
    return names;
}

static void offer_directory(const Completion *completion, Value v)
{
    Value names = directory(completion->interp, v);
    if (!value_is_error(names))
        offer(completion, names);
    value_drop(names);
    error_clear(&completion->interp->error);
}

// Follows the dotted path before the partial name; owned, VALUE_ERROR where it leads nowhere.
static Value resolve(TorchletSession *session, const char *typed, size_t before)
{
    Interp *interp = &session->vm->interp;
    Value value = value_keep(vm_main_module(session->vm));
    for (size_t start = 0; start < before && !value_is_error(value);) {
        size_t length = strcspn(typed + start, ".");
        char *part = strndup(typed + start, length);
        Value next = part ? value_get_attribute_text(interp, value, part) : VALUE_ERROR;
        if (value_is_error(next) && start == 0 && part) {
            error_clear(&interp->error);
            next = value_get_attribute_text(interp, interp->builtins, part);
        }
        free(part);
        value_drop(value);
        value = next;
        start += length + 1;
    }
    return value;
}

void torchlet_complete(TorchletSession *session, const char *text, void (*found)(void *context, const char *candidate),
                       void *context)
{
    Interp *interp = &session->vm->interp;
    const char *dot = strrchr(text, '.');
    size_t before = dot ? (size_t)(dot - text) + 1 : 0;
    Completion completion = {interp, text, before, text + before, found, context};
    Value value = resolve(session, text, before);
    if (!value_is_error(value)) {
        offer_directory(&completion, value);
        if (before == 0)
            offer_directory(&completion, interp->builtins);
    }
    value_drop(value);
    error_clear(&interp->error);
}
