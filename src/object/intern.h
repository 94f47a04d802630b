// The table of interned strs, and the strs of one character that are made once.
#ifndef OBJECT_INTERN_H
#define OBJECT_INTERN_H

#include "object/str.h"

/// Strs that exist once for each text. The table does not own them: a str that dies leaves it.
typedef struct InternTable {
    Str **slots;
    size_t size;           // a power of two
    size_t count;          // slots in use
    Value empty;           // ""
    Value characters[256]; // the strs of one code point below 256; UNSET until first used
} InternTable;

/// Called by a dying interned str.
void intern_forget(Interp *interp, const Str *s);

#endif
