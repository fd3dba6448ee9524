package org.mosnas.corpus.debian;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.corpus.text.PackageDescription;

class DescriptionListsTest {
  private static final String PACKAGES =
      """
      Package: chess
      Source: chess-games (2:1.0)
      Depends: libc6,
       libm
      Description: a board game
      Description-md5: aa
      Section: contrib/games

      Package: bare
      Description: nothing more is known
      Description-md5: zz
      Section: admin

      Package: inline
      Description: a tool
       It says so here.
      Section: net
      """;
  private static final String TRANSLATION =
      """
      Package: chess
      Description-md5: aa
      Description-en: a board game
       Two players move in turn,
       one of them first.
       .
       It has:
        * openings and
          endings;
        * clocks.
      """;

  @TempDir Path folder;

  @Test
  void joinsPackagesAndTheirDescriptions() throws IOException {
    Files.writeString(folder.resolve("x_main_Packages"), PACKAGES);
    Files.writeString(folder.resolve("x_main_Translation-en"), TRANSLATION);
    Files.writeString(folder.resolve("x_InRelease"), "Package: none\n");
    assertThat(new DescriptionLists(folder).read())
        .containsExactly(
            new PackageDescription(
                "chess",
                "chess-games",
                "games",
                "a board game",
                List.of(
                    "Two players move in turn, one of them first.",
                    "It has:",
                    "openings and endings;",
                    "clocks.")),
            new PackageDescription(
                "inline", "inline", "net", "a tool", List.of("It says so here.")));
  }

  @Test
  void findsNothingInEmptyLists() throws IOException {
    assertThat(new DescriptionLists(folder).read()).isEmpty();
  }
}
