#include "compile/code.h"

#include <string.h>

#include "compile/location.h"
#include "compile/marshal.h"
#include "object/bytes.h"
#include "object/gc.h"
#include "object/list.h"
#include "object/str.h"

Code *code_new(Interp *interp)
{
    Code *code = object_new(interp, interp->types[TYPE_CODE], sizeof *code);
    if (!code)
        return NULL;
    code->name = code->qualified_name = code->filename = code->source = VALUE_NONE;
    code->direct_count = UINT32_MAX;
    return code;
}

void code_prepare(Code *code)
{
    bool direct = !(code->flags & (CODE_VARARGS | CODE_VARKEYWORDS | CODE_GENERATOR)) && !code->keyword_only_count;
    code->direct_count = direct ? code->argument_count : UINT32_MAX;
}

bool code_load(Interp *interp, Code *code)
{
    return code->constants || marshal_load(interp, code);
}

CodeLocation code_location(const Code *code, uint32_t instruction)
{
    return location_decode(code->locations, code->locations_size, code->first_line, code->flags & CODE_LIBRARY,
                           instruction);
}

const CodeHandler *code_find_handler(const Code *code, uint32_t instruction)
{
    uint32_t low = 0, high = code->handler_count;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (code->handlers[middle].end <= instruction)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < code->handler_count && code->handlers[low].start <= instruction)
        return &code->handlers[low];
    return NULL;
}

Value code_doc(Interp *interp, Object *object)
{
    Code *code = (Code *)object;
    if (!(code->flags & CODE_HAS_DOC))
        return VALUE_NONE;
    if (!code_load(interp, code))
        return VALUE_ERROR;
    return value_keep(code->constants[0]);
}

bool code_slot_is_visible(const Code *code, uint32_t slot)
{
    const Str *name = str_of(code->slot_names[slot]);
    return name->text[0] != '.';
}

static void drop_values(Interp *interp, Value **values, uint32_t count)
{
    if (!*values)
        return;
    Value *items = *values;
    *values = NULL;
    for (uint32_t i = 0; i < count; i++)
        value_drop(items[i]);
    mem_free(&interp->memory, items, (count ? count : 1) * sizeof *items);
}

static void code_destroy(Interp *interp, Object *self)
{
    Code *code = (Code *)self;
    Memory *memory = &interp->memory;
    if (!code->image) {
        mem_free(memory, (void *)code->instructions, code->instruction_count * sizeof(Instruction));
        mem_free(memory, (void *)code->handlers, code->handler_count * sizeof(CodeHandler));
        mem_free(memory, (void *)code->locations, code->locations_size ? code->locations_size : 1);
        mem_free(memory, (void *)code->slot_kinds, code->slot_count ? code->slot_count : 1);
    }
    drop_values(interp, &code->constants, code->constant_count);
    drop_values(interp, &code->names, code->name_count);
    drop_values(interp, &code->slot_names, code->slot_count);
    mem_free(memory, code->sites, code->site_count * sizeof *code->sites);
    value_drop(code->name);
    value_drop(code->qualified_name);
    value_drop(code->filename);
    value_drop(code->source);
}

static Value code_repr(Interp *interp, Value self)
{
    Code *code = code_of(self);
    return str_from_format(interp, "<code object %s at 0x%llx, file \"%s\", line %u>", str_of(code->name)->text,
                           (unsigned long long)(uintptr_t)code, str_of(code->filename)->text, code->first_line);
}

/// The tuple of the slots' names whose kinds are within `kinds` (bits).
static Value slot_names(Interp *interp, Value self, unsigned kinds, bool parameters)
{
    Code *code = code_of(self);
    if (!code_load(interp, code))
        return VALUE_ERROR;
    uint32_t parameter_count = code->argument_count + code->keyword_only_count + !!(code->flags & CODE_VARARGS) +
                               !!(code->flags & CODE_VARKEYWORDS);
    Value list = list_new(interp, code->slot_count);
    for (uint32_t i = 0; !value_is_error(list) && i < code->slot_count; i++)
        if ((kinds >> code->slot_kinds[i] & 1 || (parameters && i < parameter_count)) &&
            !list_append(interp, list, code->slot_names[i])) {
            value_drop(list);
            return VALUE_ERROR;
        }
    if (value_is_error(list))
        return list;
    Value tuple = tuple_from_iterable(interp, list);
    value_drop(list);
    return tuple;
}

