// ints as texts and as bytes.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "object/bigint.h"
#include "object/bytes.h"
#include "object/character.h"
#include "object/int_methods.h"
#include "object/operate.h"
#include "object/str.h"

// Conversion takes quadratic time: so many digits take a second, whatever sys.set_int_max_str_digits() allows.
enum { MOST_DIGITS = 200000 };

static bool is_power_of_two(int base)
{
    return (base & (base - 1)) == 0;
}

// The parts of a literal: `at` to `end` are digits and underscores.
typedef struct Literal {
    const char *at, *end;
    bool negative;
    int base;
} Literal;

static bool is_ascii_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= 0x1f);
}

static void read_prefix(Literal *literal)
{
    const char *at = literal->at;
    int prefixed = 0;
    if (literal->end - at >= 2 && at[0] == '0')
        prefixed = (at[1] | 32) == 'x' ? 16 : (at[1] | 32) == 'o' ? 8 : (at[1] | 32) == 'b' ? 2 : 0;
    if (prefixed && (literal->base == 0 || literal->base == prefixed)) {
        literal->base = prefixed;
        literal->at += 2;
        if (literal->at < literal->end && *literal->at == '_')
            literal->at++;
    }
}

// Splits a text; false where it is no literal of its base.
static bool read_literal(const char *text, size_t length, int base, Literal *out)
{
    *out = (Literal){text, text + length, false, base};
    while (out->at < out->end && is_ascii_space(*out->at))
        out->at++;
    while (out->end > out->at && is_ascii_space(out->end[-1]))
        out->end--;
    if (out->at < out->end && (*out->at == '+' || *out->at == '-'))
        out->negative = *out->at++ == '-';
    read_prefix(out);
    bool leading_zero = out->base == 0 && out->at < out->end && *out->at == '0';
    if (out->base == 0)
        out->base = 10;
    bool after_digit = false, non_zero = false;
    for (const char *at = out->at; at < out->end; at++) {
        if (*at == '_' && after_digit) {
            after_digit = false;
            continue;
        }
        if (text_digit(*at) >= out->base)
            return false;
        non_zero |= *at != '0';
        after_digit = true;
    }
    return after_digit && !(leading_zero && non_zero);
}

static Value raise_digit_limit(Interp *interp, size_t count)
{
    return raise_value_error(interp,
                             "Exceeds the limit (%d digits) for integer string conversion: value has %zu digits; use "
                             "sys.set_int_max_str_digits() to increase the limit",
                             interp->digit_limit, count);
}

/// True with UnsupportedError pending where a conversion would take too long.
static bool refuse_digits(Interp *interp, double count)
{
    if (count <= MOST_DIGITS)
        return false;
    value_raise(interp, ERROR_UNSUPPORTED_ERROR, "a decimal text of more than %d digits is not supported by torchlet",
                MOST_DIGITS);
    return true;
}

static bool exceeds_limit(const Interp *interp, double count)
{
    return interp->digit_limit && count > interp->digit_limit;
}

static bool raise_too_many(Interp *interp)
{
    raise_value_error(interp,
                      "Exceeds the limit (%d digits) for integer string conversion; use "
                      "sys.set_int_max_str_digits() to increase the limit",
                      interp->digit_limit);
    return false;
}

// As many digits of a base as one digit of the library holds, and the base to that power.
static int digits_at_once(int base, mp_digit *power)
{
    int count = 0;
    for (*power = 1; *power <= MP_MASK / (mp_digit)base; count++)
        *power *= (mp_digit)base;
    return count;
}

// Reads digits, and a sign in front of them, many at once: the library's function multiplies once for each.
static mp_err read_digits(mp_int *number, const char *digits, int base)
{
    mp_digit power;
    int most = digits_at_once(base, &power);
    mp_err status = MP_OKAY;
    bool negative = *digits == '-';
    for (digits += negative; status == MP_OKAY && *digits;) {
        mp_digit scale = 1, value = 0;
        for (int i = 0; i < most && *digits; i++, scale *= (mp_digit)base)
            value = value * (mp_digit)base + (mp_digit)text_digit(*digits++);
        status = mp_mul_d(number, scale, number);
        if (status == MP_OKAY)
            status = mp_add_d(number, value, number);
    }
    return status == MP_OKAY && negative ? mp_neg(number, number) : status;
}

