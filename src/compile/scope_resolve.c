// What each name means: looks outwards from the scope that uses it to the one that binds it.
#include "compile/scope.h"
#include "object/str.h"

/// True where inner functions see a name that this scope binds: functions, comprehensions, but not class bodies, whose
/// only shared names are __class__ and __classdict__.
static bool shares(const Scope *scope, const Symbol *symbol)
{
    if (!symbol || symbol->flags & (SYMBOL_GLOBAL | SYMBOL_NONLOCAL))
        return false;
    return scope_is_function(scope) && symbol->flags & SYMBOL_ASSIGNED;
}

static bool is_class_cell(const Object *name, const char **which)
{
    const char *text = ((const Str *)name)->text;
    if (text[0] != '_' || text[1] != '_' || text[2] != 'c')
        return false;
    *which = text;
    return value_is_unset(VALUE_UNSET) &&
           (__builtin_strcmp(text, "__class__") == 0 || __builtin_strcmp(text, "__classdict__") == 0);
}

/// Where a name is shared from, seen from inside `scope`: the scope that binds it, NULL for globals.
static Scope *find_binder(ScopeTable *table, Scope *scope, Object *name, bool *global)
{
    const char *text;
    for (Scope *outer = scope->parent; outer; outer = outer->parent) {
        if (outer->kind == SCOPE_CLASS) {
            if (!is_class_cell(name, &text))
                continue;
            if (scope_owner(scope) == outer) { // a comprehension is the class body's own code, which has no __class__
                *global = true;
                return NULL;
            }
            Symbol *symbol = scope_symbol(table, outer, name);
            if (symbol) {
                outer->uses_class |= text[7] == '_';
                outer->uses_class_names |= text[7] == 'd';
            }
            return symbol ? outer : NULL;
        }
        Symbol *symbol = scope_find(outer, name);
        if (!symbol)
            continue;
        if (symbol->flags & SYMBOL_GLOBAL && outer->kind != SCOPE_MODULE) {
            *global = true;
            return NULL;
        }
        if (shares(outer, symbol))
            return outer;
    }
    return NULL;
}

/// Passes a binding inwards: all code objects between the binder's and the user's get a free variable.
static bool pass_inwards(ScopeTable *table, Scope *binder, Scope *user, Object *name)
{
    const Scope *binder_owner = scope_owner(binder);
    bool crossed = false;
    for (Scope *scope = user; scope != binder; scope = scope->parent) {
        if (scope->kind == SCOPE_COMPREHENSION)
            continue;
        if (scope == binder_owner)
            break;
        Symbol *symbol = scope_symbol(table, scope, name);
        if (!symbol)
            return false;
        symbol->flags |= SYMBOL_FREE;
        crossed = true;
    }
    if (crossed)
        scope_find(binder, name)->flags |= SYMBOL_CELL;
    return true;
}

static bool resolve_symbol(ScopeTable *table, Scope *scope, size_t index)
{
    Symbol *symbol = &scope->symbols.items[index];
    Object *name = symbol->name;
    if (symbol->flags & SYMBOL_GLOBAL) {
        symbol->meaning = MEANING_GLOBAL;
        return true;
    }
    if (symbol->flags & SYMBOL_ASSIGNED && !(symbol->flags & SYMBOL_NONLOCAL)) {
        symbol->meaning = MEANING_LOCAL;
        return true;
    }
    if (!(symbol->flags & (SYMBOL_USED | SYMBOL_NONLOCAL | SYMBOL_ANNOTATED)))
        return true; // only passed through
    bool global = false;
    Scope *binder = find_binder(table, scope, name, &global);
    symbol = &scope->symbols.items[index]; // the table may have moved
    if (!binder) {
        if (table->interp->error.kind != ERROR_NONE)
            return false;
        if (symbol->flags & SYMBOL_NONLOCAL)
            return scope_raise(table->interp, table->ast, symbol->declared_at, "no binding for nonlocal '%s' found",
                               ((Str *)name)->text);
        symbol->meaning = global ? MEANING_GLOBAL : MEANING_IMPLICIT;
        return true;
    }
    symbol->meaning = MEANING_FREE;
    return pass_inwards(table, binder, scope, name);
}

static bool resolve_scope(ScopeTable *table, Scope *scope)
{
    for (size_t i = 0; i < scope->symbols.count; i++)
        if (scope->symbols.items[i].meaning == MEANING_UNRESOLVED && !resolve_symbol(table, scope, i))
            return false;
    for (Scope *child = scope->first_child; child; child = child->next)
        if (!resolve_scope(table, child))
            return false;
    return true;
}

bool scope_resolve(ScopeTable *table)
{
    return resolve_scope(table, table->top);
}
