// From what the evaluator left behind to a result: the status, the traceback, the exception in pieces.
#include <stdlib.h>
#include <string.h>

#include "object/dict.h"
#include "object/exception.h"
#include "object/module.h"
#include "object/operate.h"
#include "object/str.h"
#include "session/session.h"
#include "vm/traceback.h"

static char *copy_bytes(const char *bytes, size_t length)
{
    char *copy = malloc(length + 1);
    if (copy) {
        memcpy(copy, bytes, length);
        copy[length] = '\0';
    }
    return copy;
}

// Moves a run's collected output into the result.
static char *take_collected(Text *text, size_t *length)
{
    *length = text->length;
    char *copy = copy_bytes(text_string(text), text->length);
    text_free(text);
    return copy;
}

void torchlet_result_free(TorchletResult *result)
{
    free(result->output);
    free(result->errors);
    free(result->exception);
    free(result->exception_type);
    free(result->message);
    *result = (TorchletResult){0};
}

// The process status of sys.exit(code): an int is itself, None is 0, anything else is printed and means 1.
static int exit_status(TorchletSession *session, Value exception)
{
    Interp *interp = &session->vm->interp;
    Value code = exception_of(exception)->fields[SYSTEM_EXIT_CODE];
    if (code.tag == TAG_INT || code.tag == TAG_BOOL)
        return (int)(code.integer & 0xFF);
    if (code.tag == TAG_NONE || code.tag == TAG_ERROR || code.tag == TAG_UNSET)
        return 0;
    Value text = value_str(interp, code);
    if (!value_is_error(text)) {
        const Str *s = str_of(text);
        if (!interp->hooks.write(interp, 2, s->text, s->bytes) || !interp->hooks.write(interp, 2, "\n", 1))
            error_clear(&interp->error);
    }
    value_drop(text);
    error_clear(&interp->error);
    return 1;
}

// sys.tracebacklimit counts from the innermost entry.
static TracebackRange shown_range(Interp *interp)
{
    TracebackRange range = {.traceback = VALUE_UNSET};
    Value sys = interp->modules.tag == TAG_OBJECT ? dict_get_text(interp, interp->modules, "sys") : VALUE_UNSET;
    Value limit = sys.tag == TAG_OBJECT ? dict_get_text(interp, module_dict(sys), "tracebacklimit") : VALUE_UNSET;
    if (limit.tag == TAG_INT) {
        range.limited = true;
        range.limit = limit.integer > 0 ? -limit.integer : 0;
    }
    value_drop(limit);
    value_drop(sys);
    error_clear(&interp->error);
    return range;
}

// What a report may take beyond the memory limit: a program that used all of it is reported as well.
enum { REPORT_BYTES = 4 << 20 };

// Prints the traceback to standard error and keeps the exception's own lines.
static void print_exception(TorchletSession *session, Value exception, TorchletResult *result)
{
    Interp *interp = &session->vm->interp;
    Text text;
    text_init(&text, &interp->memory);
    TracebackRange range = shown_range(interp);
    if (traceback_print(interp, &text, exception, &range))
        session->written = 0; // the report of an exceeded limit is not cut off by it
    error_clear(&interp->error);
    if (text.length && !interp->hooks.write(interp, 2, text.bytes, text.length))
        error_clear(&interp->error);
    text_clear(&text);
    if (traceback_print_only(interp, &text, exception)) {
        while (text.length && text.bytes[text.length - 1] == '\n')
            text.bytes[--text.length] = '\0';
        result->exception = copy_bytes(text_string(&text), text.length);
    }
    text_free(&text);
    error_clear(&interp->error);
    result->exception_type = strdup(value_type_name(interp, exception));
    Value message = value_str(interp, exception);
    if (!value_is_error(message))
        result->message = copy_bytes(str_of(message)->text, str_of(message)->bytes);
    value_drop(message);
    error_clear(&interp->error);
}

// The line of the text where the exception passed last.
static int last_line(Value exception)
{
    int line = 0;
    for (Value at = exception_of(exception)->traceback; at.tag == TAG_OBJECT; at = traceback_of(at)->next)
        line = (int)traceback_location(traceback_of(at)).line;
    return line;
}

// What a raised exception makes of the result.
static void report_exception(TorchletSession *session, TorchletResult *result)
{
    Interp *interp = &session->vm->interp;
    const size_t limit_bytes = interp->memory.limit_bytes;
    if (limit_bytes <= SIZE_MAX - REPORT_BYTES)
        interp->memory.limit_bytes += REPORT_BYTES;
    Value exception = exception_fetch(interp);
    if (error_kind_is(exception_kind(interp, exception), ERROR_SYSTEM_EXIT)) {
        result->status = TORCHLET_COMPLETED;
        result->exited = true;
        result->exit_code = exit_status(session, exception);
    } else {
        result->line = last_line(exception);
        print_exception(session, exception, result);
    }
    interp->memory.limit_bytes = limit_bytes;
    value_drop(exception);
    error_clear(&interp->error);
}

static const struct {
    TorchletStatus status;
    int exit_code;
} OUTCOMES[] = {
    [VM_COMPLETED] = {TORCHLET_COMPLETED, 0},   [VM_RAISED] = {TORCHLET_RAISED, 1},
    [VM_LIMIT] = {TORCHLET_LIMIT, 3},           [VM_UNSUPPORTED] = {TORCHLET_UNSUPPORTED, 4},
    [VM_INCOMPLETE] = {TORCHLET_INCOMPLETE, 0},
};

static const TorchletLimit LIMITS[] = {
    [VM_LIMIT_NONE] = TORCHLET_NO_LIMIT,       [VM_LIMIT_STEPS] = TORCHLET_LIMIT_STEPS,
    [VM_LIMIT_TIME] = TORCHLET_LIMIT_TIME,     [VM_LIMIT_OUTPUT] = TORCHLET_LIMIT_OUTPUT,
    [VM_LIMIT_MEMORY] = TORCHLET_LIMIT_MEMORY,
};

void session_report(TorchletSession *session, VmOutcome outcome, TorchletResult *result)
{
    *result = (TorchletResult){.status = OUTCOMES[outcome].status, .exit_code = OUTCOMES[outcome].exit_code};
    if (outcome == VM_LIMIT)
        result->limit = LIMITS[session->vm->limit];
    if (error_pending(&session->vm->interp.error))
        report_exception(session, result);
    result->output = take_collected(&session->collected[0], &result->output_length);
    result->errors = take_collected(&session->collected[1], &result->errors_length);
    result->peak_bytes = session->vm->interp.memory.peak_bytes;
    result->allocations = session->vm->interp.memory.requests;
}
