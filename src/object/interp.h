// The state of the language side: one Interp a session, no globals. The VM's own struct starts with it.
#ifndef OBJECT_INTERP_H
#define OBJECT_INTERP_H

#include "base/error.h"
#include "base/mem.h"
#include "object/type.h"
#include "object/value.h"

/// One for each row of grammar/types.def.
typedef enum TypeId {
#define TYPE(id, name, folder) TYPE_##id,
#include "types.def"
#undef TYPE
    TYPE_ID_COUNT
} TypeId;

/// Strings that C code compares or looks up, one for each row of grammar/names.def: interp->names[NAME_init].
typedef enum NameId {
#define NAME(id, text) NAME_##id,
#include "names.def"
#undef NAME
    NAME_COUNT
} NameId;

/// What the folders above fill in, so that values can call functions without knowing the VM.
typedef struct InterpHooks {
    Value (*call_function)(struct Interp *, Value function, const Arguments *);
    /// The docstring of a code object, kept; NONE where it has none.
    Value (*code_doc)(struct Interp *, Object *code);
    Value (*import_module)(struct Interp *, const char *dotted_name); // the innermost module, owned
    /// Writes to stream 1, standard output, or 2, standard error; nothing (length 0) asks to flush it.
    bool (*write)(struct Interp *, int stream, const char *bytes, size_t length);
    /// Reads one line of standard input with its newline; the bytes read, 0 at the end, and with an error pending where
    /// reading was interrupted. May be NULL: no input.
    size_t (*read_line)(struct Interp *, char *line, size_t size);
    /// Gives a warning of a category (a class of exceptions.def) at the innermost snippet line.
    bool (*warn)(struct Interp *, ErrorKind category, const char *message);
    /// Gives a SyntaxWarning for a line of a text that is being compiled; `source_line` is that line. `once`: not again
    /// for the same line number.
    bool (*warn_syntax)(struct Interp *, const char *message, const char *filename, int64_t line,
                        const char *source_line, bool once);
    /// Waits for a time that counts against the limit. False with an error pending where the limit or an interruption
    /// comes first. May be NULL: no wait.
    bool (*sleep)(struct Interp *, double seconds);
    /// Counts bytes that a program writes to files; false with the output limit's error pending. May be NULL.
    bool (*spend)(struct Interp *, uint64_t bytes);
    /// super() without arguments, for the code that runs. May be NULL: no code runs.
    Value (*bare_super)(struct Interp *);
    Value (*globals)(struct Interp *); // the variables of the module whose code runs, lent; UNSET where none does
    /// Adds what the stack knows to a new exception (context, traceback start).
    void (*exception_raised)(struct Interp *, Value exception);
    /// Adds, as keys of a dict, the names that a module or class makes only when they are first asked for; `place` is
    /// its dotted name. May be NULL.
    bool (*add_lazy_names)(struct Interp *, Value names, const char *place);
    /// Whether the library that a module, or a class of it (NULL: the module itself), stands for has a name that is
    /// missing here: true with UnsupportedError pending. Asked at every missing attribute. May be NULL.
    bool (*refuse_known)(struct Interp *, const char *module, const char *class_name, const char *name);
    /// Looks at the limits; false with LimitExceeded pending where one is reached. May be NULL.
    bool (*poll)(struct Interp *);
    /// Whether what takes so many seconds can end within the time limit; false with LimitExceeded pending. May be NULL.
    bool (*foresee)(struct Interp *, double seconds);
    /// Frees what the folders above allocated besides objects: called last, when no object is left. May be NULL.
    void (*finished)(struct Interp *);
} InterpHooks;

enum { INT_DIGIT_LIMIT = 4300 }; // CPython's, unless a program sets another

