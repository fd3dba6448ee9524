package org.mosnas.spark.prepare;

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

  private List<String> find(String pattern) throws IOException {
    return new FileGlob(FileSystem.getLocal(new Configuration()))
        .find(new org.apache.hadoop.fs.Path("file:" + folder + "/" + pattern)).stream()
            .map(status -> Path.of(status.getPath().toUri().getPath()))
            .map(found -> folder.relativize(found).toString())
            .toList();
  }
}
