#include "compile/opcode.h"

typedef struct OpcodeRow {
    const char *name;
    OperandKind operand;
    int taken;
    const char *stack;
    const char *meaning;
} OpcodeRow;

static const OpcodeRow ROWS[OPCODE_COUNT] = {
#define OP(name, operand, pops, pushes, taken, stack, meaning) {#name, OPERAND_##operand, taken, stack, meaning},
#include "opcodes.def"
#undef OP
};

const char *opcode_name(Opcode opcode)
{
    return ROWS[opcode].name;
}

OperandKind opcode_operand(Opcode opcode)
{
    return ROWS[opcode].operand;
}

const char *opcode_stack(Opcode opcode)
{
    return ROWS[opcode].stack;
}

const char *opcode_meaning(Opcode opcode)
{
    return ROWS[opcode].meaning;
}

int opcode_effect(Opcode opcode, uint32_t operand)
{
    int n = (int)operand;
    (void)n;
    switch (opcode) {
#define OP(name, kind, pops, pushes, taken, stack, meaning)                                                            \
    case OP_##name:                                                                                                    \
        return (pushes) - (pops);
#include "opcodes.def"
#undef OP
    default:
        return 0;
    }
}

int opcode_effect_taken(Opcode opcode)
{
    return ROWS[opcode].taken;
}

bool opcode_ends_flow(Opcode opcode)
{
    return opcode == OP_JUMP || opcode == OP_JUMP_BACK || opcode == OP_RETURN || opcode == OP_RETURN_CONST ||
           opcode == OP_RAISE || opcode == OP_RERAISE;
}
