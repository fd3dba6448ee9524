package org.mosnas.bench;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mosnas.bench.BenchCase.BatchShape;
import org.mosnas.bench.BenchCase.Work;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.family.translation.DecoderLayerSpec;
import org.mosnas.model.family.translation.EncoderLayerSpec;
import org.mosnas.model.family.translation.TranslationSpace;
import org.mosnas.model.family.translation.TranslationSpec;

/** All cases by name. */
final class BenchCases {
  private static final int LENGTH = 32;
  private static final int TOKENS_DECODED = 24;
  private static final String TITANXP = "hat-titanxp-208ms";

  /** The cases of a quick run. */
  static final Set<String> QUICK =
      Set.of(
          "train/demo/512",
          "train/demo/2048",
          "train/" + TITANXP + "/512",
          "decode/demo/greedy/batch32");

  private final Map<String, BenchCase> cases = new LinkedHashMap<>();

  /** A network on its own. */
  private record Net(String name, TranslationSpace space, TranslationSpec spec) {}

  BenchCases() {
    TranslationSpace hat = BenchSpaceSettings.hat();
    Net demo = net("demo", BenchSpaceSettings.demo());
    Net titanxp = new Net(TITANXP, hat, titanxp(hat));
    List<Net> nets =
        List.of(
            demo,
            new Net("hat-smallest", hat, hat.smallest()),
            titanxp,
            new Net("hat-largest", hat, hat.largest()));
    for (Net net : nets) {
      for (int tokens : new int[] {512, 2048, 4096}) {
        add(net, Work.TRAIN, "train/" + net.name() + "/" + tokens, even(tokens));
      }
    }
    add(titanxp, Work.TRAIN, "train/" + TITANXP + "/2048-mixed", new BatchShape(74, 24, 32, 0));
    add(titanxp, Work.MIXTURE, "mixture/" + TITANXP + "/2048", even(2048));
    for (Net net : List.of(demo, titanxp)) {
      add(net, Work.SCORE, "score/" + net.name() + "/2048", even(2048));
      for (int batch : new int[] {1, 32}) {
        add(net, Work.DECODE, decoding(net, "greedy", batch), decoded(batch, 1));
        add(net, Work.DECODE, decoding(net, "beam4", batch), decoded(batch, 4));
      }
    }
  }

  private static Net net(String name, TranslationSpace space) {
    return new Net(name, space, space.largest());
  }

  private static BatchShape even(int tokens) {
    return new BatchShape(tokens / LENGTH, LENGTH, LENGTH, 0);
  }

  private static BatchShape decoded(int sentences, int beam) {
    return new BatchShape(sentences, TOKENS_DECODED, TOKENS_DECODED, beam);
  }

  private static String decoding(Net net, String search, int batch) {
    return "decode/" + net.name() + "/" + search + "/batch" + batch;
  }

  private void add(Net net, Work work, String name, BatchShape batch) {
    int vocabulary = BenchSpaceSettings.vocabulary(net.space());
    cases.put(name, new BenchCase(name, work, net.space(), vocabulary, net.spec(), batch));
  }

  /** HAT's subnet for WMT'14 En-De at 208 ms on a Titan Xp: BLEU 28.5, 49.4 M parameters. */
  private static TranslationSpec titanxp(TranslationSpace hat) {
    int[] heads = {8, 4, 8, 8, 8, 4};
    List<EncoderLayerSpec> encoder = new ArrayList<>();
    for (int count : heads) {
      encoder.add(new EncoderLayerSpec(3072, count));
    }
    List<DecoderLayerSpec> decoder =
        List.of(
            new DecoderLayerSpec(2048, 8, 4, 1),
            new DecoderLayerSpec(2048, 8, 8, 2),
            new DecoderLayerSpec(3072, 8, 8, 2),
            new DecoderLayerSpec(3072, 4, 8, 2),
            new DecoderLayerSpec(3072, 8, 8, 1));
    TranslationSpec spec = new TranslationSpec(512, 512, encoder, decoder);
    return (TranslationSpec) hat.requireContains(spec);
  }

  /** The case called {@code name}. */
  BenchCase named(String name) {
    BenchCase found = cases.get(name);
    if (found == null) {
      throw new IllegalArgumentException("no case is called " + name);
    }
    return found;
  }

  /** Names of all cases. */
  List<String> names() {
    return List.copyOf(cases.keySet());
  }

  /**
   * The cases a glob matches; {@code *} matches slashes too.
   *
   * @throws MosnasException of kind {@code USAGE} if there is none
   */
  List<BenchCase> matching(String glob) {
    PathMatcher matcher =
        FileSystems.getDefault()
            .getPathMatcher("glob:" + glob.replace("**", "*").replace("*", "**"));
    List<BenchCase> matching =
        cases.values().stream().filter(c -> matcher.matches(Path.of(c.name()))).toList();
    if (matching.isEmpty()) {
      throw new MosnasException(
          ErrorKind.USAGE, "no case matches \"" + glob + "\"; --list names them");
    }
    return matching;
  }
}
