package org.mosnas.spark.translation.prepare;

import java.util.ArrayList;
import java.util.List;
import org.mosnas.model.config.Labels;
import org.mosnas.model.family.translation.EmbeddingSharing;
import org.mosnas.model.text.InputForm;
import org.mosnas.model.text.TextFormat;
import org.mosnas.model.text.TextFormat.Casing;
import org.mosnas.model.text.TextPipeline;
import org.mosnas.model.text.Vocabulary;
import org.mosnas.model.text.bpe.BpeCodes;
import org.mosnas.spark.data.DataFolder;

/** The files of prepared data that turn lines into ids: merges and dictionaries. */
final class TextPipelineFiles {
  private static final String CODES = "codes.bpe";
  private static final String JOINT = "dict.txt";
  private static final String SOURCE = "dict.source.txt";
  private static final String TARGET = "dict.target.txt";

  private TextPipelineFiles() {}

  /** Writes merges and dictionaries; returns their names. */
  static List<String> write(
      DataFolder<?> folder, TextPipeline pipeline, EmbeddingSharing embeddings) {
    List<String> names = new ArrayList<>();
    pipeline.codes().ifPresent(codes -> names.add(folder.write(CODES, codes::write)));
    if (embeddings == EmbeddingSharing.SHARED) {
      names.add(folder.write(JOINT, pipeline.sourceVocabulary()::write));
    } else {
      names.add(folder.write(SOURCE, pipeline.sourceVocabulary()::write));
      names.add(folder.write(TARGET, pipeline.targetVocabulary()::write));
    }
    return names;
  }

  /** Reads what {@link #write} wrote. */
  static TextPipeline read(DataFolder<?> folder, PrepareManifest manifest) {
    TextFormat format =
        new TextFormat(
            Labels.parse(manifest.settings().get("format"), InputForm.values()),
            Labels.parse(manifest.settings().get("case"), Casing.values()));
    Vocabulary source;
    Vocabulary target;
    if (Labels.of(EmbeddingSharing.SHARED)
        .equals(manifest.settings().get(PrepareManifest.EMBEDDINGS))) {
      source = folder.read(JOINT, Vocabulary::read);
      target = source;
    } else {
      source = folder.read(SOURCE, Vocabulary::read);
      target = folder.read(TARGET, Vocabulary::read);
    }
    return format.form() == InputForm.BPE
        ? TextPipeline.ofPieces(format.casing(), source, target)
        : TextPipeline.of(format, folder.read(CODES, BpeCodes::read), source, target);
  }
}
