// Recurrent layers: a cell, a loop over the steps, directions, layers.
#include <string.h>

#include "ops/recurrent.h"
#include "ops/support.h"
#include "tensor/copy.h"

typedef enum CellKind { CELL_LSTM, CELL_GRU, CELL_TANH, CELL_RELU } CellKind;

/// The weights of one direction of one layer; biases may be NULL, w_hr is there where the output is projected.
typedef struct Cell {
    CellKind kind;
    const Tensor *w_ih, *w_hh, *b_ih, *b_hh, *w_hr;
} Cell;

/// Hidden state, and the cell state of an LSTM (else NULL). Both owned.
typedef struct State {
    Tensor *h, *c;
} State;

static void state_free(State *state)
{
    tensor_release(state->h);
    tensor_release(state->c);
    *state = (State){0};
}

static Tensor *sum(Runtime *runtime, const Tensor *a, const Tensor *b)
{
    return a && b ? op_add_Tensor(runtime, a, b, scalar_int(1)) : NULL;
}

// Splits gates; false with an error where their width does not hold so many.
static bool split_gates(Runtime *runtime, const Tensor *gates, int64_t count, TensorVector *parts)
{
    if (!op_unsafe_chunk(runtime, gates, count, 1, parts))
        return false;
    if (parts->count == count)
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "a cell of %lld gates cannot use weights of %lld rows",
                (long long)count, (long long)gates->sizes[1]);
    return false;
}

// h' = (o * tanh(c')), c' = f * c + i * g
static bool lstm_step(Runtime *runtime, const Tensor *gates, const State *state, State *next)
{
    Tensor *t[8] = {0};
    TensorVector parts = {0};
    bool done = split_gates(runtime, gates, 4, &parts) && (t[0] = op_sigmoid(runtime, parts.items[0])) &&
                (t[1] = op_sigmoid(runtime, parts.items[1])) && (t[2] = op_tanh(runtime, parts.items[2])) &&
                (t[3] = op_sigmoid(runtime, parts.items[3])) && (t[4] = op_mul_Tensor(runtime, t[1], state->c)) &&
                (t[5] = op_mul_Tensor(runtime, t[0], t[2])) && (next->c = sum(runtime, t[4], t[5])) &&
                (t[6] = op_tanh(runtime, next->c)) && (next->h = op_mul_Tensor(runtime, t[3], t[6]));
    release_temporaries(t, 8);
    tensor_vector_free(runtime, &parts);
    return done;
}

// r, z from both sides; n = tanh(in + r * hn); h' = (h - n) * z + n
static bool gru_step(Runtime *runtime, const Tensor *input_gates, const Tensor *hidden_gates, const State *state,
                     State *next)
{
    Tensor *t[9] = {0};
    TensorVector x = {0}, h = {0};
    bool done = split_gates(runtime, input_gates, 3, &x) && split_gates(runtime, hidden_gates, 3, &h) &&
                (t[0] = sum(runtime, h.items[0], x.items[0])) && (t[1] = op_sigmoid(runtime, t[0])) &&
                (t[2] = sum(runtime, h.items[1], x.items[1])) && (t[3] = op_sigmoid(runtime, t[2])) &&
                (t[4] = op_mul_Tensor(runtime, h.items[2], t[1])) && (t[5] = sum(runtime, x.items[2], t[4])) &&
                (t[6] = op_tanh(runtime, t[5])) && (t[7] = op_sub_Tensor(runtime, state->h, t[6], scalar_int(1))) &&
                (t[8] = op_mul_Tensor(runtime, t[7], t[3])) && (next->h = sum(runtime, t[8], t[6]));
    release_temporaries(t, 9);
    tensor_vector_free(runtime, &x);
    tensor_vector_free(runtime, &h);
    return done;
}

// h' = w_hr h'
static bool project(Runtime *runtime, const Cell *cell, State *next)
{
    if (!cell->w_hr)
        return true;
    Tensor *wide = next->h;
    next->h = op_linear(runtime, wide, cell->w_hr, NULL);
    tensor_release(wide);
    return next->h != NULL;
}

