// Compiler attributes with names that say what they promise.
#ifndef BASE_ATTRIBUTES_H
#define BASE_ATTRIBUTES_H

/// The result reports a failure or is owned by the caller; dropping it is a bug.
#define MUST_USE __attribute__((warn_unused_result))
/// Checks a printf-style format against its arguments.
#define FORMAT_CHECK(format_index, first_argument) __attribute__((format(printf, format_index, first_argument)))
#define LIKELY(condition)                          __builtin_expect(!!(condition), 1)
#define UNLIKELY(condition)                        __builtin_expect(!!(condition), 0)
#define UNUSED                                     __attribute__((unused))
#define NO_INLINE                                  __attribute__((noinline))
#define ALWAYS_INLINE                              inline __attribute__((always_inline))
/// The number of elements of a true array.
#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

#endif
