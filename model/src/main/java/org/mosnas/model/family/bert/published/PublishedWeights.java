package org.mosnas.model.family.bert.published;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.mosnas.model.checkpoint.CheckpointFormatException;
import org.mosnas.model.checkpoint.Safetensors;
import org.mosnas.model.checkpoint.SafetensorsHeader;
import org.mosnas.model.family.PublishedNetwork;
import org.mosnas.model.family.bert.BertNames;
import org.mosnas.model.family.bert.BertShape;
import org.mosnas.model.network.WeightDeclarations;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.Initializer;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.ParameterLayout;
import org.mosnas.model.supernet.Supernet;

/** The weights of a published BERT: its {@code model.safetensors}. */
public final class PublishedWeights {
  /** Name of the file. */
  public static final String FILE = "model.safetensors";

  private static final String PREFIX = "bert.";
  private static final int NAMED = 5;

  /** What such files may hold besides: heads that we draw anew, and copies of other tensors. */
  private static final List<String> PASSED_OVER =
      List.of(
          "embeddings.position_ids",
          "pooler.",
          "cls.seq_relationship.",
          "cls.predictions.decoder.",
          "classifier.");

  private PublishedWeights() {}

  /**
   * Reads a file.
   *
   * @param name of the file, for messages
   * @param config of the same folder
   * @param seed of the head, if the file has none
   * @throws CheckpointFormatException naming tensors that are missing, of other sizes, or unknown
   */
  public static PublishedNetwork read(
      InputStream in, String name, PublishedConfig config, long seed) {
    BertShape shape = config.shape();
    ParameterLayout layout = Supernet.plain(shape).layout();
    Map<String, String> ours = ours(layout.names());
    try (ParameterBank bank = Initializer.initialize(Supernet.plain(shape), seed)) {
      SafetensorsHeader header =
          Safetensors.readAll(
              in,
              name,
              there -> check(there, layout, name),
              (tensor, values) -> {
                String own = ours.get(bare(tensor));
                if (own != null) {
                  bank.matrix(own).assign(values);
                }
              });
      return new PublishedNetwork(new DenseSubnet(shape, bank.toArray()), hasTokenHead(header));
    }
  }

  /** Checks names and sizes. */
  private static void check(SafetensorsHeader header, ParameterLayout layout, String name) {
    Map<String, SafetensorsHeader.Entry> found = new LinkedHashMap<>();
    header.tensors().forEach((tensor, entry) -> found.put(bare(tensor), entry));
    Map<String, String> ours = ours(layout.names());
    Set<String> missing = new TreeSet<>(ours.keySet());
    missing.removeAll(found.keySet());
    if (!hasTokenHead(header)) {
      missing.removeIf(PublishedWeights::isTokenHead);
    }
    refuse(missing, name, "has no tensor");
    Set<String> extra = new TreeSet<>(found.keySet());
    extra.removeAll(ours.keySet());
    extra.removeIf(tensor -> PASSED_OVER.stream().anyMatch(tensor::startsWith));
    refuse(extra, name, "has tensors that a BERT of these sizes has not:");
    found.forEach(
        (tensor, entry) -> {
          if (ours.containsKey(tensor)) {
            requireSize(tensor, entry, layout.slot(ours.get(tensor)), name);
          }
        });
  }

  private static boolean hasTokenHead(SafetensorsHeader header) {
    return header.tensors().keySet().stream().anyMatch(PublishedWeights::isTokenHead);
  }

  private static void refuse(Set<String> tensors, String name, String what) {
    if (!tensors.isEmpty()) {
      String more = tensors.size() > NAMED ? " and " + (tensors.size() - NAMED) + " more" : "";
      throw new CheckpointFormatException(
          String.format(
              Locale.ROOT,
              "%s: %s %s%s; is it of another network than the config.json beside it?",
              name,
              what,
              String.join(", ", tensors.stream().limit(NAMED).toList()),
              more));
    }
  }

  private static void requireSize(
      String tensor, SafetensorsHeader.Entry entry, ParameterLayout.Slot slot, String name) {
    if (entry.rows() != slot.rows() || entry.columns() != slot.columns()) {
      throw new CheckpointFormatException(
          String.format(
              Locale.ROOT,
              "%s: tensor %s is %dx%d, by the config.json beside it %dx%d",
              name,
              tensor,
              entry.rows(),
              entry.columns(),
              slot.rows(),
              slot.columns()));
    }
  }

  private static boolean isTokenHead(String tensor) {
    return tensor.startsWith("cls.predictions.") && !tensor.startsWith("cls.predictions.decoder.");
  }

  /**
   * Writes a network in names that others know; does not close the stream.
   *
   * @throws IllegalArgumentException if others know no such networks: see {@link
   *     PublishedConfig#peculiarity}
   */
  public static void write(OutputStream out, DenseSubnet network) throws IOException {
    PublishedConfig.of((BertShape) network.shape());
    Map<String, String> published = new LinkedHashMap<>();
    ParameterLayout layout = network.network().layout();
    ours(layout.names()).forEach((theirs, own) -> published.put(own, prefixed(theirs)));
    Safetensors.write(
        out, layout.renamed(published::get), network.parameters(), Map.of("format", "pt"));
  }

  /** Our names by theirs, without their prefix. */
  private static Map<String, String> ours(Set<String> names) {
    Map<String, String> ours = new LinkedHashMap<>();
    names.forEach(name -> ours.put(theirs(name), name));
    return ours;
  }

  private static String theirs(String name) {
    boolean isTable =
        Stream.of(BertNames.WORDS, BertNames.POSITIONS, BertNames.TYPES).anyMatch(name::equals);
    return isTable ? name + ".weight" : name.replace(WeightDeclarations.NORM_WEIGHT, ".weight");
  }

  private static String prefixed(String tensor) {
    return tensor.startsWith("cls.") || tensor.startsWith("classifier.") ? tensor : PREFIX + tensor;
  }

  /** Without the prefix, and with the names of norms that files had before 2019 made today's. */
  private static String bare(String tensor) {
    String bare = tensor.startsWith(PREFIX) ? tensor.substring(PREFIX.length()) : tensor;
    return bare.replace("LayerNorm.gamma", "LayerNorm.weight")
        .replace("LayerNorm.beta", "LayerNorm.bias");
  }
}
