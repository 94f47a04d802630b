#include "compile/scope.h"

#include <string.h>

#include "object/exception.h"
#include "object/str.h"

typedef struct Walk {
    ScopeTable *table;
    Scope *scope;
} Walk;

static bool visit(AstNode *node, void *context);

static size_t hash_pointer(const Object *name)
{
    return (size_t)(((uintptr_t)name >> 4) * 0x9E3779B97F4A7C15u >> 20);
}

Symbol *scope_find(const Scope *scope, const Object *name)
{
    if (!scope->index) {
        for (size_t i = 0; i < scope->symbols.count; i++)
            if (scope->symbols.items[i].name == name)
                return &scope->symbols.items[i];
        return NULL;
    }
    size_t mask = scope->index_size - 1;
    for (size_t i = hash_pointer(name) & mask; scope->index[i]; i = (i + 1) & mask)
        if (scope->symbols.items[scope->index[i] - 1].name == name)
            return &scope->symbols.items[scope->index[i] - 1];
    return NULL;
}

static bool grow_index(ScopeTable *table, Scope *scope)
{
    Memory *memory = &table->interp->memory;
    size_t size = scope->index_size ? scope->index_size * 2 : 32;
    uint32_t *index = mem_alloc_zero(memory, size * sizeof *index);
    if (!index)
        return false;
    mem_free(memory, scope->index, scope->index_size * sizeof *index);
    scope->index = index;
    scope->index_size = size;
    for (size_t s = 0; s < scope->symbols.count; s++) {
        size_t i = hash_pointer(scope->symbols.items[s].name) & (size - 1);
        while (index[i])
            i = (i + 1) & (size - 1);
        index[i] = (uint32_t)s + 1;
    }
    return true;
}

Symbol *scope_symbol(ScopeTable *table, Scope *scope, Object *name)
{
    Symbol *found = scope_find(scope, name);
    if (found)
        return found;
    if (!VECTOR_PUSH(&scope->symbols, &table->interp->memory, (Symbol){.name = name, .slot = -1}))
        return NULL;
    size_t count = scope->symbols.count;
    if (count > 8 && (!scope->index || count * 2 > scope->index_size)) {
        if (!grow_index(table, scope))
            return NULL;
    } else if (scope->index) {
        size_t i = hash_pointer(name) & (scope->index_size - 1);
        while (scope->index[i])
            i = (i + 1) & (scope->index_size - 1);
        scope->index[i] = (uint32_t)count;
    }
    return &VECTOR_LAST(&scope->symbols);
}

static Object *mangle(ScopeTable *table, const Object *class_name, const AstIdentifier *identifier)
{
    const Str *class_text = (const Str *)class_name;
    const char *stripped = class_text->text;
    while (*stripped == '_')
        stripped++;
    if (!*stripped)
        return NULL;
    Value mangled = str_from_format(table->interp, "_%s%s", stripped, identifier->text);
    if (value_is_error(mangled))
        return NULL;
    mangled = str_intern_take(table->interp, mangled);
    if (value_is_error(mangled))
        return NULL;
    if (!VECTOR_PUSH(&table->kept, &table->interp->memory, mangled)) {
        value_drop(mangled);
        return NULL;
    }
    return mangled.object;
}

/// __x, but neither __x__ nor a dotted name.
static bool is_private(const AstIdentifier *identifier)
{
    const char *text = identifier->text;
    size_t length = identifier->length;
    return length > 2 && text[0] == '_' && text[1] == '_' && !(text[length - 1] == '_' && text[length - 2] == '_') &&
           !memchr(text, '.', length);
}

static bool has_letters(const Object *class_name)
{
    for (const char *text = ((const Str *)class_name)->text; *text; text++)
        if (*text != '_')
            return true;
    return false;
}

Object *scope_name(ScopeTable *table, const Scope *scope, const AstIdentifier *identifier)
{
    if (scope->class_name && is_private(identifier) && has_letters(scope->class_name))
        return mangle(table, scope->class_name, identifier);
    Value *name = &table->names[identifier->index];
    if (value_is_unset(*name)) {
        Value made = str_new(table->interp, identifier->text, identifier->length);
        if (!value_is_error(made))
            made = str_intern_take(table->interp, made);
        if (value_is_error(made))
            return NULL;
        *name = made;
    }
    return name->object;
}

