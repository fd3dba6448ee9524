package org.mosnas.model.memory;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

/** A library of this machine, opened by name or path and never closed again. */
public final class NativeLibrary {
  private static final int RTLD_NOW = 2;

  private final long handle;
  private final String name;

  private NativeLibrary(long handle, String name) {
    this.handle = handle;
    this.name = name;
  }

  /**
   * The first of these libraries that can be opened.
   *
   * @param names what the system looks up, or paths
   * @param advice ends the message if there is none
   * @throws MosnasException of kind USAGE naming all of them and what was wrong
   */
  public static NativeLibrary open(List<String> names, String advice) {
    List<String> problems = new ArrayList<>();
    for (String name : names) {
      try {
        long handle = opened(name);
        if (handle != 0) {
          return new NativeLibrary(handle, name);
        }
        problems.add(problem(name));
      } catch (Throwable notEnabled) {
        throw new MosnasException(
            ErrorKind.USAGE,
            "native libraries cannot be called; start Java with --add-modules"
                + " jdk.incubator.foreign --enable-native-access=ALL-UNNAMED ("
                + notEnabled
                + ")",
            notEnabled);
      }
    }
    throw new MosnasException(ErrorKind.USAGE, String.join("; ", problems) + "; " + advice);
  }

  private static long opened(String name) throws Throwable {
    MethodHandle open =
        NativeFunctions.named("dlopen", MethodType.methodType(long.class, long.class, int.class));
    try (NativeFunctions.Text text = new NativeFunctions.Text(name)) {
      return (long) open.invokeExact(text.address(), RTLD_NOW);
    }
  }

  private static String problem(String name) throws Throwable {
    MethodHandle error = NativeFunctions.named("dlerror", MethodType.methodType(long.class));
    long message = (long) error.invokeExact();
    return message == 0 ? name + " cannot be opened" : NativeFunctions.text(message);
  }

  /** The name it was found under. */
  public String name() {
    return name;
  }

  /**
   * A function of it.
   *
   * @param type result and parameters, as {@link NativeFunctions} takes them
   * @throws NoSuchElementException if there is no such function
   */
  public MethodHandle function(String symbol, MethodType type) {
    MethodHandle find =
        NativeFunctions.named("dlsym", MethodType.methodType(long.class, long.class, long.class));
    long address;
    try (NativeFunctions.Text text = new NativeFunctions.Text(symbol)) {
      address = (long) find.invokeExact(handle, text.address());
    } catch (Throwable e) {
      throw new IllegalStateException("dlsym failed", e);
    }
    if (address == 0) {
      throw new NoSuchElementException(name + " has no function " + symbol);
    }
    return NativeFunctions.at(address, type);
  }
}
