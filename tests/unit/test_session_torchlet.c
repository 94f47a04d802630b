// The embedding interface: what a host sees of a run.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "session/torchlet.h"

// Runs a text in a session of its own.
static void run_with(const TorchletOptions *options, const char *text, TorchletResult *result)
{
    TorchletSession *session = torchlet_open(options);
    assert_non_null(session);
    torchlet_run(session, text, strlen(text), "quiz.py", result);
    assert_int_equal(torchlet_close(session), 0);
}

static void output_is_collected(void **state)
{
    (void)state;
    TorchletResult result;
    run_with(NULL, "import sys, torch\nprint(torch.arange(3))\nprint('told', file=sys.stderr)\n", &result);
    assert_int_equal(result.status, TORCHLET_COMPLETED);
    assert_int_equal(result.exit_code, 0);
    assert_string_equal(result.output, "tensor([0, 1, 2])\n");
    assert_string_equal(result.errors, "told\n");
    assert_null(result.exception);
    assert_true(result.steps > 0 && result.peak_bytes > 0);
    torchlet_result_free(&result);
}

static void an_exception_is_taken_apart(void **state)
{
    (void)state;
    TorchletResult result;
    run_with(NULL, "print(1)\n[][3]\n", &result);
    assert_int_equal(result.status, TORCHLET_RAISED);
    assert_int_equal(result.exit_code, 1);
    assert_string_equal(result.output, "1\n");
    assert_string_equal(result.exception, "IndexError: list index out of range");
    assert_string_equal(result.exception_type, "IndexError");
    assert_string_equal(result.message, "list index out of range");
    assert_int_equal(result.line, 2);
    assert_non_null(strstr(result.errors, "Traceback (most recent call last):\n  File \"quiz.py\", line 2"));
    torchlet_result_free(&result);
}

static void leaving_gives_its_status(void **state)
{
    (void)state;
    TorchletResult result;
    run_with(NULL, "import sys\nsys.exit(7)\n", &result);
    assert_int_equal(result.status, TORCHLET_COMPLETED);
    assert_true(result.exited);
    assert_int_equal(result.exit_code, 7);
    torchlet_result_free(&result);
}

static void what_is_lacking_is_told(void **state)
{
    (void)state;
    TorchletResult result;
    run_with(NULL, "try:\n    import socket; socket.socket()\nexcept Exception:\n    print('caught')\n", &result);
    assert_int_equal(result.status, TORCHLET_UNSUPPORTED);
    assert_int_equal(result.exit_code, 4);
    assert_string_equal(result.output, "");
    torchlet_result_free(&result);
}

// Runs a text that reaches a limit.
static void assert_limit(TorchletOptions options, const char *text, TorchletLimit limit)
{
    TorchletResult result;
    run_with(&options, text, &result);
    assert_int_equal(result.status, TORCHLET_LIMIT);
    assert_int_equal(result.limit, limit);
    assert_int_equal(result.exit_code, 3);
    torchlet_result_free(&result);
}

static void limits_stop_a_run(void **state)
{
    (void)state;
    const char *endless = "try:\n    while True: pass\nexcept Exception:\n    print('caught')\n";
    assert_limit((TorchletOptions){.steps = 10000}, endless, TORCHLET_LIMIT_STEPS);
    assert_limit((TorchletOptions){.seconds = 0.05}, endless, TORCHLET_LIMIT_TIME);
    assert_limit((TorchletOptions){.seconds = 0.05},
                 "import torch.nn.functional as F, torch\nx = torch.ones(1, 1, 1000000)\nF.avg_pool1d(x, 500000, 1)\n",
                 TORCHLET_LIMIT_TIME);
    assert_limit((TorchletOptions){.seconds = 5}, "import time\ntime.sleep(1e8)\n", TORCHLET_LIMIT_TIME);
    assert_limit((TorchletOptions){.output_bytes = 100}, "while True: print('more')\n", TORCHLET_LIMIT_OUTPUT);
}

static void memory_that_is_out_can_be_caught(void **state)
{
    (void)state;
    TorchletResult result;
    TorchletOptions options = {.memory_bytes = 8 << 20};
    run_with(&options, "try:\n    x = [0] * 10**8\nexcept MemoryError:\n    print('no room')\n", &result);
    assert_int_equal(result.status, TORCHLET_COMPLETED);
    assert_string_equal(result.output, "no room\n");
    torchlet_result_free(&result);
}

static void equal_texts_need_equal_steps(void **state)
{
    (void)state;
    const char *text = "print(sum(i * i for i in range(100)))\n";
    TorchletResult first, second;
    run_with(NULL, text, &first);
    run_with(NULL, text, &second);
    assert_true(first.steps == second.steps);
    torchlet_result_free(&first);
    torchlet_result_free(&second);
}

static void a_session_keeps_its_variables(void **state)
{
    (void)state;
    TorchletSession *session = torchlet_open(NULL), *other = torchlet_open(NULL);
    TorchletResult result;
    torchlet_run(session, "x = 5\n", 6, "a.py", &result);
    torchlet_result_free(&result);
    torchlet_run(session, "print(x)\n", 9, "b.py", &result);
    assert_string_equal(result.output, "5\n");
    torchlet_result_free(&result);
    torchlet_run(other, "print(x)\n", 9, "b.py", &result);
    assert_string_equal(result.exception, "NameError: name 'x' is not defined");
    torchlet_result_free(&result);
    assert_int_equal(torchlet_close(session), 0);
    assert_int_equal(torchlet_close(other), 0);
}

