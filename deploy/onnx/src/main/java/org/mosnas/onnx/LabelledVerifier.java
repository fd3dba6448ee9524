package org.mosnas.onnx;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.export.LabelledBundle;
import org.mosnas.model.export.LabelledFile;
import org.mosnas.model.export.LabelledVectors;
import org.mosnas.model.export.LabelledVectors.Answered;
import org.mosnas.model.task.labelled.LabelledExample;
import org.mosnas.model.task.labelled.Labelling;

/**
 * Checks that a bundle which labels texts is complete and undamaged, and that its tokenizer, its
 * weights and its graph give the ids, the scores and the labels of its test vectors.
 */
public final class LabelledVerifier {
  private final LabelledBundle bundle;
  private final LabelledVectors vectors;

  private LabelledVerifier(LabelledBundle bundle) {
    this.bundle = bundle;
    this.vectors = bundle.vectors();
  }

  /**
   * What was compared.
   *
   * @param texts texts whose scores and labels were compared
   * @param largestDifference largest difference of two scores in ONNX Runtime
   * @param ties texts with another label of the same score: rounding decides between them
   */
  public record Report(int texts, double largestDifference, int ties) {
    /** In one line. */
    public String summary() {
      return String.format(
          Locale.ROOT,
          "scores of %d texts within %.0e of the engine (largest difference %.1e), %d labels the"
              + " same%s",
          texts,
          LabelledVectors.TOLERANCE,
          largestDifference,
          texts - ties,
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
    LabelledVerifier verifier = new LabelledVerifier(LabelledBundle.open(folder));
    verifier.text();
    verifier.compare(
        LabelledFile.WEIGHTS,
        "the engine",
        LabelledVectors.score(
            verifier.bundle.subnet(), verifier.bundle.config(), verifier.vectors.examples()));
    try (OnnxLabeller model = OnnxLabeller.open(verifier.bundle.file(LabelledFile.MODEL), 1)) {
      verifier.requireOutputs(model);
      List<float[]> scores =
          model.scores(verifier.vectors.examples(), verifier.bundle.config().maxTokens());
      double difference = verifier.compare(LabelledFile.MODEL, "ONNX Runtime", scores);
      return new Report(scores.size(), difference, verifier.ties(scores));
    }
  }

  private void text() {
    for (int i = 0; i < vectors.answered().size(); i++) {
      LabelledExample expected = vectors.answered().get(i).example();
      LabelledExample found = bundle.encoder().encode(vectors.answered().get(i).texts(), 0);
      if (!Arrays.equals(found.ids(), expected.ids())
          || !Arrays.equals(found.types(), expected.types())) {
        throw new BadDataException(
            String.format(
                Locale.ROOT,
                "%s: text %d of %s becomes other tokens than at export; tokenizer and test vectors"
                    + " do not belong together, export the run again",
                bundle.files().path(),
                i + 1,
                LabelledFile.TEST_VECTORS.fileName()));
      }
    }
  }

  private void requireOutputs(OnnxLabeller model) {
    int expected = bundle.config().labelling().head().outputs();
    if (model.outputs() != expected) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "%s: gives %d scores a text, expected %d; export the run again",
              bundle.file(LabelledFile.MODEL),
              model.outputs(),
              expected));
    }
  }

  private double compare(LabelledFile file, String computer, List<float[]> scores) {
    double largest = 0;
    for (int text = 0; text < scores.size(); text++) {
      float[] expected = vectors.answered().get(text).logits();
      for (int i = 0; i < expected.length; i++) {
        double difference = Math.abs((double) scores.get(text)[i] - expected[i]);
        if (!(difference <= LabelledVectors.TOLERANCE)) {
          throw parting(file, computer, text, i, scores.get(text)[i]);
        }
        largest = Math.max(largest, difference);
      }
    }
    return largest;
  }

  private BadDataException parting(
      LabelledFile file, String computer, int text, int output, float found) {
    float expected = vectors.answered().get(text).logits()[output];
    return new BadDataException(
        String.format(
            Locale.ROOT,
            "%s: with it %s parts from the test vectors at text %d: the %s is %s in place of %s,"
                + " %.1e apart, at most %.0e expected; export the run again, and report it if that"
                + " does not help",
            bundle.file(file),
            computer,
            text + 1,
            bundle.config().labelling() instanceof Labelling.Classes classes
                ? "score of '" + classes.names().get(output) + "'"
                : "number",
            found,
            expected,
            Math.abs((double) found - expected),
            LabelledVectors.TOLERANCE));
  }

  /** How many labels are others than those recorded, but as good. */
  private int ties(List<float[]> scores) {
    if (!(bundle.config().labelling() instanceof Labelling.Classes classes)) {
      return 0;
    }
    int ties = 0;
    for (int i = 0; i < scores.size(); i++) {
      Answered recorded = vectors.answered().get(i);
      String found = classes.answer(scores.get(i));
      if (!found.equals(recorded.answer())) {
        requireTie(classes, i, found);
        ties++;
      }
    }
    return ties;
  }

  private void requireTie(Labelling.Classes classes, int text, String found) {
    Answered recorded = vectors.answered().get(text);
    int number = classes.number(recorded.answer());
    // Both scores may be off by the tolerance.
    boolean isTie =
        number >= 0
            && Math.abs(recorded.logits()[classes.number(found)] - recorded.logits()[number])
                <= 2 * LabelledVectors.TOLERANCE;
    if (!isTie) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "%s: labels part at text %d of %s: '%s' in place of '%s'; export the run again, and"
                  + " report it if that does not help",
              bundle.file(LabelledFile.MODEL),
              text + 1,
              LabelledFile.TEST_VECTORS.fileName(),
              found,
              recorded.answer()));
    }
  }
}
