package org.mosnas.spark.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.space.EmbeddingSharing;
import org.mosnas.model.space.HatYaml;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.model.space.SearchSpaceSettings;
import org.mosnas.model.supernet.ModelSettings;
import org.mosnas.spark.config.ConfigSources;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.config.SettingsLoader;
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
      description = "Words of source and of target; those of the configuration if not given.")
  private Integer words;

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  @Override
  public void run() {
    EffectiveConfig config = SettingsLoader.create().load(sources());
    SearchSpace space = config.bind(SearchSpaceSettings::from);
    SpaceQuote quote =
        new SpaceQuote(space, vocabulary(config, space), config.bind(ModelSettings::from));
    ObjectNode answer = subnet == null ? quote.space() : quote.subnet(HatYaml.read(subnet));
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

  private VocabularySettings vocabulary(EffectiveConfig config, SearchSpace space) {
    VocabularySettings vocabulary =
        words == null ? config.bind(VocabularySettings::from) : quoted(words);
    if (space.embeddings() == EmbeddingSharing.SHARED
        && vocabulary.source() != vocabulary.target()) {
      throw new MosnasException(
          ErrorKind.USAGE,
          String.format(
              Locale.ROOT,
              "space %s shares one vocabulary, but mosnas.space.vocabulary has %d source and %d"
                  + " target words; set both the same",
              space.name(),
              vocabulary.source(),
              vocabulary.target()));
    }
    return vocabulary;
  }

  private static VocabularySettings quoted(int words) {
    try {
      return new VocabularySettings(words, words);
    } catch (IllegalArgumentException refused) {
      throw new MosnasException(
          ErrorKind.USAGE, "--vocabulary-size must be positive, was " + words, refused);
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
  }

  private static void printSubnet(String title, JsonNode quote, PrintWriter out) {
    out.println(title);
    for (String key :
        List.of("parameters", "flops", "embedding_parameters", "output_layer_flops")) {
      printNumber(key, quote.get(key), out);
    }
  }

  private static void printNumber(String key, JsonNode number, PrintWriter out) {
    out.printf(Locale.ROOT, "  %-20s %,18d%n", key.replace('_', ' '), number.longValue());
  }
}