static Value from_large_literal(Interp *interp, const Literal *literal)
{
    size_t length = (size_t)(literal->end - literal->at), count = 0;
    char *digits = mem_alloc(&interp->memory, length + 2);
    if (!digits)
        return VALUE_ERROR;
    if (literal->negative)
        digits[count++] = '-';
    for (const char *at = literal->at; at < literal->end; at++) {
        if (*at != '_')
            digits[count++] = *at;
    }
    digits[count] = '\0';
    size_t digit_count = count - literal->negative;
    Value made = VALUE_ERROR;
    mp_int number;
    bool quadratic = !is_power_of_two(literal->base);
    if (quadratic && exceeds_limit(interp, (double)digit_count))
        raise_digit_limit(interp, digit_count);
    else if (!(quadratic && refuse_digits(interp, (double)digit_count)) &&
             bigint_admit(interp, (double)digit_count * 6)) {
        mp_err status = mp_init(&number);
        if (status == MP_OKAY)
            status = read_digits(&number, digits, literal->base);
        made = bigint_take(interp, status, &number);
    }
    mem_free(&interp->memory, digits, length + 2);
    return made;
}

static bool from_small_literal(const Literal *literal, int64_t *out)
{
    int64_t value = 0;
    for (const char *at = literal->at; at < literal->end; at++) {
        if (*at == '_')
            continue;
        if (__builtin_mul_overflow(value, literal->base, &value) ||
            __builtin_add_overflow(value, text_digit(*at), &value))
            return false;
    }
    *out = literal->negative ? -value : value;
    return true;
}

// UNSET where the text is no literal.
static Value parse(Interp *interp, const char *text, size_t length, int base)
{
    Literal literal;
    int64_t small;
    if (!read_literal(text, length, base, &literal))
        return VALUE_UNSET;
    return from_small_literal(&literal, &small) ? value_from_int(small) : from_large_literal(interp, &literal);
}

static Value raise_invalid(Interp *interp, int base, Value shown)
{
    if (value_is_error(shown))
        return shown;
    raise_value_error(interp, "invalid literal for int() with base %d: %.200s", base, str_of(shown)->text);
    value_drop(shown);
    return VALUE_ERROR;
}

Value int_parse(Interp *interp, const char *bytes, size_t length, int base)
{
    Value made;
    if (utf8_is_ascii(bytes, length)) {
        made = memchr(bytes, '\0', length) ? VALUE_UNSET : parse(interp, bytes, length, base);
    } else {
        Text ascii;
        text_init(&ascii, &interp->memory);
        made =
            character_make_ascii(&ascii, bytes, length) ? parse(interp, ascii.bytes, ascii.length, base) : VALUE_ERROR;
        text_free(&ascii);
    }
    if (!value_is_unset(made))
        return made;
    Text shown;
    text_init(&shown, &interp->memory);
    str_append_repr(&shown, bytes, length);
    return raise_invalid(interp, base, str_from_text_take(&shown));
}

Value int_parse_bytes(Interp *interp, Value v, int base)
{
    const char *items;
    size_t count;
    if (!bytes_like(interp, v, &items, &count))
        return VALUE_UNSET;
    Value made = utf8_is_ascii(items, count) ? parse(interp, items, count, base) : VALUE_UNSET;
    if (!value_is_unset(made))
        return made;
    return raise_invalid(interp, base, value_repr(interp, v));
}

static bool append_small(Text *out, uint64_t magnitude, bool negative, int base)
{
    char digits[65];
    char *end = digits + sizeof digits, *at = end;
    do
        *--at = "0123456789abcdefghijklmnopqrstuvwxyz"[magnitude % (uint64_t)base];
    while (magnitude /= (uint64_t)base);
    if (negative)
        text_append_char(out, '-');
    return text_append(out, at, (size_t)(end - at));
}

// Writes digits of a base that is no power of two, many for each division, and returns how many bytes they are; 0
// without memory. There must be room.
static size_t write_decimal(char *to, size_t room, const mp_int *number, int base)
{
    mp_digit power, rest;
    int most = digits_at_once(base, &power);
    char *end = to + room, *at = end;
    mp_int left;
    mp_err status = mp_init_copy(&left, number);
    if (status != MP_OKAY)
        return 0;
    left.sign = MP_ZPOS;
    while (status == MP_OKAY && !mp_iszero(&left)) {
        status = mp_div_d(&left, power, &left, &rest);
        for (int i = 0; status == MP_OKAY && i < most && (rest || !mp_iszero(&left)); i++, rest /= (mp_digit)base)
            *--at = "0123456789abcdefghijklmnopqrstuvwxyz"[rest % (mp_digit)base];
    }
    mp_clear(&left);
    if (number->sign == MP_NEG)
        *--at = '-';
    memmove(to, at, (size_t)(end - at));
    return status == MP_OKAY ? (size_t)(end - at) : 0;
}

