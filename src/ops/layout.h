// Channels last: operators on pictures answer in the memory format that they were asked in.
//
//   sizes (N, C, H, W)     contiguous strides (CHW, HW, W, 1)     channels last (CHW, 1, CW, C)
#ifndef OPS_LAYOUT_H
#define OPS_LAYOUT_H

#include "tensor/tensor.h"

/// The line `layout NAME...` of an operator's entry: lays out each result (NULLs among them are skipped) that has as
/// many dimensions as one of `likes` that is channels last in the same way. A result is replaced by a copy where that
/// changes it. False where `done` is false, and with an error pending and no results where there is no memory.
MUST_USE bool layout_follow(bool done, Tensor **const *results, int result_count, const Tensor *const *likes,
                            int like_count);

#endif