typedef struct Interp {
    Memory memory;
    Error error; // the pending error; may be a kind and a text, or hold an exception instance
    struct Type *types[TYPE_ID_COUNT];
    struct Type *exceptions[ERROR_KIND_COUNT];
    Value names[NAME_COUNT]; // interned str
    struct InternTable *interned;
    struct ReprGuard *printing; // containers whose repr is under way (object/container.h)
    struct Gc *gc;              // object/gc.h
    struct MethodCache *method_cache;
    Value *slot_names;                 // of grammar/slots.def
    struct SignatureTable *signatures; // parsed signatures of natives, by the address of their text
    Value modules;                     // dict: sys.modules
    Value builtins;                    // the builtins module
    InterpHooks hooks;
    int recursion_depth;   // of Python frames: interp_enter_frame
    int recursion_limit;   // 1000 as CPython's; sys.setrecursionlimit
    int digit_limit;       // of texts of ints, 0 for none; sys.set_int_max_str_digits
    int native_depth;      // of C functions that call each other through values: interp_enter
    uintptr_t stack_limit; // an address near the end of the C stack; 0 where it is not known
    uint64_t steps;        // executed so far
    uint64_t next_poll;    // steps at which hooks.poll is asked
    uint64_t step_limit;   // 0: none
    int argument_count;    // sys.argv
    const char *const *arguments;
    uint64_t entropy; // seeds what a program may not rely on; 0: the system gives it
    uint32_t next_type_version;
    uint32_t next_number; // identities of numbers that int() and float() make
    void *runtime;        // the numeric side's Runtime; only lib looks inside
    struct Files *files;  // the folder whose files a program may open (lib/files.h); NULL: none
    void *host;           // the session
} Interp;

/// A number that is a new object: no other one is identical to it. Anything else is returned as it is.
static inline Value interp_new_number(Interp *interp, Value v)
{
    if (v.tag == TAG_INT || v.tag == TAG_FLOAT)
        v.head = v.tag | (int64_t)(++interp->next_number & 0x7fffffffu) << 32;
    return v;
}

/// Prepares types, names and gc. False with interp->error pending (out of memory).
MUST_USE bool interp_init(Interp *interp, size_t memory_limit);
/// Ends the program: the variables of __main__ go, finalizers run and may still print. Call it while output is taken.
void interp_end_program(Interp *interp);
/// Drops everything; afterwards memory.live_blocks tells of leaks.
void interp_finish(Interp *interp);
/// Makes the types of a folder; bases first. Called by interp_init for object/, by vm/ and lib/ for theirs.
MUST_USE bool interp_add_types(Interp *interp, const TypeSpec *const *specs, size_t count);
/// Makes one type that grammar/types.def does not name. Owned by the caller.
MUST_USE struct Type *interp_make_type(Interp *interp, const TypeSpec *spec, struct Type *base);
/// The interned str of a C string. Owned by the caller.
MUST_USE Value interp_intern(Interp *interp, const char *text);

enum { INTERP_NATIVE_DEPTH = 10000 };
/// Raises RecursionError "maximum recursion depth exceeded" + where. Returns false.
bool interp_raise_recursion(Interp *interp, const char *where);
/// Counts one level of recursion of natives (repr, comparison, calls). False with RecursionError "maximum recursion
/// depth exceeded" + where (NULL: nothing more) after 10000 levels or near the end of the C stack.
static inline MUST_USE bool interp_enter(Interp *interp, const char *where)
{
    // Stacks grow downwards on every machine that we run on.
    if (UNLIKELY((uintptr_t)__builtin_frame_address(0) < interp->stack_limit ||
                 interp->native_depth >= INTERP_NATIVE_DEPTH))
        return interp_raise_recursion(interp, where);
    interp->native_depth++;
    return true;
}
static inline void interp_leave(Interp *interp)
{
    interp->native_depth--;
}
/// Looks at the limits, as the evaluator does between steps: for the loops of natives that may run long. False with
/// LimitExceeded or KeyboardInterrupt pending.
static inline MUST_USE bool interp_poll(Interp *interp)
{
    return !interp->hooks.poll || interp->hooks.poll(interp);
}
/// The same in some of a loop's rounds.
static inline MUST_USE bool interp_poll_at(Interp *interp, size_t round)
{
    return LIKELY((round & 0xffff) != 0xffff) || interp_poll(interp);
}
/// Counts items that a native has walked as steps, so that a loop of such calls meets the limits in time.
static inline void interp_charge_items(Interp *interp, size_t count)
{
    interp->steps += count / 64;
}
/// Counts the steps of work that cannot be interrupted once it is begun, one at least. False with LimitExceeded pending
/// where that would pass the limit of steps or, at the speed of a fast machine, of time.
MUST_USE bool interp_charge(Interp *interp, double steps);
/// Counts one Python frame; false with RecursionError pending above recursion_limit. For the evaluator.
MUST_USE bool interp_enter_frame(Interp *interp);
static inline void interp_leave_frame(Interp *interp)
{
    interp->recursion_depth--;
}

#endif
