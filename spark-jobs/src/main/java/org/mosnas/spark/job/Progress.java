package org.mosnas.spark.job;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a user how far a command is and how long it will take.
 *
 * <p>On a terminal one line changes in place; elsewhere a line appears every ten seconds at most.
 * Each piece of work leaves one line on the console and one in the log when it is done. Safe to use
 * from several threads.
 */
public final class Progress implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Progress.class);
  private static final long IN_PLACE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long LINE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final int NAME_WIDTH = 10;

  private final PrintStream out;
  private final boolean inPlace;
  private final int columns;
  private final LongSupplier nanoTime;
  private ScheduledExecutorService ticker;
  private String prefix = "";
  private Work current;
  private int shownLength;

  /**
   * Creates a progress display.
   *
   * @param out the console
   * @param inPlace whether the console is a terminal
   * @param columns width of the terminal
   * @param nanoTime a monotonic clock in nanoseconds
   */
  Progress(PrintStream out, boolean inPlace, int columns, LongSupplier nanoTime) {
    this.out = out;
    this.inPlace = inPlace;
    this.columns = columns;
    this.nanoTime = nanoTime;
  }

  /** The progress of this process on standard error; the launcher says whether it is a terminal. */
  public static Progress onConsole() {
    boolean terminal = "yes".equals(System.getenv("MOSNAS_TTY"));
    String width = System.getenv("MOSNAS_COLUMNS");
    int columns = width != null && width.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(width) : 80;
    Progress progress = new Progress(System.err, terminal, columns, System::nanoTime);
    progress.startTicking();
    return progress;
  }

  /** Keeps the elapsed time moving while the work says nothing. */
  private void startTicking() {
    ticker =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "progress");
              thread.setDaemon(true);
              return thread;
            });
    var unused = ticker.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
  }

  /** Says which stage of how many the work that follows belongs to. */
  public synchronized void stage(int number, int count) {
    prefix = count > 1 ? String.format(Locale.ROOT, "[%d/%d] ", number, count) : "";
  }

  /**
   * Starts a piece of work; one that was not done is given up.
   *
   * @param name a word or two, such as "train"
   * @param total units of work, such as rounds; 0 if nobody knows
   */
  public synchronized Work start(String name, long total) {
    return start(name, total, 0);
  }

  /**
   * Starts a piece of work of which a part was done by an earlier process.
   *
   * @param name a word or two, such as "train"
   * @param total units of work, such as rounds; 0 if nobody knows
   * @param before units that were done earlier; they do not count for the speed
   */
  public synchronized Work start(String name, long total, long before) {
    erase();
    current = new Work(name, total, before, nanoTime.getAsLong());
    current.show(false);
    return current;
  }

  /** Prints a line that stays. */
  public synchronized void note(String line) {
    erase();
    out.println(line);
    out.flush();
    log.info("{}", line);
    if (current != null) {
      current.show(false);
    }
  }

  /** Ends the display; work that was not done leaves no line. */
  @Override
  public synchronized void close() {
    erase();
    current = null;
    if (ticker != null) {
      ticker.shutdownNow();
    }
  }

  synchronized void tick() {
    if (current != null) {
      current.show(false);
    }
  }

  private void erase() {
    if (shownLength > 0) {
      out.print("\r" + " ".repeat(shownLength) + "\r");
      out.flush();
      shownLength = 0;
    }
  }

  private void print(String line, boolean stays) {
    if (inPlace && !stays) {
      String fitting = line.length() < columns ? line : line.substring(0, columns - 1);
      out.print("\r" + fitting + " ".repeat(Math.max(0, shownLength - fitting.length())));
      shownLength = fitting.length();
    } else {
      erase();
      out.println(line);
    }
    out.flush();
  }

  /** Hours, minutes and seconds, the two largest that are not zero. */
  public static String readable(Duration duration) {
    long seconds = Math.max(0, Math.round(duration.toMillis() / 1000.0));
    if (seconds < 60) {
      return seconds + "s";
    }
    return seconds < 3600
        ? String.format(Locale.ROOT, "%dm%02ds", seconds / 60, seconds % 60)
        : String.format(Locale.ROOT, "%dh%02dm", seconds / 3600, seconds / 60 % 60);
  }

  /** One piece of work. */
  public final class Work {
    private final String name;
    private final long total;
    private final long before;
    private final long startNanos;
    private long done;
    private long shownNanos;
    private String detail = "";

    private Work(String name, long total, long before, long startNanos) {
      this.name = name;
      this.total = total;
      this.before = before;
      this.done = before;
      this.startNanos = startNanos;
      this.shownNanos = startNanos - (inPlace ? IN_PLACE_NANOS : 0);
    }

    /** Says that some more units are done. */
    public void advance(long units) {
      advance(units, detail);
    }

    /**
     * Says that some more units are done.
     *
     * @param units how many since the last time
     * @param detail what else is worth a look, such as "loss 4.21"
     */
    public void advance(long units, String detail) {
      synchronized (Progress.this) {
        this.done += units;
        this.detail = detail;
        show(false);
      }
    }

    /** Says that the work is done. */
    public void done() {
      done(detail);
    }

    /** Says that the work is done, and with which result. */
    public void done(String result) {
      synchronized (Progress.this) {
        detail = result;
        show(true);
        if (current == this) {
          current = null;
        }
      }
    }

    private void show(boolean last) {
      long now = nanoTime.getAsLong();
      if (last) {
        String line = join(counted(), detail, "in " + readable(elapsed(now)));
        print(line, true);
        log.info("{}", line);
      } else if (current == this && now - shownNanos >= (inPlace ? IN_PLACE_NANOS : LINE_NANOS)) {
        shownNanos = now;
        print(join(counted(), detail, times(now)), false);
      }
    }

    private String join(String... parts) {
      StringBuilder line =
          new StringBuilder(prefix)
              .append(String.format(Locale.ROOT, "%-" + NAME_WIDTH + "s", name));
      for (String part : parts) {
        if (!part.isEmpty()) {
          line.append("  ").append(part);
        }
      }
      return line.toString();
    }

    private String counted() {
      if (total <= 0) {
        return done > 0 ? String.valueOf(done) : "";
      }
      return String.format(
          Locale.ROOT, "%3d %%  %d/%d", Math.min(100, 100 * done / total), done, total);
    }

    private String times(long now) {
      Duration elapsed = elapsed(now);
      if (total <= 0 || done <= before || done >= total) {
        return readable(elapsed);
      }
      double left = (double) elapsed.toNanos() / (done - before) * (total - done);
      return readable(elapsed) + ", " + readable(Duration.ofNanos((long) left)) + " left";
    }

    private Duration elapsed(long now) {
      return Duration.ofNanos(now - startNanos);
    }
  }
}
