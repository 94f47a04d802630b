# tlgen, and what it writes. OPS_FAMILIES is one generated C file for each file of grammar/ops.
TLGEN        := $(BUILD)/tlgen
OPS_FILES    := $(sort $(wildcard grammar/ops/*.ops))
OPS_FAMILIES := $(basename $(notdir $(OPS_FILES)))
OPS_C        := $(OPS_FAMILIES:%=$(GEN)/ops/%.c) $(GEN)/ops/table.c
GENERATED_HEADERS += $(GEN)/ops/prototypes.h
GENERATED_OBJECTS += $(OPS_FAMILIES:%=$(BUILD)/obj/gen/ops/%.o) $(BUILD)/obj/gen/ops/table.o
TLGEN_OBJECTS := $(patsubst src/%.c,$(BUILD)/obj/tlgen/%.o,$(wildcard src/gen/*.c) \
                   $(filter-out src/base/character_name.c,$(wildcard src/base/*.c))) \
                 $(BUILD)/obj/tlgen/schema_parser.o $(BUILD)/obj/tlgen/schema_lexer.o
# The host tool is built without sanitizers: it owns nothing but one memory.
TLGEN_FLAGS  := -std=c17 -g1 -O1 $(WARNINGS) -I$(GEN)/schema

$(GEN)/schema/schema_parser.c: grammar/schema.y
	@mkdir -p $(@D)
	bison --no-lines -d -o $@ $<
$(GEN)/schema/schema_parser.h: $(GEN)/schema/schema_parser.c
$(GEN)/schema/schema_lexer.c: grammar/schema.re
	@mkdir -p $(@D)
	re2c -i -W -o $@ $<
$(BUILD)/obj/tlgen/schema_%.o: $(GEN)/schema/schema_%.c $(GEN)/schema/schema_parser.h
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(TLGEN_FLAGS) -MMD -MP -c -o $@ $<
$(BUILD)/obj/tlgen/%.o: src/%.c | $(GEN)/schema/schema_parser.h
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(TLGEN_FLAGS) -MMD -MP -c -o $@ $<
$(TLGEN): $(TLGEN_OBJECTS)
	$(CC) -o $@ $^

$(GEN)/ops/stamp: $(TLGEN) grammar/op_dtypes.def $(OPS_FILES)
	@mkdir -p $(@D)
	$(TLGEN) ops $(GEN)/ops docs/operators.md grammar/op_dtypes.def $(OPS_FILES)
	@touch $@
$(OPS_C) $(GEN)/ops/prototypes.h: $(GEN)/ops/stamp ;

# Unicode's names, from Debian's unicode-data.
UNICODE ?= /usr/share/unicode
$(GEN)/unicode_names.h: $(TLGEN) grammar/unicode_additions.txt
	@mkdir -p $(@D)
	$(TLGEN) names $@ $(UNICODE)/NameAliases.txt $(UNICODE)/NamedSequences.txt $(UNICODE)/UnicodeData.txt \
	    grammar/unicode_additions.txt
$(BUILD)/obj/base/character_name.o: $(GEN)/unicode_names.h

# Fails where docs/operators.md is not what the schema says.
check-operators: $(GEN)/ops/stamp
	git diff --exit-code -- docs/operators.md
.PHONY: check-operators
# Generated bodies take every parameter of their schema, used or not.
$(OPS_C:$(GEN)/%.c=$(BUILD)/obj/gen/%.o): CFLAGS += -Wno-unused-parameter
