package org.mosnas.spark.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.model.error.BadDataException;

class UnreadableNamesTest {
  @TempDir private Path folder;

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
    assertThatThrownBy(() -> new InputFinder(new Configuration()).find(corpus()))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining(": the name is not UTF-8; rename the file");
    assertThat(files.find(glob("*.de"))).hasSize(1);
  }

  private CorpusFiles corpus() {
    PairFiles train = PairFiles.of(folder + "/*.en", folder + "/*.de");
    return new CorpusFiles(train, PairFiles.none(), PairFiles.none());
  }

  private org.apache.hadoop.fs.Path glob(String pattern) {
    return new org.apache.hadoop.fs.Path("file:" + folder, pattern);
  }
}