static Value get_variables(Interp *interp, Value self)
{
    return slot_names(interp, self, 1 << CODE_SLOT_LOCAL | 1 << CODE_SLOT_HIDDEN, true);
}
static Value get_cells(Interp *interp, Value self)
{
    return slot_names(interp, self, 1 << CODE_SLOT_CELL, false);
}
static Value get_free(Interp *interp, Value self)
{
    return slot_names(interp, self, 1 << CODE_SLOT_FREE, false);
}
static Value get_name(Interp *interp, Value self)
{
    (void)interp;
    return value_keep(code_of(self)->name);
}
static Value get_qualified_name(Interp *interp, Value self)
{
    (void)interp;
    return value_keep(code_of(self)->qualified_name);
}
static Value get_filename(Interp *interp, Value self)
{
    (void)interp;
    return value_keep(code_of(self)->filename);
}
static Value get_first_line(Interp *interp, Value self)
{
    (void)interp;
    return value_from_int(code_of(self)->first_line);
}
static Value get_argument_count(Interp *interp, Value self)
{
    (void)interp;
    return value_from_int(code_of(self)->argument_count);
}
static Value get_positional_only_count(Interp *interp, Value self)
{
    (void)interp;
    return value_from_int(code_of(self)->positional_only_count);
}
static Value get_keyword_only_count(Interp *interp, Value self)
{
    (void)interp;
    return value_from_int(code_of(self)->keyword_only_count);
}
static Value get_local_count(Interp *interp, Value self)
{
    Value names = get_variables(interp, self);
    if (value_is_error(names))
        return names;
    int64_t count = (int64_t)tuple_of(names)->count;
    value_drop(names);
    return value_from_int(count);
}
static Value get_stack_size(Interp *interp, Value self)
{
    (void)interp;
    return value_from_int(code_of(self)->stack_size);
}
static Value get_flags(Interp *interp, Value self)
{
    (void)interp;
    return value_from_int(code_of(self)->flags & 0x400003f);
}
static Value get_constants(Interp *interp, Value self)
{
    Code *code = code_of(self);
    return code_load(interp, code) ? tuple_from_values(interp, code->constant_count, code->constants) : VALUE_ERROR;
}
static Value get_names(Interp *interp, Value self)
{
    Code *code = code_of(self);
    return code_load(interp, code) ? tuple_from_values(interp, code->name_count, code->names) : VALUE_ERROR;
}
static Value get_instructions(Interp *interp, Value self)
{
    Code *code = code_of(self);
    return bytes_new(interp, (const char *)code->instructions, code->instruction_count * sizeof(Instruction));
}

static const GetSetSpec CODE_GETSETS[] = {
    {"co_name", "The function's name.", get_name, NULL, .member = true},
    {"co_qualname", "The function's name with those around it.", get_qualified_name, NULL, .member = true},
    {"co_filename", "The file it comes from.", get_filename, NULL, .member = true},
    {"co_firstlineno", "The line it starts at.", get_first_line, NULL, .member = true},
    {"co_argcount", "The number of positional parameters.", get_argument_count, NULL, .member = true},
    {"co_posonlyargcount", "The number of positional-only parameters.", get_positional_only_count, NULL,
     .member = true},
    {"co_kwonlyargcount", "The number of keyword-only parameters.", get_keyword_only_count, NULL, .member = true},
    {"co_nlocals", "The number of local variables.", get_local_count, NULL, .member = true},
    {"co_stacksize", "How many values its stack holds.", get_stack_size, NULL, .member = true},
    {"co_flags", "What kind of code it is.", get_flags, NULL, .member = true},
    {"co_varnames", "The names of parameters and locals.", get_variables, NULL},
    {"co_cellvars", "The names that inner functions share.", get_cells, NULL},
    {"co_freevars", "The names that outer functions share.", get_free, NULL},
    {"co_consts", "The constants.", get_constants, NULL, .member = true},
    {"co_names", "The names of globals and attributes.", get_names, NULL, .member = true},
    {"co_code", "The instructions.", get_instructions, NULL},
    {0},
};

const TypeSpec type_spec_CODE = {
    .name = "code",
    .doc = "Compiled Python code.",
    .id = TYPE_CODE,
    .size = sizeof(Code),
    .flags = TYPE_FLAG_FINAL | TYPE_FLAG_NO_NEW,
    .slots = {.destroy = code_destroy, .repr = code_repr},
    .getsets = CODE_GETSETS,
};
