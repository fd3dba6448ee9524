package org.mosnas.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CommandsDocsTest {
  private static final Path PAGE = Path.of("../docs/commands.md");

  @Test
  void pageIsWhatTheCommandsSay() throws IOException {
    String expected = CommandsDocs.page(MosCommandLine.create().picocli());
    if ("write".equals(System.getProperty("mosnas-docs"))) {
      Files.writeString(PAGE, expected);
    }
    assertThat(PAGE)
        .as("docs/commands.md; its introduction says how to write it anew")
        .hasContent(expected);
  }

  @Test
  void everyCommandAndOptionIsExplained() {
    MosCommandLine.create()
        .picocli()
        .getSubcommands()
        .forEach(
            (name, command) -> {
              assertThat(command.getCommandSpec().usageMessage().description())
                  .as(name)
                  .isNotEmpty();
              assertThat(command.getCommandSpec().args())
                  .as(name)
                  .allSatisfy(argument -> assertThat(argument.description()).isNotEmpty());
            });
  }
}