// One step from the input's gates, which were computed before for all steps at once.
static bool step(Runtime *runtime, const Cell *cell, const Tensor *input_gates, const State *state, State *next)
{
    *next = (State){0};
    Tensor *hidden = op_linear(runtime, state->h, cell->w_hh, cell->b_hh);
    bool done = hidden != NULL;
    if (done && cell->kind == CELL_GRU)
        done = gru_step(runtime, input_gates, hidden, state, next);
    else if (done) {
        Tensor *gates = sum(runtime, hidden, input_gates);
        if (gates && cell->kind == CELL_LSTM)
            done = lstm_step(runtime, gates, state, next) && project(runtime, cell, next);
        else if (gates)
            next->h = cell->kind == CELL_TANH ? op_tanh(runtime, gates) : op_relu(runtime, gates);
        done = done && next->h;
        tensor_release(gates);
    }
    tensor_release(hidden);
    if (!done)
        state_free(next);
    return done;
}

static bool check_cell(Runtime *runtime, const Tensor *input, const Tensor *hx, const Cell *cell)
{
    int64_t width = cell->w_ih->rank == 2 ? cell->w_ih->sizes[1] : -1;
    if (input->rank == 2 && width != input->sizes[1]) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "input has inconsistent input_size: got %lld expected %lld",
                    (long long)input->sizes[1], (long long)width);
        return false;
    }
    int64_t hidden = cell->w_hh->rank == 2 ? cell->w_hh->sizes[1] : -1;
    if (hx->rank == 2 && hx->sizes[1] != hidden) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "hidden0 has inconsistent hidden_size: got %lld, expected %lld", (long long)hx->sizes[1],
                    (long long)hidden);
        return false;
    }
    if (input->rank != 2 || !hx->rank || input->sizes[0] == hx->sizes[0])
        return true;
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "Input batch size %lld doesn't match hidden0 batch size %lld",
                (long long)input->sizes[0], (long long)hx->sizes[0]);
    return false;
}

static bool run_cell(Runtime *runtime, const Cell *cell, const Tensor *input, const State *state, State *next)
{
    if (!check_cell(runtime, input, state->h, cell))
        return false;
    Tensor *gates = op_linear(runtime, input, cell->w_ih, cell->b_ih);
    bool done = gates && step(runtime, cell, gates, state, next);
    tensor_release(gates);
    return done;
}

bool recurrent_lstm_cell(Runtime *runtime, const Tensor *input, TensorList hx, const Tensor *w_ih, const Tensor *w_hh,
                         const Tensor *b_ih, const Tensor *b_hh, Tensor **result0, Tensor **result1)
{
    if (hx.count != 2) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "lstm_cell expects two hidden states");
        return false;
    }
    Cell cell = {CELL_LSTM, w_ih, w_hh, b_ih, b_hh, NULL};
    State state = {hx.items[0], hx.items[1]}, next;
    if (!run_cell(runtime, &cell, input, &state, &next))
        return false;
    *result0 = next.h;
    *result1 = next.c;
    return true;
}

static Tensor *simple_cell(Runtime *runtime, CellKind kind, const Tensor *input, const Tensor *hx, const Tensor *w_ih,
                           const Tensor *w_hh, const Tensor *b_ih, const Tensor *b_hh)
{
    Cell cell = {kind, w_ih, w_hh, b_ih, b_hh, NULL};
    State state = {(Tensor *)hx, NULL}, next;
    return run_cell(runtime, &cell, input, &state, &next) ? next.h : NULL;
}

Tensor *recurrent_gru_cell(Runtime *runtime, const Tensor *input, const Tensor *hx, const Tensor *w_ih,
                           const Tensor *w_hh, const Tensor *b_ih, const Tensor *b_hh)
{
    return simple_cell(runtime, CELL_GRU, input, hx, w_ih, w_hh, b_ih, b_hh);
}

Tensor *recurrent_tanh_cell(Runtime *runtime, const Tensor *input, const Tensor *hx, const Tensor *w_ih,
                            const Tensor *w_hh, const Tensor *b_ih, const Tensor *b_hh)
{
    return simple_cell(runtime, CELL_TANH, input, hx, w_ih, w_hh, b_ih, b_hh);
}

Tensor *recurrent_relu_cell(Runtime *runtime, const Tensor *input, const Tensor *hx, const Tensor *w_ih,
                            const Tensor *w_hh, const Tensor *b_ih, const Tensor *b_hh)
{
    return simple_cell(runtime, CELL_RELU, input, hx, w_ih, w_hh, b_ih, b_hh);
}

/// What a whole stack of layers is told.
typedef struct Stack {
    Runtime *runtime;
    CellKind kind;
    TensorList params;
    bool has_biases, has_projections;
    int64_t layers, directions;
    double dropout;
    bool train;
    const int64_t *batch_sizes; // packed sequences: one a step; else NULL
    int64_t steps;
    TensorVector final_h, final_c;
} Stack;

