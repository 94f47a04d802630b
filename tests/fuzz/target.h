// What the fuzzer and the replay of its corpus both do with one input.
#ifndef FUZZ_TARGET_H
#define FUZZ_TARGET_H

#include <stddef.h>
#include <stdint.h>

/// Parses, compiles and runs the bytes as a program in a session of its own, under small limits. Stops the process
/// where the session reports a bug of ours or keeps something alive. Always 0, as libFuzzer wants it.
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

#endif
