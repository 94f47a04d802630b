// Dtypes: promotion, casting and the half-precision formats.
#include "tensor_fixture.h"

static void test_promotion(void **state)
{
    (void)state;
    assert_int_equal(dtype_promote(DTYPE_UINT8, DTYPE_INT8), DTYPE_INT16);
    assert_int_equal(dtype_promote(DTYPE_INT64, DTYPE_FLOAT16), DTYPE_FLOAT16);
    assert_int_equal(dtype_promote(DTYPE_FLOAT16, DTYPE_BFLOAT16), DTYPE_FLOAT32);
    assert_int_equal(dtype_promote(DTYPE_FLOAT64, DTYPE_COMPLEX64), DTYPE_COMPLEX128);
    assert_int_equal(dtype_promote(DTYPE_BOOL, DTYPE_BOOL), DTYPE_BOOL);
    for (int a = 0; a < DTYPE_COUNT; a++)
        for (int b = 0; b < DTYPE_COUNT; b++)
            assert_int_equal(dtype_promote((DType)a, (DType)b), dtype_promote((DType)b, (DType)a));
}

static void test_casting(void **state)
{
    (void)state;
    assert_true(dtype_can_cast(DTYPE_FLOAT64, DTYPE_FLOAT16));
    assert_true(dtype_can_cast(DTYPE_INT64, DTYPE_FLOAT16));
    assert_false(dtype_can_cast(DTYPE_FLOAT32, DTYPE_INT64));
    assert_false(dtype_can_cast(DTYPE_COMPLEX64, DTYPE_FLOAT64));
    assert_false(dtype_can_cast(DTYPE_INT32, DTYPE_BOOL));
}

static void test_names(void **state)
{
    (void)state;
    assert_int_equal(dtype_find("float"), DTYPE_FLOAT32);
    assert_int_equal(dtype_find("int64"), DTYPE_INT64);
    assert_int_equal(dtype_find("quint8"), DTYPE_COUNT);
    assert_string_equal(dtype_scalar_name(DTYPE_COMPLEX128), "ComplexDouble");
}

static void test_half_round_trip(void **state)
{
    (void)state;
    for (uint32_t bits = 0; bits < 0x10000; bits++) {
        Half half = {(uint16_t)bits};
        float value = half_to_float(half);
        if (value == value)
            assert_int_equal(half_from_float(value).bits, bits);
        BFloat16 other = {(uint16_t)bits};
        value = bfloat16_to_float(other);
        if (value == value)
            assert_int_equal(bfloat16_from_float(value).bits, bits);
    }
}

static void test_half_rounding(void **state)
{
    (void)state;
    assert_int_equal(half_from_float(65520).bits, 0x7c00);           // rounds to infinity
    assert_int_equal(half_from_float(2049).bits, 0x6800);            // half to even
    assert_int_equal(half_from_float(0x1p-25F).bits, 0);             // half of the smallest, to even
    assert_int_equal(bfloat16_from_float(1.00390625F).bits, 0x3f80); // half to even
}

static void test_scalar_limits(void **state)
{
    (void)state;
    assert_true(scalar_fits(scalar_int(255), DTYPE_UINT8));
    assert_false(scalar_fits(scalar_int(256), DTYPE_UINT8));
    assert_false(scalar_fits(scalar_float(1e39), DTYPE_FLOAT32));
    assert_true(scalar_fits(scalar_float(1.0 / 0.0), DTYPE_FLOAT32));
    assert_int_equal(scalar_to_int(scalar_float(1e300)), INT64_MIN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_promotion),     cmocka_unit_test(test_casting),
        cmocka_unit_test(test_names),         cmocka_unit_test(test_half_round_trip),
        cmocka_unit_test(test_half_rounding), cmocka_unit_test(test_scalar_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
