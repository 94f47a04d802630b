// Gradients through small graphs: values, accumulation, errors, in-place changes and views.
#include "fixture_runtime.h"

static void gradients_of_a_product(void **state)
{
    Runtime *runtime = *state;
    Tensor *a = leaf(runtime, 3.0), *b = leaf(runtime, 4.0);
    Tensor *product = op_mul_Tensor(runtime, a, b);
    assert_non_null(product);
    Node *node;
    assert_true(autograd_grad_fn(product, &node));
    assert_string_equal(node->name, "MulBackward0");
    assert_true(backward(runtime, product, false));
    assert_float_equal(value(a->autograd->grad), 4.0, 0);
    assert_float_equal(value(b->autograd->grad), 3.0, 0);
    assert_false(backward(runtime, product, false));
    assert_message(runtime, "Trying to backward through the graph a second time");
    release(3, a, b, product);
}

static void gradients_add_up(void **state)
{
    Runtime *runtime = *state;
    Tensor *a = leaf(runtime, 2.0);
    Tensor *square = op_mul_Tensor(runtime, a, a);
    Tensor *cube = op_mul_Tensor(runtime, square, a);
    assert_true(backward(runtime, cube, true));
    assert_true(backward(runtime, cube, true));
    assert_float_equal(value(a->autograd->grad), 24.0, 0);
    release(3, a, square, cube);
}

static void second_derivative(void **state)
{
    Runtime *runtime = *state;
    Tensor *a = leaf(runtime, 2.0);
    Tensor *cube = op_pow_Tensor_Scalar(runtime, a, scalar_int(3));
    Tensor *one = engine_root_gradient(cube, NULL, 0, false);
    Tensor *first = NULL, *second = NULL;
    BackwardRequest request = {&cube, &one, 1, &a, 1, true, true, false, false};
    assert_true(engine_run(runtime, &request, &first));
    assert_float_equal(value(first), 12.0, 0);
    Tensor *one_more = engine_root_gradient(first, NULL, 0, false);
    BackwardRequest again = {&first, &one_more, 1, &a, 1, false, false, false, false};
    assert_true(engine_run(runtime, &again, &second));
    assert_float_equal(value(second), 12.0, 0);
    release(6, a, cube, one, first, one_more, second);
}

static void a_leaf_cannot_be_changed_in_place(void **state)
{
    Runtime *runtime = *state;
    Tensor *a = leaf(runtime, 2.0), *b = leaf(runtime, 1.0);
    assert_null(op_add_Tensor_(runtime, a, b, scalar_int(1)));
    assert_message(runtime, "a leaf Variable that requires grad is being used in an in-place operation.");
    release(2, a, b);
}

static void a_changed_saved_value_is_noticed(void **state)
{
    Runtime *runtime = *state;
    Tensor *a = leaf(runtime, 2.0);
    Tensor *power = op_exp(runtime, a);
    Tensor *changed = op_mul_Tensor_(runtime, power, power);
    assert_non_null(changed);
    assert_false(backward(runtime, power, false));
    assert_message(runtime, "[torch.FloatTensor []], which is output 0 of ExpBackward0, is at version 1; expected");
    release(3, a, power, changed);
}

static void a_view_changed_in_place_rewrites_its_base(void **state)
{
    Runtime *runtime = *state;
    Tensor *w = leaf(runtime, 5.0);
    Tensor *base = tensor_zeros(runtime, 1, (const int64_t[]){3}, DTYPE_FLOAT32, DEVICE_CPU);
    Tensor *view = op_select_int(runtime, base, 0, 1);
    Tensor *written = op_copy_(runtime, view, w, false);
    assert_non_null(written);
    Node *node;
    assert_true(autograd_grad_fn(base, &node));
    assert_string_equal(node->name, "CopySlices");
    assert_true(autograd_grad_fn(view, &node));
    assert_string_equal(node->name, "AsStridedBackward0");
    Tensor *sum = op_sum(runtime, base, OPTION_NONE);
    assert_true(backward(runtime, sum, false));
    assert_float_equal(value(w->autograd->grad), 1.0, 0);
    release(5, w, base, view, written, sum);
}

static void long_graphs_are_freed_without_recursion(void **state)
{
    Runtime *runtime = *state;
    Tensor *a = leaf(runtime, 1.0), *one = leaf(runtime, 0.0);
    Tensor *chain = tensor_retain(a);
    for (int i = 0; i < 200000; i++) {
        Tensor *next = op_add_Tensor(runtime, chain, one, scalar_int(1));
        tensor_release(chain);
        chain = next;
    }
    assert_true(backward(runtime, chain, false));
    assert_float_equal(value(one->autograd->grad), 200000.0, 0);
    release(3, a, one, chain);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        runtime_test(gradients_of_a_product),
        runtime_test(gradients_add_up),
        runtime_test(second_derivative),
        runtime_test(a_leaf_cannot_be_changed_in_place),
        runtime_test(a_changed_saved_value_is_noticed),
        runtime_test(a_view_changed_in_place_rewrites_its_base),
        runtime_test(long_graphs_are_freed_without_recursion),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
