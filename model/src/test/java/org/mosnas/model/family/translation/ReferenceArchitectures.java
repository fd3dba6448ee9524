package org.mosnas.model.family.translation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;

/**
 * The published architectures of HAT and of LLMAS, which lie beside the repository in {@code
 * ../shared/reference} and are not part of it; tests that need them are skipped without them.
 */
public final class ReferenceArchitectures {
  private static final int WMT_LENGTH = 30;

  /** One row: a subnet and the exact numbers that were published for it. */
  public record Row(TranslationSpec spec, int length, Map<String, String> columns) {
    /** An integer column. */
    public long number(String column) {
      return Long.parseLong(columns.get(column));
    }
  }

  private ReferenceArchitectures() {}

  /** HAT's searched architectures: {@code params_no_embed}, {@code flops_no_last_layer}. */
  public static List<Row> hat() {
    return rows("hat-architectures.csv");
  }

  /** LLMAS's seed architectures; also {@code embed_params}, {@code last_layer_flops}. */
  public static List<Row> mosSeeds() {
    return rows("mos-seed-architectures.csv");
  }

  private static List<Row> rows(String name) {
    Path file = repository().resolveSibling("shared").resolve("reference").resolve(name);
    if (!Files.exists(file)) {
      System.out.println("skipped: " + file + " does not exist");
      Assumptions.abort("no " + file);
    }
    try {
      List<String> lines = Files.readAllLines(file);
      List<String> header = cells(lines.get(0));
      return lines.stream().skip(1).map(line -> row(header, cells(line))).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Path repository() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("mvnw"))) {
      directory = directory.getParent();
    }
    return directory;
  }

  private static Row row(List<String> header, List<String> cells) {
    Map<String, String> columns = new HashMap<>();
    for (int i = 0; i < header.size(); i++) {
      columns.put(header.get(i), cells.get(i));
    }
    int length = Integer.parseInt(columns.getOrDefault("T", String.valueOf(WMT_LENGTH)));
    return new Row(spec(columns), length, columns);
  }

  private static TranslationSpec spec(Map<String, String> columns) {
    int[] ffn = integers(columns.get("enc_ffn"), "-");
    int[] heads = integers(columns.get("enc_heads"), "-");
    int[] decoderFfn = integers(columns.get("dec_ffn"), "-");
    int[] selfHeads = integers(columns.get("dec_self_heads"), "-");
    int[] crossHeads = integers(columns.get("dec_ende_heads"), "-");
    int[] arbitrary = integers(columns.get("arbitrary"), ",");
    return new TranslationSpec(
        Integer.parseInt(columns.get("enc_embed")),
        Integer.parseInt(columns.get("dec_embed")),
        IntStream.range(0, Integer.parseInt(columns.get("enc_layers")))
            .mapToObj(i -> new EncoderLayerSpec(ffn[i], heads[i]))
            .toList(),
        IntStream.range(0, Integer.parseInt(columns.get("dec_layers")))
            .mapToObj(
                i ->
                    new DecoderLayerSpec(
                        decoderFfn[i],
                        selfHeads[i],
                        crossHeads[i],
                        ArbitraryAttention.layers(arbitrary[i])))
            .toList());
  }

  private static int[] integers(String text, String separator) {
    return Arrays.stream(text.split(separator)).mapToInt(Integer::parseInt).toArray();
  }

  /** Cells of a CSV line; quotes hide commas. */
  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (char c : line.toCharArray()) {
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }
}
