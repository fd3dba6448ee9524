package org.mosnas.search.report.page;

import java.util.Locale;
import java.util.stream.Collectors;
import org.mosnas.model.space.DecoderLayerSpec;
import org.mosnas.model.space.EncoderLayerSpec;
import org.mosnas.model.space.TranslationSpec;
import org.mosnas.search.report.chart.Shape;
import org.mosnas.search.report.chart.Tone;

/** What people call the subnets and matrices, and what each looks like in charts. */
final class Names {
  private Names() {}

  static Tone tone(String name) {
    return switch (first(name)) {
      case "largest" -> Tone.LARGEST;
      case "smallest" -> Tone.SMALLEST;
      case "random" -> Tone.RANDOM;
      case "winner", "searched", "subnet", "evolution", "finalist" -> Tone.WINNER;
      default -> Tone.QUIET;
    };
  }

  static Shape shape(String name) {
    return switch (first(name)) {
      case "largest" -> Shape.SQUARE;
      case "smallest" -> Shape.TRIANGLE;
      case "random" -> Shape.DIAMOND;
      default -> Shape.CIRCLE;
    };
  }

  private static String first(String name) {
    return name.toLowerCase(Locale.ROOT).split("[-, ]")[0];
  }

  /** A subnet on one line, such as {@code encoder 128: 384/2 512/4, decoder 96: 384/2+2}. */
  static String brief(TranslationSpec spec) {
    String encoder = spec.encoder().stream().map(Names::brief).collect(Collectors.joining(" "));
    String decoder = spec.decoder().stream().map(Names::brief).collect(Collectors.joining(" "));
    return String.format(
        Locale.ROOT,
        "encoder %d: %s, decoder %d: %s",
        spec.encoderEmbed(),
        encoder,
        spec.decoderEmbed(),
        decoder);
  }

  private static String brief(EncoderLayerSpec layer) {
    return layer.ffn() + "/" + layer.heads();
  }

  private static String brief(DecoderLayerSpec layer) {
    return layer.ffn() + "/" + layer.selfHeads() + "+" + layer.crossHeads();
  }

  /** A matrix for people: {@code encoder.layers.0.fc1} is {@code encoder 1, fc1}. */
  static String matrix(String name) {
    String[] parts = name.split("\\.");
    if (parts.length != 4 || !parts[1].equals("layers") || !parts[2].matches("\\d+")) {
      return name;
    }
    return parts[0] + " " + (Integer.parseInt(parts[2]) + 1) + ", " + parts[3];
  }

  static String capital(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
