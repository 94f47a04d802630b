# torchlet: make (build), make quiz (install, build, run the challenge), make test (install, build, test).
# SANITIZE=1 builds with AddressSanitizer and UBSan; BUILD=DIR builds elsewhere; CC=clang works.
CC       ?= cc
SANITIZE ?=
BUILD    ?= build$(if $(SANITIZE),/sanitize)
OPTIMIZE ?= $(if $(SANITIZE),-O1 -fno-omit-frame-pointer,-O2)

GEN      := $(BUILD)/gen
# Libraries are linked statically where Debian has them so, BLIS in its one-threaded build: a session uses one thread,
# and start-up counts.
BLIS_DIR ?= $(firstword $(wildcard /usr/lib/*/blis-serial) $(wildcard /usr/lib/*/blis-openmp) $(wildcard /usr/lib/*/blis-pthread))
STATIC    = $(foreach library,$(1),$(firstword $(wildcard /usr/lib/*/lib$(library).a /usr/lib/gcc/*/*/lib$(library).a) -l$(library)))

WARNINGS := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wno-missing-field-initializers
CPPFLAGS += -Isrc -Igrammar -I$(GEN) -D_GNU_SOURCE $(if $(SANITIZE),-DMEM_PLAIN)
# At a fixed address: position-independent start-up would relocate some 30,000 table entries first.
CFLAGS   += -fno-pie
LDFLAGS  += -no-pie
CFLAGS   += -std=c17 -g1 $(OPTIMIZE) $(WARNINGS) $(SANITIZERS)
SANITIZERS := $(if $(SANITIZE),-fsanitize=address -fsanitize=undefined -fno-sanitize-recover=undefined $(SANITIZE_LESS))
LDLIBS   += $(call STATIC,lapacke lapack) $(BLIS_DIR)/libblis.a $(call STATIC,gfortran quadmath tommath utf8proc pcre2-8) -lsleef \
            $(call STATIC,cmark-gfm-extensions cmark-gfm yaml xxhash edit tinfo bsd md jansson) -static-libgcc -lpthread -lm

# Vector code where the machine has it; the kernels keep PyTorch's order of operations either way.
ARCH     ?= $(if $(shell grep -m1 -o avx2 /proc/cpuinfo 2>/dev/null),-march=x86-64-v3)
KERNEL_FLAGS := -O3 -fno-math-errno -fno-trapping-math -ffp-contract=off $(ARCH)

FOLDERS  := base syntax object compile vm kernel tensor autograd ops lib session challenge
SOURCES  := $(foreach folder,$(FOLDERS),$(wildcard src/$(folder)/*.c src/$(folder)/*/*.c))
DEFS     := $(wildcard grammar/*.def)
OBJECTS  := $(SOURCES:src/%.c=$(BUILD)/obj/%.o)
CLI      := $(patsubst src/%.c,$(BUILD)/obj/%.o,$(wildcard src/cli/*.c))
SYNTAX_GENERATED := $(if $(wildcard grammar/lexer.re),$(BUILD)/obj/gen/lexer.o) $(if $(wildcard grammar/parser.y),$(BUILD)/obj/gen/parser.o)
TLGEN_SOURCES := $(wildcard src/gen/*.c src/base/*.c)

all: packages $(BUILD)/torchlet

include $(wildcard src/*/module.mk)

$(BUILD)/torchlet: $(CLI) $(BUILD)/libtorchlet.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/libtorchlet.a: $(OBJECTS) $(SYNTAX_GENERATED) $(GENERATED_OBJECTS)
	rm -f $@ && ar rcs $@ $^

$(BUILD)/obj/kernel/%.o: CFLAGS += $(KERNEL_FLAGS)
$(BUILD)/obj/%.o: src/%.c | $(GENERATED_HEADERS)
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<
$(BUILD)/obj/gen/%.o: $(GEN)/%.c | $(GENERATED_HEADERS)
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# ---- the two commands ----

quiz: install
	@$(MAKE) --no-print-directory $(BUILD)/torchlet
	$(BUILD)/torchlet check --show challenges/multi-head-attention.md

test: install
	@$(MAKE) --no-print-directory $(BUILD)/torchlet tests
	@tests/run $(SUITE)

# ---- tests ----

