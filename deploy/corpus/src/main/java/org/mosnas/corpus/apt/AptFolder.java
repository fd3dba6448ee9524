package org.mosnas.corpus.apt;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A private folder in which apt can work without root; deleted when closed. */
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
      Acquire::Languages "none";
      Acquire::Retries "3";
      Acquire::http::Timeout "30";
      Acquire::https::Timeout "30";
      Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
      Acquire::IndexTargets::deb::CNF::DefaultEnabled "false";
      Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled "false";
      """;

  private final Path root;

  private AptFolder(Path root) {
    this.root = root;
  }

  /** Creates a folder below {@code parent}, which is created if missing. */
  static AptFolder create(Path parent) throws IOException {
    Files.createDirectories(parent);
    Path root = Files.createTempDirectory(parent, "apt-");
    for (String folder : List.of("lists/partial", "cache/archives/partial", "downloads", "log")) {
      Files.createDirectories(root.resolve(folder));
    }
    Files.writeString(root.resolve("apt.conf"), String.format(Locale.ROOT, CONFIGURATION, root));
    return new AptFolder(root);
  }

  /** Where apt is to be run, and where it leaves what it downloads. */
  Path downloads() {
    return root.resolve("downloads");
  }

  /** The command line of an apt program that works in this folder; may be added to. */
  List<String> command(Path program, String verb) {
    return new ArrayList<>(
        List.of(program.toString(), "-q", "-c", root.resolve("apt.conf").toString(), verb));
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