// The same by the function of the library, for powers of two.
static size_t write_by_library(char *to, size_t room, const mp_int *number, int base)
{
    size_t written;
    if (mp_to_radix(number, to, room, &written, base) != MP_OKAY)
        return 0;
    for (size_t i = 0; i < written; i++)
        if (to[i] >= 'A' && to[i] <= 'Z')
            to[i] |= 32;
    return written - 1; // the NUL is counted
}

static bool append_large(Interp *interp, Text *out, const mp_int *number, int base)
{
    double digits = mp_count_bits(number) / log2(base);
    bool quadratic = !is_power_of_two(base);
    if (quadratic && exceeds_limit(interp, digits - 1))
        return raise_too_many(interp);
    if (quadratic && refuse_digits(interp, digits))
        return false;
    size_t start = out->length, room = (size_t)digits + 8;
    if (!text_reserve(out, room))
        return false;
    size_t written = quadratic ? write_decimal(out->bytes + start, room, number, base)
                               : write_by_library(out->bytes + start, room, number, base);
    if (written == 0) {
        error_raise_bare(&interp->error, ERROR_MEMORY_ERROR);
        return false;
    }
    size_t count = written - (number->sign == MP_NEG);
    out->length = start + written;
    return !quadratic || !exceeds_limit(interp, (double)count) || raise_too_many(interp);
}

bool int_append(Interp *interp, Text *out, Value v, int base)
{
    int64_t small;
    if (int_as_int64(v, &small))
        return append_small(out, small < 0 ? -(uint64_t)small : (uint64_t)small, small < 0, base);
    BigOperand operand;
    bigint_view(v, &operand);
    return append_large(interp, out, &operand.view, base);
}

// ---- bytes ----

bool int_to_bytes(Value v, unsigned char *out, size_t length, bool is_signed)
{
    BigOperand operand;
    bigint_view(v, &operand);
    bool negative = operand.view.sign == MP_NEG;
    if (negative && !is_signed)
        return false;
    memset(out, 0, length);
    size_t bits = (size_t)mp_count_bits(&operand.view);
    if (bits > length * 8)
        return false;
    for (size_t bit = 0; bit < bits; bit++) {
        if (operand.view.dp[bit / MP_DIGIT_BIT] >> (bit % MP_DIGIT_BIT) & 1)
            out[bit / 8] |= (unsigned char)(1 << (bit % 8));
    }
    if (negative) { // two's complement: invert and add one
        unsigned carry = 1;
        for (size_t i = 0; i < length; i++) {
            unsigned sum = (unsigned)(unsigned char)~out[i] + carry;
            out[i] = (unsigned char)sum;
            carry = sum >> 8;
        }
    }
    if (!is_signed || bits == 0)
        return true;
    return length > 0 && (out[length - 1] >> 7 != 0) == negative;
}

Value int_from_bytes(Interp *interp, const unsigned char *bytes, size_t length, bool is_signed)
{
    bool negative = is_signed && length && bytes[length - 1] & 0x80;
    mp_int number;
    if (length > INT32_MAX || !bigint_admit(interp, (double)length * 8))
        return length > INT32_MAX ? (error_raise_bare(&interp->error, ERROR_MEMORY_ERROR), VALUE_ERROR) : VALUE_ERROR;
    mp_err status = mp_init(&number);
    if (status == MP_OKAY)
        status = mp_unpack(&number, length, MP_LSB_FIRST, 1, MP_LITTLE_ENDIAN, 0, bytes);
    if (status == MP_OKAY && negative) {
        mp_int power;
        status = mp_init(&power);
        if (status == MP_OKAY)
            status = mp_2expt(&power, (int)(length * 8));
        if (status == MP_OKAY)
            status = mp_sub(&number, &power, &number);
        mp_clear(&power);
    }
    return bigint_take(interp, status, &number);
}
