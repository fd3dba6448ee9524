package org.mosnas.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.spark.testing.Launcher;
import org.mosnas.spark.testing.Launcher.Outcome;
import org.mosnas.spark.testing.PageBlocks;

/**
 * Runs the commands of the tutorial as they stand there, with a smaller space and less training, in
 * a folder with a name that users give and where numbers have decimal commas.
 */
class TutorialIT {
  private static final Pattern COMMAND = Pattern.compile("deploy/mos ([a-z]+)");

  @TempDir private Path temporary;

  @Test
  void leadsToAModelThatTranslates() throws Exception {
    String commands = PageBlocks.of("docs/tutorial.md", "sh");
    requireCommands(commands);
    Path folder = PageBlocks.folder(temporary.resolve("mein Büro #1: 50%"));
    Files.writeString(
        folder.resolve("mine.conf"),
        PageBlocks.of("docs/tutorial.md", "hocon") + MicroRun.SETTINGS);
    String smaller =
        commands
            .replace("corpus.sizes.train=12000", "corpus.sizes.train=600")
            .replaceAll("corpus.sizes.(valid|test)=300", "corpus.sizes.$1=20");

    Outcome outcome =
        new Launcher(folder, Launcher.locale(Locale.GERMANY))
            .run(List.of("bash", "-euo", "pipefail", "-c", smaller));

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .contains("generated corpus in mine/text", "space tiny:", "searched, finetuned");
    assertThat(outcome.err().lines().filter(line -> line.contains(" lines in "))).hasSize(2);
    assertThat(folder.resolve("mine/run/report.html")).isNotEmptyFile();
    assertThat(folder.resolve("mine/bundle/manifest.json")).isNotEmptyFile();
  }

  private static void requireCommands(String script) throws IOException {
    Set<String> missing = new TreeSet<>();
    COMMAND.matcher(script).results().forEach(found -> missing.add(found.group(1)));
    missing.removeAll(MosCommandLine.create().picocli().getSubcommands().keySet());
    assumeTrue(missing.isEmpty(), "the tutorial uses commands that are not there yet: " + missing);
  }
}
