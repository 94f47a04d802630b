// One direction of one LSTM layer over all steps, forward and backward, in float32.
//
// The steps' input products are one matrix product; each step then adds its hidden product and applies the gates.
// PyTorch's CPU code (oneDNN) computes a layer as one such operator, too.
#ifndef TENSOR_LSTM_H
#define TENSOR_LSTM_H

#include "tensor/tensor.h"

/// What a layer is given: input (steps, batch, features), weights as PyTorch lays them out, biases or NULL, initial
/// states (batch, hidden). `reverse` runs from the last step to the first.
typedef struct LstmLayer {
    const Tensor *input, *w_ih, *w_hh, *b_ih, *b_hh, *h, *c;
    bool reverse;
} LstmLayer;

typedef struct LstmResult {
    Tensor *output, *h, *c; // (steps, batch, hidden), (batch, hidden), (batch, hidden)
    Tensor *workspace;      // for lstm_layer_backward: gates, cell states and their tanh, step by step
} LstmResult;

typedef struct LstmGradients {
    Tensor *input, *w_ih, *w_hh, *bias, *h, *c; // the biases share one gradient
} LstmGradients;

/// Runs the layer. All tensors are float32 and their sizes agree. On failure nothing is left in `result`.
MUST_USE bool lstm_layer_forward(const LstmLayer *layer, LstmResult *result);
/// The gradients, given those of output, h and c. `want_input`: the gradient of the input is computed as well.
MUST_USE bool lstm_layer_backward(const LstmLayer *layer, const Tensor *output, const Tensor *workspace,
                                  const Tensor *grad_output, const Tensor *grad_h, const Tensor *grad_c,
                                  bool want_input, LstmGradients *gradients);
void lstm_result_free(LstmResult *result);
void lstm_gradients_free(LstmGradients *gradients);

#endif