static bool check_params(const Stack *stack)
{
    int64_t layer = ((stack->has_biases ? 4 : 2) + stack->has_projections) * stack->directions;
    if (stack->params.count % layer == 0 && stack->params.count / layer == stack->layers)
        return true;
    error_raise(stack->runtime->error, ERROR_RUNTIME_ERROR, "got an incorrect number of RNN parameters");
    return false;
}

static Cell cell_of(const Stack *stack, int64_t number)
{
    int64_t plain = stack->has_biases ? 4 : 2;
    Tensor *const *p = stack->params.items + number * (plain + stack->has_projections);
    return (Cell){stack->kind,
                  p[0],
                  p[1],
                  stack->has_biases ? p[2] : NULL,
                  stack->has_biases ? p[3] : NULL,
                  stack->has_projections ? p[plain] : NULL};
}

// The first `rows` rows of a state, or all.
static bool narrow_state(Runtime *runtime, const State *state, int64_t rows, State *out)
{
    out->h = op_narrow(runtime, state->h, 0, 0, rows);
    out->c = state->c ? op_narrow(runtime, state->c, 0, 0, rows) : NULL;
    if (out->h && (!state->c || out->c))
        return true;
    state_free(out);
    return false;
}

static Tensor *joined(Runtime *runtime, Tensor *a, Tensor *b)
{
    Tensor *result = a && b ? op_cat(runtime, (TensorList){(Tensor *const[]){a, b}, 2}, 0) : NULL;
    tensor_release(a);
    tensor_release(b);
    return result;
}

// Packed sequences get shorter or, backwards, join in: brings the state to `rows` rows. Rows that end are kept in
// `ended` (put before those that ended earlier); rows that join start from the initial state.
static bool fit_state(Runtime *runtime, State *state, int64_t rows, const State *initial, State *ended)
{
    int64_t have = state->h->sizes[0];
    if (rows == have)
        return true;
    State fitted = {0};
    if (rows < have) {
        Tensor *h = op_narrow(runtime, state->h, 0, rows, have - rows);
        Tensor *c = state->c ? op_narrow(runtime, state->c, 0, rows, have - rows) : NULL;
        ended->h = ended->h ? joined(runtime, h, ended->h) : h;
        if (state->c)
            ended->c = ended->c ? joined(runtime, c, ended->c) : c;
        if (!ended->h || (state->c && !ended->c) || !narrow_state(runtime, state, rows, &fitted))
            return false;
    } else {
        Tensor *h = op_narrow(runtime, initial->h, 0, have, rows - have);
        fitted.h = joined(runtime, tensor_retain(state->h), h);
        if (state->c)
            fitted.c = joined(runtime, tensor_retain(state->c), op_narrow(runtime, initial->c, 0, have, rows - have));
        if (!fitted.h || (state->c && !fitted.c)) {
            state_free(&fitted);
            return false;
        }
    }
    state_free(state);
    *state = fitted;
    return true;
}

// The gates of one step out of those of all steps.
static Tensor *gates_at(const Stack *stack, const Tensor *gates, int64_t at, int64_t offset)
{
    if (stack->batch_sizes)
        return op_narrow(stack->runtime, gates, 0, offset, stack->batch_sizes[at]);
    return op_select_int(stack->runtime, gates, 0, at);
}

static bool run_steps(const Stack *stack, const Cell *cell, const Tensor *gates, const State *initial, bool backwards,
                      State *state, State *ended, TensorVector *outputs)
{
    Runtime *runtime = stack->runtime;
    int64_t offset = 0;
    for (int64_t i = 0; backwards && stack->batch_sizes && i < stack->steps; i++)
        offset += stack->batch_sizes[i];
    for (int64_t i = 0; i < stack->steps; i++) {
        int64_t at = backwards ? stack->steps - 1 - i : i;
        int64_t rows = stack->batch_sizes ? stack->batch_sizes[at] : 0;
        if (stack->batch_sizes && !fit_state(runtime, state, rows, initial, ended))
            return false;
        if (backwards)
            offset -= rows;
        Tensor *input = gates_at(stack, gates, at, offset);
        State next;
        bool done = input && step(runtime, cell, input, state, &next);
        tensor_release(input);
        if (!done || !runtime_poll(runtime))
            return false;
        state_free(state);
        *state = next;
        outputs->items[at] = tensor_retain(next.h);
        if (!backwards)
            offset += rows;
    }
    return true;
}

