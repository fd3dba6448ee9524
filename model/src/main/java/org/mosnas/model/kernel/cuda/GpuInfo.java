package org.mosnas.model.kernel.cuda;

/**
 * What a GPU and its libraries are: a run's results have the same bits on the same ones.
 *
 * @param name of the card
 * @param capability compute capability, such as {@code 9.0}
 * @param driver newest CUDA that the driver is for
 * @param cublas version and library of cuBLAS
 * @param bytes memory of the card
 */
public record GpuInfo(String name, String capability, String driver, String cublas, long bytes) {}
