// The evaluator: runs code objects.
//
//   Vm *vm = vm_create(&options);
//   ... the library registers its modules and sets vm->interp.builtins ...
//   VmOutcome outcome = vm_run_text(vm, text, length, "main.py", false);
//   vm_destroy(vm);
//
// Python calls Python without a C call in between: frames lie on a stack of their own, generators on the heap.
// One Vm a session; the Interp that all layers share is its first member.
#ifndef VM_VM_H
#define VM_VM_H

#include <signal.h>

#include "compile/compile.h"
#include "object/interp.h"

struct Frame;
struct GeneratorObject;
struct StackChunk;

/// The exception that is being handled; generators have one each.
typedef struct Handling {
    Value exception; // NONE where there is none
    struct Handling *previous;
} Handling;

/// The __init__ of a class, where instances are made without a C call.
typedef struct InitCache {
    const struct Type *type;
    uint32_t version;
    Value init; // lent by the type
} InitCache;

/// A module of the embedded library: an image of compile/marshal.h.
typedef struct EmbeddedModule {
    const char *name; // dotted
    const uint8_t *image;
    bool package;
} EmbeddedModule;

typedef struct VmOptions {
    size_t memory_limit; // bytes; 0: none
    uint64_t step_limit; // 0: none
    int recursion_limit; // 0: 1000
} VmOptions;

/// Why a run was stopped.
typedef enum VmLimit { VM_LIMIT_NONE, VM_LIMIT_STEPS, VM_LIMIT_TIME, VM_LIMIT_OUTPUT, VM_LIMIT_MEMORY } VmLimit;

typedef struct Vm {
    Interp interp;       // first: an Interp * of this session is a Vm *
    struct Frame *frame; // the innermost one; NULL while nothing runs
    Handling *handling;
    Handling handling_base;
    struct StackChunk *stack;
    char *stack_first, *stack_top, *stack_end; // of the chunk that is in use
    InitCache init_cache[64];
    uint32_t epoch; // changes when code may meet other globals than before
    /// Asked with the steps whether the run is to be stopped (time); may be NULL.
    VmLimit (*poll)(struct Vm *vm);
    volatile sig_atomic_t interrupted; // set from outside, by a signal handler say: see vm_check_interrupt
    VmLimit limit;                     // what stopped the run
    int entry_depth;                   // C calls of the loop within each other
    int traceback_limit;
    Value main_module;
    const struct ModuleSpec *const *native_modules; // NULL-terminated; set by the library
    const EmbeddedModule *embedded_modules;         // sorted by name
    size_t embedded_count;
    /// Tells whether the real Python or PyTorch has a module of this name; may be NULL.
    bool (*module_exists)(const char *dotted_name);
    /// Tells whether grammar/stdlib.def lists a module of this name (or one above it): CPython 3.13's standard library,
    /// and the modules of PyTorch and torchvision that torchlet lacks in part or wholly; may be NULL.
    bool (*module_is_standard)(const char *dotted_name);
    /// Reads a module's text from the program's folder; may be NULL. The text is the caller's to free with mem_free;
    /// NULL where there is none, with an error pending where it cannot be read.
    char *(*read_module)(struct Vm *vm, const char *dotted_name, size_t *length, bool *package);
    Value importing; // dict: modules whose body runs
    void *host;
} Vm;

static inline Vm *vm_of(Interp *interp)
{
    return (Vm *)interp;
}

/// The library in the language itself (stdlib/), as tlembed wrote it.
extern const EmbeddedModule VM_EMBEDDED[];
extern const size_t VM_EMBEDDED_COUNT;

/// Makes an evaluator with its types, without builtins. NULL where memory is out.
Vm *vm_create(const VmOptions *options);
/// Drops everything. Returns the number of blocks that were still live: 0, or somebody leaks.
size_t vm_destroy(Vm *vm);
/// Steps are counted at calls and at the end of each round of a loop. Starts a new budget.
void vm_set_step_limit(Vm *vm, uint64_t steps);

/// Ends the run for its steps or its time: false with LimitExceeded pending.
bool vm_raise_limit(Vm *vm, VmLimit limit);
/// False with KeyboardInterrupt pending, once, where the run was interrupted from outside.
MUST_USE bool vm_check_interrupt(Vm *vm);

typedef enum VmOutcome {
    VM_COMPLETED,
    VM_RAISED,      // an exception is pending
    VM_LIMIT,       // LimitExceeded is pending; vm->limit tells
    VM_UNSUPPORTED, // UnsupportedError is pending
    VM_INCOMPLETE,  // interactive: more lines may complete the text; nothing is pending
} VmOutcome;

/// Runs a text as the __main__ module, which lives on between runs. `interactive`: one statement, whose value is
/// shown. What is raised stays pending in interp.error; traceback_print prints it.
VmOutcome vm_run_text(Vm *vm, const char *text, size_t length, const char *filename, bool interactive);
/// The __main__ module, made where it is missing. Lent; VALUE_ERROR on failure.
Value vm_main_module(Vm *vm);

/// compile(): a code object of a text. `mode` as SyntaxMode.
MUST_USE Value vm_compile(Interp *interp, const char *text, size_t length, const char *filename, SyntaxMode mode);
/// The value of an expression, computed with the __main__ module's names.
MUST_USE Value vm_evaluate(Interp *interp, const char *expression);
/// exec() and eval() of a code object; `globals` is a dict, `locals` any mapping, `closure` a tuple with as many cells
/// as the code has free variables, or NONE. __builtins__ is added to the globals.
MUST_USE Value vm_exec_code(Interp *interp, Value code, Value globals, Value locals, Value closure);
/// The globals of the innermost frame; lent. UNSET while nothing runs.
Value vm_globals(Interp *interp);
/// locals() of the innermost frame: the namespace itself in modules and classes, a new dict in functions. Owned.
MUST_USE Value vm_locals(Interp *interp);
/// sys._getframe(depth). ValueError "call stack is not deep enough".
MUST_USE Value vm_get_frame(Interp *interp, int depth);
/// sys.exception(): what is being handled, kept; NONE where nothing is.
Value vm_handled_exception(Interp *interp);
/// __build_class__(body, name, *bases, metaclass=None, **keywords).
MUST_USE Value vm_build_class(Interp *interp, const Arguments *arguments);
/// import_name(dotted, globals, fromlist, level) as __import__ does it.
MUST_USE Value vm_import(Interp *interp, Value name, Value globals, Value from_list, int level);
/// The innermost module of a dotted name; owned.
MUST_USE Value vm_import_module(Interp *interp, const char *dotted_name);
/// The line of the snippet that is being run, 0 where none is; *filename (may be NULL) is lent.
int vm_current_line(Interp *interp, Value *filename);

#endif
