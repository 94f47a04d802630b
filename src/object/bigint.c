#include "object/bigint.h"

#include <math.h>
#include <string.h>

#include "object/gc.h"
#include "object/operate.h"

// Arithmetic on numbers of 32 MiB takes minutes; nobody means it.
enum { DIGIT_BITS = MP_DIGIT_BIT };
static const double LARGEST_BITS = 268435456.0;

void bigint_view(Value v, BigOperand *out)
{
    if (v.tag == TAG_OBJECT) {
        const Int *number = (const Int *)v.object;
        out->view = (mp_int){.used = number->used,
                             .alloc = number->used,
                             .sign = number->sign ? MP_NEG : MP_ZPOS,
                             .dp = (mp_digit *)number->digits};
        if (number->used == 0) {
            out->small[0] = 0;
            out->view.dp = out->small;
        }
        return;
    }
    uint64_t magnitude = v.integer < 0 ? -(uint64_t)v.integer : (uint64_t)v.integer;
    out->small[0] = magnitude & MP_MASK;
    out->small[1] = magnitude >> DIGIT_BITS;
    out->view = (mp_int){.used = out->small[1]   ? 2
                                 : out->small[0] ? 1
                                                 : 0,
                         .alloc = 2,
                         .sign = v.integer < 0 ? MP_NEG : MP_ZPOS,
                         .dp = out->small};
}

static bool fits(const mp_int *number, int64_t *out)
{
    if (number->used > 2)
        return false;
    unsigned __int128 magnitude = 0;
    for (int i = number->used - 1; i >= 0; i--)
        magnitude = magnitude << DIGIT_BITS | number->dp[i];
    bool negative = number->sign == MP_NEG;
    if (magnitude > (unsigned __int128)INT64_MAX + negative)
        return false;
    *out = negative ? (int64_t)(0 - (uint64_t)magnitude) : (int64_t)magnitude;
    return true;
}

static Value from_digits(Interp *interp, Type *type, const mp_int *number)
{
    size_t bytes = (size_t)number->used * sizeof(uint64_t);
    Int *made = object_new(interp, type, sizeof(Int) + bytes);
    if (!made)
        return VALUE_ERROR;
    made->sign = number->sign == MP_NEG;
    made->used = number->used;
    memcpy(made->digits, number->dp, bytes);
    return value_from_object(made);
}

Value bigint_take(Interp *interp, mp_err status, mp_int *result)
{
    Value made = VALUE_ERROR;
    int64_t small;
    if (status != MP_OKAY)
        error_raise_bare(&interp->error, ERROR_MEMORY_ERROR);
    else if (fits(result, &small))
        made = value_from_int(small);
    else
        made = from_digits(interp, interp->types[TYPE_INT], result);
    mp_clear(result);
    return made;
}

bool bigint_admit(Interp *interp, double bits)
{
    double most = (double)interp->memory.limit_bytes * 4; // half of the memory
    if (bits <= LARGEST_BITS && bits <= most)
        return true;
    error_raise_bare(&interp->error, ERROR_MEMORY_ERROR);
    return false;
}

static bool init(Interp *interp, mp_int *number)
{
    if (mp_init(number) == MP_OKAY)
        return true;
    error_raise_bare(&interp->error, ERROR_MEMORY_ERROR);
    return false;
}

// Work on large numbers cannot be interrupted, and counts as steps: that many products of digits are one.
enum { PRODUCTS_PER_STEP = 64 };

// The products of digits that libtommath needs for a product of numbers: by Karatsuba's method from some length on.
static double product_work(double a, double b)
{
    enum { KARATSUBA_DIGITS = 80 };
    double less = a < b ? a : b, more = a < b ? b : a;
    return less <= KARATSUBA_DIGITS ? less * more : more * KARATSUBA_DIGITS * pow(less / KARATSUBA_DIGITS, 0.585);
}

// False with LimitExceeded pending where there is no time for so many products of digits.
static bool charge(Interp *interp, double products)
{
    return interp_charge(interp, products / PRODUCTS_PER_STEP);
}

