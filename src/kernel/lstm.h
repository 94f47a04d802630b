// The elementwise part of one LSTM step, forward and backward, in float32.
//
// Rows are sequences of the batch. The four gates of a row lie side by side, each `hidden` wide, in the order of
// PyTorch's weights:  i (input) | f (forget) | g (candidate) | o (output).
#ifndef KERNEL_LSTM_H
#define KERNEL_LSTM_H

#include <stdint.h>

typedef struct LstmSize {
    int64_t rows, hidden;
} LstmSize;

/// c = f * c_before + i * g, h = o * tanh(c). `gates` (rows, 4 * hidden) come in as the products of the weights and go
/// out activated, with `bias` (4 * hidden, or NULL) added before. `tanh_c` keeps tanh(c) for the backward pass.
void lstm_forward(LstmSize size, float *gates, const float *bias, const float *c_before, float *c, float *tanh_c,
                  float *h);

/// The gradients of one step. `grad_h` is what the step after sent back, `grad_output` what the output got; both are
/// added up. `grad_c` holds the gradient of c and gets that of c_before. `grad_gates` gets the gradients of the gates
/// before their activation; `grad_bias` (4 * hidden, or NULL) is increased by their sum over the rows.
void lstm_backward(LstmSize size, const float *gates, const float *c_before, const float *tanh_c,
                   const float *grad_output, const float *grad_h, float *grad_c, float *grad_gates, float *grad_bias);

#endif
