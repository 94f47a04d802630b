// What ints of 64 bits and floats do without an object: shared by their types, by comparisons and by the dispatch loop.
#ifndef OBJECT_NUMBER_H
#define OBJECT_NUMBER_H

#include "object/type.h"

/// a // b of Python; b is not 0, and where it is -1, a is not the smallest number.
static inline int64_t number_floor_divide(int64_t a, int64_t b)
{
    int64_t quotient = a / b;
    return quotient - (a % b != 0 && (a < 0) != (b < 0));
}

/// a % b of Python for b != 0.
static inline int64_t number_floor_remainder(int64_t a, int64_t b)
{
    if (b == -1)
        return 0; // INT64_MIN % -1 traps
    int64_t remainder = a % b;
    return remainder && (remainder < 0) != (b < 0) ? remainder + b : remainder;
}

/// How two numbers of one C type compare; each is read more than once.
#define NUMBER_COMPARE(a, b, kind)                                                                                     \
    ((kind) == COMPARE_LT   ? (a) < (b)                                                                                \
     : (kind) == COMPARE_LE ? (a) <= (b)                                                                               \
     : (kind) == COMPARE_EQ ? (a) == (b)                                                                               \
     : (kind) == COMPARE_NE ? (a) != (b)                                                                               \
     : (kind) == COMPARE_GT ? (a) > (b)                                                                                \
                            : (a) >= (b))

#endif
