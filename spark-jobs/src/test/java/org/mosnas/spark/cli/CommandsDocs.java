package org.mosnas.spark.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes {@code docs/commands.md} from the command line itself. */
final class CommandsDocs {
  private static final String INTRODUCTION =
      """
      # Commands

      Every command with its options, as `mos COMMAND --help` has them. This page is generated;
      `./mvnw -pl spark-jobs -am test -Dtest=CommandsDocsTest -Dsurefire.failIfNoSpecifiedTests=false
      -Dmosnas-docs=write` writes it anew.

      All commands end with one of the [exit codes](exit-codes.md); without `--verbose` a failure is one line on standard
      error, and the [FAQ](faq.md) explains the most frequent ones. The keys of `--set` and of the files of `--conf` are those
      of [configuration.md](configuration.md).

      Commands that start Spark also take options of `spark-submit`, anywhere on the line: `--master`, `--deploy-mode`,
      `--properties-file`, `--driver-memory`, `--executor-memory`, `--executor-cores`, `--num-executors`, `--queue`, `--jars`,
      and `--conf spark.KEY=VALUE`; without them they run in this process on all cores. `--dry-run` prints the command
      line that would run. With `--deploy-mode cluster` on YARN and Kubernetes the files of `--conf`, and what they include, go
      along to the driver. `mos bench` is a build of its own: it measures our engines against libtorch.
      """;

  private final StringBuilder page = new StringBuilder(INTRODUCTION);

  private CommandsDocs() {}

  /** The page for a command line with all its commands. */
  static String page(CommandLine mos) {
    CommandsDocs docs = new CommandsDocs();
    docs.page.append("\n| command | what it does |\n|---|---|\n");
    for (Map.Entry<String, CommandLine> command : mos.getSubcommands().entrySet()) {
      docs.page.append(
          String.format(
              Locale.ROOT,
              "| [`mos %s`](#mos-%s) | %s |\n",
              command.getKey(),
              command.getKey(),
              text(command.getValue().getCommandSpec())));
    }
    mos.getSubcommands().forEach((name, command) -> docs.command(name, command.getCommandSpec()));
    return docs.page.toString();
  }

  private void command(String name, CommandSpec spec) {
    page.append("\n## `mos ").append(name).append("`\n\n").append(text(spec)).append('\n');
    List<ArgSpec> arguments = new ArrayList<>();
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      arguments.add(parameter);
    }
    spec.options().stream().filter(CommandsDocs::isOurs).forEach(arguments::add);
    if (arguments.isEmpty()) {
      return;
    }
    page.append("\n| argument | meaning |\n|---|---|\n");
    for (ArgSpec argument : arguments) {
      page.append(
          String.format(
              Locale.ROOT, "| `%s`%s | %s |\n", name(argument), need(argument), meaning(argument)));
    }
  }

  private static boolean isOurs(OptionSpec option) {
    return !option.hidden() && !option.usageHelp() && !option.versionHelp();
  }

  private static String name(ArgSpec argument) {
    if (argument instanceof OptionSpec option) {
      String names = String.join(", ", option.names());
      return option.arity().max() == 0 ? names : names + " " + label(argument);
    }
    return label(argument) + (argument.arity().max() > 1 ? "…" : "");
  }

  private static String label(ArgSpec argument) {
    return argument.paramLabel().replace("<", "").replace(">", "");
  }

  /** Of a group one argument may be given; picocli calls each of them required. */
  private static String need(ArgSpec argument) {
    ArgGroupSpec group = argument.group();
    if (group == null) {
      return argument.required() ? " (required)" : "";
    }
    String others =
        group.args().stream()
            .filter(other -> other != argument)
            .map(other -> "`" + name(other) + "`")
            .collect(Collectors.joining(", "));
    return " (or " + others + (group.multiplicity().min() > 0 ? "; one is required)" : ")");
  }

  private static String meaning(ArgSpec argument) {
    return escaped(String.join(" ", argument.description()));
  }

  private static String text(CommandSpec spec) {
    return escaped(String.join(" ", spec.usageMessage().description()));
  }

  private static String escaped(String text) {
    return text.replace("%%", "%").replace("%n", " ").replace("|", "\\|");
  }
}
