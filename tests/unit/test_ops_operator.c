// The operator tables, and what calls through them do.
#include "fixture_runtime.h"

static void names_are_found_in_their_space(void **state)
{
    (void)state;
    assert_non_null(operator_find(OPERATOR_TORCH, "add"));
    assert_non_null(operator_find(OPERATOR_TENSOR, "add_"));
    assert_non_null(operator_find(OPERATOR_NN, "gelu"));
    assert_null(operator_find(OPERATOR_TORCH, "gelu"));
    assert_null(operator_find(OPERATOR_TORCH, "no_such_operator"));
}

static void tables_are_sorted(void **state)
{
    (void)state;
    for (int space = 0; space < OPERATOR_SPACE_COUNT; space++) {
        size_t count;
        const Operator *table = operator_table((OperatorSpace)space, &count);
        for (size_t i = 1; i < count; i++)
            assert_true(strcmp(table[i - 1].name, table[i].name) < 0);
    }
}

// The first overload that messages list: deprecated ones stand among the others.
static const Overload *first_listed(const Operator *operator)
{
    for (int i = 0; i < operator->overload_count; i++) {
        if (!operator->overloads[i]->deprecated)
            return operator->overloads[i];
    }
    return NULL;
}

static void signatures_read_as_in_messages(void **state)
{
    (void)state;
    const Operator *add = operator_find(OPERATOR_TORCH, "add");
    assert_string_equal(first_listed(add)->signature,
                        "(Tensor input, Tensor other, *, Number alpha = 1, Tensor out = None)");
    const Operator *max = operator_find(OPERATOR_TENSOR, "max");
    assert_int_equal(max->overload_count, 4);
    assert_string_equal(max->overloads[0]->signature, "()");
    assert_string_equal(max->overloads[3]->signature, "(name dim, bool keepdim = False)");
}

static void every_overload_describes_its_parameters(void **state)
{
    (void)state;
    size_t count;
    const Operator *table = operator_table(OPERATOR_TENSOR, &count);
    for (size_t i = 0; i < count; i++)
        for (int j = 0; j < table[i].overload_count; j++) {
            const Overload *overload = table[i].overloads[j];
            assert_true(overload->positional_count <= overload->parameter_count);
            for (int k = 0; k < overload->parameter_count; k++)
                assert_non_null(overload->parameters[k].name);
        }
}

static void calls_fill_in_results(void **state)
{
    Runtime *runtime = *state;
    Tensor *a = leaf(runtime, 2.0);
    const Overload *add = first_listed(operator_find(OPERATOR_TENSOR, "add"));
    OpValue arguments[3] = {{OP_TENSOR, {.tensor = a}}, {OP_TENSOR, {.tensor = a}}, add->parameters[2].default_value};
    OpValue result;
    assert_true(add->call(runtime, arguments, &result));
    assert_float_equal(value(result.tensor), 4.0, 0);
    op_value_release(runtime, &result);
    release(1, a);
}

static void out_refuses_what_needs_a_gradient(void **state)
{
    Runtime *runtime = *state;
    Tensor *a = leaf(runtime, 2.0), *out = tensor_scalar(runtime, scalar_float(0), DTYPE_FLOAT32);
    const Overload *add = first_listed(operator_find(OPERATOR_TORCH, "add"));
    OpValue arguments[4] = {{OP_TENSOR, {.tensor = a}},
                            {OP_TENSOR, {.tensor = a}},
                            add->parameters[2].default_value,
                            {OP_TENSOR, {.tensor = out}}};
    OpValue result;
    assert_false(add->call(runtime, arguments, &result));
    assert_message(runtime, "add(): functions with out=... arguments don't support automatic differentiation");
    release(2, a, out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_found_in_their_space),
        cmocka_unit_test(tables_are_sorted),
        cmocka_unit_test(signatures_read_as_in_messages),
        cmocka_unit_test(every_overload_describes_its_parameters),
        runtime_test(calls_fill_in_results),
        runtime_test(out_refuses_what_needs_a_gradient),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
