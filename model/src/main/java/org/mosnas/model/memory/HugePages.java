package org.mosnas.model.memory;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the kernel to back large blocks by pages of two megabytes.
 *
 * <p>Products walk down the rows of matrices whose rows are kilobytes apart, one page each, more
 * than the processor keeps translations for. Only advice: where there are no such pages, or where
 * the foreign linker is not enabled, memory is as it was.
 */
final class HugePages {
  /** Size of such a page on the processors we know, in bytes. */
  static final int SIZE = 2 << 20;

  private static final Logger log = LoggerFactory.getLogger(HugePages.class);
  private static final int MADV_HUGEPAGE = 14;
  private static final MethodHandle MADVISE = madvise();

  private HugePages() {}

  /** Advises for the whole pages between {@code address} and {@code address + bytes}. */
  static void advise(long address, long bytes) {
    long start = (address + SIZE - 1) & -(long) SIZE;
    long length = (address + bytes - start) & -(long) SIZE;
    if (MADVISE == null || length <= 0) {
      return;
    }
    try {
      int status = (int) MADVISE.invokeExact(start, length, MADV_HUGEPAGE);
      log.trace("madvise({}, {}) = {}", start, length, status);
    } catch (Throwable e) {
      throw new IllegalStateException("madvise failed", e);
    }
  }

  private static MethodHandle madvise() {
    try {
      return NativeFunctions.named(
          "madvise", MethodType.methodType(int.class, long.class, long.class, int.class));
    } catch (Exception | LinkageError e) {
      log.debug("No huge pages: {}", e.toString());
      return null;
    }
  }
}
