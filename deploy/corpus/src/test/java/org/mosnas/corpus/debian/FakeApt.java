package org.mosnas.corpus.debian;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Programs that stand in for apt: they hand out the packages of a folder, write down how they were
 * called, and fail as apt does.
 */
public final class FakeApt {
  /** The arguments are: -q -c CONFIGURATION VERB PACKAGE… */
  private static final String APT_GET =
      """
      #!/bin/sh
      echo "$4" >> '%1$s/calls'
      [ -e '%1$s/slow' ] && sleep 60
      grep -q lists "$3" || { echo "E: no configuration" >&2; exit 100; }
      if [ "$4" = update ]; then
        [ -e '%1$s/offline' ] && echo "Err:1 http://archive.invalid stable InRelease" && exit 0
        lists=$(grep Dir::State::lists "$3" | cut -d'"' -f2)
        cp '%1$s'/lists/* "$lists" 2> /dev/null
        exit 0
      fi
      shift 4
      for name in "$@"; do
        set -- '%1$s'/archive/"${name}"_*.deb
        if [ ! -e "$1" ] || [ -e '%1$s/offline' ]; then
          echo "E: Unable to locate package $name" >&2
          exit 100
        fi
        cp "$1" .
      done
      """;

  private static final String APT_CACHE =
      """
      #!/bin/sh
      ls '%1$s/archive' | sed 's/_.*//' | grep "^$5"
      """;

  private final Path root;

  /** Puts the programs into {@code root/bin}; packages go to {@link #archive()}. */
  public FakeApt(Path root) throws IOException {
    this.root = root;
    Files.createDirectories(root.resolve("archive"));
    Files.createDirectories(root.resolve("lists"));
    Files.createDirectories(root.resolve("bin"));
    program("apt-get", APT_GET);
    program("apt-cache", APT_CACHE);
  }

  private void program(String name, String script) throws IOException {
    Path file =
        Files.writeString(
            root.resolve("bin").resolve(name), String.format(Locale.ROOT, script, root));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Folder for packages, named {@code NAME_VERSION_all.deb}. */
  public Path archive() {
    return root.resolve("archive");
  }

  /** Folder for what an update finds: files such as {@code main_Packages}. */
  public Path lists() {
    return root.resolve("lists");
  }

  /** Makes it behave as {@code offline} or {@code slow}. */
  public void become(String condition) throws IOException {
    Files.createFile(root.resolve(condition));
  }

  /** What {@code apt-get} was asked to do so far. */
  public List<String> calls() throws IOException {
    Path calls = root.resolve("calls");
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  /** A downloader that finds only these programs. */
  public AptDownloader downloader(Path cache) {
    return new AptDownloader(cache, root.resolve("bin").toString(), Duration.ofSeconds(30));
  }

  /** A downloader that loses patience at once. */
  AptDownloader impatient(Path cache) {
    return new AptDownloader(cache, root.resolve("bin").toString(), Duration.ofMillis(300));
  }
}
