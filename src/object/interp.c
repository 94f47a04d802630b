#include "object/interp.h"

#include <math.h>
#include <string.h>
#include <sys/resource.h>

#include "object/dict.h"
#include "object/exception.h"
#include "object/gc.h"
#include "object/list.h"
#include "object/module.h"
#include "object/native.h"
#include "object/operate.h"
#include "object/slot.h"
#include "object/str.h"
#include "object/type_make.h"

// CPython counts natives apart from Python frames, too.
enum { LARGEST_STACK = 64 << 20 };

#define SPEC_object(id) &type_spec_##id,
#define SPEC_compile(id)
#define SPEC_vm(id)
#define SPEC_lib(id)
static const TypeSpec *const OBJECT_SPECS[] = {
#define TYPE(id, name, folder) SPEC_##folder(id)
#include "types.def"
#undef TYPE
};

static const char *const NAME_TEXTS[NAME_COUNT] = {
#define NAME(id, text) [NAME_##id] = text,
#include "names.def"
#undef NAME
};

Value interp_intern(Interp *interp, const char *text)
{
    return str_intern_bytes(interp, text, strlen(text));
}

// Names are made as soon as str exists, before the first type gets its dictionary.
static bool intern_names(Interp *interp)
{
    if (interp->names[0].tag == TAG_OBJECT)
        return true;
    for (int i = 0; i < NAME_COUNT; i++) {
        interp->names[i] = interp_intern(interp, NAME_TEXTS[i]);
        if (value_is_error(interp->names[i]))
            return false;
    }
    return slot_init(interp);
}

bool interp_add_types(Interp *interp, const TypeSpec *const *specs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        Type *base = i == 0 && !interp->types[TYPE_OBJECT] ? NULL : interp->types[specs[i]->base];
        Type *type = type_allocate(interp, specs[i], base);
        if (!type)
            return false;
        interp->types[specs[i]->id] = type;
    }
    if (!intern_names(interp))
        return false;
    for (size_t i = 0; i < count; i++) {
        if (!type_fill(interp->types[specs[i]->id], specs[i]))
            return false;
    }
    return true;
}

Type *interp_make_type(Interp *interp, const TypeSpec *spec, Type *base)
{
    Type *type = type_allocate(interp, spec, base ? base : interp->types[spec->base]);
    if (type && !type_fill(type, spec)) {
        object_drop(type);
        return NULL;
    }
    return type;
}

// Three quarters of what the system gives the stack may be used from here on.
static uintptr_t find_stack_limit(void)
{
    struct rlimit limit;
    uintptr_t here = (uintptr_t)__builtin_frame_address(0);
    if (getrlimit(RLIMIT_STACK, &limit) != 0)
        return 0;
    uintptr_t size = limit.rlim_cur > LARGEST_STACK ? LARGEST_STACK : (uintptr_t)limit.rlim_cur;
    return here > size ? here - size / 4 * 3 : 0;
}

bool interp_init(Interp *interp, size_t memory_limit)
{
    *interp = (Interp){.recursion_limit = 1000, .digit_limit = INT_DIGIT_LIMIT, .stack_limit = find_stack_limit()};
    memory_init(&interp->memory, &interp->error, memory_limit);
    interp->memory.alarm = &interp->next_poll;
    interp->method_cache = mem_alloc_zero(&interp->memory, sizeof *interp->method_cache);
    return interp->method_cache && gc_init(interp) && interp_add_types(interp, OBJECT_SPECS, COUNT_OF(OBJECT_SPECS)) &&
           exception_init(interp);
}

// Sets the module's variables to None: those that start with one underscore first, then the rest.
static void clear_variables(Interp *interp, Value dict)
{
    Value names = list_from_iterable(interp, dict);
    for (int pass = 0; pass < 2 && !value_is_error(names); pass++) {
        for (size_t i = 0; i < list_of(names)->count; i++) {
            Value name = list_of(names)->items[i];
            bool hidden = str_check(interp, name) && str_of(name)->text[0] == '_' && str_of(name)->text[1] != '_';
            bool keep = value_is(name, interp->names[NAME_builtins]) || value_is(name, interp->names[NAME_name]);
            if (!keep && hidden == (pass == 0) && !dict_set(interp, dict, name, VALUE_NONE))
                error_clear(&interp->error);
        }
    }
    value_drop(names);
}

void interp_end_program(Interp *interp)
{
    Value module = VALUE_UNSET;
    if (interp->modules.tag == TAG_OBJECT)
        module = dict_get(interp, interp->modules, interp->names[NAME_main]);
    if (module.tag == TAG_OBJECT && value_is_instance(interp, module, interp->types[TYPE_MODULE]))
        clear_variables(interp, module_dict(module));
    value_drop(module);
    error_clear(&interp->error);
    if (gc_would_run_code(interp))
        gc_collect(interp, GC_GENERATIONS - 1);
}

// A finalizer may leave new garbage behind.
static void collect_all(Interp *interp)
{
    error_clear(&interp->error);
    for (int i = 0; i < 8 && interp->types[TYPE_TUPLE] && gc_collect(interp, GC_GENERATIONS - 1) > 0; i++)
        continue;
    error_clear(&interp->error);
}

// Finalizers that run now still find the built-in functions.
static void drop_roots(Interp *interp)
{
    if (interp->modules.tag == TAG_OBJECT) {
        interp_end_program(interp);
        dict_clear(interp, interp->modules);
        collect_all(interp);
    }
    Value modules = interp->modules, builtins = interp->builtins;
    interp->modules = interp->builtins = (Value){0};
    value_drop(modules);
    value_drop(builtins);
    collect_all(interp);
}

void interp_finish(Interp *interp)
{
    interp->memory.limit_bytes = SIZE_MAX; // cleaning up must not fail
    interp->memory.fail_at = 0;
    if (interp->gc) {
        drop_roots(interp);
        interp->gc->enabled = false;
        type_finish(interp);
    }
    mem_free(&interp->memory, interp->method_cache, sizeof *interp->method_cache);
    interp->method_cache = NULL;
    if (interp->gc)
        gc_finish(interp);
    error_clear(&interp->error);
    memory_finish(&interp->memory);
}

bool interp_raise_recursion(Interp *interp, const char *where)
{
    value_raise(interp, ERROR_RECURSION_ERROR, "maximum recursion depth exceeded%s", where ? where : "");
    return false;
}

bool interp_charge(Interp *interp, double steps)
{
    static const double LITTLE = 1e5, SECONDS_PER_STEP = 3e-8;
    // A native that counts items without a look at the limits (interp_charge_items) may have passed them already.
    double left = interp->step_limit ? fmax(0, (double)interp->step_limit - (double)interp->steps) : 0x1p62;
    interp->steps += 1 + (uint64_t)(steps < left ? steps : left);
    if (LIKELY(interp->steps < interp->next_poll))
        return true;
    return interp_poll(interp) &&
           (steps < LITTLE || !interp->hooks.foresee || interp->hooks.foresee(interp, steps * SECONDS_PER_STEP));
}

bool interp_enter_frame(Interp *interp)
{
    if (LIKELY(interp->recursion_depth < interp->recursion_limit)) {
        interp->recursion_depth++;
        return true;
    }
    return interp_raise_recursion(interp, NULL);
}
