# The evaluator, and the library in the language itself: tlembed compiles stdlib/**/*.py into one C file.
# gcc must not join the ends of the instructions again, nor keep common parts in registers across them.
LOOP_FLAGS := $(if $(findstring clang,$(shell $(CC) --version)),,-fno-gcse -fno-crossjumping)
$(BUILD)/obj/vm/loop.o: CFLAGS += $(LOOP_FLAGS)

TLEMBED         := $(BUILD)/tlembed
TLEMBED_OBJECTS := $(patsubst src/%.c,$(BUILD)/obj/%.o,$(wildcard src/base/*.c src/syntax/*.c src/object/*.c src/compile/*.c)) \
                   $(BUILD)/obj/gen/lexer.o $(BUILD)/obj/gen/parser.o $(BUILD)/obj/gen_embed.o
STDLIB_FILES    := $(shell find stdlib -name '*.py' 2>/dev/null)
GENERATED_OBJECTS += $(BUILD)/obj/gen/stdlib.o

$(BUILD)/obj/gen_embed.o: src/gen/embed/main.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<
$(TLEMBED): $(TLEMBED_OBJECTS)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(call STATIC,tommath) $(call STATIC,utf8proc) -lm
$(GEN)/stdlib.c: $(TLEMBED) $(STDLIB_FILES)
	@mkdir -p $(@D)
	ASAN_OPTIONS=detect_leaks=0 $(TLEMBED) $@ $(GEN)/stdlib.d stdlib
