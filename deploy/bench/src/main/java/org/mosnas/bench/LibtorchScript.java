package org.mosnas.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mosnas.model.family.translation.DecoderLayerSpec;
import org.mosnas.model.family.translation.TranslationNames;
import org.mosnas.model.family.translation.TranslationShape;
import org.mosnas.model.family.translation.TranslationSpec;
import org.mosnas.model.network.WeightDeclarations;
import org.mosnas.model.supernet.Supernet;

/**
 * The translation network as TorchScript: the source of {@code loss}, {@code forward}, {@code
 * adam}, {@code start}, {@code select} and {@code step} for one subnet.
 *
 * <p>The ordinary fast way to write it: fused linear maps, queries, keys and values in one, {@code
 * scaled_dot_product_attention} with {@code is_causal}, in-place rectifier and residual, {@code
 * cross_entropy_loss} with label smoothing, {@code _fused_adam_}. Sources are padded at the left,
 * targets at the right; without padding there is no mask. Decoding expects sources without padding.
 */
final class LibtorchScript {
  private final TranslationSpec spec;
  private final int qkv;
  private final List<String> names;
  private final boolean masked;
  private final StringBuilder code = new StringBuilder();
  private int variables;

  private LibtorchScript(Supernet supernet, boolean masked) {
    TranslationShape shape = (TranslationShape) supernet.shape();
    this.spec = shape.envelope();
    this.qkv = shape.qkvSize();
    this.names = List.copyOf(supernet.layout().names());
    this.masked = masked;
  }

  /**
   * The methods.
   *
   * @param supernet a network on its own with shared embeddings
   * @param masked whether the source has padding
   */
  static String of(Supernet supernet, boolean masked) {
    return new LibtorchScript(supernet, masked).methods();
  }

  private String methods() {
    lossMethod();
    forwardMethod();
    adamMethod();
    if (!masked) {
      startMethod();
      selectMethod();
      stepMethod();
    }
    return code.toString();
  }

  // ---- Training and scoring
  // ----------------------------------------------------------------------

  private static final String INPUTS =
      "weights: List[Tensor], source: Tensor, source_at: Tensor, mask: Tensor, target: Tensor,"
          + " targets: Tensor, positions: List[Tensor]";

  private void lossMethod() {
    method("loss", INPUTS, "Tensor");
    List<String> encoded = encode();
    String x = embed("target", "torch.slice(positions[1], 0, 0, torch.size(target, 1))", false);
    for (int i = 0; i < spec.decoder().size(); i++) {
      x = decoderLayer(i, x, encoded);
    }
    line("logits = torch.linear(torch.flatten(%s, 0, 1), %s)", x, weight("embedding"));
    line(
        "return torch.div(torch.cross_entropy_loss(logits, targets, None, 2, 1, 0.1),"
            + " torch.sum(torch.ne(targets, 1)))");
  }

  private void forwardMethod() {
    method("forward", INPUTS, "List[Tensor]");
    line("loss = (self).loss(weights, source, source_at, mask, target, targets, positions)");
    line("result = annotate(List[Tensor], [loss])");
    line("for gradient in torch.grad([loss], weights, None, None, False, False):");
    line("  if gradient is not None:");
    line("    _0 = torch.append(result, gradient)");
    line("return result");
  }

  private void adamMethod() {
    method(
        "adam",
        "weights: List[Tensor], gradients: List[Tensor], m: List[Tensor], v: List[Tensor],"
            + " steps: List[Tensor], rate: float",
        "int");
    line("torch._foreach_add_(steps, 1)");
    line(
        "torch._fused_adam_(weights, gradients, m, v, annotate(List[Tensor], []), steps, lr=rate,"
            + " beta1=0.9, beta2=0.98, weight_decay=0., eps=1e-9, amsgrad=False, maximize=False)");
    line("return 0");
  }

  private List<String> encode() {
    String x = embed("source", "torch.embedding(positions[0], source_at)", true);
    List<String> outputs = new ArrayList<>();
    for (int i = 0; i < spec.encoder().size(); i++) {
      String name = TranslationNames.encoderLayer(i);
      String attended =
          selfAttention(name, x, spec.encoder().get(i).heads(), masked ? "mask" : "None", false);
      String h = output(name + TranslationNames.SELF_OUT, attended, x, norm(name, "self"));
      x = feedForward(name, h);
      outputs.add(x);
    }
    return outputs;
  }

