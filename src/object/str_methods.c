#include "object/str_methods.h"

#define ROW(name) &str_method_##name,
const NativeSpec *const str_methods[] = {STR_METHODS(ROW) NULL};
#undef ROW