Scope *scope_child(const Scope *parent, const AstNode *node, ScopeKind kind)
{
    for (Scope *child = parent->first_child; child; child = child->next)
        if (child->node == node && child->kind == kind)
            return child;
    return NULL;
}

static Scope *open_scope(ScopeTable *table, Scope *parent, ScopeKind kind, const AstNode *node)
{
    Scope *scope = mem_alloc_zero(&table->interp->memory, sizeof *scope);
    if (!scope)
        return NULL;
    scope->kind = kind;
    scope->node = node;
    scope->parent = parent;
    if (parent) {
        scope->class_name = parent->class_name;
        scope->in_iterable = parent->in_iterable;
        scope->is_nested = parent->is_nested || scope_is_function(parent);
        scope->is_class_nested = (kind == SCOPE_TYPE_PARAMETERS || kind == SCOPE_TYPE_VALUE) &&
                                 (parent->kind == SCOPE_CLASS || parent->is_class_nested);
        if (parent->last_child)
            parent->last_child->next = scope;
        else
            parent->first_child = scope;
        parent->last_child = scope;
    }
    return scope;
}

static bool raise_at(Walk *walk, AstLocation at, const char *format, Object *name)
{
    return scope_raise(walk->table->interp, walk->table->ast, at, format, name ? ((Str *)name)->text : "");
}

static Symbol *note(Walk *walk, Scope *scope, const AstIdentifier *identifier, unsigned flags, AstLocation at)
{
    Object *name = scope_name(walk->table, scope, identifier);
    Symbol *symbol = name ? scope_symbol(walk->table, scope, name) : NULL;
    if (!symbol)
        return NULL;
    if (!symbol->first_use.line)
        symbol->first_use = at;
    symbol->flags |= flags;
    return symbol;
}

static bool note_text(Walk *walk, Scope *scope, const char *text, unsigned flags)
{
    Value name = interp_intern(walk->table->interp, text);
    if (value_is_error(name))
        return false;
    if (!VECTOR_PUSH(&walk->table->kept, &walk->table->interp->memory, name)) {
        value_drop(name);
        return false;
    }
    Symbol *symbol = scope_symbol(walk->table, scope, name.object);
    if (symbol)
        symbol->flags |= flags;
    return symbol != NULL;
}

static bool visit_all(Walk *walk, AstNodes nodes)
{
    for (size_t i = 0; i < nodes.count; i++)
        if (nodes.items[i] && !visit(nodes.items[i], walk))
            return false;
    return true;
}

static bool visit_optional(Walk *walk, AstNode *node)
{
    return !node || visit(node, walk);
}

static bool bind(Walk *walk, const AstIdentifier *identifier, unsigned flags, AstLocation at)
{
    if (strcmp(identifier->text, "__debug__") == 0)
        return raise_at(walk, at, "cannot assign to __debug__", NULL);
    return note(walk, walk->scope, identifier, SYMBOL_ASSIGNED | flags, at) != NULL;
}

static bool visit_name(Walk *walk, AstName *name)
{
    if (name->ctx != AST_LOAD)
        return name->ctx == AST_DEL && strcmp(name->id->text, "__debug__") == 0
                   ? raise_at(walk, name->node.at, "cannot delete __debug__", NULL)
                   : bind(walk, name->id, name->ctx == AST_DEL ? SYMBOL_DELETED : 0, name->node.at);
    if (!note(walk, walk->scope, name->id, SYMBOL_USED, name->node.at))
        return false;
    // Zero-argument super() needs the class.
    const Scope *owner = scope_owner(walk->scope);
    if (strcmp(name->id->text, "super") == 0 && scope_is_function(owner))
        return note_text(walk, walk->scope, "__class__", SYMBOL_USED);
    return true;
}

static bool visit_parameter(Walk *walk, AstNode *node)
{
    if (!node)
        return true;
    AstArg *parameter = AST_AS(Arg, node);
    Object *name = scope_name(walk->table, walk->scope, parameter->arg);
    if (!name)
        return false;
    Symbol *present = scope_find(walk->scope, name);
    if (present && present->flags & SYMBOL_PARAMETER)
        return raise_at(walk, node->at, "duplicate argument '%s' in function definition", name);
    return bind(walk, parameter->arg, SYMBOL_PARAMETER, node->at);
}

