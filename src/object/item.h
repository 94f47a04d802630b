// Items in memory: one number or character of a format letter of the struct module, in the machine's own order.
#ifndef OBJECT_ITEM_H
#define OBJECT_ITEM_H

#include "object/interp.h"
#include "object/operate.h"

/// The bytes of an item; 0 where the letter is none of "cbB?hHiIlLqQfduw".
size_t item_size(char letter);
/// The value of the item at `bytes` (at any alignment). Owned.
MUST_USE Value item_read(Interp *interp, char letter, const char *bytes);

/// Why a value is no item.
typedef enum ItemFit { ITEM_FITS, ITEM_WRONG_TYPE, ITEM_TOO_SMALL, ITEM_TOO_LARGE, ITEM_FAILED } ItemFit;
/// Writes a value as an item. ITEM_FAILED: an error is pending; the others leave none, and nothing is written.
ItemFit item_write(Interp *interp, char letter, Value v, char *bytes);

#endif