// One direction of one layer. `initial` is lent; the final state goes to `last`.
static Tensor *run_direction(const Stack *stack, const Cell *cell, const Tensor *input, const State *initial,
                             bool backwards, State *last)
{
    Runtime *runtime = stack->runtime;
    Tensor *gates = op_linear(runtime, input, cell->w_ih, cell->b_ih);
    TensorVector outputs = {0};
    State state = {0}, ended = {0};
    Tensor *result = NULL;
    int64_t rows = stack->batch_sizes ? stack->batch_sizes[backwards ? stack->steps - 1 : 0] : initial->h->sizes[0];
    bool done = gates && narrow_state(runtime, initial, rows, &state) &&
                tensor_vector_make(runtime, &outputs, stack->steps) &&
                run_steps(stack, cell, gates, initial, backwards, &state, &ended, &outputs);
    if (done) {
        TensorList all = {outputs.items, outputs.count};
        result = stack->batch_sizes ? op_cat(runtime, all, 0) : op_stack(runtime, all, 0);
        last->h = ended.h ? joined(runtime, tensor_retain(state.h), tensor_retain(ended.h)) : tensor_retain(state.h);
        if (state.c)
            last->c =
                ended.c ? joined(runtime, tensor_retain(state.c), tensor_retain(ended.c)) : tensor_retain(state.c);
    }
    state_free(&state);
    state_free(&ended);
    tensor_vector_free(runtime, &outputs);
    tensor_release(gates);
    return result;
}

static bool is_plain(const Tensor *tensor, int rank, int64_t rows, int64_t columns)
{
    return tensor->dtype == DTYPE_FLOAT32 && tensor->device == DEVICE_CPU && tensor->rank == rank &&
           tensor->sizes[0] == rows && (rank < 2 || tensor->sizes[1] == columns);
}

// As PyTorch decides: a float32 LSTM over padded sequences runs a layer as one operator. What does not fit together
// goes the other way, which says why.
static bool is_fused(const Stack *stack, const Cell *cell, const Tensor *input, const State *state)
{
    if (stack->kind != CELL_LSTM || cell->w_hr || stack->batch_sizes || input->rank != 3 ||
        input->dtype != DTYPE_FLOAT32 || input->device != DEVICE_CPU || !tensor_count(input) || cell->w_hh->rank != 2)
        return false;
    int64_t hidden = cell->w_hh->sizes[1], batch = input->sizes[1];
    return hidden > 0 && is_plain(cell->w_hh, 2, 4 * hidden, hidden) &&
           is_plain(cell->w_ih, 2, 4 * hidden, input->sizes[2]) && is_plain(state->h, 2, batch, hidden) &&
           is_plain(state->c, 2, batch, hidden) && !cell->b_ih == !cell->b_hh &&
           (!cell->b_ih || (is_plain(cell->b_ih, 1, 4 * hidden, 0) && is_plain(cell->b_hh, 1, 4 * hidden, 0)));
}

static Tensor *run_fused(Runtime *runtime, const Cell *cell, const Tensor *input, const State *initial, bool backwards,
                         State *last)
{
    Tensor *output, *workspace;
    if (!op_mkldnn_rnn_layer(runtime, input, cell->w_ih, cell->w_hh, cell->b_ih, cell->b_hh, initial->h, initial->c,
                             backwards, &output, &last->h, &last->c, &workspace)) {
        *last = (State){0};
        return NULL;
    }
    tensor_release(workspace);
    return output;
}

Tensor *recurrent_direction(Runtime *runtime, const LstmLayer *layer, Tensor **h, Tensor **c)
{
    Stack stack = {.runtime = runtime, .kind = CELL_LSTM, .steps = layer->input->sizes[0]};
    Cell cell = {CELL_LSTM, layer->w_ih, layer->w_hh, layer->b_ih, layer->b_hh, NULL};
    State initial = {(Tensor *)layer->h, (Tensor *)layer->c}, last = {0};
    Tensor *output = run_direction(&stack, &cell, layer->input, &initial, layer->reverse, &last);
    *h = last.h;
    *c = last.c;
    return output;
}

// Number `number` of the stacked initial states.
static bool initial_state(Runtime *runtime, const Tensor *h, const Tensor *c, int64_t number, State *state)
{
    state->h = op_select_int(runtime, h, 0, number);
    state->c = c ? op_select_int(runtime, c, 0, number) : NULL;
    if (state->h && (!c || state->c))
        return true;
    state_free(state);
    return false;
}

