// What the tests of lib/torch share: an interp with torch's state, and tensors from plain arrays.
#ifndef TESTS_UNIT_TORCH_FIXTURE_H
#define TESTS_UNIT_TORCH_FIXTURE_H

#include "object_fixture.h"

#include "lib/torch/state.h"
#include "lib/torch/tensor_object.h"
#include "tensor/tensor.h"

static inline int torch_setup(void **state)
{
    return fixture_setup(state) == 0 && torch_start(*state) ? 0 : -1;
}

static inline int torch_teardown(void **state)
{
    Interp *interp = *state;
    torch_clear(interp);
    interp_finish(interp);
    torch_free(interp);
    size_t live = interp->memory.live_blocks;
    test_free(interp);
    return live == 0 ? 0 : -1;
}

/// A tensor of 32-bit floats, owned as a value.
static inline Value make_tensor(Interp *interp, int rank, const int64_t *sizes, const float *values)
{
    Tensor *tensor = tensor_empty(runtime_of(interp), rank, sizes, DTYPE_FLOAT32, DEVICE_CPU);
    assert_non_null(tensor);
    if (values)
        memcpy(tensor_data(tensor), values, (size_t)tensor_count(tensor) * sizeof *values);
    return tensor_wrap_take(interp, tensor);
}

#endif