typedef mp_err (*BinaryFunction)(const mp_int *, const mp_int *, mp_int *);

static Value apply(Interp *interp, BinaryFunction function, Value a, Value b)
{
    BigOperand left, right;
    mp_int result;
    bigint_view(a, &left);
    bigint_view(b, &right);
    if (!charge(interp, (double)left.view.used + right.view.used) || !init(interp, &result))
        return VALUE_ERROR;
    return bigint_take(interp, function(&left.view, &right.view, &result), &result);
}

Value bigint_add(Interp *interp, Value a, Value b)
{
    return apply(interp, mp_add, a, b);
}

Value bigint_subtract(Interp *interp, Value a, Value b)
{
    return apply(interp, mp_sub, a, b);
}

Value bigint_multiply(Interp *interp, Value a, Value b)
{
    BigOperand left, right;
    bigint_view(a, &left);
    bigint_view(b, &right);
    if (!bigint_admit(interp, ((double)left.view.used + right.view.used) * DIGIT_BITS) ||
        !charge(interp, product_work(left.view.used, right.view.used)))
        return VALUE_ERROR;
    return apply(interp, mp_mul, a, b);
}

Value bigint_bitwise(Interp *interp, BinaryKind kind, Value a, Value b)
{
    return apply(interp, kind == BINARY_AND ? mp_and : kind == BINARY_OR ? mp_or : mp_xor, a, b);
}

// Each digit of the quotient takes a pass over the divisor, whose products are slower ones.
static bool charge_division(Interp *interp, const mp_int *a, const mp_int *b)
{
    enum { PASS_COST = 6 };
    return a->used <= b->used || charge(interp, PASS_COST * (double)(a->used - b->used) * b->used);
}

bool bigint_divide(Interp *interp, Value a, Value b, Value *quotient, Value *remainder)
{
    BigOperand left, right;
    mp_int q, r;
    bigint_view(a, &left);
    bigint_view(b, &right);
    if (!charge_division(interp, &left.view, &right.view))
        return false;
    if (mp_init_multi(&q, &r, NULL) != MP_OKAY) {
        error_raise_bare(&interp->error, ERROR_MEMORY_ERROR);
        return false;
    }
    mp_err status = mp_div(&left.view, &right.view, &q, &r);
    // libtommath truncates; Python's remainder has the divisor's sign.
    if (status == MP_OKAY && r.used && r.sign != right.view.sign) {
        status = mp_add(&r, &right.view, &r);
        if (status == MP_OKAY)
            status = mp_decr(&q);
    }
    Value made_q = bigint_take(interp, status, &q);
    Value made_r = bigint_take(interp, status, &r);
    bool ok = !value_is_error(made_q) && !value_is_error(made_r);
    if (!ok || !quotient)
        value_drop(made_q);
    else
        *quotient = made_q;
    if (!ok || !remainder)
        value_drop(made_r);
    else
        *remainder = made_r;
    return ok;
}

// The magnitude of up to 128 bits as a double scaled by 2**exponent, rounded once, half to even.
static double scale(unsigned __int128 magnitude, int64_t exponent)
{
    int bits = 0;
    for (unsigned __int128 m = magnitude; m; m >>= 1)
        bits++;
    // A subnormal result has fewer bits: what it cannot hold becomes one sticky bit before the only rounding.
    int64_t lowest = -1074 - 2;
    if (exponent < lowest && bits) {
        int64_t drop = lowest - exponent;
        if (drop > 127)
            return 0.0;
        unsigned __int128 lost = magnitude & (((unsigned __int128)1 << drop) - 1);
        magnitude = magnitude >> drop | (lost != 0);
        exponent = lowest;
        double low = ldexp((double)(uint64_t)(magnitude >> 64), 64) + (double)(uint64_t)magnitude;
        if (magnitude >> 53 == 0) // exact in a double: ldexp rounds once
            return ldexp(low, (int)exponent);
    }
    if (exponent > 2000)
        return INFINITY;
    return ldexp((double)magnitude, (int)exponent);
}