// One layer, in one or both directions.
static Tensor *run_layer(Stack *stack, int64_t layer, const Tensor *input, const Tensor *h, const Tensor *c)
{
    Runtime *runtime = stack->runtime;
    Tensor *outputs[2] = {0};
    for (int64_t direction = 0; direction < stack->directions; direction++) {
        int64_t number = layer * stack->directions + direction;
        Cell cell = cell_of(stack, number);
        State initial, last = {0};
        if (!initial_state(runtime, h, c, number, &initial)) {
            release_temporaries(outputs, 2);
            return NULL;
        }
        outputs[direction] = is_fused(stack, &cell, input, &initial)
                                 ? run_fused(runtime, &cell, input, &initial, direction == 1, &last)
                                 : run_direction(stack, &cell, input, &initial, direction == 1, &last);
        state_free(&initial);
        stack->final_h.items[number] = last.h;
        if (c)
            stack->final_c.items[number] = last.c;
        if (!outputs[direction] || !last.h) {
            release_temporaries(outputs, 2);
            return NULL;
        }
    }
    if (stack->directions == 1)
        return outputs[0];
    Tensor *result = op_cat(runtime, (TensorList){outputs, 2}, outputs[0]->rank - 1);
    release_temporaries(outputs, 2);
    return result;
}

static bool run_stack(Stack *stack, const Tensor *input, const Tensor *h, const Tensor *c, Tensor **output, Tensor **hn,
                      Tensor **cn)
{
    Runtime *runtime = stack->runtime;
    int64_t count = stack->layers * stack->directions;
    *output = *hn = NULL;
    stack->has_projections = c && h->rank == 3 && c->rank == 3 && h->sizes[2] != c->sizes[2];
    if (!check_params(stack) || !tensor_vector_make(runtime, &stack->final_h, count) ||
        (c && !tensor_vector_make(runtime, &stack->final_c, count))) {
        tensor_vector_free(runtime, &stack->final_h);
        return false;
    }
    Tensor *current = tensor_retain(input);
    for (int64_t layer = 0; current && layer < stack->layers; layer++) {
        Tensor *next = run_layer(stack, layer, current, h, c);
        tensor_release(current);
        current = next;
        if (current && stack->dropout != 0 && stack->train && layer + 1 < stack->layers) {
            next = op_dropout(runtime, current, stack->dropout, true);
            tensor_release(current);
            current = next;
        }
    }
    *output = current;
    *hn = current ? op_stack(runtime, (TensorList){stack->final_h.items, count}, 0) : NULL;
    if (c)
        *cn = *hn ? op_stack(runtime, (TensorList){stack->final_c.items, count}, 0) : NULL;
    tensor_vector_free(runtime, &stack->final_h);
    tensor_vector_free(runtime, &stack->final_c);
    if (*hn && (!c || *cn))
        return true;
    tensor_release(*output);
    tensor_release(*hn);
    return false;
}

static bool run_padded(Stack *stack, const Tensor *input, const Tensor *h, const Tensor *c, bool batch_first,
                       Tensor **output, Tensor **hn, Tensor **cn)
{
    Runtime *runtime = stack->runtime;
    if (input->rank != 3) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "input must have 3 dimensions, got %d", (int)input->rank);
        return false;
    }
    Tensor *steps_first = batch_first ? op_transpose_int(runtime, input, 0, 1) : tensor_retain(input);
    if (!steps_first)
        return false;
    stack->steps = steps_first->sizes[0];
    bool done = stack->steps > 0;
    if (!done)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "Expected sequence length to be larger than 0 in RNN");
    done = done && run_stack(stack, steps_first, h, c, output, hn, cn);
    tensor_release(steps_first);
    if (!done || !batch_first)
        return done;
    Tensor *turned = c ? op_transpose_int(runtime, *output, 0, 1) : op_transpose_output(runtime, *output);
    tensor_release(*output);
    *output = turned;
    if (turned)
        return true;
    tensor_release(*hn);
    if (c)
        tensor_release(*cn);
    return false;
}

