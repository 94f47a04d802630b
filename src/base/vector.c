#include "base/vector.h"

bool vector_grow(void **items, size_t *capacity, size_t count, size_t item_size, Memory *memory)
{
    if (count < *capacity)
        return true;
    size_t wanted = *capacity ? *capacity * 2 : 8;
    void *moved = mem_resize(memory, *items, *capacity * item_size, wanted * item_size);
    if (!moved)
        return false;
    *items = moved;
    *capacity = wanted;
    return true;
}