// The top bits of a magnitude with a sticky bit for the rest; *exponent is what they are scaled by.
static unsigned __int128 top_bits(const mp_int *number, int64_t *exponent)
{
    unsigned __int128 top = 0;
    int i = number->used - 1, taken = 0;
    for (; i >= 0 && taken < 2; i--, taken++)
        top = top << DIGIT_BITS | number->dp[i];
    *exponent = (int64_t)(i + 1) * DIGIT_BITS;
    bool sticky = false;
    int below = i;
    // 120 bits may start with zeros: one digit more keeps at least 61 significant ones.
    if (i >= 0 && top >> 64 == 0) {
        top = top << DIGIT_BITS | number->dp[i];
        *exponent -= DIGIT_BITS;
        below = i - 1;
    }
    for (; below >= 0 && !sticky; below--)
        sticky = number->dp[below] != 0;
    return top | sticky;
}

bool int_to_double(Interp *interp, Value v, double *out)
{
    int64_t small;
    if (int_as_int64(v, &small)) {
        *out = (double)small;
        return true;
    }
    BigOperand operand;
    bigint_view(v, &operand);
    int64_t exponent;
    unsigned __int128 top = top_bits(&operand.view, &exponent);
    *out = scale(top, exponent);
    if (operand.view.sign == MP_NEG)
        *out = -*out;
    if (!isinf(*out))
        return true;
    value_raise(interp, ERROR_OVERFLOW_ERROR, "int too large to convert to float");
    return false;
}

bool bigint_true_divide(Interp *interp, Value a, Value b, double *out)
{
    int64_t small_a, small_b;
    const int64_t exact = (int64_t)1 << 53;
    if (int_as_int64(a, &small_a) && int_as_int64(b, &small_b) && small_a <= exact && small_a >= -exact &&
        small_b <= exact && small_b >= -exact) {
        *out = (double)small_a / (double)small_b;
        return true;
    }
    BigOperand left, right;
    mp_int x, y, q, r;
    bigint_view(a, &left);
    bigint_view(b, &right);
    if (mp_init_multi(&x, &y, &q, &r, NULL) != MP_OKAY) {
        error_raise_bare(&interp->error, ERROR_MEMORY_ERROR);
        return false;
    }
    // A quotient of 66 or 67 bits and a sticky bit decide the rounding.
    int64_t shift = 66 - ((int64_t)mp_count_bits(&left.view) - mp_count_bits(&right.view));
    mp_err status = MP_OKAY;
    if (shift > 1300) // smaller than any double
        mp_zero(&q), shift = 0;
    else {
        status = shift > 0 ? mp_mul_2d(&left.view, (int)shift, &x) : mp_copy(&left.view, &x);
        if (status == MP_OKAY)
            status = shift < 0 ? mp_mul_2d(&right.view, (int)-shift, &y) : mp_copy(&right.view, &y);
        if (status == MP_OKAY)
            status = mp_div(&x, &y, &q, &r);
    }
    unsigned __int128 magnitude = 0;
    for (int i = q.used - 1; i >= 0; i--)
        magnitude = magnitude << DIGIT_BITS | q.dp[i];
    *out = scale(magnitude | (r.used != 0), -shift);
    if (left.view.sign != right.view.sign)
        *out = -*out;
    mp_clear_multi(&x, &y, &q, &r, NULL);
    if (status != MP_OKAY)
        error_raise_bare(&interp->error, ERROR_MEMORY_ERROR);
    else if (isinf(*out))
        value_raise(interp, ERROR_OVERFLOW_ERROR, "integer division result too large for a float");
    else
        return true;
    return false;
}

Value bigint_power(Interp *interp, Value a, int64_t exponent)
{
    BigOperand base;
    bigint_view(a, &base);
    int bits = mp_count_bits(&base.view);
    if (bits > 1 && (exponent > UINT32_MAX || !bigint_admit(interp, ((double)bits - 1) * (double)exponent))) {
        error_raise_bare(&interp->error, ERROR_MEMORY_ERROR);
        return VALUE_ERROR;
    }
    if (bits <= 1) // 0, 1, -1
        return value_from_int(exponent == 0 ? 1 : bits == 0 ? 0 : base.view.sign == MP_NEG && exponent % 2 ? -1 : 1);
    double digits = (double)bits * (double)exponent / DIGIT_BITS;
    mp_int result;
    if (!charge(interp, product_work(digits, digits)) || !init(interp, &result))
        return VALUE_ERROR;
    return bigint_take(interp, mp_expt_u32(&base.view, (uint32_t)exponent, &result), &result);
}