  private String decoderLayer(int i, String x, List<String> encoded) {
    DecoderLayerSpec layer = spec.decoder().get(i);
    String name = TranslationNames.decoderLayer(i);
    String attended = selfAttention(name, x, layer.selfHeads(), "None", true);
    String h = output(name + TranslationNames.SELF_OUT, attended, x, norm(name, "self"));
    String[] kv = crossKeyValues(i, encoded);
    String q = heads(linear(name + TranslationNames.CROSS_QUERY, h), layer.crossHeads());
    String mask =
        !masked
            ? "None"
            : layer.attendedLayers() == 1
                ? "mask"
                : assign("torch.repeat(mask, [1, 1, 1, %d])", layer.attendedLayers());
    String seen = attention(q, kv[0], kv[1], mask, false);
    String g = output(name + TranslationNames.CROSS_OUT, seen, h, norm(name, "cross"));
    return feedForward(name, g);
  }

  private String[] crossKeyValues(int i, List<String> encoded) {
    DecoderLayerSpec layer = spec.decoder().get(i);
    int last = encoded.size() - 1;
    String memory = encoded.get(last);
    if (layer.attendedLayers() > 1) {
      List<String> parts = new ArrayList<>();
      for (int back = 0; back < layer.attendedLayers(); back++) {
        parts.add(encoded.get(last - back));
      }
      memory = assign("torch.cat([%s], 1)", String.join(", ", parts));
    }
    String both = linear(TranslationNames.decoderLayer(i) + TranslationNames.CROSS_KV, memory);
    String[] kv = chunks(both, 2);
    return new String[] {heads(kv[0], layer.crossHeads()), heads(kv[1], layer.crossHeads())};
  }

  // ---- Decoding
  // ----------------------------------------------------------------------------------

  /** Keys and values of every decoder layer for the encoder-decoder attention. */
  private void startMethod() {
    method(
        "start",
        "weights: List[Tensor], source: Tensor, source_at: Tensor, positions: List[Tensor]",
        "List[Tensor]");
    List<String> encoded = encode();
    List<String> results = new ArrayList<>();
    for (int i = 0; i < spec.decoder().size(); i++) {
      String[] kv = crossKeyValues(i, encoded);
      results.add("torch.contiguous(" + kv[0] + ")");
      results.add("torch.contiguous(" + kv[1] + ")");
    }
    line("return [%s]", String.join(", ", results));
  }

  private void selectMethod() {
    method("select", "kept: List[Tensor], rows: Tensor", "List[Tensor]");
    line("return [torch.index_select(x, 0, rows) for x in kept]");
  }

  /** One token more for every prefix: its scores, then the keys and values it leaves. */
  private void stepMethod() {
    method(
        "step",
        "weights: List[Tensor], tokens: Tensor, at: int, cross: List[Tensor], kept: List[Tensor],"
            + " sentences: int, positions: List[Tensor]",
        "List[Tensor]");
    String x =
        embed("torch.unsqueeze(tokens, 1)", "torch.slice(positions[1], 0, at, at + 1)", false);
    List<String> results = new ArrayList<>();
    for (int i = 0; i < spec.decoder().size(); i++) {
      x = stepLayer(i, x, results);
    }
    line("logits = torch.linear(torch.squeeze(%s, 1), %s)", x, weight("embedding"));
    line("return [logits, %s]", String.join(", ", results));
  }

