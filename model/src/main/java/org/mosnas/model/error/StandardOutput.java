package org.mosnas.model.error;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Standard output that remembers what it could not write.
 *
 * <p>{@link PrintStream} keeps failures to itself, so that a full disk would leave half of a result
 * and an exit code of 0. Everything that is printed goes through this stream, and what has failed
 * is asked for at the end of a command. A reader that has gone, as {@code head} does once it has
 * its lines, is no failure: the rest is not wanted.
 */
public final class StandardOutput {
  private static final Path OURS = Path.of("/proc/self/fd/1");

  private static volatile Remembering current;

  private StandardOutput() {}

  /** Puts itself into the place of {@link System#out}. */
  public static void install() {
    current = new Remembering(new FileOutputStream(FileDescriptor.out), isPipe());
    System.setOut(new PrintStream(current, false, StandardCharsets.UTF_8));
  }

  /**
   * Makes sure that all that was printed is written.
   *
   * @throws MosnasException of kind RESOURCES if some is not, and somebody still waits for it
   */
  public static void requireWritten() {
    if (current != null) {
      System.out.flush();
      current.failure().ifPresent(StandardOutput::refuse);
    }
  }

  private static void refuse(IOException failure) {
    throw new MosnasException(
        ErrorKind.RESOURCES,
        String.format(
            Locale.ROOT,
            "standard output cannot be written (%s); what was printed is not complete: free some space, or send it elsewhere, and run again",
            failure.getMessage()),
        failure);
  }

  /** By what it is: what the system says of a broken pipe depends on the language. */
  private static boolean isPipe() {
    try {
      String target = Files.readSymbolicLink(OURS).toString();
      return target.startsWith("pipe:") || target.startsWith("socket:");
    } catch (IOException | UnsupportedOperationException unknown) {
      return false;
    }
  }

  /** Fails again and again once it has failed, so that those who ask do not write on for nobody. */
  static final class Remembering extends OutputStream {
    private final OutputStream out;
    private final boolean pipe;
    private IOException failure;

    /**
     * A stream.
     *
     * @param out where everything goes
     * @param pipe whether another process reads it, whose end is the only thing that can fail
     */
    Remembering(OutputStream out, boolean pipe) {
      this.out = out;
      this.pipe = pipe;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int count) throws IOException {
      if (failure != null) {
        throw failure;
      }
      try {
        out.write(bytes, from, count);
      } catch (IOException failed) {
        failure = failed;
        throw failed;
      }
    }

    /** Why something is not written that somebody still waits for. */
    synchronized Optional<IOException> failure() {
      return Optional.ofNullable(failure).filter(failed -> !pipe && !isBrokenPipe(failed));
    }

    private static boolean isBrokenPipe(IOException failed) {
      return String.valueOf(failed.getMessage()).contains("Broken pipe");
    }
  }
}
