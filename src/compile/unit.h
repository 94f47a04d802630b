// A unit: one code object under construction. Instructions, labels, constants and the exception table.
//
// The stack's height is followed as instructions are added; what cannot be reached is left out.
#ifndef COMPILE_UNIT_H
#define COMPILE_UNIT_H

#include "base/vector.h"
#include "compile/code.h"
#include "compile/scope.h"

typedef int32_t Label; // an index of Unit.labels

typedef struct UnitLabel {
    int32_t position; // -1 until placed
    int32_t depth;    // -1 until known
    bool used;
} UnitLabel;

typedef struct UnitInstruction {
    Opcode opcode;
    uint32_t operand; // of a jump: a Label
    CodeLocation at;
    int32_t handler; // index of Unit.handlers; -1 where exceptions leave the frame
} UnitInstruction;

typedef struct UnitHandler {
    Label label;
    int32_t depth;
    int32_t outer;
} UnitHandler;

typedef enum BlockKind {
    BLOCK_WHILE,
    BLOCK_FOR,             // one value on the stack: the iterator
    BLOCK_TRY,             // the body of try/except: nothing to do but to leave its handler
    BLOCK_FINALLY,         // `body` runs on the way out
    BLOCK_WITH,            // one value: __exit__
    BLOCK_HANDLER,         // one value: the exception handled before; `name` is unbound on the way out
    BLOCK_FINALLY_HANDLER, // two values: the exception handled before, the exception
    BLOCK_STAR_HANDLER,    // no way out: break, continue and return are refused
    BLOCK_VALUE,           // one value that is dropped on the way out
} BlockKind;

/// What stands around a statement and has to be left by break, continue and return.
typedef struct Block {
    BlockKind kind;
    Label next, end;           // of loops: where continue and break go
    int32_t handler;           // the handler outside of the block
    AstNodes body;             // of FINALLY
    const AstIdentifier *name; // of HANDLER
    AstLocation at;            // of WITH
} Block;

typedef struct Unit {
    struct Unit *outer;
    Scope *scope;
    struct UnitInstructions VECTOR(UnitInstruction) instructions;
    struct UnitLabels VECTOR(UnitLabel) labels;
    struct UnitHandlers VECTOR(UnitHandler) handlers;
    struct UnitBlocks VECTOR(Block) blocks;
    struct UnitValues VECTOR(Value) constants;
    struct UnitNames VECTOR(Value) names;
    struct UnitSites VECTOR(uint32_t) sites; // the index of each site's name
    struct UnitSlots VECTOR(Value) slot_names;
    struct UnitSlotKinds VECTOR(uint8_t) slot_kinds;
    struct UnitAttributes VECTOR(const AstIdentifier *) attributes; // of a class: what its methods assign to self
    int32_t handler;
    size_t fence; // where the last label was placed: what stands before is not joined with what follows
    int depth, max_depth;
    bool unreachable;
    bool has_doc;
    AstLocation at;
    Value name, qualified_name;
    uint32_t argument_count, positional_only_count, keyword_only_count, first_free, free_count, first_line;
    unsigned flags;
} Unit;

void unit_free(Interp *interp, Unit *unit);
/// Adds an instruction at unit->at. Like all of these: false with an error pending on failure.
MUST_USE bool unit_add(Interp *interp, Unit *unit, Opcode opcode, uint32_t operand);
MUST_USE bool unit_jump(Interp *interp, Unit *unit, Opcode opcode, Label label);
/// A new label; -1 on failure.
Label unit_label(Interp *interp, Unit *unit);
/// Places a label here.
void unit_place(Unit *unit, Label label);
/// Exceptions go to `label` from here on (at the present height). Returns the handler that was in force in *before.
MUST_USE bool unit_enter_handler(Interp *interp, Unit *unit, Label label, int32_t *before);
/// As unit_enter_handler with another height than the present one.
MUST_USE bool unit_enter_handler_at(Interp *interp, Unit *unit, Label label, int depth, int32_t *before);
/// The index of an equal constant, added where it is new; takes the value. -1 on failure.
int64_t unit_constant_take(Interp *interp, Unit *unit, Value value);
/// The index of a name. -1 on failure.
int64_t unit_name(Interp *interp, Unit *unit, Object *name);
/// A new site for a name; sites of globals are shared. -1 on failure.
int64_t unit_site(Interp *interp, Unit *unit, Object *name);
/// Notes an attribute that a method assigns, once for each name.
MUST_USE bool unit_attribute(Interp *interp, Unit *class_unit, const AstIdentifier *name);
/// A new slot. -1 on failure.
int64_t unit_slot(Interp *interp, Unit *unit, Object *name, CodeSlotKind kind);
/// Makes the code object. NULL on failure.
MUST_USE Code *unit_assemble(Interp *interp, Unit *unit, Value filename, Value source);

#endif
