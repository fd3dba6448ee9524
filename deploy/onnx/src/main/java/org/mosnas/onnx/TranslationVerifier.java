package org.mosnas.onnx;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.mosnas.model.decode.Translator;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.export.EngineTranslations;
import org.mosnas.model.export.SameDiffFile;
import org.mosnas.model.export.TranslationBundle;
import org.mosnas.model.export.TranslationFile;
import org.mosnas.model.export.TranslationVectors;
import org.mosnas.model.export.TranslationVectors.Scored;
import org.mosnas.model.export.TranslationVectors.Translated;
import org.mosnas.model.kernel.Softmax;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.memory.Memory;
import org.mosnas.model.text.Vocabulary;

/**
 * Checks that a bundle is complete and undamaged, that its graphs and weights give the scores of
 * its test vectors, and that ONNX Runtime finds the recorded translations with them.
 */
public final class TranslationVerifier {
  private final TranslationBundle bundle;
  private final TranslationVectors vectors;

  private TranslationVerifier(TranslationBundle bundle) {
    this.bundle = bundle;
    this.vectors = bundle.vectors();
  }

  /**
   * What was compared.
   *
   * @param targets targets whose scores were compared
   * @param scores scores of tokens in them
   * @param largestDifference largest difference of two scores in ONNX Runtime
   * @param translations translations compared
   * @param tokens tokens in them
   * @param ties those of the translations that are other tokens of the same score: rounding decides
   *     between them
   */
  public record Report(
      int targets, long scores, double largestDifference, int translations, long tokens, int ties) {
    /** In one line. */
    public String summary() {
      return String.format(
          Locale.ROOT,
          "%,d scores of %d targets within %.0e of the engine (largest difference %.1e), %d"
              + " translations (%,d tokens) the same%s",
          scores,
          targets,
          TranslationVectors.TOLERANCE,
          largestDifference,
          translations - ties,
          tokens,
          ties == 0 ? "" : ", " + ties + " others of equal score");
    }
  }

  /**
   * Verifies a bundle.
   *
   * @throws BadDataException that says what is wrong, in which file, and where two computations
   *     part
   */
  public static Report verify(Path folder) {
    TranslationVerifier verifier = new TranslationVerifier(TranslationBundle.open(folder));
    verifier.text();
    verifier.weights();
    verifier.sameDiff();
    try (OnnxModel model =
        OnnxModel.open(
            verifier.bundle.file(TranslationFile.ENCODER),
            verifier.bundle.file(TranslationFile.DECODER),
            1)) {
      verifier.requireVocabulary(model);
      double difference = verifier.scores(model);
      List<int[]> found = verifier.translate(model);
      return new Report(
          verifier.vectors.scored().size(),
          verifier.vectors.scored().stream().mapToLong(s -> s.logits().length).sum(),
          difference,
          found.size(),
          found.stream().mapToLong(ids -> ids.length).sum(),
          verifier.ties(model, found));
    }
  }

  private void text() {
    for (int i = 0; i < vectors.translated().size(); i++) {
      Translated sentence = vectors.translated().get(i);
      if (!Arrays.equals(bundle.text().encode(sentence.text()), sentence.source())
          || !bundle.text().decode(sentence.target()).equals(sentence.translation())) {
        throw new BadDataException(
            String.format(
                Locale.ROOT,
                "%s: sentence %d of %s becomes other tokens than at export; merges, dictionary and"
                    + " test vectors do not belong together, export the run again",
                bundle.folder(),
                i + 1,
                TranslationFile.TEST_VECTORS.fileName()));
      }
    }
  }

  private void weights() {
    List<float[]> scores = EngineTranslations.score(bundle.subnet(), vectors.scored());
    for (int i = 0; i < scores.size(); i++) {
      compare(TranslationFile.WEIGHTS, "the engine", i, scores.get(i));
    }
  }

  private void sameDiff() {
    Scored first = vectors.scored().get(0);
    float[] scores =
        SameDiffFile.score(bundle.file(TranslationFile.SAMEDIFF), first.source(), first.prefix());
    compare(TranslationFile.SAMEDIFF, "SameDiff", 0, scores);
  }

