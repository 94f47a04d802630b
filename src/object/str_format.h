// Formatting: `%`, str.format, and the format specification mini-language.
#ifndef OBJECT_STR_FORMAT_H
#define OBJECT_STR_FORMAT_H

#include "object/operate.h"
#include "object/str.h"

/// `template % arguments` for strs.
MUST_USE Value str_percent(Interp *interp, Value format, Value arguments);
/// template.format(*values, **keywords); `keywords` is a mapping or UNSET.
MUST_USE Value str_format_template(Interp *interp, Value format, size_t count, const Value *values, Value keywords);

/// A parsed specification: [[fill]align][sign][z][#][0][width][grouping][.precision][type]
typedef struct FormatSpec {
    uint32_t fill;         // ' ' where not given
    char align;            // '<' '>' '=' '^'
    bool align_given;      // in the text, not by default
    char sign;             // '+' '-' ' ', 0 where not given
    bool no_negative_zero; // z
    bool alternate;        // #
    char grouping;         // ',' '_', 0 where not given
    int64_t width;         // -1 where not given
    int64_t precision;     // -1 where not given
    uint32_t type;         // a code point; the default type where not given
} FormatSpec;

/// Reads a specification; `v` is what is being formatted, for the messages. ValueError as CPython words it.
MUST_USE bool format_spec_parse(Interp *interp, Value spec, Value v, uint32_t default_type, char default_align,
                                FormatSpec *out);
/// format(v, spec) for the built-in types. Bools and instances of subclasses are fine; ValueError as CPython words it.
MUST_USE Value format_spec_str(Interp *interp, Value v, Value spec);
MUST_USE Value format_spec_int(Interp *interp, Value v, Value spec);
MUST_USE Value format_spec_float(Interp *interp, Value v, double number, Value spec);
MUST_USE Value format_spec_complex(Interp *interp, Value v, double real, double imaginary, Value spec);
/// ValueError "Unknown format code 'x' for object of type 'int'". Returns VALUE_ERROR.
Value format_spec_unknown(Interp *interp, const FormatSpec *spec, Value v);

/// A number as text in parts: [-][prefix]digits[rest], all ASCII. The digits may be grouped and padded with zeros.
typedef struct NumberParts {
    bool negative;
    const char *prefix; // "0x" and the like, "" for none
    const char *digits;
    size_t digit_count;
    const char *rest; // point, fraction, exponent, "%"; or "nan", "inf"
    size_t rest_count;
} NumberParts;
/// Appends a number in the field that a specification asks for: sign, grouping, padding.
bool format_number_append(Text *out, const FormatSpec *spec, const NumberParts *parts);
/// Appends text, `length` code points in `bytes` bytes, in its field.
bool format_field_append(Text *out, const FormatSpec *spec, const char *text, size_t bytes, size_t length);

/// Appends a double as printf's %e, %f or %g do (capitals too), or for 'r' as repr() does, without ".0" unless
/// `add_point_zero` is set. `nan` and `inf` included. The alternate form keeps the point and the zeros of 'g'.
bool format_float_append(Text *out, double value, char code, int precision, bool alternate, bool add_point_zero);

#endif
