#include "compile/disassemble.h"

#include "object/list.h"
#include "object/operate.h"
#include "object/str.h"

static const char *const COMPARISONS[] = {"<", "<=", "==", "!=", ">", ">="};
static const char *const BINARIES[] = {
#define BINARY(id, symbol, dunder, reflected, inplace) symbol,
#include "operators.def"
#undef BINARY
};

static bool append_repr(Interp *interp, Text *out, Value value)
{
    if (value.tag == TAG_OBJECT && value.object->type == interp->types[TYPE_CODE])
        return text_append_format(out, "<code %s>", str_of(code_of(value)->qualified_name)->text);
    Value text = value_repr(interp, value);
    bool done = !value_is_error(text) && text_append(out, str_of(text)->text, str_of(text)->bytes);
    value_drop(text);
    return done;
}

static bool append_kind(Text *out, Opcode opcode, uint32_t operand)
{
    if (opcode == OP_COMPARE)
        return text_append_string(out, COMPARISONS[operand]);
    if (opcode == OP_BINARY)
        return text_append_string(out, BINARIES[operand]);
    if (opcode == OP_INPLACE)
        return text_append_format(out, "%s=", BINARIES[operand]);
    return text_append_format(out, "%u", operand);
}

static bool append_operand(Interp *interp, Text *out, const Code *code, Instruction instruction)
{
    Opcode opcode = instruction_opcode(instruction);
    uint32_t operand = instruction_operand(instruction);
    switch (opcode_operand(opcode)) {
    case OPERAND_NONE:
        return true;
    case OPERAND_SLOT:
        return text_append_string(out, str_of(code->slot_names[operand])->text);
    case OPERAND_SLOTS:
        if (opcode == OP_LOAD_LOCALS_PAIR)
            return text_append_format(out, "%s, %s", str_of(code->slot_names[operand & 0xfff])->text,
                                      str_of(code->slot_names[operand >> 12])->text);
        if (opcode == OP_LOAD_LOCAL_ATTRIBUTE)
            return text_append_format(out, "%s.%s", str_of(code->slot_names[operand & 0xfff])->text,
                                      str_of(code->sites[operand >> 12].name)->text);
        return text_append_format(out, "%u, %u", operand & 0xfff, operand >> 12);
    case OPERAND_CONST:
        return append_repr(interp, out, code->constants[operand]);
    case OPERAND_NAME:
        return text_append_string(out, str_of(code->names[operand])->text);
    case OPERAND_SITE:
        return text_append_string(out, str_of(code->sites[operand].name)->text);
    case OPERAND_JUMP:
        return text_append_format(out, "to %u", operand);
    case OPERAND_KIND:
        return append_kind(out, opcode, operand);
    case OPERAND_INTEGER:
        if (opcode == OP_COMPARE_INT)
            return text_append_format(out, "%s %d", COMPARISONS[operand & 7], instruction_integer(instruction) >> 3);
        if (opcode == OP_ADD_INT || opcode == OP_SUBTRACT_INT)
            return text_append_format(out, "%d%s", instruction_integer(instruction) >> 1,
                                      operand & 1 ? " in place" : "");
        return text_append_format(out, "%d", instruction_integer(instruction));
    case OPERAND_COUNT:
        break;
    }
    return text_append_format(out, "%u", operand);
}

static bool append_instructions(Interp *interp, Text *out, const Code *code)
{
    uint32_t line = 0;
    for (uint32_t i = 0; i < code->instruction_count; i++) {
        Opcode opcode = instruction_opcode(code->instructions[i]);
        uint32_t here = code_location(code, i).line;
        if (here != line)
            text_append_format(out, "%5u", here);
        else
            text_append_string(out, "     ");
        line = here;
        bool bare = opcode_operand(opcode) == OPERAND_NONE;
        text_append_format(out, bare ? " %5u  %s" : " %5u  %-22s ", i, opcode_name(opcode));
        if (!append_operand(interp, out, code, code->instructions[i]))
            return false;
        text_append_char(out, '\n');
    }
    for (uint32_t i = 0; i < code->handler_count; i++)
        text_append_format(out, "      %u to %u: exceptions to %u, height %u\n", code->handlers[i].start,
                           code->handlers[i].end, code->handlers[i].target, code->handlers[i].depth);
    return !out->failed;
}

static bool disassemble_constant(Interp *interp, Value constant, Text *out)
{
    if (constant.tag != TAG_OBJECT || constant.object->type != interp->types[TYPE_CODE])
        return true;
    return text_append_char(out, '\n') && disassemble(interp, code_of(constant), out);
}

bool disassemble(Interp *interp, Code *code, Text *out)
{
    if (!code_load(interp, code))
        return false;
    text_append_format(out, "%s  slots %u, stack %u\n", str_of(code->qualified_name)->text, code->slot_count,
                       code->stack_size);
    if (!append_instructions(interp, out, code))
        return false;
    for (uint32_t i = 0; i < code->constant_count; i++)
        if (!disassemble_constant(interp, code->constants[i], out))
            return false;
    return true;
}
