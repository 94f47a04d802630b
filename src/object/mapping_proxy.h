// mappingproxy: a read-only view of a mapping.
#ifndef OBJECT_MAPPING_PROXY_H
#define OBJECT_MAPPING_PROXY_H

#include "object/interp.h"

MUST_USE Value mapping_proxy_new(Interp *interp, Value mapping);

#endif