static bool visit_parameters(Walk *walk, AstArguments *parameters)
{
    AstNodes groups[] = {parameters->posonlyargs, parameters->args, parameters->kwonlyargs};
    for (size_t g = 0; g < COUNT_OF(groups); g++)
        for (size_t i = 0; i < groups[g].count; i++)
            if (!visit_parameter(walk, groups[g].items[i]))
                return false;
    return visit_parameter(walk, parameters->vararg) && visit_parameter(walk, parameters->kwarg);
}

static bool visit_annotation(Walk *walk, AstNode *annotation)
{
    return walk->table->future_annotations || visit_optional(walk, annotation);
}

static bool visit_annotations(Walk *walk, AstArguments *parameters, AstNode *returns)
{
    AstNodes groups[] = {parameters->posonlyargs, parameters->args, parameters->kwonlyargs};
    for (size_t g = 0; g < COUNT_OF(groups); g++)
        for (size_t i = 0; i < groups[g].count; i++)
            if (!visit_annotation(walk, AST_AS(Arg, groups[g].items[i])->annotation))
                return false;
    return (!parameters->vararg || visit_annotation(walk, AST_AS(Arg, parameters->vararg)->annotation)) &&
           (!parameters->kwarg || visit_annotation(walk, AST_AS(Arg, parameters->kwarg)->annotation)) &&
           visit_annotation(walk, returns);
}

/// Visits `node` in a scope of its own: the value of a type alias, a bound, a default.
static bool visit_type_value(Walk *walk, AstNode *node, const char *words)
{
    if (!node)
        return true;
    Scope *outer = walk->scope;
    walk->scope = open_scope(walk->table, outer, SCOPE_TYPE_VALUE, node);
    if (walk->scope)
        walk->scope->words = words;
    bool done = walk->scope &&
                (!walk->scope->is_class_nested || note_text(walk, walk->scope, "__classdict__", SYMBOL_USED)) &&
                visit(node, walk);
    walk->scope = outer;
    return done;
}

/// What the three kinds of type parameters have; `bound` and `fallback` may be NULL.
typedef struct TypeParameter {
    const AstIdentifier *name;
    AstNode *bound, *fallback;
    const char *bound_words, *fallback_words; // for messages
} TypeParameter;

static TypeParameter type_parameter(AstNode *node)
{
    switch (node->kind) {
    case AST_TYPE_VAR: {
        AstTypeVar *variable = AST_AS(TypeVar, node);
        bool several = variable->bound && variable->bound->kind == AST_TUPLE;
        return (TypeParameter){variable->name, variable->bound, variable->default_value,
                               several ? "a TypeVar constraint" : "a TypeVar bound", "a TypeVar default"};
    }
    case AST_PARAM_SPEC:
        return (TypeParameter){.name = AST_AS(ParamSpec, node)->name,
                               .fallback = AST_AS(ParamSpec, node)->default_value,
                               .fallback_words = "a ParamSpec default"};
    default:
        return (TypeParameter){.name = AST_AS(TypeVarTuple, node)->name,
                               .fallback = AST_AS(TypeVarTuple, node)->default_value,
                               .fallback_words = "a TypeVarTuple default"};
    }
}

static bool visit_type_parameter(Walk *walk, const TypeParameter *parameter, AstLocation at)
{
    Object *text = scope_name(walk->table, walk->scope, parameter->name);
    if (!text)
        return false;
    Symbol *present = scope_find(walk->scope, text);
    if (present && present->flags & SYMBOL_TYPE_PARAMETER)
        return raise_at(walk, at, "duplicate type parameter '%s'", text);
    return bind(walk, parameter->name, SYMBOL_TYPE_PARAMETER, at) &&
           visit_type_value(walk, parameter->bound, parameter->bound_words) &&
           visit_type_value(walk, parameter->fallback, parameter->fallback_words);
}

/// Opens the scope of type parameters, if there are any, and visits them.
static bool enter_type_parameters(Walk *walk, AstNodes parameters, const AstNode *node)
{
    if (!parameters.count)
        return true;
    Scope *scope = open_scope(walk->table, walk->scope, SCOPE_TYPE_PARAMETERS, node);
    if (!scope)
        return false;
    walk->scope = scope;
    if (scope->is_class_nested && !note_text(walk, scope, "__classdict__", SYMBOL_USED))
        return false;
    bool defaults = false;
    for (size_t i = 0; i < parameters.count; i++) {
        AstLocation at = parameters.items[i]->at;
        TypeParameter parameter = type_parameter(parameters.items[i]);
        if (defaults && !parameter.fallback)
            return scope_raise(walk->table->interp, walk->table->ast, at,
                               "non-default type parameter '%s' follows default type parameter", parameter.name->text);
        defaults |= parameter.fallback != NULL;
        if (!visit_type_parameter(walk, &parameter, at))
            return false;
    }
    return true;
}