UNITS   := $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(wildcard tests/unit/test_*.c))
RUNNERS := $(patsubst tests/%/runner.c,$(BUILD)/tests/%,$(wildcard tests/*/runner.c))
CHECKS   = 'tests/units $(UNITS)' \
           '$(BUILD)/tests/conformance --list tests/conformance/known-failures.txt $(BUILD)/torchlet tests/conformance' \
           '$(BUILD)/tests/tracebacks $(BUILD)/torchlet tests/conformance tests/tracebacks/expected.txt' \
           '$(BUILD)/tests/refused $(BUILD)/torchlet' '$(BUILD)/tests/stress --runs 40 $(wildcard tests/stress/*.py)' \
           '$(BUILD)/tests/mutants $(BUILD)/torchlet $(wildcard $(addprefix tests/conformance/,debug tensors nn training autograd language))' \
           'tests/challenges/run $(abspath $(BUILD))/torchlet' '$(BUILD)/tests/fuzz tests/fuzz/corpus'
# The documents rebuild a copy of the tree, and its form does not depend on the build: once is enough.
SUITE    = $(CHECKS) $(if $(SANITIZE),,'tests/layers' 'tests/format' '$(BUILD)/tests/documents $(BUILD)/torchlet README.md docs')
# Under the sanitizers every session gives its memory back, so that a leak is seen.
$(if $(SANITIZE),$(eval export TORCHLET_LEAKS=1))

tests: $(UNITS) $(RUNNERS)
unit: $(UNITS)
	@tests/units $(UNITS)

$(BUILD)/tests/test_%: tests/unit/test_%.c $(BUILD)/libtorchlet.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) -Itests/unit $(CFLAGS) $(LDFLAGS) -MMD -MP -o $@ $< $(BUILD)/libtorchlet.a $(LDLIBS) -lcmocka
$(BUILD)/tests/stress: tests/stress/runner.c $(BUILD)/libtorchlet.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $< $(BUILD)/libtorchlet.a $(LDLIBS)
$(BUILD)/tests/fuzz: tests/fuzz/runner.c tests/fuzz/target.c $(BUILD)/libtorchlet.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.c,$^) $(BUILD)/libtorchlet.a $(LDLIBS)
$(BUILD)/tests/%: tests/%/runner.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $< -lcmark-gfm

# Looks for crashes of the lexer, the parser and the evaluator: FUZZ_SECONDS of libFuzzer (clang), from the corpus and
# the recorded programs. What it finds is left in build/fuzz/found. (clang counts NULL + 0 as an overflow.)
FUZZ_SECONDS ?= 600
FUZZ_SEEDS   := $(addprefix tests/conformance/,language library debug)
fuzz: export CFLAGS = -fsanitize=fuzzer-no-link
fuzz:
	$(MAKE) CC=clang BUILD=build/fuzz SANITIZE=1 SANITIZE_LESS=-fno-sanitize=pointer-overflow build/fuzz/tests/fuzzer
	@mkdir -p build/fuzz/found build/fuzz/work
	ASAN_OPTIONS=detect_leaks=0 build/fuzz/tests/fuzzer -max_len=3000 -timeout=20 -rss_limit_mb=1500 \
	    -max_total_time=$(FUZZ_SECONDS) -artifact_prefix=build/fuzz/found/ build/fuzz/work tests/fuzz/corpus $(FUZZ_SEEDS)
$(BUILD)/tests/fuzzer: tests/fuzz/target.c tests/fuzz/mutate.c $(BUILD)/libtorchlet.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -fsanitize=fuzzer -o $@ $(filter %.c,$^) $(BUILD)/libtorchlet.a $(LDLIBS)

# Takes the cases that pass off the list of known failures.
shrink: $(BUILD)/torchlet $(BUILD)/tests/conformance
	$(BUILD)/tests/conformance --shrink --list tests/conformance/known-failures.txt $(BUILD)/torchlet tests/conformance

layers:
	@tests/layers
format:
	clang-format-14 -i $$(git ls-files '*.c' '*.h')

install:
	@.ci/install
packages:
	@.ci/install --check

clean:
	rm -rf build

.PHONY: all quiz test tests unit fuzz shrink layers format install packages clean
.SECONDARY:
-include $(shell find $(BUILD)/obj $(BUILD)/tests -name '*.d' 2>/dev/null)
