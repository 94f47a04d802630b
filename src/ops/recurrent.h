// What the fused LSTM layer takes from the step-by-step one.
#ifndef OPS_RECURRENT_H
#define OPS_RECURRENT_H

#include "tensor/lstm.h"

/// One direction of one LSTM layer made of recorded operators: the output, and the final states in *h and *c.
MUST_USE Tensor *recurrent_direction(Runtime *runtime, const LstmLayer *layer, Tensor **h, Tensor **c);

#endif