static bool visit_function(Walk *walk, AstFunctionDef *function)
{
    Scope *outer = walk->scope;
    if (!bind(walk, function->name, 0, function->node.at) || !visit_all(walk, function->decorator_list) ||
        !visit_all(walk, function->args->defaults) || !visit_all(walk, function->args->kw_defaults) ||
        !enter_type_parameters(walk, function->type_params, &function->node) ||
        !visit_annotations(walk, function->args, function->returns))
        return false;
    walk->scope = open_scope(walk->table, walk->scope, SCOPE_FUNCTION, &function->node);
    if (!walk->scope || !visit_parameters(walk, function->args) || !visit_all(walk, function->body))
        return false;
    walk->scope = outer;
    return true;
}

static bool visit_lambda(Walk *walk, AstLambda *lambda)
{
    Scope *outer = walk->scope;
    if (!visit_all(walk, lambda->args->defaults) || !visit_all(walk, lambda->args->kw_defaults))
        return false;
    walk->scope = open_scope(walk->table, outer, SCOPE_FUNCTION, &lambda->node);
    if (!walk->scope || !visit_parameters(walk, lambda->args) || !visit(lambda->body, walk))
        return false;
    walk->scope = outer;
    return true;
}

static bool visit_class(Walk *walk, AstClassDef *class)
{
    Scope *outer = walk->scope;
    if (!bind(walk, class->name, 0, class->node.at) || !visit_all(walk, class->decorator_list) ||
        !enter_type_parameters(walk, class->type_params, &class->node))
        return false;
    Object *outer_class = walk->scope->class_name;
    Value name = str_new(walk->table->interp, class->name->text, class->name->length);
    if (!value_is_error(name))
        name = str_intern_take(walk->table->interp, name);
    if (value_is_error(name))
        return false;
    if (!VECTOR_PUSH(&walk->table->kept, &walk->table->interp->memory, name)) {
        value_drop(name);
        return false;
    }
    if (class->type_params.count && !(note_text(walk, walk->scope, ".type_params", SYMBOL_ASSIGNED) &&
                                      note_text(walk, walk->scope, ".generic_base", SYMBOL_ASSIGNED)))
        return false;
    if (!visit_all(walk, class->bases) || !visit_all(walk, class->keywords))
        return false;
    walk->scope = open_scope(walk->table, walk->scope, SCOPE_CLASS, &class->node);
    if (!walk->scope)
        return false;
    (void)outer_class;
    walk->scope->class_name = name.object;
    if (class->type_params.count && !note_text(walk, walk->scope, ".type_params", SYMBOL_USED))
        return false;
    if (!visit_all(walk, class->body))
        return false;
    walk->scope = outer;
    return true;
}

static bool visit_type_alias(Walk *walk, AstTypeAlias *alias)
{
    Scope *outer = walk->scope;
    if (!visit(alias->name, walk) || !enter_type_parameters(walk, alias->type_params, &alias->node) ||
        !visit_type_value(walk, alias->value, "a type alias"))
        return false;
    walk->scope = outer;
    return true;
}

/// The targets of a comprehension are bound in its own scope, whatever they are made of.
static bool mark_iteration(AstNode *node, void *context)
{
    Walk *walk = context;
    if (node->kind == AST_NAME)
        return note(walk, walk->scope, AST_AS(Name, node)->id, SYMBOL_ASSIGNED | SYMBOL_ITERATION, node->at) != NULL;
    if (node->kind == AST_TUPLE || node->kind == AST_LIST || node->kind == AST_STARRED)
        return ast_each_child(node, mark_iteration, context);
    return visit(node, context);
}

static bool check_rebound(Walk *walk, const AstNode *target)
{
    if (target->kind != AST_NAME)
        return true;
    Object *name = scope_name(walk->table, walk->scope, AST_AS(Name, target)->id);
    Symbol *symbol = name ? scope_find(walk->scope, name) : NULL;
    if (symbol && symbol->flags & SYMBOL_WALRUS)
        return raise_at(walk, target->at, "comprehension inner loop cannot rebind assignment expression target '%s'",
                        name);
    return name != NULL;
}

