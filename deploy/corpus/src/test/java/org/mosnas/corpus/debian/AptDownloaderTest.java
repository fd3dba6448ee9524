package org.mosnas.corpus.debian;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.corpus.debian.AptOutcome.Cause;
import org.mosnas.corpus.debian.AptOutcome.DebPackage;
import org.mosnas.corpus.debian.AptOutcome.Fetched;
import org.mosnas.corpus.debian.AptOutcome.Unavailable;

class AptDownloaderTest {
  private static final List<String> NAMES = List.of("help-en", "help-de");

  @TempDir Path folder;
  private final List<String> progress = new ArrayList<>();
  private FakeApt apt;
  private Path cache;

  @BeforeEach
  void fillArchive() throws IOException {
    apt = new FakeApt(Files.createDirectory(folder.resolve("apt")));
    cache = folder.resolve("cache");
    for (String name : NAMES) {
      DebFixture.write(
          apt.archive().resolve(name + "_1%3a2.0_all.deb"), name, "1:2.0", "xz", Map.of("x", name));
    }
  }

  @Test
  void downloadsOnceAndCleansUp() throws IOException {
    Fetched first = (Fetched) fetch(apt.downloader(cache), NAMES);
    Fetched second = (Fetched) fetch(apt.downloader(cache), NAMES);

    assertThat(second.packages()).isEqualTo(first.packages());
    assertThat(first.packages()).extracting(DebPackage::name).isEqualTo(NAMES);
    assertThat(first.packages()).extracting(DebPackage::version).containsOnly("1:2.0");
    assertThat(apt.calls()).containsExactly("update", "download");
    try (Stream<Path> left = Files.list(cache)) {
      assertThat(left.map(path -> path.getFileName().toString())).containsExactly("packages");
    }
  }

  @Test
  void downloadsAgainWhatWasDamaged() throws IOException {
    Fetched first = (Fetched) fetch(apt.downloader(cache), NAMES);
    Path damaged = first.packages().get(1).file();
    byte[] bytes = Files.readAllBytes(damaged);
    bytes[bytes.length / 2] ^= 1;
    Files.write(damaged, bytes);

    Fetched second = (Fetched) fetch(apt.downloader(cache), NAMES);

    assertThat(apt.calls()).containsExactly("update", "download", "update", "download");
    assertThat(second.packages()).isEqualTo(first.packages());
    assertThat(progress).anyMatch(line -> line.contains("help-de.deb is damaged"));
  }

  @Test
  void namesPackagesThatDoNotExistAndThoseThatDo() throws IOException {
    Unavailable outcome = (Unavailable) fetch(apt.downloader(cache), List.of("help-en", "help-xx"));
    assertThat(outcome.cause()).isEqualTo(Cause.NO_SUCH_PACKAGE);
    assertThat(outcome.message()).isEqualTo("apt knows no package help-xx");
    assertThat(outcome.available()).containsExactly("help-de", "help-en");
    assertThat(apt.calls()).containsExactly("update", "download");
  }

  @Test
  void triesAgainWithoutNetworkAndThenSaysSo() throws IOException {
    apt.become("offline");
    Unavailable outcome = (Unavailable) fetch(apt.downloader(cache), NAMES);
    assertThat(outcome.cause()).isEqualTo(Cause.NO_DOWNLOAD);
    assertThat(outcome.message()).contains("archive.invalid", "check the network");
    assertThat(apt.calls()).containsExactly("update", "download", "update", "download");
  }

  @Test
  void givesUpOnAProgramThatHangs() throws IOException {
    apt.become("slow");
    Unavailable outcome = (Unavailable) fetch(apt.impatient(cache), NAMES);
    assertThat(outcome.cause()).isEqualTo(Cause.NO_DOWNLOAD);
    assertThat(outcome.message()).contains("too long");
  }

  @Test
  void saysThatThereIsNoApt() {
    AptDownloader none =
        new AptDownloader(cache, folder.resolve("empty").toString(), Duration.ofSeconds(1));
    Unavailable outcome = (Unavailable) fetch(none, NAMES);
    assertThat(outcome.cause()).isEqualTo(Cause.NO_APT);
    assertThat(outcome.message()).contains("apt-get is not on the PATH");
  }

  private AptOutcome fetch(AptDownloader downloader, List<String> names) {
    return downloader.fetch(names, "help-", progress::add);
  }
}
