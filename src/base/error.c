#include "base/error.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct KindRow {
    const char *name;
    ErrorKind parent;
    const char *doc;
} KindRow;

static const KindRow KINDS[ERROR_KIND_COUNT] = {
    [ERROR_NONE] = {"", ERROR_NONE, ""},
#define EXCEPTION(id, name, parent, doc) [ERROR_##id] = {name, ERROR_##parent, doc},
#include "exceptions.def"
#undef EXCEPTION
};

const char *error_kind_name(ErrorKind kind)
{
    return KINDS[kind].name;
}

ErrorKind error_kind_parent(ErrorKind kind)
{
    return KINDS[kind].parent;
}

const char *error_kind_doc(ErrorKind kind)
{
    return KINDS[kind].doc;
}

bool error_kind_is(ErrorKind kind, ErrorKind ancestor)
{
    while (kind != ERROR_NONE && kind != ancestor)
        kind = KINDS[kind].parent;
    return kind == ancestor;
}

void error_clear(Error *error)
{
    char *message = error->message;
    void *instance = error->instance;
    void (*release)(void *) = error->release;
    *error = (Error){0};
    free(message);
    if (instance && release)
        release(instance); // last: releasing may run code that raises
}

void error_raise_text(Error *error, ErrorKind kind, const char *text, size_t length)
{
    // Copy first: `text` may be the message that is being replaced.
    char *copy = malloc(length + 1);
    if (copy) {
        memcpy(copy, text, length);
        copy[length] = '\0';
    }
    error_clear(error);
    error->kind = copy ? kind : ERROR_MEMORY_ERROR;
    error->message = copy;
    error->length = copy ? length : 0;
}

void error_raise_bare(Error *error, ErrorKind kind)
{
    error_clear(error);
    error->kind = kind;
}

void error_raise_va(Error *error, ErrorKind kind, const char *format, va_list arguments)
{
    char stack_buffer[512];
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(stack_buffer, sizeof stack_buffer, format, arguments);
    if (length < 0) {
        error_raise_text(error, kind, format, strlen(format));
    } else if ((size_t)length < sizeof stack_buffer) {
        error_raise_text(error, kind, stack_buffer, (size_t)length);
    } else {
        char *heap_buffer = malloc((size_t)length + 1);
        if (heap_buffer) {
            vsnprintf(heap_buffer, (size_t)length + 1, format, again);
            error_raise_text(error, kind, heap_buffer, (size_t)length);
            free(heap_buffer);
        } else {
            error_raise_bare(error, ERROR_MEMORY_ERROR);
        }
    }
    va_end(again);
}

void error_raise(Error *error, ErrorKind kind, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    error_raise_va(error, kind, format, arguments);
    va_end(arguments);
}

void error_move(Error *to, Error *from)
{
    *to = *from;
    *from = (Error){0};
}
