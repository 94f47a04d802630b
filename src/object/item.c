#include "object/item.h"

#include <string.h>

#include "object/bytes.h"
#include "object/float.h"
#include "object/int.h"
#include "object/sequence.h"
#include "object/str.h"

size_t item_size(char letter)
{
    switch (letter) {
    case 'c':
    case 'b':
    case 'B':
    case '?':
        return 1;
    case 'h':
    case 'H':
        return 2;
    case 'i':
    case 'I':
    case 'f':
    case 'u':
    case 'w':
        return 4;
    case 'l':
    case 'L':
    case 'q':
    case 'Q':
    case 'd':
        return 8;
    default:
        return 0;
    }
}

static bool is_unsigned(char letter)
{
    return letter >= 'A' && letter <= 'Z';
}

Value item_read(Interp *interp, char letter, const char *bytes)
{
    size_t size = item_size(letter);
    uint64_t bits = 0;
    memcpy(&bits, bytes, size);
    switch (letter) {
    case 'c':
        return bytes_new(interp, bytes, 1);
    case '?':
        return value_from_bool(bits != 0);
    case 'f': {
        float number;
        memcpy(&number, bytes, sizeof number);
        return value_from_float(number);
    }
    case 'd': {
        double number;
        memcpy(&number, bytes, sizeof number);
        return value_from_float(number);
    }
    case 'u':
    case 'w':
        if (bits > 0x10FFFF)
            return raise_value_error(interp, "character U+%x is not in range [U+0000; U+10ffff]", (unsigned)bits);
        return str_from_code_point(interp, (uint32_t)bits);
    default:
        break;
    }
    if (is_unsigned(letter))
        return int_from_uint64(interp, bits);
    int shift = 64 - 8 * (int)size;
    return value_from_int((int64_t)(bits << shift) >> shift);
}

static ItemFit write_character(Interp *interp, char letter, Value v, char *bytes)
{
    if (letter == 'c') {
        if (!bytes_check(interp, v))
            return ITEM_WRONG_TYPE;
        if (bytes_of(v)->count != 1)
            return ITEM_TOO_LARGE;
        *bytes = bytes_of(v)->items[0];
        return ITEM_FITS;
    }
    if (!sequence_is(interp, v, TYPE_STR) || str_of(v)->length != 1)
        return ITEM_WRONG_TYPE;
    size_t width;
    uint32_t c = utf8_decode(str_of(v)->text, &width);
    memcpy(bytes, &c, sizeof c);
    return ITEM_FITS;
}

static ItemFit write_float(Interp *interp, char letter, Value v, char *bytes)
{
    double number;
    bool real = v.tag == TAG_FLOAT || int_check(interp, v) || value_type(interp, v)->slots.to_float ||
                value_type(interp, v)->slots.to_index;
    if (!real)
        return ITEM_WRONG_TYPE;
    if (!value_to_double(interp, v, &number))
        return ITEM_FAILED;
    float narrow = (float)number;
    if (letter == 'f')
        memcpy(bytes, &narrow, sizeof narrow);
    else
        memcpy(bytes, &number, sizeof number);
    return ITEM_FITS;
}

ItemFit item_write(Interp *interp, char letter, Value v, char *bytes)
{
    if (letter == 'c' || letter == 'u' || letter == 'w')
        return write_character(interp, letter, v, bytes);
    if (letter == 'f' || letter == 'd')
        return write_float(interp, letter, v, bytes);
    if (letter == '?') {
        bool truth;
        if (!value_truth(interp, v, &truth))
            return ITEM_FAILED;
        *bytes = truth;
        return ITEM_FITS;
    }
    if (!sequence_is_index(interp, v))
        return ITEM_WRONG_TYPE;
    Value number = value_to_index(interp, v);
    if (value_is_error(number))
        return ITEM_FAILED;
    unsigned char wide[8];
    size_t size = item_size(letter);
    bool fits = int_to_bytes(number, wide, size, !is_unsigned(letter));
    bool negative = int_sign(number) < 0;
    value_drop(number);
    if (!fits)
        return negative ? ITEM_TOO_SMALL : ITEM_TOO_LARGE;
    memcpy(bytes, wide, size);
    return ITEM_FITS;
}