static bool visit_iterable(Walk *walk, AstNode *iterable)
{
    bool before = walk->scope->in_iterable;
    walk->scope->in_iterable = true;
    bool done = visit(iterable, walk);
    walk->scope->in_iterable = before;
    return done;
}

static bool visit_comprehension(Walk *walk, AstNode *node, AstNodes generators, AstNode *first, AstNode *second)
{
    Scope *outer = walk->scope;
    AstComprehension *outermost = AST_AS(Comprehension, generators.items[0]);
    bool before = outer->in_iterable;
    if (!visit_iterable(walk, outermost->iter))
        return false;
    Scope *scope =
        open_scope(walk->table, outer, node->kind == AST_GENERATOR_EXP ? SCOPE_GENERATOR : SCOPE_COMPREHENSION, node);
    if (!scope)
        return false;
    scope->in_iterable = before;
    walk->scope = scope;
    for (size_t i = 0; i < generators.count; i++) {
        AstComprehension *generator = AST_AS(Comprehension, generators.items[i]);
        if (i > 0 && !check_rebound(walk, generator->target))
            return false;
        if (!mark_iteration(generator->target, walk) || (i > 0 && !visit_iterable(walk, generator->iter)) ||
            !visit_all(walk, generator->ifs))
            return false;
    }
    if (!visit(first, walk) || !visit_optional(walk, second))
        return false;
    walk->scope = outer;
    return true;
}

/// x := value binds in the scope around all comprehensions.
static bool visit_walrus(Walk *walk, AstNamedExpr *walrus)
{
    const AstIdentifier *identifier = AST_AS(Name, walrus->target)->id;
    AstLocation at = walrus->target->at;
    if (walk->scope->in_iterable)
        return raise_at(walk, walrus->node.at,
                        "assignment expression cannot be used in a comprehension iterable expression", NULL);
    Scope *scope = walk->scope;
    if (scope->kind != SCOPE_COMPREHENSION && scope->kind != SCOPE_GENERATOR)
        return visit(walrus->value, walk) && bind(walk, identifier, 0, at);
    Object *name = scope_name(walk->table, scope, identifier);
    if (!name)
        return false;
    for (; scope->kind == SCOPE_COMPREHENSION || scope->kind == SCOPE_GENERATOR; scope = scope->parent) {
        Symbol *symbol = scope_find(scope, name);
        if (symbol && symbol->flags & SYMBOL_ITERATION)
            return raise_at(walk, at, "assignment expression cannot rebind comprehension iteration variable '%s'",
                            name);
    }
    if (scope->kind == SCOPE_CLASS)
        return raise_at(walk, at, "assignment expression within a comprehension cannot be used in a class body", NULL);
    Symbol *target = note(walk, scope, identifier, scope->kind == SCOPE_MODULE ? 0 : SYMBOL_ASSIGNED, at);
    if (!target)
        return false;
    bool global = scope->kind == SCOPE_MODULE || target->flags & SYMBOL_GLOBAL;
    if (scope->kind == SCOPE_MODULE)
        target->flags |= SYMBOL_ASSIGNED;
    for (Scope *inner = walk->scope; inner != scope; inner = inner->parent) {
        Symbol *symbol =
            note(walk, inner, identifier, SYMBOL_WALRUS | SYMBOL_USED | (global ? SYMBOL_GLOBAL : SYMBOL_NONLOCAL), at);
        if (!symbol)
            return false;
        symbol->declared_at = at;
    }
    return visit(walrus->value, walk);
}

static const char *too_late(const Symbol *symbol, bool global)
{
    unsigned flags = symbol->flags;
    if (flags & SYMBOL_PARAMETER)
        return global ? "name '%s' is parameter and global" : "name '%s' is parameter and nonlocal";
    if (flags & SYMBOL_USED)
        return global ? "name '%s' is used prior to global declaration"
                      : "name '%s' is used prior to nonlocal declaration";
    if (flags & SYMBOL_ANNOTATED)
        return global ? "annotated name '%s' can't be global" : "annotated name '%s' can't be nonlocal";
    if (flags & SYMBOL_ASSIGNED)
        return global ? "name '%s' is assigned to before global declaration"
                      : "name '%s' is assigned to before nonlocal declaration";
    return NULL;
}

