#include "syntax/fault.h"

#include <stdio.h>

void fault_set_va(Fault *fault, ErrorKind kind, const AstLocation *at, const char *format, va_list arguments)
{
    if (fault_is_set(fault))
        return;
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    char *message = length < 0 ? NULL : arena_alloc(fault->arena, (size_t)length + 1);
    if (message)
        vsnprintf(message, (size_t)length + 1, format, again);
    va_end(again);
    fault->kind = message ? kind : ERROR_MEMORY_ERROR;
    fault->message = message;
    fault->line = at ? at->line : 0;
    fault->column = at ? (int64_t)at->column : FAULT_NO_COLUMN;
    fault->end_line = at ? at->end_line : 0;
    fault->end_column = at ? (int64_t)at->end_column : FAULT_NO_COLUMN;
}

void fault_set(Fault *fault, ErrorKind kind, const AstLocation *at, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fault_set_va(fault, kind, at, format, arguments);
    va_end(arguments);
}

void fault_clear(Fault *fault)
{
    *fault = (Fault){.arena = fault->arena};
}
