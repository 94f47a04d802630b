// Scopes: which names a text binds where, and what each use of a name means.
//
// A pass over the tree records the names of each scope (scope_build), then every name is resolved: to a
// local, a cell shared with inner functions, a free variable shared by an outer one, or a global. Comprehensions are
// scopes of their own whose code is part of the scope around them; generator expressions are functions.
#ifndef COMPILE_SCOPE_H
#define COMPILE_SCOPE_H

#include "base/vector.h"
#include "object/interp.h"
#include "syntax/ast.h"

typedef enum ScopeKind {
    SCOPE_MODULE,
    SCOPE_CLASS,
    SCOPE_FUNCTION,      // def and lambda
    SCOPE_GENERATOR,     // a generator expression
    SCOPE_COMPREHENSION, // list, set or dict: inlined
    SCOPE_TYPE_PARAMETERS,
    SCOPE_TYPE_VALUE, // the value of a type alias, the bound or default of a type parameter
} ScopeKind;

enum SymbolFlags {
    SYMBOL_PARAMETER = 1 << 0,
    SYMBOL_ASSIGNED = 1 << 1, // bound here in any way
    SYMBOL_USED = 1 << 2,
    SYMBOL_GLOBAL = 1 << 3,   // `global x`
    SYMBOL_NONLOCAL = 1 << 4, // `nonlocal x`
    SYMBOL_ANNOTATED = 1 << 5,
    SYMBOL_ITERATION = 1 << 6,      // a comprehension's target
    SYMBOL_TYPE_PARAMETER = 1 << 7, // T of def f[T]
    SYMBOL_IMPORTED = 1 << 8,
    SYMBOL_CELL = 1 << 9,  // bound here, used by an inner function
    SYMBOL_FREE = 1 << 10, // a slot of this scope's code is a free variable of this name
    SYMBOL_WALRUS = 1 << 11,
    SYMBOL_DELETED = 1 << 12, // unbound somewhere
};

/// What a name means in a scope.
typedef enum SymbolMeaning {
    MEANING_UNRESOLVED,
    MEANING_LOCAL,    // bound here (a slot; in modules and classes a name)
    MEANING_FREE,     // bound by an outer function
    MEANING_GLOBAL,   // declared global
    MEANING_IMPLICIT, // not bound by any function around: a global or builtin
} SymbolMeaning;

typedef struct Symbol {
    Object *name; // an interned str, lent by the table of names
    unsigned flags;
    SymbolMeaning meaning;
    AstLocation first_use;   // for "used prior to global declaration"
    AstLocation declared_at; // of global or nonlocal
    int32_t slot;            // -1 until the emitter gives one
} Symbol;

typedef struct Symbols VECTOR(Symbol) Symbols;

typedef struct Scope {
    ScopeKind kind;
    const AstNode *node; // what opened it
    struct Scope *parent;
    struct Scope *first_child, *last_child, *next; // in the order of the text
    Symbols symbols;
    uint32_t *index; // hash of names to symbols + 1; NULL while there are few
    size_t index_size;
    Object *class_name; // of the innermost class around, for mangling; NULL outside; lent
    bool is_generator;  // contains yield
    bool has_value_return;
    bool uses_class;       // a class whose __class__ a method uses
    bool uses_class_names; // a class whose names a type parameter scope may see
    bool is_nested;        // within a function
    bool in_iterable;      // the walk is in the iterable of this comprehension
    const char *words;     // of TYPE_VALUE: what it is, for messages
    bool is_class_nested;  // a type parameter scope directly in a class
} Scope;

/// All scopes of a text.
typedef struct ScopeTable {
    Interp *interp;
    const Ast *ast;
    Scope *top;
    Value *names;                         // by AstIdentifier index: interned strs; UNSET until needed
    struct ScopeNames VECTOR(Value) kept; // mangled names: what else has to live as long
    size_t future_count;                  // of the first statements: `from __future__` may stand among them
    bool future_annotations;              // `from __future__ import annotations`: annotations are texts
} ScopeTable;

/// Builds and resolves. False with SyntaxError (or MemoryError) pending. Free with scope_free either way.
MUST_USE bool scope_build(ScopeTable *table, Interp *interp, const Ast *ast);
void scope_free(ScopeTable *table);
/// The scope that `node` opened within `parent`. Type parameters and what they belong to share a node: `kind` tells.
Scope *scope_child(const Scope *parent, const AstNode *node, ScopeKind kind);
/// The symbol of a name; NULL where the scope does not know it.
Symbol *scope_find(const Scope *scope, const Object *name);
/// The interned str of an identifier, mangled as the scope's class asks for. Lent; NULL with MemoryError pending.
Object *scope_name(ScopeTable *table, const Scope *scope, const AstIdentifier *identifier);
/// True where the scope's code is a function's: names are slots.
static inline bool scope_is_function(const Scope *scope)
{
    return scope->kind != SCOPE_MODULE && scope->kind != SCOPE_CLASS;
}
/// The scope whose code object holds this scope's code.
static inline const Scope *scope_owner(const Scope *scope)
{
    while (scope->kind == SCOPE_COMPREHENSION)
        scope = scope->parent;
    return scope;
}

/// Raises SyntaxError at a place of the text. Returns false.
bool scope_raise(Interp *interp, const Ast *ast, AstLocation at, const char *format, ...) FORMAT_CHECK(4, 5);
/// Resolves the names of all scopes; called by scope_build.
MUST_USE bool scope_resolve(ScopeTable *table);
/// The symbol of a name, made where it is missing; NULL with MemoryError pending.
Symbol *scope_symbol(ScopeTable *table, Scope *scope, Object *name);

#endif
