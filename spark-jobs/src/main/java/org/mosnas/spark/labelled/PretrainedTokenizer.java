package org.mosnas.spark.labelled;

import org.apache.hadoop.fs.Path;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.text.wordpiece.TokenizerJson;
import org.mosnas.model.text.wordpiece.WordPiece;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.job.RunContext;
import org.mosnas.spark.run.RunLayout;

/** The tokenizer of the data that the networks of this run were pretrained on. */
public final class PretrainedTokenizer implements TokenizerSource {
  /** Where tasks of networks that read WordPiece leave their tokenizer. */
  private static final String FILE = RunLayout.DATA + "/tokenizer.json";

  @Override
  public WordPiece read(RunContext context) {
    Path file = context.directory().resolve(FILE);
    AtomicFiles files = context.directory().files();
    if (!files.exists(file)) {
      throw new BadDataException(
          file
              + ": no such file; networks that are finetuned on labelled texts are pretrained on"
              + " text that was prepared with a WordPiece tokenizer, run mos prepare");
    }
    return TokenizerJson.read(file.toString(), files.readText(file));
  }
}