  private void requireVocabulary(OnnxModel model) {
    int expected = bundle.config().shape().targetVocabulary();
    if (model.vocabulary() != expected) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "%s: scores %d tokens, the dictionary has %d; export the run again",
              bundle.file(TranslationFile.DECODER),
              model.vocabulary(),
              expected));
    }
  }

  private double scores(OnnxModel model) {
    List<int[]> sources = vectors.scored().stream().map(Scored::source).toList();
    List<int[]> prefixes = vectors.scored().stream().map(Scored::prefix).toList();
    float[][] scores = new TargetScorer(model).logits(sources, prefixes, TargetScorer.Padding.LEFT);
    double largest = 0;
    for (int i = 0; i < scores.length; i++) {
      largest = Math.max(largest, compare(TranslationFile.DECODER, "ONNX Runtime", i, scores[i]));
    }
    return largest;
  }

  private double compare(TranslationFile file, String computer, int target, float[] scores) {
    float[] expected = vectors.scored().get(target).logits();
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      double difference = Math.abs((double) scores[i] - expected[i]);
      if (!(difference <= TranslationVectors.TOLERANCE)) {
        int vocabulary = bundle.config().shape().targetVocabulary();
        throw new BadDataException(
            String.format(
                Locale.ROOT,
                "%s: with it %s parts from the test vectors at target %d, token %d: the score of"
                    + " '%s' is %s in place of %s, %.1e apart, at most %.0e expected; export the"
                    + " run again, and report it if that does not help",
                bundle.file(file),
                computer,
                target + 1,
                i / vocabulary + 1,
                bundle.text().targetVocabulary().token(i % vocabulary),
                scores[i],
                expected[i],
                difference,
                TranslationVectors.TOLERANCE));
      }
      largest = Math.max(largest, difference);
    }
    return largest;
  }

  private List<int[]> translate(OnnxModel model) {
    List<int[]> sources = vectors.translated().stream().map(Translated::source).toList();
    try (Translator translator = model.translator(bundle.config().decoding())) {
      return translator.best(sources, bundle.config().batchSentences());
    }
  }

  /** How many translations are others than those recorded, but as good. */
  private int ties(OnnxModel model, List<int[]> found) {
    int ties = 0;
    for (int i = 0; i < found.size(); i++) {
      Translated recorded = vectors.translated().get(i);
      int parting = Arrays.mismatch(found.get(i), recorded.target());
      if (parting >= 0) {
        double difference =
            score(model, recorded.source(), found.get(i))
                - score(model, recorded.source(), recorded.target());
        if (!(Math.abs(difference) <= TranslationVectors.TOLERANCE)) {
          throw parting(i, parting, found.get(i), difference);
        }
        ties++;
      }
    }
    return ties;
  }

  private double score(OnnxModel model, int[] source, int[] target) {
    int[] prefix = new int[target.length + 1];
    prefix[0] = Vocabulary.EOS;
    System.arraycopy(target, 0, prefix, 1, target.length);
    float[] logits =
        new TargetScorer(model)
            .logits(List.of(source), List.of(prefix), TargetScorer.Padding.LEFT)[0];
    double sum = 0;
    try (Memory memory = Memory.allocate(logits.length)) {
      Matrix scores = memory.view(0, prefix.length, model.vocabulary());
      scores.assign(logits);
      for (int t = 0; t < prefix.length; t++) {
        int token = t < target.length ? target[t] : Vocabulary.EOS;
        sum += scores.get(t, token) - Softmax.logSumRow(scores, t);
      }
    }
    return bundle.config().decoding().score(sum, prefix.length);
  }

  private BadDataException parting(int sentence, int token, int[] found, double difference) {
    int[] recorded = vectors.translated().get(sentence).target();
    return new BadDataException(
        String.format(
            Locale.ROOT,
            "%s: translations part at sentence %d of %s, token %d: '%s' in place of '%s', and their"
                + " scores are %.1e apart; export the run again, and report it if that does not"
                + " help",
            bundle.file(TranslationFile.DECODER),
            sentence + 1,
            TranslationFile.TEST_VECTORS.fileName(),
            token + 1,
            token(found, token),
            token(recorded, token),
            Math.abs(difference)));
  }

  private String token(int[] ids, int index) {
    int id = index < ids.length ? ids[index] : Vocabulary.EOS;
    return bundle.text().targetVocabulary().token(id);
  }
}
