package org.mosnas.model.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

class CacheFoldersTest {
  @TempDir private Path machine;
  private Path temporary;
  private Path working;
  private String name;

  @BeforeEach
  void makeFolders() throws IOException {
    temporary = Files.createDirectory(machine.resolve("tmp"));
    working = Files.createDirectory(machine.resolve("work"));
    name = "mosnas-" + Files.getAttribute(machine, "unix:uid");
  }

  @Test
  void theVariableComesFirstAndAlone() throws IOException {
    CacheFolders folders = folders(Map.of("MOSNAS_CACHE", machine + "/my/cache"));
    Path chosen = choose(folders);
    assertThat(chosen).isEqualTo(machine.resolve("my/cache").resolve(name)).isDirectory();
    assertThat(Files.getPosixFilePermissions(chosen))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    assertThat(choose(folders)).isEqualTo(chosen);
    assertThatThrownBy(() -> folders.choose("native libraries", none -> Optional.of("too hot")))
        .isInstanceOfSatisfying(
            MosnasException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USAGE))
        .hasMessage(
            "no folder for native libraries: %s (too hot); set MOSNAS_CACHE to one that this user may write to and run programs from",
            chosen);
  }

  @Test
  void otherwiseTheFirstThatServes() {
    CacheFolders folders = folders(Map.of("HOME", machine + "/home"));
    assertThat(choose(folders)).isEqualTo(machine.resolve("home/.cache").resolve(name));
    assertThat(
            folders.choose(
                "corpora",
                folder -> folder.startsWith(working) ? Optional.empty() : Optional.of("too hot")))
        .isEqualTo(working.resolve(name));
    CacheFolders moved = folders(Map.of("HOME", "/", "XDG_CACHE_HOME", machine + "/caches"));
    assertThat(choose(moved)).isEqualTo(machine.resolve("caches").resolve(name));
  }

  @Test
  void aHomeThatIsNoFolderLeavesTheTemporaryOne() throws IOException {
    Path file = Files.createFile(machine.resolve("file"));
    assertThat(choose(folders(Map.of("HOME", file.toString())))).isEqualTo(temporary.resolve(name));
  }

  @Test
  void aLinkIsNotFollowed() throws IOException {
    Path elsewhere = Files.createDirectory(machine.resolve("elsewhere"));
    Files.createSymbolicLink(machine.resolve(name), elsewhere);
    assertChoosesAnother();
  }

  @Test
  void aFolderThatOthersMayWriteToIsNotUsed() throws IOException {
    for (String open : new String[] {"rwxrwx---", "rwx----w-"}) {
      Path planted = Files.createDirectory(machine.resolve(name));
      Files.setPosixFilePermissions(planted, PosixFilePermissions.fromString(open));
      assertChoosesAnother();
      Files.delete(planted);
    }
  }

  @Test
  void aFolderOfSomebodyElseIsNotUsed() throws IOException {
    Path planted = Files.createDirectory(machine.resolve(name));
    assumeTrue(name.equals("mosnas-0"), "only root gives folders away");
    Files.setAttribute(planted, "unix:uid", 12345);
    assertChoosesAnother();
  }

  private void assertChoosesAnother() throws IOException {
    Path chosen = choose(folders(Map.of("MOSNAS_CACHE", machine.toString())));
    assertThat(chosen).isDirectory().hasParent(machine);
    assertThat(chosen.getFileName().toString()).startsWith("mosnas-").isNotEqualTo(name);
    assertThat(Files.getPosixFilePermissions(chosen))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  private static Path choose(CacheFolders folders) {
    return folders.choose("native libraries", folder -> Optional.empty());
  }

  private CacheFolders folders(Map<String, String> environment) {
    return new CacheFolders(environment, temporary, working);
  }
}