Value bigint_shift_left(Interp *interp, Value a, int64_t count)
{
    BigOperand operand;
    mp_int result;
    bigint_view(a, &operand);
    if (operand.view.used == 0)
        return value_from_int(0);
    if (!bigint_admit(interp, (double)mp_count_bits(&operand.view) + (double)count) || !init(interp, &result))
        return VALUE_ERROR;
    return bigint_take(interp, mp_mul_2d(&operand.view, (int)count, &result), &result);
}

Value bigint_shift_right(Interp *interp, Value a, int64_t count)
{
    BigOperand operand;
    mp_int result;
    bigint_view(a, &operand);
    if (count >= mp_count_bits(&operand.view))
        return value_from_int(operand.view.sign == MP_NEG ? -1 : 0);
    if (!init(interp, &result))
        return VALUE_ERROR;
    return bigint_take(interp, mp_signed_rsh(&operand.view, (int)count, &result), &result);
}

int bigint_compare(Value a, Value b)
{
    BigOperand left, right;
    bigint_view(a, &left);
    bigint_view(b, &right);
    return mp_cmp(&left.view, &right.view);
}

Value int_from_uint64(Interp *interp, uint64_t value)
{
    if (value <= INT64_MAX)
        return value_from_int((int64_t)value);
    mp_int number;
    if (!init(interp, &number))
        return VALUE_ERROR;
    mp_err status = mp_grow(&number, 2);
    if (status == MP_OKAY)
        mp_set_u64(&number, value);
    return bigint_take(interp, status, &number);
}

Value int_from_double(Interp *interp, double value)
{
    if (isinf(value))
        return value_raise(interp, ERROR_OVERFLOW_ERROR, "cannot convert float infinity to integer");
    if (isnan(value))
        return value_raise(interp, ERROR_VALUE_ERROR, "cannot convert float NaN to integer");
    value = trunc(value);
    if (value >= -0x1p63 && value < 0x1p63)
        return value_from_int((int64_t)value);
    int exponent;
    int64_t mantissa = (int64_t)ldexp(frexp(value, &exponent), 53);
    return bigint_shift_left(interp, value_from_int(mantissa), exponent - 53);
}

// 2**60 is 1/2 modulo 2**61 - 1, so a digit more is a rotation and an addition.
int64_t int_hash(Value v)
{
    const uint64_t modulus = ((uint64_t)1 << 61) - 1;
    BigOperand operand;
    bigint_view(v, &operand);
    uint64_t hash = 0;
    for (int i = operand.view.used - 1; i >= 0; i--) {
        hash = (hash << 60 & modulus) | hash >> 1;
        hash += operand.view.dp[i];
        hash = (hash & modulus) + (hash >> 61);
        if (hash >= modulus)
            hash -= modulus;
    }
    int64_t result = operand.view.sign == MP_NEG ? -(int64_t)hash : (int64_t)hash;
    return result == -1 ? -2 : result;
}

int64_t int_bit_length(Value v)
{
    BigOperand operand;
    bigint_view(v, &operand);
    return mp_count_bits(&operand.view);
}

int int_sign(Value v)
{
    if (v.tag != TAG_OBJECT)
        return (v.integer > 0) - (v.integer < 0);
    const Int *number = (const Int *)v.object;
    return number->used == 0 ? 0 : number->sign ? -1 : 1;
}

bool int_as_int64(Value v, int64_t *out)
{
    if (v.tag != TAG_OBJECT) {
        *out = v.integer;
        return true;
    }
    BigOperand operand;
    bigint_view(v, &operand);
    return fits(&operand.view, out);
}

