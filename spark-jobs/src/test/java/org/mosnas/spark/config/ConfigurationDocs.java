package org.mosnas.spark.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes {@code docs/configuration.md} from the comments of the {@code reference.conf} files. */
final class ConfigurationDocs {
  private static final String INTRODUCTION =
      """
      # Configuration

      Every key with its default, unit and range. This page is generated from the `reference.conf` files of the
      modules; `./mvnw -pl spark-jobs -am test -Dtest=ConfigurationDocsTest -Dsurefire.failIfNoSpecifiedTests=false
      -Dmosnas-docs=write` writes it anew.

      Configuration is [HOCON](https://github.com/lightbend/config/blob/main/HOCON.md). What wins, first to last:
      `--set key=value` (and `--seed`), the files of `--conf` (later ones first), what the run directory remembers
      in `effective.conf` (only where no `--conf` is given), the defaults below. Keys that are not listed here are refused.
      `conf/` holds overlays to start from; keys of Spark itself are given with `--conf spark.KEY=VALUE`.

      A value of `--set` means what was typed: numbers, `true`, `false`, `null`, lists in `[]`, groups in `{}` and texts in
      double quotes are read as HOCON, and everything else is a text as it stands, `#`, `//` and `${…}` included. In lists
      and files, put texts with such signs in double quotes: `#` and `//` begin a comment there. A number that does not fit
      its key, such as a fraction for an integer, is refused.

      Paths are those of any Hadoop file system, as they stand: blanks, `#`, `%` and colons belong to the name, and nothing
      is decoded. What begins with a scheme and `:/` is a URI; `~` is not expanded.
      """;

  private static final String FORMER_KEYS =
      """

      ## Former keys

      These keys were renamed. In this version the former names still work, with a warning on standard error; in the next
      they are refused. A source that sets both names is refused. Substitutions have to use the present name.

      | former key | key |
      |---|---|
      """;

  private final StringBuilder page = new StringBuilder(INTRODUCTION);

  private ConfigurationDocs() {}

  /** The page for the modules that have such a file. */
  static String page(List<Path> references) {
    ConfigurationDocs docs = new ConfigurationDocs();
    for (Path reference : references) {
      Config config = ConfigFactory.parseFile(reference.toFile());
      docs.group("mosnas", config.getObject("mosnas"));
    }
    docs.formerKeys();
    return docs.page.toString();
  }

  private void group(String path, ConfigObject group) {
    List<Map.Entry<String, ConfigValue>> entries =
        group.entrySet().stream()
            .sorted(Comparator.comparingInt(e -> e.getValue().origin().lineNumber()))
            .toList();
    boolean isTableOpen = false;
    for (Map.Entry<String, ConfigValue> entry : entries) {
      if (isGroup(entry.getValue())) {
        continue;
      }
      if (!isTableOpen) {
        heading(path, group);
        page.append("\n| key | default | meaning |\n|---|---|---|\n");
        isTableOpen = true;
      }
      page.append(
          String.format(
              Locale.ROOT,
              "| `%s` | `%s` | %s |\n",
              entry.getKey(),
              entry.getValue().render(ConfigRenderOptions.concise()).replace("|", "\\|"),
              comment(entry.getValue())));
    }
    for (Map.Entry<String, ConfigValue> entry : entries) {
      if (isGroup(entry.getValue())) {
        group(path + "." + entry.getKey(), (ConfigObject) entry.getValue());
      }
    }
  }

  private void formerKeys() {
    page.append(FORMER_KEYS);
    for (FormerKeys.Renaming renaming : FormerKeys.ALL.renamings()) {
      page.append(
          String.format(Locale.ROOT, "| `%s` | `%s` |\n", renaming.former(), renaming.current()));
    }
  }

  private void heading(String path, ConfigObject group) {
    String meaning = comment(group);
    page.append("\n## `").append(path).append("`\n");
    if (!meaning.isEmpty()) {
      page.append('\n').append(meaning).append('\n');
    }
  }

  private static boolean isGroup(ConfigValue value) {
    return value instanceof ConfigObject object && !object.isEmpty();
  }

  private static String comment(ConfigValue value) {
    return value.origin().comments().stream()
        .map(String::strip)
        .collect(Collectors.joining(" "))
        .replace("|", "\\|");
  }
}