static bool visit_declaration(Walk *walk, AstNode *node, AstIdentifiers names, bool global)
{
    if (!global && walk->scope->kind == SCOPE_MODULE)
        return raise_at(walk, node->at, "nonlocal declaration not allowed at module level", NULL);
    for (size_t i = 0; i < names.count; i++) {
        Symbol *symbol = note(walk, walk->scope, names.items[i], 0, node->at);
        if (!symbol)
            return false;
        const char *format = too_late(symbol, global);
        if (format)
            return raise_at(walk, node->at, format, symbol->name);
        if (symbol->flags & (global ? SYMBOL_NONLOCAL : SYMBOL_GLOBAL))
            return raise_at(walk, symbol->declared_at, "name '%s' is nonlocal and global", symbol->name);
        symbol->flags |= global ? SYMBOL_GLOBAL : SYMBOL_NONLOCAL;
        symbol->declared_at = node->at;
    }
    return true;
}

static bool visit_annotated(Walk *walk, AstAnnAssign *assign)
{
    if (assign->target->kind == AST_NAME) {
        AstName *name = AST_AS(Name, assign->target);
        if (strcmp(name->id->text, "__debug__") == 0)
            return raise_at(walk, assign->value ? name->node.at : assign->node.at, "cannot assign to __debug__", NULL);
        Object *text = scope_name(walk->table, walk->scope, name->id);
        Symbol *present = text ? scope_find(walk->scope, text) : NULL;
        if (present && assign->simple && present->flags & (SYMBOL_GLOBAL | SYMBOL_NONLOCAL) &&
            walk->scope->kind != SCOPE_MODULE)
            return raise_at(walk, assign->node.at,
                            present->flags & SYMBOL_GLOBAL ? "annotated name '%s' can't be global"
                                                           : "annotated name '%s' can't be nonlocal",
                            text);
        unsigned flags = (assign->simple || assign->value ? SYMBOL_ASSIGNED : 0) | SYMBOL_ANNOTATED;
        if (!text || !note(walk, walk->scope, name->id, flags, name->node.at))
            return false;
    } else if (!visit(assign->target, walk)) {
        return false;
    }
    return visit_annotation(walk, assign->annotation) && visit_optional(walk, assign->value);
}

static bool visit_imports(Walk *walk, AstNodes names, AstLocation at)
{
    for (size_t i = 0; i < names.count; i++) {
        AstAlias *alias = AST_AS(Alias, names.items[i]);
        if (strcmp(alias->name->text, "*") == 0) {
            if (walk->scope->kind != SCOPE_MODULE)
                return raise_at(walk, alias->node.at, "import * only allowed at module level", NULL);
            continue;
        }
        const AstIdentifier *bound = alias->asname ? alias->asname : alias->name;
        const char *dot = strchr(bound->text, '.');
        if (!dot) {
            if (!bind(walk, bound, SYMBOL_IMPORTED, at))
                return false;
            continue;
        }
        Value name = str_new(walk->table->interp, bound->text, (size_t)(dot - bound->text));
        if (!value_is_error(name))
            name = str_intern_take(walk->table->interp, name);
        if (value_is_error(name))
            return false;
        bool done = note_text(walk, walk->scope, str_of(name)->text, SYMBOL_ASSIGNED | SYMBOL_IMPORTED);
        value_drop(name);
        if (!done)
            return false;
    }
    return true;
}

static bool is_future_import(const AstNode *node)
{
    return node->kind == AST_IMPORT_FROM && AST_AS(ImportFrom, node)->module && !AST_AS(ImportFrom, node)->level &&
           strcmp(AST_AS(ImportFrom, node)->module->text, "__future__") == 0;
}

/// How many statements at the beginning are the docstring and `from __future__ import ...`, the only ones that may
/// stand before such an import. Tells whether annotations are to be texts.
static size_t count_future_imports(const AstNode *root, bool *annotations)
{
    if (root->kind != AST_MODULE)
        return 0;
    AstNodes body = AST_AS(Module, root)->body;
    size_t i = 0;
    for (; i < body.count; i++) {
        if (i == 0 && body.items[i]->kind == AST_EXPR && AST_AS(Expr, body.items[i])->value->kind == AST_CONSTANT)
            continue;
        if (!is_future_import(body.items[i]))
            break;
        AstImportFrom *import = AST_AS(ImportFrom, body.items[i]);
        for (size_t n = 0; n < import->names.count; n++)
            *annotations |= strcmp(AST_AS(Alias, import->names.items[n])->name->text, "annotations") == 0;
    }
    return i;
}

