// sys.getsizeof: the sizes that CPython 3.13 reports on 64 bits.
#ifndef LIB_SYS_SIZE_H
#define LIB_SYS_SIZE_H

#include "lib/support.h"

/// The bytes CPython 3.13 would need for the object itself. -1 with an error pending.
int64_t sys_size(Interp *interp, Value v);

#endif
