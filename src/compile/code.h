// Code objects: what the compiler makes and the evaluator runs.
//
// The instructions, the exception table and the line table never change; for code of the embedded library they lie in
// the program's image. Constants, names and sites are made when the code first runs (code_load).
#ifndef COMPILE_CODE_H
#define COMPILE_CODE_H

#include "compile/opcode.h"
#include "object/attribute.h"
#include "object/interp.h"

enum CodeFlags {
    CODE_OPTIMIZED = 1,     // names are slots
    CODE_NEW_LOCALS = 2,    // a function
    CODE_VARARGS = 4,       // *args
    CODE_VARKEYWORDS = 8,   // **kwargs
    CODE_NESTED = 16,       // within a function
    CODE_GENERATOR = 32,    // calling it makes a generator
    CODE_LIBRARY = 1 << 24, // embedded: tracebacks leave its frames out
    CODE_HAS_DOC = 1 << 26, // constant 0 is the docstring (as CPython's CO_HAS_DOCSTRING)
    CODE_METHOD = 1 << 27,  // stands in a class body
};

typedef enum CodeSlotKind {
    CODE_SLOT_LOCAL,
    CODE_SLOT_CELL,   // shared with inner functions
    CODE_SLOT_FREE,   // shared by an outer one
    CODE_SLOT_HIDDEN, // a comprehension's own variable
} CodeSlotKind;

/// An exception between the instructions [start, end) cuts the stack to `depth`, is pushed, and goes on at `target`.
typedef struct CodeHandler {
    uint32_t start, end, target, depth;
} CodeHandler;

/// Where an instruction comes from: lines from 1 (0: nowhere), columns in bytes from 0, the end exclusive.
typedef struct CodeLocation {
    uint32_t line, column, end_line, end_column;
} CodeLocation;

/// A name and what was found there last.
typedef struct CodeSite {
    Value name; // lent by the names
    union {
        AttributeCache attribute;
        struct {
            const void *globals; // the dict that `hint` (and `version`) belong to
            uint32_t hint;       // entry of the globals, or of the builtins where `version` is set
            uint32_t version;    // of the globals, in which the name is missing
            uint32_t epoch;      // of the evaluator: dicts may have been replaced since
            bool builtin;
        } global;
    };
} CodeSite;

typedef struct Code {
    Object head;
    unsigned flags;
    uint32_t argument_count; // positional ones, positional-only included
    uint32_t positional_only_count;
    uint32_t keyword_only_count;
    uint32_t
        direct_count; // of arguments that go to their slots as they are: code_prepare; UINT32_MAX where they are bound
    uint32_t slot_count; // locals, cells, free variables
    uint32_t first_free; // where the free variables start
    uint32_t free_count;
    uint32_t stack_size;
    uint32_t first_line;
    uint32_t instruction_count, handler_count, constant_count, name_count, site_count;
    uint32_t locations_size;
    const Instruction *instructions;
    const CodeHandler *handlers;
    const uint8_t *locations; // see compile/location.h
    const uint8_t *slot_kinds;
    Value name;
    Value qualified_name;
    Value filename;
    Value source;      // str: the text it comes from, for tracebacks; NONE for library code
    Value *constants;  // NULL until loaded
    Value *names;      // interned
    Value *slot_names; // interned
    CodeSite *sites;
    const uint8_t *image;  // of embedded code: its serialised form; NULL where the arrays are its own
    const uint8_t *cursor; // of embedded code that is not loaded yet: where constants and names are
} Code;

static inline Code *code_of(Value v)
{
    return (Code *)v.object;
}

/// An empty code object; the arrays are the caller's to fill in.
MUST_USE Code *code_new(Interp *interp);
/// Makes the constants, names and sites of embedded code. Does nothing where that is done.
MUST_USE bool code_load(Interp *interp, Code *code);
/// Computes direct_count; called where the constants are there.
void code_prepare(Code *code);
static inline bool code_is_loaded(const Code *code)
{
    return code->constants != NULL;
}
/// The location of an instruction.
CodeLocation code_location(const Code *code, uint32_t instruction);
/// The handler that covers an instruction; NULL where there is none.
const CodeHandler *code_find_handler(const Code *code, uint32_t instruction);
/// The docstring of a Code, kept; NONE where there is none (a hook of the interpreter).
MUST_USE Value code_doc(Interp *interp, Object *object);
/// True where `index` is a local that Python code can see.
bool code_slot_is_visible(const Code *code, uint32_t slot);

#endif