static bool run_packed(Stack *stack, const Tensor *data, const Tensor *batch_sizes, const Tensor *h, const Tensor *c,
                       Tensor **output, Tensor **hn, Tensor **cn)
{
    if (batch_sizes->device == DEVICE_META) {
        error_raise(stack->runtime->error, ERROR_RUNTIME_ERROR,
                    "The tensor has a non-zero number of elements, but its data is not allocated yet.");
        return false;
    }
    Tensor *sizes = copy_contiguous_as(batch_sizes, DTYPE_INT64);
    if (!sizes)
        return false;
    stack->steps = tensor_count(sizes);
    stack->batch_sizes = (const int64_t *)(const void *)tensor_data(sizes);
    int64_t left = data->rank ? data->sizes[0] : 0;
    bool valid = stack->steps > 0;
    for (int64_t i = 0; valid && i < stack->steps; i++) {
        valid = stack->batch_sizes[i] > 0 && stack->batch_sizes[i] <= (i ? stack->batch_sizes[i - 1] : left);
        left -= valid ? stack->batch_sizes[i] : 0;
    }
    valid = valid && !left;
    if (!valid)
        error_raise(stack->runtime->error, ERROR_RUNTIME_ERROR, "batch_sizes do not describe the packed data");
    bool done = valid && run_stack(stack, data, h, c, output, hn, cn);
    tensor_release(sizes);
    return done;
}

static bool two_states(Runtime *runtime, TensorList hx)
{
    if (hx.count != 2)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "lstm expects two hidden states");
    return hx.count == 2;
}

bool recurrent_lstm(Runtime *runtime, const Tensor *input, TensorList hx, TensorList params, bool has_biases,
                    int64_t num_layers, double dropout, bool train, bool bidirectional, bool batch_first,
                    Tensor **result0, Tensor **result1, Tensor **result2)
{
    Stack stack = {.runtime = runtime,
                   .kind = CELL_LSTM,
                   .params = params,
                   .has_biases = has_biases,
                   .layers = num_layers,
                   .directions = bidirectional ? 2 : 1,
                   .dropout = dropout,
                   .train = train};
    return two_states(runtime, hx) &&
           run_padded(&stack, input, hx.items[0], hx.items[1], batch_first, result0, result1, result2);
}

bool recurrent_lstm_packed(Runtime *runtime, const Tensor *data, const Tensor *batch_sizes, TensorList hx,
                           TensorList params, bool has_biases, int64_t num_layers, double dropout, bool train,
                           bool bidirectional, Tensor **result0, Tensor **result1, Tensor **result2)
{
    Stack stack = {.runtime = runtime,
                   .kind = CELL_LSTM,
                   .params = params,
                   .has_biases = has_biases,
                   .layers = num_layers,
                   .directions = bidirectional ? 2 : 1,
                   .dropout = dropout,
                   .train = train};
    return two_states(runtime, hx) &&
           run_packed(&stack, data, batch_sizes, hx.items[0], hx.items[1], result0, result1, result2);
}

#define SIMPLE_LAYERS(name, cell_kind)                                                                                 \
    bool recurrent_##name(Runtime *runtime, const Tensor *input, const Tensor *hx, TensorList params, bool has_biases, \
                          int64_t num_layers, double dropout, bool train, bool bidirectional, bool batch_first,        \
                          Tensor **result0, Tensor **result1)                                                          \
    {                                                                                                                  \
        Stack stack = {.runtime = runtime,                                                                             \
                       .kind = cell_kind,                                                                              \
                       .params = params,                                                                               \
                       .has_biases = has_biases,                                                                       \
                       .layers = num_layers,                                                                           \
                       .directions = bidirectional ? 2 : 1,                                                            \
                       .dropout = dropout,                                                                             \
                       .train = train};                                                                                \
        return run_padded(&stack, input, hx, NULL, batch_first, result0, result1, NULL);                               \
    }                                                                                                                  \
    bool recurrent_##name##_packed(Runtime *runtime, const Tensor *data, const Tensor *batch_sizes, const Tensor *hx,  \
                                   TensorList params, bool has_biases, int64_t num_layers, double dropout, bool train, \
                                   bool bidirectional, Tensor **result0, Tensor **result1)                             \
    {                                                                                                                  \
        Stack stack = {.runtime = runtime,                                                                             \
                       .kind = cell_kind,                                                                              \
                       .params = params,                                                                               \
                       .has_biases = has_biases,                                                                       \
                       .layers = num_layers,                                                                           \
                       .directions = bidirectional ? 2 : 1,                                                            \
                       .dropout = dropout,                                                                             \
                       .train = train};                                                                                \
        return run_packed(&stack, data, batch_sizes, hx, NULL, result0, result1, NULL);                                \
    }

SIMPLE_LAYERS(gru, CELL_GRU)
SIMPLE_LAYERS(rnn_tanh, CELL_TANH)
SIMPLE_LAYERS(rnn_relu, CELL_RELU)

Tensor *recurrent_transposed(Runtime *runtime, const Tensor *self)
{
    return view_transpose(runtime, self, 0, 1);
}
