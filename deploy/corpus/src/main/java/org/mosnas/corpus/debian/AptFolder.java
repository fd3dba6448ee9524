package org.mosnas.corpus.debian;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.mosnas.corpus.text.PackageDescription;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

/** A private folder in which programs of apt work without root; deleted when closed. */
final class AptFolder implements AutoCloseable {
  /** No sandbox user, since only the caller may write here; no hooks; only lists of packages. */
  private static final String CONFIGURATION =
      """
      Dir::State::lists "%1$s/lists";
      Dir::Cache "%1$s/cache";
      Dir::Cache::archives "archives";
      Dir::Log "%1$s/log";
      APT::Sandbox::User "root";
      #clear APT::Update::Pre-Invoke;
      #clear APT::Update::Post-Invoke;
      #clear APT::Update::Post-Invoke-Success;
      Acquire::GzipIndexes "false";
      #clear Acquire::Languages;
      Acquire::Languages { "%2$s"; };
      Acquire::Retries "3";
      Acquire::http::Timeout "30";
      Acquire::https::Timeout "30";
      Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
      Acquire::IndexTargets::deb::CNF::DefaultEnabled "false";
      Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled "false";
      """;

  /** What apt's lists say of packages. */
  enum Lists {
    /** Their names, versions and where they are. */
    PACKAGES("none"),
    /** Also their long descriptions, in English. */
    DESCRIPTIONS("en");

    private final String languages;

    Lists(String languages) {
      this.languages = languages;
    }
  }

  private static final Map<String, String> ENVIRONMENT =
      Map.of("LC_ALL", "C", "DEBIAN_FRONTEND", "noninteractive");
  private static final int KILLED = -1;
  private static final int NOT_STARTED = 127;

  private final Path root;
  private final Duration patience;

  private AptFolder(Path root, Duration patience) {
    this.root = root;
    this.patience = patience;
  }

  /**
   * How a program ended.
   *
   * @param exitCode its exit code; -1 if it was killed for taking too long, 127 if it could not be
   *     started
   * @param output its lines on standard output and standard error together
   */
  record Ended(int exitCode, List<String> output) {
    /** Copies the list. */
    Ended {
      output = List.copyOf(output);
    }

    boolean ok() {
      return exitCode == 0;
    }

    boolean timedOut() {
      return exitCode == KILLED;
    }
  }

  /**
   * Creates a folder below {@code parent}, which is created if missing.
   *
   * @param lists what its lists will say of packages
   * @param patience longest time for one program, after which it and its children are killed
   */
  static AptFolder create(Path parent, Lists lists, Duration patience) throws IOException {
    Files.createDirectories(parent);
    Path root = Files.createTempDirectory(parent, "apt-");
    for (String folder : List.of("lists/partial", "cache/archives/partial", "downloads", "log")) {
      Files.createDirectories(root.resolve(folder));
    }
    Files.writeString(
        root.resolve("apt.conf"), String.format(Locale.ROOT, CONFIGURATION, root, lists.languages));
    return new AptFolder(root, patience);
  }

  /** Where programs are run, and where they leave what they download. */
  Path downloads() {
    return root.resolve("downloads");
  }

  /** What the lists say of packages; nothing, if they were asked for no descriptions. */
  List<PackageDescription> descriptions() throws IOException {
    return new DescriptionLists(root.resolve("lists")).read();
  }

  /**
   * Runs a program of apt to its end.
   *
   * @param verb what it is to do
   * @param names what to do it with
   * @throws MosnasException if this thread is interrupted; the program is killed
   */
  Ended run(Path program, String verb, List<String> names) {
    List<String> command = new ArrayList<>();
    Collections.addAll(
        command, program.toString(), "-q", "-c", root.resolve("apt.conf").toString(), verb);
    command.addAll(names);
    Process process;
    try {
      process = start(command);
    } catch (IOException e) {
      return new Ended(NOT_STARTED, List.of("E: cannot run " + program + ": " + e.getMessage()));
    }
    return waitFor(process, program.toString());
  }

  private Process start(List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(downloads().toFile()).redirectErrorStream(true);
    builder.environment().putAll(ENVIRONMENT);
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  private Ended waitFor(Process process, String program) {
    List<String> output = new ArrayList<>();
    Thread reader = new Thread(() -> read(process, output), "output of " + program);
    reader.setDaemon(true);
    reader.start();
    try {
      boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        kill(process);
      }
      reader.join(TimeUnit.SECONDS.toMillis(10));
      synchronized (output) {
        return new Ended(ended ? process.exitValue() : KILLED, output);
      }
    } catch (InterruptedException e) {
      kill(process);
      Thread.currentThread().interrupt();
      throw new MosnasException(ErrorKind.INTERRUPTED, "interrupted while running " + program, e);
    }
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static void read(Process process, List<String> output) {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        synchronized (output) {
          output.add(line);
        }
      }
    } catch (IOException e) {
      synchronized (output) {
        output.add("output ended: " + e.getMessage());
      }
    }
  }

  @Override
  public void close() throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException failure)
              throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
