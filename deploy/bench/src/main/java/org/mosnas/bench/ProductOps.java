package org.mosnas.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mosnas.model.family.translation.TokenBatch;
import org.mosnas.model.family.translation.TranslationNetwork;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.Ops;
import org.mosnas.model.network.Outputs;
import org.mosnas.model.network.Segments;
import org.mosnas.model.network.Tokens;

/**
 * Interprets a network as the list of its products with weight matrices. Attention's products of
 * activations are not among them.
 */
final class ProductOps implements Ops<ProductOps.Shape> {
  private final Map<Product, Integer> products = new LinkedHashMap<>();

  /** Shape of a tensor, {@code [rows, columns]}. */
  record Shape(int rows, int columns) {}

  /** A product {@code [rows, inputs] x [inputs, outputs]}. */
  record Product(int rows, int inputs, int outputs) {
    /** Floating point operations, a multiplication and an addition being two. */
    long flops() {
      return 2L * rows * inputs * outputs;
    }
  }

  private ProductOps() {}

  /** The forward products of one repetition of a case, and how often each comes. */
  static Map<Product, Integer> of(BenchCase bench) {
    TranslationNetwork network = bench.networkShape().network(bench.spec(), DropoutRates.NONE);
    TokenBatch batch = bench.data();
    int hypotheses = Math.max(1, bench.batch().beam());
    Segments source = Segments.of(batch.sourceLengths());
    Segments target = Segments.of(batch.targetLengths()).times(hypotheses);
    ProductOps ops = new ProductOps();
    List<Shape> encoded =
        network.encode(ops, Tokens.of(Tokens.Side.SOURCE, batch.source(), source));
    int[] targets = new int[target.rows()];
    List<Shape> decoded =
        network.decode(ops, Tokens.of(Tokens.Side.TARGET, targets, target), encoded, source);
    Shape hidden = decoded.get(decoded.size() - 1);
    Shape unused = ops.logits(hidden, network.outputLayer());
    return Collections.unmodifiableMap(ops.products);
  }

  /** Operations of {@link #of}, times three where gradients are computed too. */
  static double flops(BenchCase bench) {
    long forward =
        of(bench).entrySet().stream().mapToLong(e -> e.getKey().flops() * e.getValue()).sum();
    return bench.trains() ? 3.0 * forward : forward;
  }

  private Shape product(Shape x, int outputs) {
    products.merge(new Product(x.rows(), x.columns(), outputs), 1, Integer::sum);
    return new Shape(x.rows(), outputs);
  }

  @Override
  public Shape embed(String table, Tokens tokens, int embed, int fullWidth) {
    return new Shape(tokens.ids().length, embed);
  }

  @Override
  public Shape embedSum(Tables tables, Tokens tokens, int[] types, int embed) {
    return new Shape(tokens.ids().length, embed);
  }

  @Override
  public Shape linear(Shape x, String name, int outputs, Activation activation) {
    return product(x, outputs);
  }

  @Override
  public Shape dropout(Shape x, double rate) {
    return x;
  }

  @Override
  public Shape columns(Shape x, int from, int count) {
    return new Shape(x.rows(), count);
  }

  @Override
  public Shape attention(Shape query, Shape key, Shape value, Attention layout, double dropout) {
    return query;
  }

  @Override
  public Shape residualNorm(Shape residual, Shape x, Norm norm, double dropout) {
    return x;
  }

  @Override
  public Shape norm(Shape x, Norm norm) {
    return x;
  }

  @Override
  public Shape concatTime(List<Shape> parts, Segments segments) {
    return new Shape(parts.size() * segments.rows(), parts.get(0).columns());
  }

  @Override
  public Shape logits(Shape hidden, Outputs.Layer layer) {
    return product(hidden, layer.vocabulary());
  }

  @Override
  public Shape rows(Shape x, int[] rows) {
    return new Shape(rows.length, x.columns());
  }

  /** The products one by one, as often as they come. */
  static List<Product> expanded(Map<Product, Integer> products) {
    List<Product> all = new ArrayList<>();
    products.forEach((product, count) -> all.addAll(Collections.nCopies(count, product)));
    return all;
  }
}
