#include "torch_fixture.h"

#include "lib/torch/operator_object.h"

static const float NUMBERS[] = {1, 2, 3, 4, 5, 6};
static const int64_t MATRIX[] = {2, 3};

static Value matrix(Interp *interp)
{
    return make_tensor(interp, 2, MATRIX, NUMBERS);
}

static Value method(Interp *interp, Value self, const char *name, size_t count, const Value *values)
{
    return operator_call_named(interp, OPERATOR_TENSOR, name, self, count, values);
}

static Value function(Interp *interp, const char *name, size_t count, const Value *values)
{
    return operator_call_named(interp, OPERATOR_TORCH, name, VALUE_UNSET, count, values);
}

static void bare_ints_are_a_size(void **state)
{
    Interp *interp = *state;
    Value x = matrix(interp);
    Value sizes[] = {value_from_int(3), value_from_int(-1)};
    expect_repr(interp, method(interp, x, "view", 2, sizes),
                "tensor([[1., 2.],\n        [3., 4.],\n        [5., 6.]])");
    value_drop(x);
}

static void a_method_without_parameters_takes_none(void **state)
{
    Interp *interp = *state;
    Value x = matrix(interp);
    expect_error(interp, method(interp, x, "sqrt", 1, &x), ERROR_TYPE_ERROR,
                 "TensorBase.sqrt() takes no arguments (1 given)");
    value_drop(x);
}

static void the_only_plausible_signature_gives_its_own_error(void **state)
{
    Interp *interp = *state;
    Value x = matrix(interp), dim = value_from_float(1.5), values[] = {x, x, x};
    expect_error(interp, method(interp, x, "unsqueeze", 1, &dim), ERROR_TYPE_ERROR,
                 "unsqueeze(): argument 'dim' (position 1) must be int, not float");
    expect_error(interp, function(interp, "sqrt", 0, NULL), ERROR_TYPE_ERROR,
                 "sqrt() missing 1 required positional arguments: \"input\"");
    expect_error(interp, function(interp, "sqrt", 3, values), ERROR_TYPE_ERROR,
                 "sqrt() takes 1 positional argument but 3 were given");
    value_drop(x);
}

static void several_signatures_are_listed(void **state)
{
    Interp *interp = *state;
    Value x = matrix(interp), dim = value_from_int(1);
    expect_error(interp, method(interp, x, "transpose", 1, &dim), ERROR_TYPE_ERROR,
                 "transpose() received an invalid combination of arguments - got (int), but expected one of:\n"
                 " * (int dim0, int dim1)\n"
                 " * (name dim0, name dim1)\n");
    value_drop(x);
}

static void types_that_do_not_match_are_marked(void **state)
{
    Interp *interp = *state;
    Value x = matrix(interp), item = value_from_int(0);
    Value values[] = {value_from_int(0), list_from_values(interp, 1, &item)};
    expect_error(interp, method(interp, x, "index_select", 2, values), ERROR_TYPE_ERROR,
                 "index_select() received an invalid combination of arguments - got (int, list), but expected one of:\n"
                 " * (int dim, Tensor index)\n"
                 "      didn't match because some of the arguments have invalid types: (int, !list of [int]!)\n"
                 " * (name dim, Tensor index)\n"
                 "      didn't match because some of the arguments have invalid types: (!int!, !list of [int]!)\n");
    value_drop(values[1]);
    value_drop(x);
}

static void keywords_are_listed_in_the_order_of_a_hash_table(void **state)
{
    Interp *interp = *state;
    static const char *const names[] = {"alpha", "beta", "gamma", "delta", "epsilon"};
    Value x = matrix(interp), values[7] = {x, x}, keys[5];
    for (int i = 0; i < 5; i++) {
        keys[i] = text(interp, names[i]);
        values[i + 2] = value_from_int(i);
    }
    Value keywords = tuple_from_values_take(interp, 5, keys);
    Arguments arguments = {values, 2, tuple_of(keywords)};
    Value result = operator_call(interp, operator_find(OPERATOR_TORCH, "clamp"), VALUE_UNSET, &arguments);
    expect_error(
        interp, result, ERROR_TYPE_ERROR,
        "clamp() received an invalid combination of arguments - got (Tensor, Tensor, epsilon=int, gamma=int, beta=int, "
        "delta=int, alpha=int), but expected one of:\n"
        " * (Tensor input, Tensor min = None, Tensor max = None, *, Tensor out = None)\n"
        " * (Tensor input, Number min = None, Number max = None, *, Tensor out = None)\n");
    value_drop(keywords);
    value_drop(x);
}

static void an_item_of_a_tensor_list_must_be_a_tensor(void **state)
{
    Interp *interp = *state;
    Value x = matrix(interp), items[] = {x, value_from_int(1)};
    Value list = list_from_values(interp, 2, items);
    expect_error(interp, function(interp, "cat", 1, &list), ERROR_TYPE_ERROR,
                 "expected Tensor as element 1 in argument 0, but got int");
    value_drop(list);
    value_drop(x);
}

static void numbers_stand_for_tensors_in_arithmetic(void **state)
{
    Interp *interp = *state;
    Value numbers[] = {value_from_int(1), value_from_int(2)};
    expect_repr(interp, function(interp, "add", 2, numbers), "tensor(3)");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, torch_setup, torch_teardown)
    const struct CMUnitTest tests[] = {
        TEST(bare_ints_are_a_size),
        TEST(a_method_without_parameters_takes_none),
        TEST(the_only_plausible_signature_gives_its_own_error),
        TEST(several_signatures_are_listed),
        TEST(types_that_do_not_match_are_marked),
        TEST(keywords_are_listed_in_the_order_of_a_hash_table),
        TEST(an_item_of_a_tensor_list_must_be_a_tensor),
        TEST(numbers_stand_for_tensors_in_arithmetic),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
