// Warnings of operators, by the rows of grammar/warnings.def.
#ifndef TENSOR_WARNING_H
#define TENSOR_WARNING_H

#include "tensor/runtime.h"

typedef enum Warning {
#define WARNING(id, how_often, place, text) WARNING_##id,
#include "warnings.def"
#undef WARNING
    WARNING_COUNT
} Warning;

/// Gives a UserWarning, with PyTorch's place after the text; the arguments fill the text's format. Nothing where the
/// row is given once a run and was given before. False with an error pending where the warning became an exception.
MUST_USE bool warning_give(Runtime *runtime, Warning warning, ...);
/// The warning of a row's name, as in "STFT_WINDOW"; WARNING_COUNT where there is none.
Warning warning_find(const char *name);
/// True where the text of the row is a format that arguments must fill.
bool warning_takes_arguments(Warning warning);

#endif
