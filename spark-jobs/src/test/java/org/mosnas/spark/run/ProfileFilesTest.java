package org.mosnas.spark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.family.translation.TestSpaces;
import org.mosnas.search.latency.LatencyTable.NetworkFrame;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.profile.LatencyProfile;
import org.mosnas.spark.profile.ProfiledHardware;
import org.mosnas.spark.testing.Fixtures;
import org.mosnas.spark.testing.SparkExtension;

/** The latency table in Parquet. */
@ExtendWith(SparkExtension.class)
class ProfileFilesTest {
  @TempDir private java.nio.file.Path folder;

  @Test
  void givesBackWhatItWasGiven(SparkSession spark) {
    ProfileFiles files = files(new Path(folder.resolve("latency").toUri()));
    assertThat(files.exist()).isFalse();
    files.write(TestProfiles.profile(), spark);
    assertThat(files.exist()).isTrue();
    assertThat(read(files)).isEqualTo(TestProfiles.profile());
  }

  @Test
  void remembersHardwareThatCouldNotBeMeasured(SparkSession spark) {
    LatencyProfile profile = TestProfiles.withHardware(new ProfiledHardware("slow-cpu", 0, 0));
    ProfileFiles files = files(new Path(folder.resolve("latency").toUri()));
    files.write(profile, spark);
    assertThat(read(files).hardware()).isEqualTo(profile.hardware()).hasSize(2);
  }

  @Test
  void tablesOfVersionOneAreStillRead() {
    ProfileFiles files = files(Fixtures.ofVersionOne(ProfileFilesTest.class, "latency"));
    assertThat(files.exist()).isTrue();
    assertThat(read(files)).isEqualTo(TestProfiles.profile());
  }

  @Test
  void saysWhatIsDamaged(SparkSession spark) throws IOException {
    ProfileFiles files = files(new Path(folder.resolve("latency").toUri()));
    files.write(TestProfiles.profile(), spark);
    try (Stream<java.nio.file.Path> blocks = Files.list(folder.resolve("latency/blocks"))) {
      for (java.nio.file.Path block :
          blocks.filter(file -> file.toString().endsWith("et")).toList()) {
        Files.writeString(block, "no Parquet");
      }
    }
    assertThatThrownBy(() -> read(files))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("the latency table is damaged (")
        .hasMessageContaining("is not readable Parquet")
        .hasMessageEndingWith("delete the folder and run \"mos profile\" again");
    Files.delete(folder.resolve("latency/calibration.json"));
    assertThatThrownBy(() -> read(files)).hasMessageContaining("the latency table is incomplete");
  }

  @Test
  void tablesOfAnotherSpaceAreRefused(SparkSession spark) {
    ProfileFiles files = files(new Path(folder.resolve("latency").toUri()));
    files.write(TestProfiles.profile(), spark);
    assertThatThrownBy(() -> files.read(TestSpaces.micro()))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("the latency table is damaged ('")
        .hasMessageContaining("' names no block of space micro)")
        .hasMessageEndingWith("delete the folder and run \"mos profile\" again");
    assertThat(files.read(TestSpaces.hatWmt())).isEqualTo(TestProfiles.profile());
  }

  @Test
  void tablesOfNetworksOfOtherSizesAreRefused(SparkSession spark) {
    ProfileFiles files = files(new Path(folder.resolve("latency").toUri()));
    files.write(TestProfiles.profile(), spark);
    NetworkFrame smaller = NetworkFrame.of(Map.of("qkv-size", 512, "vocabulary-size", 1000));
    assertThatThrownBy(() -> files.read(TestSpaces.hatWmt(), smaller))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining(
            "the latency table is damaged (it is of networks with"
                + " {qkv-size=512, vocabulary-size=32768}, those of the run have"
                + " {qkv-size=512, vocabulary-size=1000})")
        .hasMessageEndingWith("delete the folder and run \"mos profile\" again");
  }

  private static LatencyProfile read(ProfileFiles files) {
    return files.read(TestSpaces.hatWmt(), TestProfiles.FRAME);
  }

  private static ProfileFiles files(Path path) {
    Configuration hadoop = new Configuration();
    return ProfileFiles.at(AtomicFiles.on(path, hadoop), path, hadoop);
  }
}
