// The LSTM layer as one operator, and its gradients.
#include "autograd/engine.h"
#include "ops/recurrent.h"
#include "ops/support.h"

bool recurrent_layer(Runtime *runtime, const Tensor *input, const Tensor *weight0, const Tensor *weight1,
                     const Tensor *weight2, const Tensor *weight3, const Tensor *hx, const Tensor *cx, bool reverse,
                     Tensor **result0, Tensor **result1, Tensor **result2, Tensor **result3)
{
    (void)runtime;
    LstmLayer layer = {input, weight0, weight1, weight2, weight3, hx, cx, reverse};
    LstmResult result;
    if (!lstm_layer_forward(&layer, &result))
        return false;
    *result0 = result.output;
    *result1 = result.h;
    *result2 = result.c;
    *result3 = result.workspace;
    return true;
}

enum { INPUTS = 7, GRADS = 3 };

// The gradients as a function that has gradients itself: the layer once more, step by step, and a backward pass
// through it.
static bool differentiable(Runtime *runtime, const LstmLayer *layer, const Tensor *const *grads, Tensor **results)
{
    const Tensor *const inputs[INPUTS] = {layer->input, layer->w_ih, layer->w_hh, layer->b_ih,
                                          layer->b_hh,  layer->h,    layer->c};
    Tensor *wanted[INPUTS], *given[INPUTS] = {0}, *roots[GRADS] = {0};
    int64_t count = 0;
    for (int i = 0; i < INPUTS; i++)
        if (inputs[i] && record_wanted(runtime, inputs + i, 1))
            wanted[count++] = (Tensor *)inputs[i];
    roots[0] = recurrent_direction(runtime, layer, roots + 1, roots + 2);
    BackwardRequest request = {.roots = roots,
                               .grads = (Tensor *const *)grads,
                               .root_count = GRADS,
                               .inputs = wanted,
                               .input_count = count,
                               .retain_graph = true,
                               .create_graph = true,
                               .allow_unused = true};
    bool done = roots[0] && (!count || engine_run(runtime, &request, given));
    release_temporaries(roots, GRADS);
    for (int64_t i = 0, at = 0; done && i < INPUTS; i++)
        if (at < count && wanted[at] == inputs[i])
            results[i] = given[at++];
    return done;
}

bool recurrent_layer_backward(Runtime *runtime, const Tensor *grad_output, const Tensor *grad_hy, const Tensor *grad_cy,
                              const Tensor *input, const Tensor *weight0, const Tensor *weight1, const Tensor *weight2,
                              const Tensor *weight3, const Tensor *hx, const Tensor *cx, const Tensor *output,
                              const Tensor *workspace, bool reverse, BoolList output_mask, Tensor **result0,
                              Tensor **result1, Tensor **result2, Tensor **result3, Tensor **result4, Tensor **result5,
                              Tensor **result6)
{
    LstmLayer layer = {input, weight0, weight1, weight2, weight3, hx, cx, reverse};
    const Tensor *const grads[GRADS] = {grad_output, grad_hy, grad_cy};
    Tensor *results[INPUTS] = {0};
    if (runtime->grad_enabled) {
        if (!differentiable(runtime, &layer, grads, results))
            return false;
    } else {
        LstmGradients gradients;
        bool want_input = output_mask.count > 0 && output_mask.items[0];
        if (!lstm_layer_backward(&layer, output, workspace, grad_output, grad_hy, grad_cy, want_input, &gradients))
            return false;
        results[0] = gradients.input;
        results[1] = gradients.w_ih;
        results[2] = gradients.w_hh;
        results[3] = gradients.bias;
        results[4] = tensor_retain_maybe(gradients.bias);
        results[5] = gradients.h;
        results[6] = gradients.c;
    }
    Tensor **places[INPUTS] = {result0, result1, result2, result3, result4, result5, result6};
    for (int i = 0; i < INPUTS; i++)
        *places[i] = results[i];
    return true;
}
