// The emitter: walks the tree and adds instructions to units. Private to src/compile.
//
// All functions return false with an error pending on failure.
#ifndef COMPILE_EMIT_H
#define COMPILE_EMIT_H

#include "compile/compile.h"
#include "compile/unit.h"

typedef struct Compiler {
    Interp *interp;
    const Ast *ast;
    ScopeTable scopes;
    Scope *scope; // of names: a comprehension's where one is being emitted
    Unit *unit;
    Value filename, source;
    const CompileOptions *options;
    bool show_values;
} Compiler;

#define TRY(condition)                                                                                                 \
    do {                                                                                                               \
        if (!(condition))                                                                                              \
            return false;                                                                                              \
    } while (0)

/// How a name is reached.
typedef enum ReferenceKind {
    REFERENCE_LOCAL,
    REFERENCE_CELL,
    REFERENCE_CLASS_CELL, // loads look at the class body first
    REFERENCE_NAME,
    REFERENCE_GLOBAL,
    REFERENCE_NAMESPACE_GLOBAL, // from a type parameter scope in a class
    REFERENCE_NAMESPACE_CELL,
} ReferenceKind;
typedef struct Reference {
    ReferenceKind kind;
    uint32_t slot;
} Reference;

// emit.c: units, names, constants
bool emit(Compiler *c, Opcode opcode, uint32_t operand);
bool emit_jump(Compiler *c, Opcode opcode, Label label);
Label emit_label(Compiler *c);
void emit_place(Compiler *c, Label label);
void emit_at(Compiler *c, const AstNode *node);
bool emit_constant_take(Compiler *c, Value value);
bool emit_text(Compiler *c, const char *bytes, size_t length);
bool emit_identifier(Compiler *c, const AstIdentifier *identifier); // the unmangled name as a constant
bool emit_name(Compiler *c, const AstIdentifier *identifier, AstContext context);
bool emit_name_object(Compiler *c, Object *name, AstContext context);
/// Adds an instruction whose operand is a name or a site.
bool emit_named(Compiler *c, Opcode opcode, const AstIdentifier *name);
bool emit_named_text(Compiler *c, Opcode opcode, const char *name);
Object *emit_mangled(Compiler *c, const AstIdentifier *identifier);
Object *emit_intern(Compiler *c, const char *text); // kept by the scope table
Reference emit_resolve(Compiler *c, Object *name);
bool emit_raise(Compiler *c, AstLocation at, const char *format, ...) FORMAT_CHECK(3, 4);
/// Opens a unit for a scope; the parameters' slots come first. `name` is kept.
bool emit_enter(Compiler *c, Unit *unit, Scope *scope, Object *name, const AstArguments *parameters, AstLocation at);
/// Closes it and leaves its code as a constant of the outer unit; false also where `done` is false.
/// Pushes the closure, if any, and makes the function; bits in `flags` as MAKE_FUNCTION's.
bool emit_leave_function(Compiler *c, Unit *unit, bool done, unsigned flags);
Code *emit_leave(Compiler *c, Unit *unit, bool done);

// emit_expression.c
bool emit_expression(Compiler *c, AstNode *node);
bool emit_optional(Compiler *c, AstNode *node); // None where absent
/// Jumps to `label` where the truth of `node` is `when`.
bool emit_condition(Compiler *c, AstNode *node, Label label, bool when);
bool emit_sequence(Compiler *c, AstNodes items, Opcode build, Opcode append, Opcode extend, bool as_tuple);
bool emit_slice_operand(Compiler *c, AstNode *slice);
bool emit_joined(Compiler *c, AstJoinedStr *joined);
bool emit_operator(Compiler *c, AstOperator op, bool in_place);
/// Pushes what a call calls and its self.
bool emit_callee(Compiler *c, AstNode *function);
bool emit_formatted(Compiler *c, AstFormattedValue *formatted);

// emit_call.c
bool emit_call(Compiler *c, AstCall *call);
/// The arguments of a call or a class statement, on top of `count` positional values that are there already, and the
/// call instruction.
bool emit_arguments(Compiler *c, const AstNode *node, size_t count, AstNodes arguments, AstNodes keywords);

// emit_comprehension.c
bool emit_comprehension(Compiler *c, AstNode *node);

// emit_function.c
bool emit_function(Compiler *c, AstFunctionDef *function);
bool emit_lambda(Compiler *c, AstLambda *lambda);
bool emit_class(Compiler *c, AstClassDef *class);
bool emit_function_object(Compiler *c, AstFunctionDef *function, unsigned flags);
bool emit_class_object(Compiler *c, AstClassDef *class, AstNodes bases);
bool emit_annotation(Compiler *c, AstNode *annotation);

// emit_generic.c: type parameters
bool emit_generic_function(Compiler *c, AstFunctionDef *function, unsigned flags);
bool emit_generic_class(Compiler *c, AstClassDef *class);
bool emit_type_alias(Compiler *c, AstTypeAlias *alias);

// emit_assign.c
bool emit_store(Compiler *c, AstNode *target);
bool emit_delete(Compiler *c, AstNode *target);
bool emit_augmented(Compiler *c, AstAugAssign *assign);
bool emit_annotated(Compiler *c, AstAnnAssign *assign);

// emit_statement.c
bool emit_body(Compiler *c, AstNodes body);
/// Makes __annotations__ where the body of a module or class annotates anything.
bool emit_annotations_setup(Compiler *c, AstNodes body);
/// A body whose first statement may be a docstring: skips it.
bool emit_statement(Compiler *c, AstNode *node);
/// The docstring of a body, NULL where there is none.
const AstConstantValue *emit_docstring(AstNodes body);

// emit_block.c: leaving blocks
bool emit_push_block(Compiler *c, Block block);
void emit_pop_block(Compiler *c);
/// Leaves all blocks above `count`; `value`: a value on top of the stack stays there.
bool emit_unwind(Compiler *c, size_t count, bool value);
bool emit_return(Compiler *c, AstReturn *node);
bool emit_loop_exit(Compiler *c, AstNode *node);
/// name = None; del name
bool emit_unbind(Compiler *c, const AstIdentifier *name);

// emit_try.c
bool emit_try(Compiler *c, AstTry *node);
bool emit_try_star(Compiler *c, AstTryStar *node);
bool emit_with(Compiler *c, AstWith *node);

// emit_match.c
bool emit_match(Compiler *c, AstMatch *node);

// fold.c
/// The value of a constant expression, owned; VALUE_UNSET where it is none, VALUE_ERROR on failure.
Value fold_expression(Compiler *c, const AstNode *node);

#endif