// The imports that tell the compiler something must come first; a nested one is always too late.
static bool check_future_import(Walk *walk, const AstNode *node)
{
    if (!is_future_import(node))
        return true;
    const AstNode *root = walk->table->ast->root;
    for (size_t i = 0; i < walk->table->future_count; i++)
        if (AST_AS(Module, root)->body.items[i] == node)
            return true;
    return raise_at(walk, node->at, "from __future__ imports must occur at the beginning of the file", NULL);
}

// Type parameter scopes run later, or not at all: nothing may be bound or yielded there.
static bool check_type_scope(Walk *walk, const AstNode *node, const char *what)
{
    const Scope *scope = walk->scope;
    if (scope->kind != SCOPE_TYPE_PARAMETERS && scope->kind != SCOPE_TYPE_VALUE)
        return true;
    return scope_raise(walk->table->interp, walk->table->ast, node->at, "%s cannot be used within %s", what,
                       scope->words ? scope->words : "the definition of a generic");
}

static bool visit_yield(Walk *walk, AstNode *node)
{
    static const char *const KINDS[] = {[AST_LIST_COMP] = "'yield' inside list comprehension",
                                        [AST_SET_COMP] = "'yield' inside set comprehension",
                                        [AST_DICT_COMP] = "'yield' inside dict comprehension",
                                        [AST_GENERATOR_EXP] = "'yield' inside generator expression"};
    Scope *scope = walk->scope;
    if (!check_type_scope(walk, node, "yield expression"))
        return false;
    if (scope->kind == SCOPE_COMPREHENSION || scope->kind == SCOPE_GENERATOR)
        return raise_at(walk, node->at, KINDS[scope->node->kind], NULL);
    scope->is_generator = true;
    return ast_each_child(node, visit, walk);
}

static bool visit_handler(Walk *walk, AstExceptHandler *handler)
{
    return visit_optional(walk, handler->type) &&
           (!handler->name || bind(walk, handler->name, SYMBOL_DELETED, handler->node.at)) &&
           visit_all(walk, handler->body);
}

// What makes no scope and declares nothing, but may bind a name or be refused.
static bool visit_plain(Walk *walk, AstNode *node)
{
    switch (node->kind) {
    case AST_KEYWORD:
        if (AST_AS(Keyword, node)->arg && strcmp(AST_AS(Keyword, node)->arg->text, "__debug__") == 0)
            return raise_at(walk, node->at, "cannot assign to __debug__", NULL);
        return ast_each_child(node, visit, walk);
    case AST_ATTRIBUTE:
        if (AST_AS(Attribute, node)->ctx != AST_LOAD && strcmp(AST_AS(Attribute, node)->attr->text, "__debug__") == 0)
            return raise_at(walk, node->at,
                            AST_AS(Attribute, node)->ctx == AST_DEL ? "cannot delete __debug__"
                                                                    : "cannot assign to __debug__",
                            NULL);
        return ast_each_child(node, visit, walk);
    case AST_MATCH_VALUE:
        if (AST_AS(MatchValue, node)->value->kind == AST_JOINED_STR)
            return raise_at(walk, AST_AS(MatchValue, node)->value->at,
                            "patterns may only match literals and attribute lookups", NULL);
        return ast_each_child(node, visit, walk);
    case AST_MATCH_STAR:
        return !AST_AS(MatchStar, node)->name || bind(walk, AST_AS(MatchStar, node)->name, 0, node->at);
    case AST_MATCH_AS:
        return visit_optional(walk, AST_AS(MatchAs, node)->pattern) &&
               (!AST_AS(MatchAs, node)->name || bind(walk, AST_AS(MatchAs, node)->name, 0, node->at));
    case AST_MATCH_MAPPING:
        return ast_each_child(node, visit, walk) &&
               (!AST_AS(MatchMapping, node)->rest || bind(walk, AST_AS(MatchMapping, node)->rest, 0, node->at));
    default:
        return ast_each_child(node, visit, walk);
    }
}

