# Integer tensors wrap around on overflow, as two's complement numbers do.
KERNEL_FLAGS += -fwrapv
# The one file that includes BLIS; its header is from before -Wstrict-prototypes.
$(BUILD)/obj/kernel/gemm.o: CPPFLAGS += -isystem $(firstword $(wildcard /usr/include/*/$(notdir $(BLIS_DIR))) /usr/include)
# PyTorch's compiler fuses a multiplication and an addition into one rounding in elementwise kernels; so must ours.
FUSED := activation activation_backward arithmetic bessel combine special unary_math
$(FUSED:%=$(BUILD)/obj/kernel/%.o): KERNEL_FLAGS += -ffp-contract=fast
# PyTorch's transforms are built for any x86-64 and round each product. GCC 12 fuses pairs of products and sums into
# vector instructions in spite of -ffp-contract=off, so there must be no such instructions.
$(BUILD)/obj/kernel/fft.o: KERNEL_FLAGS += $(if $(ARCH),-mno-fma)
