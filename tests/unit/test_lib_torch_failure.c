// Every allocation of a torch scenario fails once: each time MemoryError is pending and nothing stays behind.
#include "torch_fixture.h"

#include "lib/torch/operator_object.h"
#include "lib/torch/print.h"

static const float NUMBERS[] = {1, 2.5f, -3, 4, 5, 6};

/// Drops the value; true where it is one.
static bool done(Value v)
{
    bool ok = !value_is_error(v);
    value_drop(v);
    return ok;
}

static bool method(Interp *interp, Value self, const char *name, size_t count, const Value *values)
{
    return done(operator_call_named(interp, OPERATOR_TENSOR, name, self, count, values));
}

static bool calculate(Interp *interp, Value x)
{
    Value two = value_from_int(2), dim = value_from_int(1), sizes[] = {value_from_int(3), value_from_int(2)};
    return done(value_binary(interp, BINARY_ADD, x, x)) && done(value_binary(interp, BINARY_MULTIPLY, x, two)) &&
           done(value_binary(interp, BINARY_SUBTRACT, two, x)) && done(value_compare(interp, x, two, COMPARE_LT)) &&
           method(interp, x, "view", 2, sizes) && method(interp, x, "max", 1, &dim) &&
           method(interp, x, "unbind", 0, NULL);
}

static bool look(Interp *interp, Value x)
{
    Value pair[] = {VALUE_ELLIPSIS, value_from_int(1)};
    Value key = tuple_from_values(interp, 2, pair);
    if (value_is_error(key))
        return false;
    bool ok = done(value_get_item(interp, x, key)) && value_set_item(interp, x, key, value_from_float(0.5));
    value_drop(key);
    return ok && done(value_repr(interp, x)) && done(value_get_attribute_text(interp, x, "shape"));
}

static bool differentiate(Interp *interp, Value x)
{
    if (!done(value_call_method(interp, x, "requires_grad_", 0, NULL)))
        return false;
    Value square = value_binary(interp, BINARY_MULTIPLY, x, x);
    Value sum = value_is_error(square) ? square : operator_call_named(interp, OPERATOR_TENSOR, "sum", square, 0, NULL);
    bool ok = !value_is_error(sum) && done(value_call_method(interp, sum, "_backward", 0, NULL)) &&
              done(value_get_attribute_text(interp, x, "grad")) && done(value_repr(interp, sum));
    if (!value_is_error(square))
        value_drop(square);
    value_drop(sum);
    return ok;
}

static bool run(Interp *interp)
{
    Tensor *tensor = tensor_empty(runtime_of(interp), 2, (const int64_t[]){2, 3}, DTYPE_FLOAT32, DEVICE_CPU);
    if (!tensor)
        return false;
    memcpy(tensor_data(tensor), NUMBERS, sizeof NUMBERS);
    Value x = tensor_wrap_take(interp, tensor);
    if (value_is_error(x))
        return false;
    bool ok = calculate(interp, x) && look(interp, x) && differentiate(interp, x);
    value_drop(x);
    return ok;
}

static void every_failed_allocation_is_cleaned_up(void **state)
{
    (void)state;
    for (uint64_t n = 1;; n++) {
        Interp *interp = test_malloc(sizeof *interp);
        assert_true(interp_init(interp, 0));
        interp->memory.fail_at = interp->memory.requests + n;
        bool started = torch_start(interp), ok = started && run(interp);
        bool reached = interp->memory.requests >= interp->memory.fail_at;
        interp->memory.fail_at = 0;
        if (!ok)
            assert_int_equal(interp->error.kind, ERROR_MEMORY_ERROR);
        error_clear(&interp->error);
        if (started)
            torch_clear(interp);
        interp_finish(interp);
        if (started)
            torch_free(interp);
        size_t live = interp->memory.live_blocks;
        test_free(interp);
        if (live)
            fail_msg("%zu blocks are left after failure %zu", live, (size_t)n);
        if (!reached)
            return;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_failed_allocation_is_cleaned_up)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
