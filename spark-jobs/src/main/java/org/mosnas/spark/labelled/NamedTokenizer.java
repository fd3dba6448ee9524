package org.mosnas.spark.labelled;

import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.text.wordpiece.Normalization;
import org.mosnas.model.text.wordpiece.WordPiece;
import org.mosnas.spark.data.GivenTokenizer;
import org.mosnas.spark.job.RunContext;

/** The tokenizer that the settings name, where no other task has prepared data before. */
public final class NamedTokenizer implements TokenizerSource {
  @Override
  public WordPiece read(RunContext context) {
    String given =
        context
            .settings()
            .bind(TokenizerSettings::from)
            .vocabulary()
            .orElseThrow(
                () ->
                    new MosnasException(
                        ErrorKind.USAGE,
                        GivenTokenizer.KEY
                            + " names no file; name the vocab.txt or tokenizer.json of a BERT, since"
                            + " labelled texts are not enough to learn one"));
    return GivenTokenizer.read(
            given,
            Normalization.UNCASED,
            context.spark().get().sparkContext().hadoopConfiguration())
        .wordPiece();
  }
}
