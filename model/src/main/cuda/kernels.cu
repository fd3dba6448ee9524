// All kernels, one module.
#include "rows.cu"
#include "norm.cu"
#include "attention.cu"
#include "loss.cu"
#include "optimizer.cu"
