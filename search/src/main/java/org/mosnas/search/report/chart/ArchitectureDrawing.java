package org.mosnas.search.report.chart;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jsoup.nodes.Element;
import org.mosnas.model.space.DecoderLayerSpec;
import org.mosnas.model.space.EncoderLayerSpec;
import org.mosnas.model.space.TranslationSpec;

/** Subnets drawn to one scale: two stacks of layers and what the decoder attends to. */
public final class ArchitectureDrawing {
  private static final int WIDTH = 340;
  private static final int COLUMN = 140;
  private static final int DECODER = WIDTH - COLUMN - 1;
  private static final int ENCODER_LAYER = 30;
  private static final int DECODER_LAYER = 44;
  private static final int GAP = 6;
  private static final int FOOT = 22;

  private final int widestFfn;
  private final int widestEmbed;
  private final int height;

  private ArchitectureDrawing(int widestFfn, int widestEmbed, int height) {
    this.widestFfn = widestFfn;
    this.widestEmbed = widestEmbed;
    this.height = height;
  }

  /** Drawings that all of {@code specs} fit, to one scale. */
  public static ArchitectureDrawing scaledTo(List<TranslationSpec> specs) {
    int ffn =
        specs.stream()
            .flatMapToInt(
                spec ->
                    IntStream.concat(
                        spec.encoder().stream().mapToInt(EncoderLayerSpec::ffn),
                        spec.decoder().stream().mapToInt(DecoderLayerSpec::ffn)))
            .max()
            .orElse(1);
    int embed =
        specs.stream()
            .mapToInt(spec -> Math.max(spec.encoderEmbed(), spec.decoderEmbed()))
            .max()
            .orElse(1);
    int stack =
        specs.stream()
            .mapToInt(
                spec ->
                    Math.max(
                        spec.encoder().size() * (ENCODER_LAYER + GAP),
                        spec.decoder().size() * (DECODER_LAYER + GAP)))
            .max()
            .orElse(0);
    return new ArchitectureDrawing(ffn, embed, stack + ENCODER_LAYER + FOOT + 2);
  }

  /**
   * Draws one subnet.
   *
   * @param tone of the feed-forward networks
   * @param label what assistive technology says
   */
  public Element render(TranslationSpec spec, Tone tone, String label) {
    Element svg =
        Svg.element("svg", "architecture " + tone.cssClass())
            .attr("viewBox", "0 0 " + WIDTH + " " + height)
            .attr("width", Integer.toString(WIDTH))
            .attr("role", "img")
            .attr("aria-label", label);
    int bottom = height - ENCODER_LAYER - FOOT;
    embedding(svg, 1, bottom, "encoder", spec.encoderEmbed());
    embedding(svg, DECODER, bottom, "decoder", spec.decoderEmbed());
    attention(svg, spec, bottom);
    for (int i = 0; i < spec.encoder().size(); i++) {
      EncoderLayerSpec layer = spec.encoder().get(i);
      int top = encoderTop(bottom, i);
      box(svg, 1, top, ENCODER_LAYER, layer.ffn());
      svg.appendChild(Svg.text("", "9", Svg.px(top + 19), "start", "FFN " + layer.ffn()));
      heads(svg, COLUMN - 8, top + 15, layer.heads(), "head");
    }
    for (int i = 0; i < spec.decoder().size(); i++) {
      DecoderLayerSpec layer = spec.decoder().get(i);
      int top = decoderTop(bottom, i);
      box(svg, DECODER, top, DECODER_LAYER, layer.ffn());
      svg.appendChild(
          Svg.text("", Svg.px(DECODER + 8), Svg.px(top + 26), "start", "FFN " + layer.ffn()));
      heads(svg, WIDTH - 9, top + 13, layer.selfHeads(), "head");
      heads(svg, WIDTH - 9, top + 31, layer.crossHeads(), "head cross");
    }
    return svg;
  }

  private static int encoderTop(int bottom, int index) {
    return bottom - (index + 1) * (ENCODER_LAYER + GAP);
  }

  private static int decoderTop(int bottom, int index) {
    return bottom - (index + 1) * (DECODER_LAYER + GAP);
  }

  private void embedding(Element svg, int left, int top, String side, int embed) {
    double width = COLUMN * (double) embed / widestEmbed;
    svg.appendChild(
        Svg.rect("embed", Svg.px(left), Svg.px(top), Svg.px(width), Svg.px(ENCODER_LAYER)));
    svg.appendChild(Svg.text("", Svg.px(left + 8), Svg.px(top + 19), "start", "width " + embed));
    svg.appendChild(
        Svg.text("side", Svg.px(left), Svg.px(top + ENCODER_LAYER + 16), "start", side));
  }

  private void box(Element svg, int left, int top, int boxHeight, int ffn) {
    double width = COLUMN * (double) ffn / widestFfn;
    svg.appendChild(
        Svg.rect("outline", Svg.px(left), Svg.px(top), Svg.px(COLUMN), Svg.px(boxHeight))
            .attr("rx", "4"));
    svg.appendChild(
        Svg.rect("ffn", Svg.px(left), Svg.px(top), Svg.px(width), Svg.px(boxHeight))
            .attr("rx", "4"));
  }

  private static void heads(Element svg, int right, int middle, int count, String cssClass) {
    for (int i = 0; i < count; i++) {
      svg.appendChild(
          Svg.element("circle", cssClass)
              .attr("cx", Svg.px(right - 3 - 7 * i))
              .attr("cy", Svg.px(middle))
              .attr("r", "2.5"));
    }
  }

  private static void attention(Element svg, TranslationSpec spec, int bottom) {
    int layers = spec.encoder().size();
    for (int i = 0; i < spec.decoder().size(); i++) {
      int to = decoderTop(bottom, i) + 31;
      for (int k = 0; k < Math.min(spec.decoder().get(i).attendedLayers(), layers); k++) {
        int from = encoderTop(bottom, layers - 1 - k) + 15;
        int middle = (COLUMN + DECODER) / 2;
        svg.appendChild(
            Svg.element("path", "attends")
                .attr(
                    "d",
                    String.format(
                        Locale.ROOT,
                        "M%d %dC%d %d %d %d %d %d",
                        COLUMN + 1,
                        from,
                        middle,
                        from,
                        middle,
                        to,
                        DECODER,
                        to)));
      }
    }
  }
}
