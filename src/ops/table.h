// The operator tables as generated (gen/ops/table.c); operator.c searches them.
#ifndef OPS_TABLE_H
#define OPS_TABLE_H

#include "ops/operator.h"

typedef struct OperatorTable {
    const Operator *operators; // sorted by name
    size_t count;
} OperatorTable;

extern const OperatorTable operator_tables[OPERATOR_SPACE_COUNT];

#endif
