package org.mosnas.search.report.chart;

import java.util.List;
import java.util.Locale;
import org.jsoup.nodes.Element;
import org.mosnas.model.space.Sketch;
import org.mosnas.model.space.Sketch.Layer;
import org.mosnas.model.space.Sketch.Stack;

/** Subnets drawn to one scale: stacks of layers side by side, and what layers attend to. */
public final class ArchitectureDrawing {
  private static final int COLUMN = 140;
  private static final int BETWEEN = 58;
  private static final int FIRST_HEADS = 13;
  private static final int HEADS = 18;
  private static final int LAYER = 30;
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

  /** Drawings that all of {@code sketches} fit, to one scale. */
  public static ArchitectureDrawing scaledTo(List<Sketch> sketches) {
    List<Stack> stacks = sketches.stream().flatMap(s -> s.stacks().stream()).toList();
    int ffn =
        stacks.stream()
            .flatMap(stack -> stack.layers().stream())
            .mapToInt(Layer::ffn)
            .max()
            .orElse(1);
    int embed = stacks.stream().mapToInt(Stack::embed).max().orElse(1);
    int highest =
        stacks.stream().mapToInt(stack -> top(stack, stack.layers().size())).max().orElse(0);
    return new ArchitectureDrawing(ffn, embed, highest + LAYER + FOOT + 2);
  }

  /**
   * Draws one subnet.
   *
   * @param tone of the feed-forward networks
   * @param label what assistive technology says
   */
  public Element render(Sketch sketch, Tone tone, String label) {
    int width = left(sketch.stacks().size() - 1) + COLUMN + 1;
    Element svg =
        Svg.element("svg", "architecture " + tone.cssClass())
            .attr("viewBox", "0 0 " + width + " " + height)
            .attr("width", Integer.toString(width))
            .attr("role", "img")
            .attr("aria-label", label);
    int bottom = height - LAYER - FOOT;
    for (int i = 0; i < sketch.stacks().size(); i++) {
      embedding(svg, left(i), bottom, sketch.stacks().get(i));
    }
    for (int i = 1; i < sketch.stacks().size(); i++) {
      attention(svg, sketch.stacks().get(i - 1), sketch.stacks().get(i), left(i), bottom);
    }
    for (int i = 0; i < sketch.stacks().size(); i++) {
      layers(svg, sketch.stacks().get(i), left(i), bottom);
    }
    return svg;
  }

  private void layers(Element svg, Stack stack, int left, int bottom) {
    for (int i = 0; i < stack.layers().size(); i++) {
      Layer layer = stack.layers().get(i);
      int top = bottom - top(stack, i + 1);
      box(svg, left, top, height(layer), layer.ffn());
      int middle = top + height(layer) / 2 + 4;
      svg.appendChild(
          Svg.text("", Svg.px(left + 8), Svg.px(middle), "start", "FFN " + layer.ffn()));
      for (int k = 0; k < layer.heads().size(); k++) {
        int count = layer.heads().get(k);
        heads(
            svg, left + COLUMN - 9, headsAt(layer, top, k), count, k == 0 ? "head" : "head cross");
      }
    }
  }

  /** Left edge of a stack. */
  private static int left(int stack) {
    return 1 + stack * (COLUMN + BETWEEN);
  }

  /** How high the first layers of a stack reach together. */
  private static int top(Stack stack, int layers) {
    return stack.layers().subList(0, layers).stream().mapToInt(layer -> height(layer) + GAP).sum();
  }

  private static int height(Layer layer) {
    int attentions = layer.heads().size();
    return attentions < 2 ? LAYER : 2 * FIRST_HEADS + (attentions - 1) * HEADS;
  }

  private static int headsAt(Layer layer, int top, int attention) {
    return layer.heads().size() < 2 ? top + LAYER / 2 : top + FIRST_HEADS + attention * HEADS;
  }

  private void embedding(Element svg, int left, int top, Stack stack) {
    double width = COLUMN * (double) stack.embed() / widestEmbed;
    svg.appendChild(Svg.rect("embed", Svg.px(left), Svg.px(top), Svg.px(width), Svg.px(LAYER)));
    String label = "width " + stack.embed();
    svg.appendChild(Svg.text("", Svg.px(left + 8), Svg.px(top + 19), "start", label));
    svg.appendChild(
        Svg.text("side", Svg.px(left), Svg.px(top + LAYER + 16), "start", stack.name()));
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

  private static void attention(Element svg, Stack before, Stack stack, int left, int bottom) {
    int layers = before.layers().size();
    for (int i = 0; i < stack.layers().size(); i++) {
      Layer layer = stack.layers().get(i);
      int to = headsAt(layer, bottom - top(stack, i + 1), layer.heads().size() - 1);
      for (int k = 0; k < Math.min(layer.attendedLayers(), layers); k++) {
        int from =
            headsAt(before.layers().get(layers - 1 - k), bottom - top(before, layers - k), 0);
        int middle = left - BETWEEN / 2;
        svg.appendChild(
            Svg.element("path", "attends")
                .attr(
                    "d",
                    String.format(
                        Locale.ROOT,
                        "M%d %dC%d %d %d %d %d %d",
                        left - BETWEEN,
                        from,
                        middle,
                        from,
                        middle,
                        to,
                        left,
                        to)));
      }
    }
  }
}
