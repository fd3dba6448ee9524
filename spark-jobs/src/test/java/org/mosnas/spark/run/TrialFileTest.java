package org.mosnas.spark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.model.error.BadDataException;
import org.mosnas.spark.io.AtomicFiles;

class TrialFileTest {
  @TempDir private java.nio.file.Path folder;

  @Test
  void settingsAreChosenByTheMeanOfTheirSeeds() {
    // The best single training belongs to the settings that are worse on the average.
    List<TrialFile> best =
        TrialFile.best(
            List.of(
                trial(1, 1, 1, 0.5),
                trial(2, 1, 2, 2.5),
                trial(3, 2, 1, 1.4),
                trial(4, 2, 2, 1.2)));
    assertThat(best).extracting(TrialFile::number).containsExactly(4, 3);
  }

  @Test
  void settingsThatDivergeOnceAreLast() {
    TrialFile diverged =
        new TrialFile("f", 2, 1, 2, "t", 1e-3, 128, 3, List.of(), Optional.of("not a number"));
    assertThat(diverged.loss()).isInfinite();
    assertThat(TrialFile.best(List.of(trial(1, 1, 1, 0.5), diverged, trial(3, 2, 1, 9))))
        .extracting(TrialFile::number)
        .containsExactly(3);
  }

  @Test
  void isReadBackAsWritten() {
    Path path = new Path(folder.toUri());
    AtomicFiles files = AtomicFiles.on(path, new Configuration());
    TrialFile trial = trial(7, 2, 1, 1.25);
    Path own = new Path(path, TrialFile.folder(7));
    assertThat(TrialFile.in(files, own)).isEmpty();
    files.writeText(new Path(own, TrialFile.FILE), trial.text());
    assertThat(TrialFile.in(files, own)).contains(trial);
    assertThat(TrialFile.all(files, path)).containsExactly(trial);
    files.writeText(new Path(own, TrialFile.FILE), "{\"number\": 7");
    assertThatThrownBy(() -> TrialFile.in(files, own))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("trial-0007/trial.json is damaged")
        .hasMessageContaining("delete its folder to train it again");
  }

  private static TrialFile trial(int number, int combination, int seed, double loss) {
    return new TrialFile(
        "f", number, combination, seed, "t", 1e-3, 128, 3, List.of(3.0, loss), Optional.empty());
  }
}
