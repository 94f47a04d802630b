#include "ops/operator.h"

#include <string.h>

#include "ops/table.h"

const Operator *operator_table(OperatorSpace space, size_t *count)
{
    *count = operator_tables[space].count;
    return operator_tables[space].operators;
}

const Operator *operator_find(OperatorSpace space, const char *name)
{
    size_t low = 0, high = operator_tables[space].count;
    const Operator *operators = operator_tables[space].operators;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(name, operators[middle].name);
        if (!order)
            return &operators[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

void tensor_vector_free(Runtime *runtime, TensorVector *vector)
{
    for (int64_t i = 0; i < vector->count; i++)
        tensor_release(vector->items[i]);
    mem_free(runtime->memory, vector->items, (size_t)vector->count * sizeof *vector->items);
    *vector = (TensorVector){0};
}

bool tensor_vector_make(Runtime *runtime, TensorVector *vector, int64_t count)
{
    if (count > (int64_t)(PTRDIFF_MAX / sizeof(Tensor *))) {
        *vector = (TensorVector){NULL, 0};
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "cannot create std::vector larger than max_size()");
        return false;
    }
    *vector = (TensorVector){mem_alloc_zero(runtime->memory, (size_t)count * sizeof(Tensor *)), count};
    return vector->items != NULL;
}

void op_value_release(Runtime *runtime, OpValue *value)
{
    if (value->type == OP_TENSOR)
        tensor_release(value->tensor);
    if (value->type == OP_TENSOR_LIST)
        tensor_vector_free(runtime, &value->tensor_vector);
    value->type = OP_NONE;
}
