# Integer tensors wrap around on overflow, as two's complement numbers do.
KERNEL_FLAGS += -fwrapv
# The one file that includes BLIS; its header is from before -Wstrict-prototypes.
$(BUILD)/obj/kernel/gemm.o: CPPFLAGS += -isystem $(firstword $(wildcard /usr/include/*/$(notdir $(BLIS_DIR))) /usr/include)
