package org.mosnas.spark.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

class LocationsTest {
  private static final String HERE = Path.of("").toAbsolutePath().toString();
  private final Configuration hadoop = new Configuration();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/data/runs/2026-11-26T10:30",
        "/data/a b/ü#1/50%/x?y=1",
        "/data/%20/[a]{b}*",
        "/~/a",
        "/a:b/c:d"
      })
  void aPathIsTakenAsItStands(String text) {
    assertThat(Locations.of(text, hadoop).toString()).isEqualTo("file:" + text);
    assertThat(Locations.shown(Locations.of(text, hadoop))).isEqualTo(text);
    assertThat(Locations.local(text)).isEqualTo(Path.of(text));
    assertThat(Locations.of("file://" + text, hadoop)).isEqualTo(Locations.of(text, hadoop));
    assertThat(Locations.local("file:" + text)).isEqualTo(Path.of(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"runs/a", "2026-11-26T10:30", "run:1", "a:b/c", "./file:a", "hdfs", "~a", " a"})
  void aRelativePathStartsAtTheWorkingDirectory(String text) {
    assertThat(Locations.shown(Locations.of(text, hadoop)))
        .isEqualTo(Path.of(HERE, text).normalize().toString());
    assertThat(Locations.local(text)).isEqualTo(Path.of(text));
  }

  @Test
  void aSlashAtTheEndChangesNothing() {
    assertThat(Locations.of("/data/a:b/", hadoop)).isEqualTo(Locations.of("/data/a:b", hadoop));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''          | '' is no path or URI (there is nothing in it)
          '  '        | '  ' is no path or URI (there is nothing in it)
          ~           | '~' is no path or URI (only a shell knows what ~ is
          ~/runs      | '~/runs' is no path or URI (only a shell knows what ~ is
          foo bar://x | 'foo bar://x' is no path or URI (
          ://x        | '://x' is no path or URI (
          file:a      | 'file:a' is no path or URI (a URI needs a slash
          hdfs:a/b    | 'hdfs:a/b' is no path or URI (a URI needs a slash
          hdfs://localhost:9/runs/10:30 | 'hdfs://localhost:9/runs/10:30' is no path or URI (names on HDFS
          """)
  void refusesWhatIsNoPathAndShowsIt(String text, String message) {
    assertRefused(text, ErrorKind.USAGE, message);
  }

  @Test
  void refusesACharacterThatNoNameHolds() {
    assertRefused(
        "runs/\0", ErrorKind.USAGE, "'runs/?' is no path or URI (it holds a character NUL)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          s4://b/a        | 's4://b/a' is on no file system that can be used (No FileSystem for scheme
          htps:/a         | 'htps:/a' is on no file system that can be used (No FileSystem for scheme
          hdfs:/a         | 'hdfs:/a' is on no file system that can be used (Incomplete HDFS URI, no host
          s3a://          | 's3a://' is on no file system that can be used (
          s3a://bucket/a  | 's3a://bucket/a' is on no file system that can be used (
          hdfs://no.such.host.invalid/a | is on no file system that can be used (no host no.such.host.invalid)
          file://host/a   | 'file://host/a' is on no file system that can be used (Wrong FS
          """)
  void saysThatAFileSystemCannotBeUsed(String text, String message) {
    assertRefused(text, ErrorKind.DATA, message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hdfs://host/a", "s3a://b/a", "file://host/a"})
  void aFileOfAnotherMachineIsNotLocal(String text) {
    assertThatThrownBy(() -> Locations.local("cache", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "cache: '" + text + "' is no path or URI (it is not on this machine");
  }

  @Test
  void aChildMayHaveAnyName() {
    org.apache.hadoop.fs.Path folder = Locations.of("/data", hadoop);
    assertThat(Locations.child(folder, "10:30 #%ü").toString()).isEqualTo("file:/data/10:30 #%ü");
  }

  private void assertRefused(String text, ErrorKind kind, String message) {
    assertThatThrownBy(() -> Locations.of("--run-dir", text, hadoop))
        .isInstanceOfSatisfying(
            MosnasException.class, refused -> assertThat(refused.kind()).isEqualTo(kind))
        .hasMessageStartingWith("--run-dir: ")
        .hasMessageContaining(message);
  }
}
