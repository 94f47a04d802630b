// Native functions: body, signature, documentation and table row stand together.
//
//   NATIVE(math_hypot2, "hypot2(x, y=0.0, /)", "Returns the length of (x, y).")
//   {
//       double x, y;
//       if (!value_to_double(interp, arg[0], &x) || !value_to_double(interp, arg[1], &y)) return VALUE_ERROR;
//       return value_from_float(sqrt(x * x + y * y));
//   }
//   static const NativeSpec *const MATH_NATIVES[] = {&math_hypot2_native, NULL};
//
// The signature is Python's: `/` ends the positional-only parameters, `*` starts the keyword-only ones,
// `*args` and `**kwargs` gather (a tuple, a dict; the body is lent both). Defaults are None, True, False, ints,
// floats, 'strings' and ... (not given: the body sees VALUE_UNSET). A method's first parameter is `self`,
// a class method's `cls` (marked `$cls`). The binder raises CPython's TypeErrors; where CPython words an arity error
// in its older style ("takes exactly one argument (2 given)") the binder follows from the signature.
// A body that wants the raw call (speed, or a signature Python cannot state) uses NATIVE_RAW.
#ifndef OBJECT_NATIVE_H
#define OBJECT_NATIVE_H

#include "object/value.h"

struct Interp;
struct Arguments;

typedef struct NativeSpec {
    const char *signature; // starts with the name: "sorted(iterable, /, *, key=None, reverse=False)"
    const char *doc;       // never NULL or empty
    Value (*body)(struct Interp *interp, const Value *arg);                             // bound arguments, or
    Value (*raw)(struct Interp *interp, Value self, const struct Arguments *arguments); // the call as it came
} NativeSpec;

#define NATIVE(symbol, signature, doc)                                                                                 \
    static Value symbol(struct Interp *interp, const Value *arg);                                                      \
    static const NativeSpec symbol##_native = {signature, doc, symbol, NULL};                                          \
    static Value symbol(UNUSED struct Interp *interp, UNUSED const Value *arg)

#define NATIVE_RAW(symbol, signature, doc)                                                                             \
    static Value symbol(struct Interp *interp, Value self, const struct Arguments *arguments);                         \
    static const NativeSpec symbol##_native = {signature, doc, NULL, symbol};                                          \
    static Value symbol(UNUSED struct Interp *interp, UNUSED Value self, UNUSED const struct Arguments *arguments)

/// A computed attribute. `set` is NULL where it is read-only; setting VALUE_UNSET deletes.
typedef struct GetSetSpec {
    const char *name;
    const char *doc;
    Value (*get)(struct Interp *interp, Value self);
    bool (*set)(struct Interp *interp, Value self, Value value);
    bool member; // shown as what CPython keeps in the object's struct: a member_descriptor
} GetSetSpec;

/// A native module: its functions are made into objects when the module is first imported.
typedef struct ModuleSpec {
    const char *name; // "math"; a private primitive module starts with an underscore
    const char *doc;
    const NativeSpec *const *functions; // NULL-terminated
    /// Adds constants and types; may be NULL. `module` is lent.
    bool (*fill)(struct Interp *interp, Value module);
    /// Finds a name that is made on first use; VALUE_UNSET where there is none. May be NULL.
    Value (*find)(struct Interp *interp, Value module, Value name);
} ModuleSpec;

/// A native function or method as an object. TYPE_NATIVE: a function of a module (self is UNSET) or a method bound to
/// self; TYPE_METHOD_DESCRIPTOR and TYPE_CLASSMETHOD_DESCRIPTOR: a method in a type's dictionary.
typedef struct Native {
    Object head;
    const NativeSpec *spec;
    const struct Signature *signature; // parsed at the first call; owned by the interp
    Value self;                        // what it is bound to; UNSET where nothing is
    struct Type *owner;                // counted: the type whose method it is, or NULL
    Value module;                      // str or UNSET
} Native;

/// A function of a module; `module` is its name (a str) or UNSET.
MUST_USE Value native_new(struct Interp *interp, const NativeSpec *spec, Value module);
/// A method bound to `self` that stands in no type's dictionary (a closure in C: self may be any value).
MUST_USE Value native_bound(struct Interp *interp, const NativeSpec *spec, Value self);

/// Calls a TYPE_NATIVE or TYPE_METHOD_DESCRIPTOR without keywords, as value_call does.
MUST_USE Value native_call_values(struct Interp *interp, Value callee, const Value *values, size_t count);
/// Binds the arguments of a raw call or of a constructor by a signature ("int(x=0, /, base=10)"). The text must be a
/// literal: its address is remembered. `bound` receives one lent value for each parameter, VALUE_UNSET where the
/// default is `...`. Gathering parameters (`*args`) are not allowed here. False with TypeError pending.
MUST_USE bool native_bind(struct Interp *interp, const char *signature, const struct Arguments *arguments,
                          Value *bound);
/// Raises TypeError "X() takes no keyword arguments" and returns false where keywords are given.
MUST_USE bool native_refuse_keywords(struct Interp *interp, const char *name, const struct Arguments *arguments);

/// The object of a row of a type's method table: a method, class method or static method by its first parameter;
/// *name receives its interned name, owned (also on failure).
MUST_USE Value native_for_type(struct Type *owner, const NativeSpec *spec, Value *name);
/// Frees the parsed signatures.
void native_finish(struct Interp *interp);

#endif
