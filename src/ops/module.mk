# The parameters of what is still to come are not looked at.
$(BUILD)/obj/ops/pending.o: CFLAGS += -Wno-unused-parameter