  private String stepLayer(int i, String x, List<String> results) {
    DecoderLayerSpec layer = spec.decoder().get(i);
    String name = TranslationNames.decoderLayer(i);
    String[] qkvs = chunks(linear(name + TranslationNames.SELF_QKV, x), 3);
    String k = append("kept[" + 2 * i + "]", heads(qkvs[1], layer.selfHeads()));
    String v = append("kept[" + (2 * i + 1) + "]", heads(qkvs[2], layer.selfHeads()));
    results.add(k);
    results.add(v);
    String attended = attention(heads(qkvs[0], layer.selfHeads()), k, v, "None", false);
    String h = output(name + TranslationNames.SELF_OUT, attended, x, norm(name, "self"));
    // The hypotheses of a sentence are queries side by side: its keys are not copied for them.
    int width = qkv / layer.crossHeads();
    String q = linear(name + TranslationNames.CROSS_QUERY, h);
    String rows =
        assign(
            "torch.transpose(torch.view(%s, [sentences, -1, %d, %d]), 1, 2)",
            q, layer.crossHeads(), width);
    String seen =
        attention(rows, "cross[" + 2 * i + "]", "cross[" + (2 * i + 1) + "]", "None", false);
    String flat = assign("torch.reshape(%s, [-1, 1, %d])", seen, qkv);
    String g = output(name + TranslationNames.CROSS_OUT, flat, h, norm(name, "cross"));
    return feedForward(name, g);
  }

  private String append(String cache, String added) {
    return assign("torch.cat([%s, %s], 2)", cache, added);
  }

  // ---- Building blocks
  // ---------------------------------------------------------------------------

  private String embed(String tokens, String positions, boolean encoder) {
    int width = encoder ? spec.encoderEmbed() : spec.decoderEmbed();
    String table = weight("embedding");
    if (spec.encoderEmbed() != spec.decoderEmbed()) {
      table = assign("torch.slice(%s, 1, 0, %d)", table, width);
    }
    return assign(
        "torch.add(%s, torch.embedding(%s, %s), alpha=%s)",
        positions, table, tokens, Double.toString(Math.sqrt(width)));
  }

  private String selfAttention(String name, String x, int heads, String mask, boolean causal) {
    String[] parts = chunks(linear(name + TranslationNames.SELF_QKV, x), 3);
    return attention(
        heads(parts[0], heads), heads(parts[1], heads), heads(parts[2], heads), mask, causal);
  }

  private String attention(String q, String k, String v, String mask, boolean causal) {
    String attended =
        assign(
            "torch.scaled_dot_product_attention(%s, %s, %s, %s, 0., %s)",
            q, k, v, mask, causal ? "True" : "False");
    return assign("torch.flatten(torch.transpose(%s, 1, 2), 2, 3)", attended);
  }

  private String output(String linear, String x, String residual, String norm) {
    String y = linear(linear, x);
    String sum = assign("torch.add_(%s, %s)", y, residual);
    return assign(
        "torch.layer_norm(%s, [torch.size(%s, 2)], %s, %s, 1e-05, True)",
        sum, sum, weight(norm + WeightDeclarations.NORM_WEIGHT), weight(norm + ".bias"));
  }

  private String feedForward(String name, String x) {
    String inner = assign("torch.relu_(%s)", linear(name + TranslationNames.FC1, x));
    return output(name + TranslationNames.FC2, inner, x, name + TranslationNames.FFN_NORM);
  }

  private String linear(String name, String x) {
    return assign("torch.linear(%s, %s, %s)", x, weight(name + ".weight"), weight(name + ".bias"));
  }

  private String heads(String x, int heads) {
    return assign(
        "torch.transpose(torch.view(%s, [torch.size(%s, 0), -1, %d, %d]), 1, 2)",
        x, x, heads, qkv / heads);
  }

  private String[] chunks(String x, int count) {
    String[] parts = new String[count];
    for (int i = 0; i < count; i++) {
      parts[i] = variable();
    }
    line("%s, = torch.chunk(%s, %d, 2)", String.join(", ", parts), x, count);
    return parts;
  }

  private static String norm(String layer, String block) {
    return layer
        + (block.equals("self") ? TranslationNames.SELF_NORM : TranslationNames.CROSS_NORM);
  }

  private String weight(String name) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException("no parameter is called " + name);
    }
    return "weights[" + index + "]";
  }

  private void method(String name, String inputs, String result) {
    code.append(
        String.format(
            Locale.ROOT,
            "  def %s(self: __torch__.%s, %s) -> %s:%n",
            name,
            ScriptArchive.CLASS,
            inputs,
            result));
  }

  private String assign(String format, Object... arguments) {
    String expression = String.format(Locale.ROOT, format, arguments);
    String variable = variable();
    line("%s = %s", variable, expression);
    return variable;
  }

  private String variable() {
    return "x" + variables++;
  }

  private void line(String format, Object... arguments) {
    code.append("    ").append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
