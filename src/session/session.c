#include "session/session.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "compile/disassemble.h"
#include "lib/builtins.h"
#include "lib/files.h"
#include "lib/modules.h"
#include "lib/names.h"
#include "lib/torch/state.h"
#include "lib/warn.h"
#include "object/dict.h"
#include "object/exception.h"
#include "object/operate.h"
#include "object/str.h"
#include "syntax/syntax.h"
#include "tensor/generator.h"

static const uint64_t DEFAULT_STEPS = 2000000000;
static const uint64_t DEFAULT_MEMORY = (uint64_t)2 << 30;
static const uint64_t DEFAULT_OUTPUT = 16 << 20;
static const double DEFAULT_SECONDS = 60;

double session_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

// ---- what the evaluator asks of its host ----

/// Counts output; false with the limit's error pending.
static bool spend(Interp *interp, uint64_t bytes)
{
    TorchletSession *session = interp->host;
    bool fits = bytes <= session->options.output_bytes && session->written <= session->options.output_bytes - bytes;
    session->written += fits ? bytes : 0;
    if (fits)
        return true;
    session->vm->limit = VM_LIMIT_OUTPUT;
    error_raise(&interp->error, ERROR_LIMIT_EXCEEDED, "the output limit of %llu bytes was reached",
                (unsigned long long)session->options.output_bytes);
    return false;
}

static bool write_stream(Interp *interp, int stream, const char *bytes, size_t length)
{
    TorchletSession *session = interp->host;
    if (!spend(interp, length))
        return false;
    if (session->options.write)
        return session->options.write(session->options.context, stream, bytes, length) ||
               (error_raise(&interp->error, ERROR_OS_ERROR, "the output cannot be written"), false);
    return text_append(&session->collected[stream == 2], bytes, length) ||
           (error_raise_bare(&interp->error, ERROR_MEMORY_ERROR), false);
}

static size_t read_line(Interp *interp, char *line, size_t size)
{
    TorchletSession *session = interp->host;
    size_t length = session->options.read ? session->options.read(session->options.context, line, size) : 0;
    return vm_check_interrupt(session->vm) ? length : 0;
}

/// Whether the time limit will be passed in `ahead` seconds.
static bool is_late(const TorchletSession *session, double ahead)
{
    double used = session_clock() - session->started + session->waited;
    return session->options.seconds >= 0 && used + ahead > session->options.seconds;
}

static VmLimit poll_limits(Vm *vm)
{
    return is_late(vm->interp.host, 0) ? VM_LIMIT_TIME : VM_LIMIT_NONE;
}

// Long loops of operators ask here, where no step is counted.
static bool poll_runtime(Runtime *runtime)
{
    Vm *vm = vm_of(((Torch *)runtime)->interp);
    return poll_limits(vm) == VM_LIMIT_NONE ? vm_check_interrupt(vm) : vm_raise_limit(vm, VM_LIMIT_TIME);
}

// What would pass the limit is not begun: the program cannot end in time any more.
static bool foresee(Interp *interp, double seconds)
{
    TorchletSession *session = interp->host;
    return !is_late(session, seconds) || vm_raise_limit(session->vm, VM_LIMIT_TIME);
}

static bool foresee_runtime(Runtime *runtime, double seconds)
{
    return foresee(((Torch *)runtime)->interp, seconds);
}

static bool wait_for(Interp *interp, double seconds)
{
    TorchletSession *session = interp->host;
    if (!foresee(interp, seconds))
        return false;
    session->waited += seconds;
    double whole = floor(seconds);
    struct timespec left = {(time_t)whole, (long)((seconds - whole) * 1e9)};
    while (nanosleep(&left, &left) != 0 && errno == EINTR)
        if (!vm_check_interrupt(session->vm))
            return false;
    return true;
}

// ---- modules of the program's folders ----

/// True where a failure says that there is no file of a name.
static bool is_missing(int failure)
{
    return failure == -ENOENT || failure == -ENOTDIR || failure == -EISDIR || failure == -ENAMETOOLONG;
}

/// Reads PATH and SUFFIX as a file. *bytes is owned. 0, or minus the failure: with an error pending unless the file is
/// missing.
static int read_file(Interp *interp, const Files *files, const char *path, const char *suffix, char **bytes,
                     size_t *length)
{
    Text name;
    text_init(&name, &interp->memory);
    int failure = text_append_string(&name, path) && text_append_string(&name, suffix)
                      ? files_read_all(files, text_string(&name), &interp->memory, bytes, length)
                      : -ENOMEM;
    if (failure && !is_missing(failure) && !error_pending(&interp->error)) {
        Value filename = failure == -ENOMEM ? VALUE_NONE : str_from_string(interp, text_string(&name));
        if (!value_is_error(filename))
            exception_raise_os(interp, -failure, filename);
        value_drop(filename);
    }
    text_free(&name);
    return failure;
}

