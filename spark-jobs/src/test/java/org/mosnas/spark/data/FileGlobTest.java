package org.mosnas.spark.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosnas.model.error.BadDataException;

class FileGlobTest {
  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    for (String file :
        List.of(
            "a.en", "b.en", "b.de", "10:30.en", "10:31/c.en", "ü #1%/c.en", "[x].en", ".h.en")) {
      Files.createDirectories(folder.resolve(file).getParent());
      Files.writeString(folder.resolve(file), file);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          *.en       | [x].en,.h.en,10:30.en,a.en,b.en
          1?:*.en    | 10:30.en
          10:30.*    | 10:30.en
          10:*/c.en  | 10:31/c.en
          */c.*      | 10:31/c.en,ü #1%/c.en
          {a,b}.en   | a.en,b.en
          {10:31/c,b}.{en,de} | 10:31/c.en,b.de,b.en
          {b,?}.en   | a.en,b.en
          [ab].en    | a.en,b.en
          [!a].en    | b.en
          \\[x\\].en  | [x].en
          a.en       | a.en
          a.en/*     |
          none/*     |
          """)
  void findsByHadoopsPatternsWhateverTheNames(String pattern, String expected) throws IOException {
    assertThat(String.join(",", find(pattern))).isEqualTo(expected == null ? "" : expected);
  }

  @Test
  void refusesAPatternThatIsNone() {
    assertThatThrownBy(() -> find("[a")).isInstanceOf(IOException.class).hasMessageContaining("[a");
  }

  @Test
  void filesWhoseNamesAreNotUtf8AreNotLeftOutOfAGlob() throws Exception {
    // Java itself can make no such file.
    Process shell =
        new ProcessBuilder("bash", "-c", "touch a.en b.de $'caf\\xe9.en'")
            .directory(folder.toFile())
            .start();
    assertThat(shell.waitFor()).isZero();
    FileGlob files = new FileGlob(FileSystem.getLocal(new Configuration()));
    assertThatThrownBy(() -> files.find(glob("*.en")))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith(folder + "/caf")
        .hasMessageContaining(": the name is not UTF-8; rename the file");
    assertThatThrownBy(
            () -> new InputFiles(new Configuration()).resolve("key", List.of(folder + "/*.en")))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining(": the name is not UTF-8; rename the file");
    assertThat(files.find(glob("*.de"))).hasSize(1);
  }

  private org.apache.hadoop.fs.Path glob(String pattern) {
    return new org.apache.hadoop.fs.Path("file:" + folder, pattern);
  }

  private List<String> find(String pattern) throws IOException {
    return new FileGlob(FileSystem.getLocal(new Configuration()))
        .find(new org.apache.hadoop.fs.Path("file:" + folder + "/" + pattern)).stream()
            .map(status -> Path.of(status.getPath().toUri().getPath()))
            .map(found -> folder.relativize(found).toString())
            .toList();
  }
}
