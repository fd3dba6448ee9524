package org.mosnas.search.latency;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.text.TextLines;

/** HAT's latency files: comma-separated, one header, one line per measured network. */
public final class HatLatencyCsv {
  static final List<String> FEATURES =
      List.of(
          "encoder_embed_dim",
          "encoder_layer_num",
          "encoder_ffn_embed_dim_avg",
          "encoder_self_attention_heads_avg",
          "decoder_embed_dim",
          "decoder_layer_num",
          "decoder_ffn_embed_dim_avg",
          "decoder_self_attention_heads_avg",
          "decoder_ende_attention_heads_avg",
          "decoder_arbitrary_ende_attn_avg");

  private static final List<String> COLUMNS =
      Stream.concat(
              FEATURES.stream(),
              Stream.of(
                  "latency_mean_encoder",
                  "latency_mean_decoder",
                  "latency_std_encoder",
                  "latency_std_decoder"))
          .toList();

  private static final List<Integer> WHOLE_NUMBERS = List.of(0, 1, 4, 5);

  private HatLatencyCsv() {}

  /**
   * Reads a file.
   *
   * @throws BadDataException if it cannot be read or a line is not what HAT writes; the message
   *     names file and line
   */
  public static List<HatLatencyRow> read(Path file) {
    List<String> lines;
    try (TextLines text = TextLines.open(file)) {
      lines = text.stream().toList();
    }
    String header = String.join(",", COLUMNS);
    if (lines.isEmpty() || !lines.get(0).trim().equals(header)) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "%s:1 is not the header of a HAT latency file; expected '%s'",
              file,
              header));
    }
    List<HatLatencyRow> rows = new ArrayList<>(lines.size() - 1);
    for (int i = 1; i < lines.size(); i++) {
      if (!TextLines.isBlank(lines.get(i))) {
        rows.add(row(lines.get(i), file + ":" + (i + 1)));
      }
    }
    return List.copyOf(rows);
  }

  /** Writes a file that {@link #read} reads back to equal rows. */
  public static void write(Path file, List<HatLatencyRow> rows) throws IOException {
    List<String> lines = new ArrayList<>(rows.size() + 1);
    lines.add(String.join(",", COLUMNS));
    rows.forEach(row -> lines.add(line(row)));
    Files.write(file, lines, StandardCharsets.UTF_8);
  }

  private static HatLatencyRow row(String line, String place) {
    String[] cells = line.split(",", -1);
    if (cells.length != COLUMNS.size()) {
      throw new BadDataException(
          String.format(
              Locale.ROOT, "%s has %d columns, expected %d", place, cells.length, COLUMNS.size()));
    }
    List<Double> numbers = new ArrayList<>(cells.length);
    for (int column = 0; column < cells.length; column++) {
      numbers.add(number(cells[column].trim(), place, COLUMNS.get(column)));
    }
    int first = FEATURES.size();
    return new HatLatencyRow(
        numbers.subList(0, first),
        numbers.get(first),
        numbers.get(first + 1),
        numbers.get(first + 2),
        numbers.get(first + 3));
  }

  private static double number(String text, String place, String column) {
    try {
      double number = Double.parseDouble(text);
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below, like numbers that are not finite.
    }
    throw new BadDataException(
        String.format(
            Locale.ROOT, "%s: %s is '%s', expected a finite number", place, column, text));
  }

  private static String line(HatLatencyRow row) {
    List<Double> numbers = new ArrayList<>(row.features());
    numbers.add(row.encoderMeanMillis());
    numbers.add(row.decoderMeanMillis());
    numbers.add(row.encoderStdDevMillis());
    numbers.add(row.decoderStdDevMillis());
    return IntStream.range(0, numbers.size())
        .mapToObj(i -> text(i, numbers.get(i)))
        .collect(Collectors.joining(","));
  }

  private static String text(int column, double number) {
    boolean whole = WHOLE_NUMBERS.contains(column) && number == Math.rint(number);
    return whole ? Long.toString((long) number) : Double.toString(number);
  }
}
