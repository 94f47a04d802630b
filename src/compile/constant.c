#include "compile/constant.h"

#include "object/bytes.h"
#include "object/complex.h"
#include "object/int.h"
#include "object/str.h"

Value constant_value(Interp *interp, const AstConstantValue *constant)
{
    switch (constant->kind) {
    case AST_CONSTANT_NONE:
        return VALUE_NONE;
    case AST_CONSTANT_TRUE:
        return VALUE_TRUE;
    case AST_CONSTANT_FALSE:
        return VALUE_FALSE;
    case AST_CONSTANT_ELLIPSIS:
        return VALUE_ELLIPSIS;
    case AST_CONSTANT_INT:
        return value_from_int(constant->integer);
    case AST_CONSTANT_BIG_INT:
        return int_parse(interp, constant->text.bytes, constant->text.length, constant->base);
    case AST_CONSTANT_FLOAT:
        return value_from_float(constant->number);
    case AST_CONSTANT_IMAGINARY:
        return complex_new(interp, 0.0, constant->number);
    case AST_CONSTANT_STR: {
        Value text = str_new(interp, constant->text.bytes, constant->text.length);
        return value_is_error(text) ? text : str_intern_take(interp, text);
    }
    case AST_CONSTANT_BYTES:
        return bytes_new(interp, constant->text.bytes, constant->text.length);
    }
    return VALUE_UNSET;
}
