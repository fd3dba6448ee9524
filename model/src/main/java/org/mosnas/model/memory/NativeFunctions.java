package org.mosnas.model.memory;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.NoSuchElementException;
import jdk.incubator.foreign.CLinker;
import jdk.incubator.foreign.FunctionDescriptor;
import jdk.incubator.foreign.MemoryAddress;
import jdk.incubator.foreign.MemoryLayout;
import jdk.incubator.foreign.ResourceScope;

/**
 * Native functions as method handles, by the foreign linker of JDK 17.
 *
 * <p>Parameters are {@code byte}, {@code int}, {@code long} and {@code float}; sizes and pointers
 * are {@code long}. Where the linker is not enabled every method throws, most of them a {@link
 * LinkageError}: callers catch it and do without the function.
 */
public final class NativeFunctions {
  private static final Map<Class<?>, MemoryLayout> LAYOUTS =
      Map.of(
          byte.class, CLinker.C_CHAR,
          int.class, CLinker.C_INT,
          long.class, CLinker.C_LONG_LONG,
          float.class, CLinker.C_FLOAT);

  private NativeFunctions() {}

  /** A string as C has them, until it is closed. */
  public static final class Text implements AutoCloseable {
    private final ResourceScope scope = ResourceScope.newConfinedScope();
    private final long address;

    /** Copies {@code text}. */
    public Text(String text) {
      address = CLinker.toCString(text, scope).address().toRawLongValue();
    }

    /** Where it begins. */
    public long address() {
      return address;
    }

    @Override
    public void close() {
      scope.close();
    }
  }

  /**
   * A function of the C library.
   *
   * @param name such as {@code setenv}
   * @param type its result and parameters
   */
  public static MethodHandle named(String name, MethodType type) {
    MemoryAddress function =
        CLinker.systemLookup()
            .lookup(name)
            .orElseThrow(() -> new NoSuchElementException("no native function " + name));
    return handle(function, type);
  }

  /** The text that C has at {@code address}, up to its zero. */
  public static String text(long address) {
    return CLinker.toJavaString(MemoryAddress.ofLong(address));
  }

  /**
   * The function at {@code address}.
   *
   * @param type its result and parameters
   */
  public static MethodHandle at(long address, MethodType type) {
    return handle(MemoryAddress.ofLong(address), type);
  }

  private static MethodHandle handle(MemoryAddress function, MethodType type) {
    MemoryLayout[] parameters =
        type.parameterList().stream().map(LAYOUTS::get).toArray(MemoryLayout[]::new);
    FunctionDescriptor descriptor =
        type.returnType() == void.class
            ? FunctionDescriptor.ofVoid(parameters)
            : FunctionDescriptor.of(LAYOUTS.get(type.returnType()), parameters);
    return CLinker.getInstance().downcallHandle(function, type, descriptor);
  }
}
