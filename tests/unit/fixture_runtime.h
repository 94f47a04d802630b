// A runtime for each test, and short names for what tests of operators do all the time.
#ifndef FIXTURE_RUNTIME_H
#define FIXTURE_RUNTIME_H

// CMocka wants these first.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "autograd/engine.h"
#include "ops/prototypes.h"

typedef struct RuntimeFixture {
    Runtime runtime; // first: tests take it for a Runtime
    Error error;
    Memory memory;
} RuntimeFixture;

static inline int fixture_setup(void **state)
{
    RuntimeFixture *fixture = calloc(1, sizeof *fixture);
    memory_init(&fixture->memory, &fixture->error, 0);
    if (!runtime_init(&fixture->runtime, &fixture->memory, &fixture->error))
        return -1;
    autograd_install(&fixture->runtime);
    *state = fixture;
    return 0;
}

// Every test must give back what it took.
static inline int fixture_teardown(void **state)
{
    RuntimeFixture *fixture = *state;
    int64_t tensors = fixture->runtime.live_tensors;
    error_clear(&fixture->error);
    runtime_finish(&fixture->runtime);
    size_t blocks = fixture->memory.live_blocks;
    memory_finish(&fixture->memory);
    free(fixture);
    if (tensors || blocks)
        print_error("left behind: %lld tensors, %zu blocks\n", (long long)tensors, blocks);
    return tensors || blocks ? -1 : 0;
}

#define runtime_test(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

static inline Tensor *leaf(Runtime *runtime, double number)
{
    Tensor *tensor = tensor_scalar(runtime, scalar_float(number), DTYPE_FLOAT32);
    assert_non_null(tensor);
    assert_true(autograd_set_requires_grad(tensor, true));
    return tensor;
}

static inline double value(const Tensor *tensor)
{
    assert_non_null(tensor);
    return scalar_to_float(tensor_item(tensor));
}

static inline void release(int count, ...)
{
    va_list list;
    va_start(list, count);
    for (int i = 0; i < count; i++)
        tensor_release(va_arg(list, Tensor *));
    va_end(list);
}

static inline bool backward(Runtime *runtime, Tensor *root, bool retain_graph)
{
    Tensor *one = engine_root_gradient(root, NULL, 0, false);
    if (!one)
        return false;
    BackwardRequest request = {&root, &one, 1, NULL, 0, retain_graph, false, true, false};
    bool done = engine_run(runtime, &request, NULL);
    tensor_release(one);
    return done;
}

static inline void assert_message(Runtime *runtime, const char *part)
{
    assert_true(error_pending(runtime->error));
    if (!strstr(runtime->error->message, part))
        print_error("message: %s\n", runtime->error->message);
    assert_non_null(strstr(runtime->error->message, part));
    error_clear(runtime->error);
}

#endif