static TorchletStatus interact(TorchletSession *session, const char *text, const char *expected)
{
    TorchletResult result;
    torchlet_run_interactive(session, text, strlen(text), "<stdin>", &result);
    assert_string_equal(result.output, expected);
    TorchletStatus status = result.status;
    torchlet_result_free(&result);
    return status;
}

static void the_prompt_shows_values(void **state)
{
    (void)state;
    TorchletSession *session = torchlet_open(NULL);
    assert_int_equal(interact(session, "6 * 7\n", "42\n"), TORCHLET_COMPLETED);
    assert_int_equal(interact(session, "_ + 1\n", "43\n"), TORCHLET_COMPLETED);
    assert_int_equal(interact(session, "def f(a):\n", ""), TORCHLET_INCOMPLETE);
    assert_int_equal(interact(session, "def f(a):\n    return a * 2\n\n", ""), TORCHLET_COMPLETED);
    assert_int_equal(interact(session, "1 / 0\n", ""), TORCHLET_RAISED);
    assert_int_equal(interact(session, "f(4)\n", "8\n"), TORCHLET_COMPLETED);
    assert_int_equal(torchlet_close(session), 0);
}

static void values_are_bound_as_literals(void **state)
{
    (void)state;
    TorchletSession *session = torchlet_open(NULL);
    assert_true(torchlet_bind(session, "OPTION", "(1, 'a')"));
    assert_int_equal(interact(session, "OPTION\n", "(1, 'a')\n"), TORCHLET_COMPLETED);
    assert_true(torchlet_bind(session, "OPTION", "not a literal"));
    assert_int_equal(interact(session, "OPTION\n", "'not a literal'\n"), TORCHLET_COMPLETED);
    assert_int_equal(torchlet_close(session), 0);
}

static void append(void *context, const char *candidate)
{
    char *all = context;
    assert_true(strlen(all) + strlen(candidate) + 2 < 500);
    strcat(strcat(all, candidate), " ");
}

static void names_are_completed(void **state)
{
    (void)state;
    TorchletSession *session = torchlet_open(NULL);
    char found[500] = "";
    interact(session, "import torch; batch_count = 3\n", "");
    torchlet_complete(session, "batch_", append, found);
    assert_string_equal(found, "batch_count ");
    found[0] = '\0';
    torchlet_complete(session, "torch.nn.GRU", append, found); // neither was used before
    assert_string_equal(found, "torch.nn.GRU torch.nn.GRUCell ");
    found[0] = '\0';
    torchlet_complete(session, "torch.no_such_module.x", append, found);
    assert_string_equal(found, "");
    assert_int_equal(torchlet_close(session), 0);
}

// A host whose user presses Ctrl-C when the first output appears.
typedef struct Host {
    TorchletSession *session;
    char output[200];
} Host;

static bool write_and_interrupt(void *context, int stream, const char *bytes, size_t length)
{
    Host *host = context;
    if (stream != 1)
        return true;
    assert_true(strlen(host->output) + length < sizeof host->output);
    strncat(host->output, bytes, length);
    torchlet_interrupt(host->session);
    return true;
}

static void an_interruption_can_be_caught(void **state)
{
    (void)state;
    Host host = {0};
    host.session = torchlet_open(&(TorchletOptions){.write = write_and_interrupt, .context = &host});
    const char *text = "try:\n    print('begun')\n    while True: pass\nexcept KeyboardInterrupt:\n    done = True\n";
    TorchletResult result;
    torchlet_interrupt(host.session);
    torchlet_run(host.session, "import time\ntime.sleep(9)\n", 26, "a.py", &result);
    assert_string_equal(result.exception_type, "KeyboardInterrupt");
    torchlet_result_free(&result);
    torchlet_run(host.session, text, strlen(text), "a.py", &result);
    assert_int_equal(result.status, TORCHLET_COMPLETED);
    assert_string_equal(host.output, "begun\n");
    torchlet_result_free(&result);
    assert_int_equal(torchlet_close(host.session), 0);
}

static void dumps_show_the_program(void **state)
{
    (void)state;
    TorchletSession *session = torchlet_open(NULL);
    TorchletResult result;
    assert_true(torchlet_dump(session, "ast", "x = 1\n", 6, "a.py", &result));
    assert_non_null(strstr(result.output, "Assign"));
    torchlet_result_free(&result);
    assert_true(torchlet_dump(session, "bytecode", "x = 1\n", 6, "a.py", &result));
    assert_non_null(strstr(result.output, "STORE_NAME"));
    torchlet_result_free(&result);
    assert_false(torchlet_dump(session, "tokens", "x = 1\n", 6, "a.py", &result));
    assert_int_equal(torchlet_close(session), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(output_is_collected),
        cmocka_unit_test(an_exception_is_taken_apart),
        cmocka_unit_test(leaving_gives_its_status),
        cmocka_unit_test(what_is_lacking_is_told),
        cmocka_unit_test(limits_stop_a_run),
        cmocka_unit_test(memory_that_is_out_can_be_caught),
        cmocka_unit_test(equal_texts_need_equal_steps),
        cmocka_unit_test(a_session_keeps_its_variables),
        cmocka_unit_test(the_prompt_shows_values),
        cmocka_unit_test(values_are_bound_as_literals),
        cmocka_unit_test(names_are_completed),
        cmocka_unit_test(an_interruption_can_be_caught),
        cmocka_unit_test(dumps_show_the_program),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
