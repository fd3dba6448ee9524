package org.mosnas.spark.prepare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mosnas.model.checksum.Checksums;
import org.mosnas.model.space.EmbeddingSharing;
import org.mosnas.spark.prepare.PrepareManifest.Input;

/**
 * Everything that decides what prepared data looks like.
 *
 * @param settings by their keys
 * @param inputs in the order in which they are read
 */
record PreparePlan(Map<String, String> settings, List<Input> inputs) {
  /** The plan for surveyed files. */
  static PreparePlan of(
      PrepareSettings settings, EmbeddingSharing embeddings, List<SurveyedPair> surveyed) {
    Map<String, String> keys = new LinkedHashMap<>(settings.keys());
    keys.put(DataFolder.EMBEDDINGS, Labels.of(embeddings));
    List<Input> inputs = new ArrayList<>();
    for (SurveyedPair pair : surveyed) {
      inputs.add(input(pair, "source", pair.files().source(), pair.source()));
      inputs.add(input(pair, "target", pair.files().target(), pair.target()));
    }
    return new PreparePlan(keys, inputs);
  }

  /** Equal for equal settings and for inputs of equal content, wherever they are. */
  String fingerprint() {
    StringBuilder text = new StringBuilder();
    text.append("version=").append(PrepareManifest.FORMAT_VERSION).append('\n');
    settings.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    for (Input input : inputs) {
      text.append(String.join(" ", input.part(), input.side(), input.sha256()))
          .append(' ')
          .append(input.sentences())
          .append('\n');
    }
    return Checksums.sha256(text.toString());
  }

  /** Bytes of all inputs. */
  long bytes() {
    return inputs.stream().mapToLong(Input::bytes).sum();
  }

  private static Input input(SurveyedPair pair, String side, InputFile file, Survey.Text text) {
    return new Input(
        pair.files().split().label(),
        side,
        file.name(),
        text.bytes(),
        text.sha256(),
        text.sentences());
  }
}
