# The lexer and the parser are generated: re2c and Bison.
$(GEN)/lexer.c: grammar/lexer.re
	@mkdir -p $(@D)
	re2c -W --no-debug-info -o $@ $<

$(GEN)/parser.c $(GEN)/parser.h &: grammar/parser.y
	@mkdir -p $(@D)
	bison -Werror --no-lines --output=$(GEN)/parser.c --header=$(GEN)/parser.h $<

$(BUILD)/obj/gen/parser.o: CFLAGS += -Wno-unused-but-set-variable
GENERATED_HEADERS += $(GEN)/parser.h
