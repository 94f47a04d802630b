// The random streams. Expected numbers were recorded from PyTorch 2.6.0 with torch.manual_seed(42).
#include "tensor_fixture.h"

#include "kernel/random.h"
#include "tensor/generator.h"

static uint32_t bits_of(float value)
{
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static void test_uniform(void **state)
{
    RuntimeFixture *fixture = *state;
    Tensor *t = tensor_empty(&fixture->runtime, 1, (int64_t[]){3}, DTYPE_FLOAT32, DEVICE_CPU);
    generator_seed(fixture->runtime.generator, 42);
    assert_true(generator_uniform(t, 0, 1, NULL));
    const float *data = (const float *)tensor_data(t);
    assert_int_equal(bits_of(data[0]), 0x3f61dc66); // torch.rand(3)
    assert_int_equal(bits_of(data[1]), 0x3f6a3db3);
    assert_int_equal(bits_of(data[2]), 0x3ec406b8);
    tensor_release(t);
}

static void test_state_round_trip(void **state)
{
    RuntimeFixture *fixture = *state;
    Generator *generator = fixture->runtime.generator;
    uint8_t saved[GENERATOR_STATE_BYTES];
    random_normal(&generator->engine); // leaves one number waiting
    generator_get_state(generator, saved);
    double next = random_normal(&generator->engine), after = random_double(&generator->engine);
    assert_true(generator_set_state(generator, saved, sizeof saved));
    assert_true(random_normal(&generator->engine) == next);
    assert_true(random_double(&generator->engine) == after);
}

static void test_bad_state(void **state)
{
    RuntimeFixture *fixture = *state;
    uint8_t zeros[GENERATOR_STATE_BYTES] = {0};
    assert_false(generator_set_state(fixture->runtime.generator, zeros, sizeof zeros));
    assert_error(fixture, ERROR_RUNTIME_ERROR, "Invalid mt19937 state");
    assert_false(generator_set_state(fixture->runtime.generator, zeros, 5));
    assert_error(
        fixture, ERROR_RUNTIME_ERROR,
        "Expected either a CPUGeneratorImplStateLegacy of size 5048 or a CPUGeneratorImplState of size 5056 but "
        "found the input RNG state size to be 5");
}

// Fifteen numbers and the first fifteen of sixteen come from different methods.
static void test_blocked_normals(void **state)
{
    RuntimeFixture *fixture = *state;
    Tensor *few = tensor_empty(&fixture->runtime, 1, (int64_t[]){15}, DTYPE_FLOAT32, DEVICE_CPU);
    Tensor *many = tensor_empty(&fixture->runtime, 1, (int64_t[]){16}, DTYPE_FLOAT32, DEVICE_CPU);
    generator_seed(fixture->runtime.generator, 1);
    assert_true(generator_normal(few, 0, 1, NULL));
    generator_seed(fixture->runtime.generator, 1);
    assert_true(generator_normal(many, 0, 1, NULL));
    assert_true(number_at(few, 0) != number_at(many, 0));
    tensor_release(few);
    tensor_release(many);
}

static void test_permutation(void **state)
{
    RuntimeFixture *fixture = *state;
    Tensor *order = generator_randperm(&fixture->runtime, 50, DTYPE_INT64, NULL);
    bool seen[50] = {false};
    for (int i = 0; i < 50; i++)
        seen[(int)number_at(order, i)] = true;
    for (int i = 0; i < 50; i++)
        assert_true(seen[i]);
    tensor_release(order);
}

static void test_refused_parameters(void **state)
{
    RuntimeFixture *fixture = *state;
    Tensor *t = FLOATS(fixture, SIZES(2), 0, 0), *weights = FLOATS(fixture, SIZES(2), 1, -1);
    assert_false(generator_normal(t, 0, -1, NULL));
    assert_error(fixture, ERROR_RUNTIME_ERROR, "normal expects std >= 0.0, but found std -1");
    assert_null(generator_multinomial(weights, 1, true, NULL));
    assert_error(fixture, ERROR_RUNTIME_ERROR, "probability tensor contains either `inf`, `nan` or element < 0");
    tensor_release(t);
    tensor_release(weights);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        runtime_test(test_uniform),         runtime_test(test_state_round_trip), runtime_test(test_bad_state),
        runtime_test(test_blocked_normals), runtime_test(test_permutation),      runtime_test(test_refused_parameters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