bool int_as_uint64(Value v, uint64_t *out)
{
    BigOperand operand;
    bigint_view(v, &operand);
    if (operand.view.sign == MP_NEG || mp_count_bits(&operand.view) > 64)
        return false;
    *out = mp_get_u64(&operand.view);
    return true;
}

Value int_exact(Interp *interp, Value v)
{
    int64_t small;
    if (int_as_int64(v, &small))
        return value_from_int(small);
    if (v.object->type == interp->types[TYPE_INT])
        return value_keep(v);
    BigOperand operand;
    bigint_view(v, &operand);
    return from_digits(interp, interp->types[TYPE_INT], &operand.view);
}

Value int_of_type(Interp *interp, Type *type, Value v)
{
    BigOperand operand;
    bigint_view(v, &operand);
    return from_digits(interp, type, &operand.view);
}

int int_compare_double(Value v, double d)
{
    if (isnan(d))
        return 2;
    int64_t small;
    if (isinf(d))
        return d > 0 ? -1 : 1;
    if (int_as_int64(v, &small)) {
        if (d >= 0x1p63)
            return -1;
        if (d < -0x1p63)
            return 1;
        int64_t whole = (int64_t)d;
        if (small != whole)
            return small < whole ? -1 : 1;
        double rest = d - (double)whole;
        return rest > 0 ? -1 : rest < 0 ? 1 : 0;
    }
    // |v| is at least 2**63, where doubles have no fraction: compare exponents, then the digits.
    int sign = int_sign(v), exponent;
    if (d == 0 || (d > 0) != (sign > 0))
        return sign;
    frexp(d, &exponent);
    int64_t bits = int_bit_length(v);
    if (bits != exponent)
        return bits > exponent ? sign : -sign;
    BigOperand operand;
    bigint_view(v, &operand);
    int64_t scale_exponent;
    unsigned __int128 top = top_bits(&operand.view, &scale_exponent);
    unsigned __int128 other = (unsigned __int128)ldexp(fabs(d), (int)-scale_exponent);
    return top == other ? 0 : top > other ? sign : -sign;
}

Value int_power_modulo(Interp *interp, Value base, Value exponent, Value modulus)
{
    BigOperand b, e, m;
    mp_int x, y, result;
    bigint_view(base, &b);
    bigint_view(exponent, &e);
    bigint_view(modulus, &m);
    if (m.view.used == 0)
        return raise_value_error(interp, "pow() 3rd argument cannot be 0");
    double digits = m.view.used;
    if (!charge(interp, 4 * digits * digits * mp_count_bits(&e.view)))
        return VALUE_ERROR;
    if (mp_init_multi(&x, &y, &result, NULL) != MP_OKAY) {
        error_raise_bare(&interp->error, ERROR_MEMORY_ERROR);
        return VALUE_ERROR;
    }
    mp_int absolute = m.view;
    absolute.sign = MP_ZPOS;
    mp_err status = mp_mod(&b.view, &absolute, &x);
    bool invertible = true;
    if (status == MP_OKAY && e.view.sign == MP_NEG) {
        status = mp_invmod(&x, &absolute, &y);
        invertible = status != MP_VAL || mp_cmp_d(&absolute, 1) == MP_EQ;
        if (status == MP_VAL && invertible)
            status = MP_OKAY; // everything is 0 modulo 1
        mp_exch(&x, &y);
        e.view.sign = MP_ZPOS;
    }
    if (status == MP_OKAY && e.view.used == 0) {
        mp_set(&result, 1);
        status = mp_mod(&result, &absolute, &result);
    } else if (status == MP_OKAY) {
        status =
            mp_cmp_d(&absolute, 1) == MP_EQ ? (mp_zero(&result), MP_OKAY) : mp_exptmod(&x, &e.view, &absolute, &result);
    }
    if (status == MP_OKAY && m.view.sign == MP_NEG && result.used)
        status = mp_add(&result, &m.view, &result);
    mp_clear_multi(&x, &y, NULL);
    if (invertible)
        return bigint_take(interp, status, &result);
    mp_clear(&result);
    return raise_value_error(interp, "base is not invertible for the given modulus");
}
