// Instructions: the enum and the facts of grammar/opcodes.def.
//
//    31                8 7      0
//   |     operand        | opcode |
#ifndef COMPILE_OPCODE_H
#define COMPILE_OPCODE_H

#include <stdbool.h>
#include <stdint.h>

typedef enum Opcode {
#define OP(name, operand, pops, pushes, taken, stack, meaning) OP_##name,
#include "opcodes.def"
#undef OP
    OPCODE_COUNT
} Opcode;

typedef enum OperandKind {
    OPERAND_NONE,
    OPERAND_SLOT,
    OPERAND_SLOTS,
    OPERAND_CONST,
    OPERAND_NAME,
    OPERAND_SITE,
    OPERAND_JUMP,
    OPERAND_COUNT,
    OPERAND_KIND,
    OPERAND_INTEGER,
} OperandKind;

typedef uint32_t Instruction;

enum { OPERAND_LIMIT = 1 << 24, SLOTS_LIMIT = 1 << 12 };

static inline Instruction instruction_make(Opcode opcode, uint32_t operand)
{
    return (Instruction)opcode | operand << 8;
}
static inline Opcode instruction_opcode(Instruction instruction)
{
    return (Opcode)(instruction & 0xff);
}
static inline uint32_t instruction_operand(Instruction instruction)
{
    return instruction >> 8;
}
/// The operand of an INTEGER row.
static inline int32_t instruction_integer(Instruction instruction)
{
    return (int32_t)instruction >> 8;
}

const char *opcode_name(Opcode opcode);
OperandKind opcode_operand(Opcode opcode);
/// The stack picture and the sentence of the row.
const char *opcode_stack(Opcode opcode);
const char *opcode_meaning(Opcode opcode);
/// What the instruction does to the stack's height.
int opcode_effect(Opcode opcode, uint32_t operand);
/// What it does when its jump is taken.
int opcode_effect_taken(Opcode opcode);
/// True where the next instruction is not reached from here.
bool opcode_ends_flow(Opcode opcode);

#endif
