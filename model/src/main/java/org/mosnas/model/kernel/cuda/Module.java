package org.mosnas.model.kernel.cuda;

import static org.mosnas.model.kernel.cuda.Driver.type;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.mosnas.model.memory.NativeFunctions;

/** Our kernels, compiled by the driver for its device. */
final class Module implements AutoCloseable {
  private static final String PTX = "kernels.ptx";

  private final Driver driver;
  private final long module;
  private final Map<String, Long> kernels = new HashMap<>();
  private final Launch launch;

  private Module(Driver driver, long module, long stream) {
    this.driver = driver;
    this.module = module;
    this.launch = new Launch(driver, stream);
  }

  static Module load(Driver driver, long stream) {
    try (NativeFunctions.Text ptx = new NativeFunctions.Text(resource())) {
      long module =
          driver.readLong(
              "cuModuleLoadData", type(long.class, long.class), driver.out(), ptx.address());
      return new Module(driver, module, stream);
    }
  }

  private static String resource() {
    try (InputStream in = Module.class.getResourceAsStream(PTX)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Launch launch(String kernel) {
    Long function = kernels.get(kernel);
    if (function == null) {
      function = find(kernel);
      kernels.put(kernel, function);
    }
    return launch.of(kernel, function);
  }

  private long find(String kernel) {
    try (NativeFunctions.Text name = new NativeFunctions.Text(kernel)) {
      return driver.readLong(
          "cuModuleGetFunction",
          type(long.class, long.class, long.class),
          driver.out(),
          module,
          name.address());
    }
  }

  @Override
  public void close() {
    launch.close();
    driver.call("cuModuleUnload", type(long.class), module);
  }
}