/// Reads NAME/__init__.py or NAME.py; where there is neither, a folder is an empty package. *bytes is owned. False
/// where there is nothing of that name, and with an error pending where it cannot be read.
static bool read_in_folder(Interp *interp, const Files *files, const char *path, char **bytes, size_t *length,
                           bool *package)
{
    int failure = read_file(interp, files, path, "/__init__.py", bytes, length);
    *package = failure == 0;
    if (is_missing(failure))
        failure = read_file(interp, files, path, ".py", bytes, length);
    struct stat facts;
    if (!is_missing(failure) || files_stat(files, path, &facts) != 0 || !S_ISDIR(facts.st_mode))
        return failure == 0;
    *package = true;
    *bytes = mem_copy_text(&interp->memory, "", 0);
    *length = 0;
    return *bytes != NULL;
}

static char *read_module(Vm *vm, const char *dotted_name, size_t *length, bool *package)
{
    TorchletSession *session = vm->interp.host;
    const Files *folders[] = {session->modules, vm->interp.files};
    Text path;
    text_init(&path, &vm->interp.memory);
    text_append_char(&path, '/');
    for (const char *c = dotted_name; *c; c++)
        text_append_char(&path, *c == '.' ? '/' : *c);
    char *bytes = NULL;
    bool found = false;
    for (size_t i = 0; i < COUNT_OF(folders) && !found && !error_pending(&vm->interp.error); i++)
        found = folders[i] && !strchr(dotted_name, '/') &&
                read_in_folder(&vm->interp, folders[i], text_string(&path), &bytes, length, package);
    text_free(&path);
    return found ? bytes : NULL;
}

// ---- opening and closing ----

static TorchletOptions with_defaults(const TorchletOptions *given)
{
    TorchletOptions options = given ? *given : (TorchletOptions){0};
    options.steps = options.steps ? options.steps : DEFAULT_STEPS;
    options.seconds = options.seconds != 0 ? options.seconds : DEFAULT_SECONDS;
    options.memory_bytes = options.memory_bytes ? options.memory_bytes : DEFAULT_MEMORY;
    options.output_bytes = options.output_bytes ? options.output_bytes : DEFAULT_OUTPUT;
    return options;
}

static bool start(TorchletSession *session)
{
    Interp *interp = &session->vm->interp;
    interp->host = session;
    interp->entropy = session->options.entropy;
    interp->hooks.write = write_stream;
    interp->hooks.read_line = read_line;
    interp->hooks.sleep = wait_for;
    interp->hooks.spend = spend;
    interp->hooks.foresee = foresee;
    interp->hooks.warn = warn_give;
    interp->hooks.warn_syntax = warn_give_syntax;
    interp->hooks.finished = torch_free;
    interp->hooks.add_lazy_names = names_add;
    interp->hooks.refuse_known = names_refuse_known;
    interp->argument_count = session->options.argument_count;
    interp->arguments = session->options.arguments;
    session->vm->poll = poll_limits;
    session->vm->native_modules = MODULES_NATIVE;
    session->vm->embedded_modules = VM_EMBEDDED;
    session->vm->embedded_count = VM_EMBEDDED_COUNT;
    session->vm->module_exists = modules_is_known;
    session->vm->module_is_standard = modules_is_standard;
    if (!torch_start(interp))
        return false;
    Runtime *runtime = interp->runtime;
    runtime->poll = poll_runtime;
    runtime->foresee = foresee_runtime;
    if (session->options.entropy)
        generator_seed(runtime->generator, session->options.entropy);
    else
        generator_seed_random(runtime->generator);
    interp->builtins = builtins_new(interp);
    gc_promote(interp);
    return !value_is_error(interp->builtins);
}

/// Opens the folders that the options name; false with errno set.
static bool open_folders(TorchletSession *session)
{
    Interp *interp = &session->vm->interp;
    const TorchletOptions *options = &session->options;
    interp->files = options->files ? files_new(&session->memory, options->files) : NULL;
    session->modules = options->modules ? files_new(&session->memory, options->modules) : NULL;
    session->vm->read_module = options->files || options->modules ? read_module : NULL;
    return (interp->files || !options->files) && (session->modules || !options->modules);
}

TorchletSession *torchlet_open(const TorchletOptions *options)
{
    TorchletSession *session = calloc(1, sizeof *session);
    if (!session)
        return NULL;
    session->options = with_defaults(options);
    memory_init(&session->memory, &session->error, 0);
    for (int i = 0; i < 2; i++)
        text_init(&session->collected[i], &session->memory);
    VmOptions limits = {.memory_limit = session->options.memory_bytes,
                        .step_limit = session->options.steps,
                        .recursion_limit = session->options.recursion_depth};
    session->vm = vm_create(&limits);
    if (session->vm && open_folders(session) && start(session))
        return session;
    torchlet_close(session);
    return NULL;
}

static void begin_run(TorchletSession *session)
{
    vm_set_step_limit(session->vm, session->options.steps == UINT64_MAX ? 0 : session->options.steps);
    session->written = 0;
    session->started = session_clock();
    session->waited = 0;
    if (session->options.fail_at)
        session->vm->interp.memory.fail_at = session->options.fail_at;
}

