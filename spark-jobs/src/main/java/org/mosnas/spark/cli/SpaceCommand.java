package org.mosnas.spark.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.family.FamilySettings;
import org.mosnas.model.network.NetworkShape;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.model.supernet.ModelSettings;
import org.mosnas.spark.config.ConfigSources;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.config.SettingsLoader;
import org.mosnas.spark.task.Catalog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Describes a search space, or prices one subnet of it. */
@Command(
    name = "space",
    mixinStandardHelpOptions = true,
    description =
        "Describes a search space and the supernet that has to be trained for it, or prices one of"
            + " its subnets: parameters and FLOPs at the space's reference length, and the encodings"
            + " that routers and predictors see.")
final class SpaceCommand implements Runnable {
  private final Catalog catalog;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Option(
      names = "--space",
      paramLabel = "FILE",
      description = "Configuration with the space, such as conf/space/hat-wmt.conf.")
  private Path file;

  @Option(
      names = "--subnet",
      paramLabel = "FILE",
      description = "A subnet of the space, in HAT's YAML.")
  private Path subnet;

  @Option(
      names = "--vocabulary-size",
      paramLabel = "N",
      description = "Tokens of source and of target; those of the configuration if not given.")
  private Integer tokens;

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  SpaceCommand(Catalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public void run() {
    EffectiveConfig config = SettingsLoader.with(catalog.extensions()).load(sources());
    FamilySettings named = catalog.space(config);
    SearchSpace space = named.space();
    SpaceQuote quote =
        new SpaceQuote(space, shape(config, named), config.bind(ModelSettings::from));
    ObjectNode answer = subnet == null ? quote.space() : quote.subnet(space.read(subnet));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(answer);
    } else {
      print(answer, space.name(), out);
    }
    out.flush();
  }

  private ConfigSources sources() {
    List<Path> overlays = new ArrayList<>(common.overlays());
    if (file != null) {
      overlays.add(0, file);
    }
    return new ConfigSources(overlays, common.assignments(), Optional.empty());
  }

  private NetworkShape shape(EffectiveConfig config, FamilySettings named) {
    List<Integer> configured =
        config.bind(root -> FamilySettings.vocabularies(root, named.family()));
    if (tokens != null && tokens < 1) {
      throw new MosnasException(
          ErrorKind.USAGE, "--vocabulary-size must be positive, was " + tokens);
    }
    List<Integer> vocabularies =
        tokens == null ? configured : Collections.nCopies(configured.size(), tokens);
    try {
      return named.family().shape(named.space(), vocabularies);
    } catch (IllegalArgumentException refused) {
      throw new MosnasException(
          ErrorKind.USAGE,
          String.format(
              Locale.ROOT,
              "space %s: %s; correct mosnas.space.vocabulary",
              named.space().name(),
              refused.getMessage()),
          refused);
    }
  }

  private static void print(JsonNode answer, String name, PrintWriter out) {
    if (!answer.has("cardinality")) {
      printSubnet("subnet " + answer.get("id").asText() + " of space " + name, answer, out);
      return;
    }
    BigInteger cardinality = answer.get("cardinality").bigIntegerValue();
    out.printf(Locale.ROOT, "space %s: %,d subnets%n", name, cardinality);
    printSubnet("smallest", answer.get("smallest"), out);
    printSubnet("largest", answer.get("largest"), out);
    out.printf(
        Locale.ROOT,
        "supernet that is trained, experts %d%n",
        answer.at("/supernet/experts").intValue());
    printNumber("parameters", answer.at("/supernet/parameters"), out);
    printMemory("a checkpoint", answer.at("/supernet/state_bytes"), out);
    printMemory("memory a worker", answer.at("/supernet/replica_bytes"), out);
  }

  private static void printSubnet(String title, JsonNode quote, PrintWriter out) {
    out.println(title);
    for (String key :
        List.of("parameters", "flops", "embedding_parameters", "output_layer_flops")) {
      printNumber(key, quote.get(key), out);
    }
  }

  private static void printMemory(String key, JsonNode bytes, PrintWriter out) {
    out.printf(Locale.ROOT, "  %-20s %,18.1f MB%n", key, bytes.longValue() / (double) (1 << 20));
  }

  private static void printNumber(String key, JsonNode number, PrintWriter out) {
    out.printf(Locale.ROOT, "  %-20s %,18d%n", key.replace('_', ' '), number.longValue());
  }
}