static bool visit(AstNode *node, void *context)
{
    Walk *walk = context;
    switch (node->kind) {
    case AST_FUNCTION_DEF:
        return visit_function(walk, AST_AS(FunctionDef, node));
    case AST_LAMBDA:
        return visit_lambda(walk, AST_AS(Lambda, node));
    case AST_CLASS_DEF:
        return visit_class(walk, AST_AS(ClassDef, node));
    case AST_TYPE_ALIAS:
        return visit_type_alias(walk, AST_AS(TypeAlias, node));
    case AST_NAME:
        return visit_name(walk, AST_AS(Name, node));
    case AST_NAMED_EXPR:
        return check_type_scope(walk, node, "named expression") && visit_walrus(walk, AST_AS(NamedExpr, node));
    case AST_LIST_COMP:
        return visit_comprehension(walk, node, AST_AS(ListComp, node)->generators, AST_AS(ListComp, node)->elt, NULL);
    case AST_SET_COMP:
        return visit_comprehension(walk, node, AST_AS(SetComp, node)->generators, AST_AS(SetComp, node)->elt, NULL);
    case AST_DICT_COMP:
        return visit_comprehension(walk, node, AST_AS(DictComp, node)->generators, AST_AS(DictComp, node)->key,
                                   AST_AS(DictComp, node)->value);
    case AST_GENERATOR_EXP:
        return visit_comprehension(walk, node, AST_AS(GeneratorExp, node)->generators, AST_AS(GeneratorExp, node)->elt,
                                   NULL);
    case AST_GLOBAL:
        return visit_declaration(walk, node, AST_AS(Global, node)->names, true);
    case AST_NONLOCAL:
        return visit_declaration(walk, node, AST_AS(Nonlocal, node)->names, false);
    case AST_ANN_ASSIGN:
        return visit_annotated(walk, AST_AS(AnnAssign, node));
    case AST_AUG_ASSIGN:
        return visit(AST_AS(AugAssign, node)->target, walk) && visit(AST_AS(AugAssign, node)->value, walk);
    case AST_IMPORT:
        return visit_imports(walk, AST_AS(Import, node)->names, node->at);
    case AST_IMPORT_FROM:
        return check_future_import(walk, node) && visit_imports(walk, AST_AS(ImportFrom, node)->names, node->at);
    case AST_YIELD:
    case AST_YIELD_FROM:
        return visit_yield(walk, node);
    case AST_RETURN:
        walk->scope->has_value_return |= AST_AS(Return, node)->value != NULL;
        return ast_each_child(node, visit, walk);
    case AST_EXCEPT_HANDLER:
        return visit_handler(walk, AST_AS(ExceptHandler, node));
    default:
        return visit_plain(walk, node);
    }
}

bool scope_build(ScopeTable *table, Interp *interp, const Ast *ast)
{
    *table = (ScopeTable){.interp = interp, .ast = ast};
    size_t count = ast->identifier_count + 1; // one more for a name that is made later
    table->names = mem_alloc_array(&interp->memory, count ? count : 1, sizeof *table->names);
    if (!table->names)
        return false;
    for (size_t i = 0; i < count; i++)
        table->names[i] = VALUE_UNSET;
    table->top = open_scope(table, NULL, SCOPE_MODULE, ast->root);
    if (!table->top)
        return false;
    table->future_count = count_future_imports(ast->root, &table->future_annotations);
    Walk walk = {table, table->top};
    return ast_each_child(ast->root, visit, &walk) && scope_resolve(table);
}

static void free_scope(Memory *memory, Scope *scope)
{
    for (Scope *child = scope->first_child; child;) {
        Scope *next = child->next;
        free_scope(memory, child);
        child = next;
    }
    VECTOR_FREE(&scope->symbols, memory);
    mem_free(memory, scope->index, scope->index_size * sizeof *scope->index);
    mem_free(memory, scope, sizeof *scope);
}

void scope_free(ScopeTable *table)
{
    Memory *memory = &table->interp->memory;
    if (table->top)
        free_scope(memory, table->top);
    size_t count = table->ast->identifier_count + 1;
    if (table->names)
        for (size_t i = 0; i < count; i++)
            value_drop(table->names[i]);
    mem_free(memory, table->names, (count ? count : 1) * sizeof *table->names);
    for (size_t i = 0; i < table->kept.count; i++)
        value_drop(table->kept.items[i]);
    VECTOR_FREE(&table->kept, memory);
}
