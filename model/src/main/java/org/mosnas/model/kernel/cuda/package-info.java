/**
 * Kernels on NVIDIA's GPUs: the driver and cuBLAS, called by the foreign linker, memory of the
 * device, and one method for every kernel. The kernels are PTX in the jar, made of {@code
 * src/main/cuda} by {@code deploy/cuda/ptx.py}.
 *
 * <p>Everything is queued on one stream and computed in its order; the host waits only where it
 * reads. There are no atomics, so the same calls give the same bits on the same card and versions.
 */
package org.mosnas.model.kernel.cuda;