// What the program registered for its end runs first, then its variables go.
static void end_program(TorchletSession *session)
{
    Interp *interp = &session->vm->interp;
    Value module = interp->modules.tag == TAG_OBJECT ? dict_get_text(interp, interp->modules, "atexit") : VALUE_UNSET;
    if (module.tag == TAG_OBJECT) {
        begin_run(session);
        value_drop(value_call_method(interp, module, "_run_exitfuncs", 0, NULL));
    }
    value_drop(module);
    error_clear(&interp->error);
    interp_end_program(interp);
}

size_t torchlet_close(TorchletSession *session)
{
    size_t alive = 0;
    Files *files = session->vm ? session->vm->interp.files : NULL;
    if (session->vm) {
        end_program(session);
        torch_clear(&session->vm->interp);
        alive = vm_destroy(session->vm);
    }
    files_delete(files);
    files_delete(session->modules);
    for (int i = 0; i < 2; i++)
        text_free(&session->collected[i]);
    alive += session->memory.live_blocks;
    memory_finish(&session->memory);
    error_clear(&session->error);
    free(session);
    return alive;
}

void torchlet_leave(TorchletSession *session)
{
    end_program(session);
}

// ---- running ----

static void run(TorchletSession *session, const char *text, size_t length, const char *filename, bool interactive,
                TorchletResult *result)
{
    begin_run(session);
    uint64_t steps = session->vm->interp.steps;
    VmOutcome outcome = vm_run_text(session->vm, text, length, filename, interactive);
    session_report(session, outcome, result);
    result->steps = session->vm->interp.steps - steps;
}

void torchlet_run(TorchletSession *session, const char *text, size_t length, const char *filename,
                  TorchletResult *result)
{
    run(session, text, length, filename, false, result);
}

void torchlet_run_interactive(TorchletSession *session, const char *text, size_t length, const char *filename,
                              TorchletResult *result)
{
    run(session, text, length, filename, true, result);
}

void torchlet_interrupt(TorchletSession *session)
{
    session->vm->interrupted = 1;
}

// The value of a Python literal; the text as a str where it is none.
static Value literal_value(Interp *interp, const char *text)
{
    Value module = vm_import_module(interp, "ast");
    Value argument = value_is_error(module) ? VALUE_ERROR : str_from_string(interp, text);
    Value value =
        value_is_error(argument) ? VALUE_ERROR : value_call_method(interp, module, "literal_eval", 1, &argument);
    value_drop(module);
    if (!value_is_error(value)) {
        value_drop(argument);
        return value;
    }
    error_clear(&interp->error);
    return value_is_error(argument) ? str_from_string(interp, text) : argument;
}

bool torchlet_bind(TorchletSession *session, const char *name, const char *text)
{
    Interp *interp = &session->vm->interp;
    begin_run(session);
    Value module = vm_main_module(session->vm);
    Value value = value_is_error(module) ? VALUE_ERROR : literal_value(interp, text);
    Value key = value_is_error(value) ? VALUE_ERROR : interp_intern(interp, name);
    bool ok = !value_is_error(key) && value_set_attribute(interp, module, key, value);
    value_drop(key);
    value_drop(value);
    error_clear(&interp->error);
    return ok;
}

// ---- dumps ----

static bool dump_tree(TorchletSession *session, const char *text, size_t length, const char *filename, Text *out)
{
    SyntaxError failure;
    Ast *tree = syntax_parse(&session->memory, &failure, text, length, filename, SYNTAX_FILE);
    if (!tree) {
        syntax_error_print(&failure, filename, out);
        syntax_error_free(&failure);
        return false;
    }
    bool ok = syntax_dump(tree, out);
    ast_free(tree);
    return ok;
}

static bool dump_code(TorchletSession *session, const char *text, size_t length, const char *filename, Text *out)
{
    Interp *interp = &session->vm->interp;
    Value code = vm_compile(interp, text, length, filename, SYNTAX_FILE);
    bool ok = !value_is_error(code) && disassemble(interp, code_of(code), out);
    value_drop(code);
    return ok;
}

bool torchlet_dump(TorchletSession *session, const char *what, const char *text, size_t length, const char *filename,
                   TorchletResult *result)
{
    *result = (TorchletResult){0};
    bool tree = strcmp(what, "ast") == 0;
    if (!tree && strcmp(what, "bytecode") != 0)
        return false;
    begin_run(session);
    Text out;
    text_init(&out, &session->memory);
    bool ok =
        tree ? dump_tree(session, text, length, filename, &out) : dump_code(session, text, length, filename, &out);
    if (out.length && out.bytes[out.length - 1] != '\n')
        text_append_char(&out, '\n');
    Interp *interp = &session->vm->interp;
    if (out.length && !write_stream(interp, tree && !ok ? 2 : 1, out.bytes, out.length))
        ok = false;
    text_free(&out);
    session_report(session, ok || tree ? VM_COMPLETED : VM_RAISED, result);
    if (!ok)
        result->exit_code = 1;
    return true;
}
