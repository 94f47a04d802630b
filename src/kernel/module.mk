# Integer tensors wrap around on overflow, as two's complement numbers do.
KERNEL_FLAGS += -fwrapv
# The one file that includes BLIS; its header is from before -Wstrict-prototypes.
$(BUILD)/obj/kernel/gemm.o: CPPFLAGS += -isystem $(firstword $(wildcard /usr/include/*/$(notdir $(BLIS_DIR))) /usr/include)
# PyTorch's compiler fuses a multiplication and an addition into one rounding in elementwise kernels; so must ours.
FUSED := activation activation_backward arithmetic bessel combine special unary_math
$(FUSED:%=$(BUILD)/obj/kernel/%.o): KERNEL_FLAGS += -ffp-contract=fast
