package org.mosnas.spark.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

class AtomicFilesTest {
  private enum Kind {
    LOCAL,
    /** The local disk as Hadoop sees it; stands for a distributed file system. */
    HADOOP
  }

  @TempDir private java.nio.file.Path folder;
  private final Configuration configuration = new Configuration();

  @ParameterizedTest
  @EnumSource
  void replacesAFileAndLeavesNothingElse(Kind kind) throws IOException {
    Path file = path("deep/er/file.txt");
    files(kind).writeText(file, "one");
    files(kind).writeText(file, "two");
    assertThat(files(kind).readText(file)).isEqualTo("two");
    assertThat(names("deep/er"))
        .filteredOn(name -> !name.endsWith(".crc"))
        .containsExactly("file.txt");
  }

  @Test
  void readsLinesAsTheyWereWritten() {
    Path file = path("lines.txt");
    List<String> lines = List.of("\ufeffa\rb", "", "c\u2028d\u0085", "\r");
    files().writeText(file, String.join("\n", lines) + "\n.");
    assertThat(files().readLines(file))
        .containsExactly("\ufeffa\rb", "", "c\u2028d\u0085", "", ".");
  }

  @Test
  void keepsTheOldFileWhenWritingFails() throws IOException {
    Path file = path("file.txt");
    files().writeText(file, "old");
    assertThatThrownBy(
            () ->
                files()
                    .write(
                        file,
                        out -> {
                          out.write(1);
                          throw new IOException("No space left on device");
                        }))
        .isInstanceOfSatisfying(
            MosnasException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.RESOURCES))
        .hasMessageContaining("the disk is full: cannot write " + folder.resolve("file.txt"));
    assertThat(files().readText(file)).isEqualTo("old");
    assertThat(names("")).containsExactly("file.txt");
  }

  @ParameterizedTest
  @EnumSource
  void createsANewFileOnlyOnce(Kind kind) throws IOException {
    AtomicFiles files = files(kind);
    assertThat(files.createNew(path("lock"), "mine")).isTrue();
    assertThat(files.createNew(path("lock"), "yours")).isFalse();
    assertThat(files.readText(path("lock"))).isEqualTo("mine");
  }

  @ParameterizedTest
  @EnumSource
  void publishesAFolderInOneStep(Kind kind) throws IOException {
    AtomicFiles files = files(kind);
    files.createFolder(path("final"));
    files.writeText(path("final/stale"), "");
    files.createFolder(path("tmp"));
    files.writeText(path("tmp/part"), "x");
    files.publish(path("tmp"), path("final"));
    assertThat(files.readText(path("final/part"))).isEqualTo("x");
    assertThat(files.exists(path("final/stale"))).isFalse();
    assertThat(files.exists(path("tmp"))).isFalse();
    files.delete(path("final"));
    assertThat(files.exists(path("final"))).isFalse();
  }

  @Test
  void saysWhichFileIsMissing() {
    assertThatThrownBy(() -> files().readText(path("none")))
        .isInstanceOfSatisfying(
            MosnasException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.DATA))
        .hasMessage("no such file: " + folder.resolve("none") + "; check the path");
  }

  @Test
  void saysWhatIsInTheWay() throws IOException {
    Files.writeString(folder.resolve("plain"), "");
    assertThatThrownBy(() -> files().writeText(path("plain/file"), ""))
        .isInstanceOfSatisfying(
            MosnasException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.DATA))
        .hasMessageContaining(folder.resolve("plain/file") + " is a file or below one");
  }

  @Test
  void refusesToStartWhatWouldNotFit() {
    files().requireFree(path("not/yet/there"), 1, "a checkpoint");
    assertThatThrownBy(() -> files().requireFree(path("runs"), Long.MAX_VALUE / 2, "a checkpoint"))
        .isInstanceOfSatisfying(
            MosnasException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.RESOURCES))
        .hasMessageMatching(
            "not enough space in .*/runs for a checkpoint: [0-9.]+ GB needed, .* free; .*");
  }

  @Test
  void checksumIsSha256() {
    files().writeText(path("abc"), "abc");
    assertThat(files().sha256(path("abc")))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  private AtomicFiles files() {
    return AtomicFiles.on(path(""), configuration);
  }

  private AtomicFiles files(Kind kind) throws IOException {
    return kind == Kind.LOCAL
        ? files()
        : new AtomicFiles(new HadoopStorage(FileSystem.getLocal(configuration), configuration));
  }

  private Path path(String relative) {
    return new Path(folder.resolve(relative).toUri());
  }

  private List<String> names(String relative) throws IOException {
    try (Stream<java.nio.file.Path> list = Files.list(folder.resolve(relative))) {
      return list.map(file -> file.getFileName().toString()).toList();
    }
  }
}
