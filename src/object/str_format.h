// Formatting: `%`, str.format, and the format specification mini-language.
#ifndef OBJECT_STR_FORMAT_H
#define OBJECT_STR_FORMAT_H

#include "object/str.h"

/// `template % arguments` for strs.
MUST_USE Value str_percent(Interp *interp, Value template, Value arguments);
/// template.format(*values, **keywords); `keywords` is a mapping or UNSET.
MUST_USE Value str_format_template(Interp *interp, Value template, size_t count, const Value *values, Value keywords);

/// A parsed specification: [[fill]align][sign][z][#][0][width][grouping][.precision][type]
typedef struct FormatSpec {
    uint32_t fill; // ' ' by default
    char align;    // '<' '>' '=' '^', 0 where not given
    char sign;     // '+' '-' ' ', 0 where not given
    bool no_negative_zero;
    bool alternate;
    char grouping;     // ',' '_', 0 where not given
    int64_t width;     // -1 where not given
    int64_t precision; // -1 where not given
    uint32_t type;     // a code point, 0 where not given
} FormatSpec;

/// Reads a specification. ValueError "Invalid format specifier '...' for object of type 'int'".
MUST_USE bool format_spec_parse(Interp *interp, Value spec, Value v, FormatSpec *out);
/// format(v, spec) for the built-in types; each raises CPython's ValueErrors about codes that do not fit.
MUST_USE Value format_spec_str(Interp *interp, Value v, Value spec);
MUST_USE Value format_spec_int(Interp *interp, Value v, Value spec);
MUST_USE Value format_spec_float(Interp *interp, Value v, double number, Value spec);
MUST_USE Value format_spec_complex(Interp *interp, Value v, double real, double imaginary, Value spec);
/// Pads `text` (digits of a number, `sign` of it in front, both ASCII) as `spec` says; grouping is the caller's.
MUST_USE bool format_spec_pad(Text *out, const FormatSpec *spec, char default_align, const char *bytes, size_t length);

/// Appends a double as %e, %f, %g (or %r: 'r', the shortest repr) would, `nan` and `inf` included, without sign
/// padding. Upper-case codes give upper-case text. Alternate form keeps the point and the zeros of 'g'.
bool float_append_format(Text *out, double value, char code, int precision, bool alternate);

#endif
