package org.mosnas.model.kernel.cuda;

import java.util.List;
import java.util.Optional;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

/**
 * Where the libraries are and which device is used: system properties, then environment variables,
 * then the usual names.
 */
final class CudaSettings {
  /** Property with the path of the driver's library. */
  static final String DRIVER = "mosnas.cuda.driver";

  /** Property with the path of cuBLAS. */
  static final String CUBLAS = "mosnas.cuda.cublas";

  /** Property with the number of the device among those that CUDA_VISIBLE_DEVICES leaves. */
  static final String DEVICE = "mosnas.cuda.device";

  private static final List<String> DRIVER_NAMES = List.of("libcuda.so.1");
  private static final List<String> CUBLAS_NAMES =
      List.of(
          "libcublas.so.13",
          "libcublas.so.12",
          "/usr/local/cuda/lib64/libcublas.so.13",
          "/usr/local/cuda/lib64/libcublas.so.12");

  private CudaSettings() {}

  static List<String> driverNames() {
    return setting(DRIVER).map(List::of).orElse(DRIVER_NAMES);
  }

  static List<String> cublasNames() {
    return setting(CUBLAS).map(List::of).orElse(CUBLAS_NAMES);
  }

  static int device() {
    String value = setting(DEVICE).orElse("0");
    try {
      return Integer.parseUnsignedInt(value);
    } catch (NumberFormatException e) {
      throw new MosnasException(
          ErrorKind.USAGE, DEVICE + " must be the number of a device, was \"" + value + "\"", e);
    }
  }

  /** The variable is the property in capitals: MOSNAS_CUDA_DRIVER and so on. */
  private static Optional<String> setting(String property) {
    return Optional.ofNullable(System.getProperty(property))
        .or(() -> Optional.ofNullable(System.getenv(variable(property))));
  }

  static String variable(String property) {
    return property.replace('.', '_').toUpperCase(java.util.Locale.ROOT);
  }
}
