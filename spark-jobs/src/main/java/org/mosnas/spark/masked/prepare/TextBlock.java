package org.mosnas.spark.masked.prepare;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.mosnas.model.text.Documents;
import org.mosnas.model.text.Documents.Form;
import org.mosnas.model.text.TextLines;
import org.mosnas.spark.data.HadoopFiles;
import org.mosnas.spark.data.TextFile;
import org.mosnas.spark.masked.prepare.SurveyedText.Start;

/**
 * Neighbouring documents of a file, to be read in one go.
 *
 * @param file which one
 * @param start where the first of them starts
 * @param firstId number of the first of them within the part
 * @param documents how many there are
 */
record TextBlock(TextFile file, Start start, long firstId, long documents) implements Serializable {
  /**
   * The blocks of files whose documents are numbered through; a file that must be read whole is
   * one.
   */
  static List<TextBlock> of(List<SurveyedText> texts) {
    List<TextBlock> blocks = new ArrayList<>();
    long firstId = 0;
    for (SurveyedText text : texts) {
      boolean whole = text.starts().isEmpty();
      long step = whole ? Math.max(1, text.documents()) : SurveyedText.BLOCK;
      for (long before = 0; before < text.documents(); before += step) {
        blocks.add(
            new TextBlock(
                text.file(),
                whole ? Start.OF_FILE : text.starts().get((int) (before / step)),
                firstId + before,
                Math.min(step, text.documents() - before)));
      }
      firstId += text.documents();
    }
    return blocks;
  }

  /** What is done with every document. */
  interface Visitor {
    /**
     * Sees a document.
     *
     * @param number within the block, from 0; those of a file that is one block are numbered on
     * @param lines none of them blank
     */
    void see(long number, List<String> lines);
  }

  /** Reads all documents. */
  void read(HadoopFiles files, Form form, Visitor visitor) throws IOException {
    try (TextLines lines = open(files)) {
      Documents texts = new Documents(lines, form);
      for (long i = 0; i < documents; i++) {
        visitor.see(i, texts.next());
      }
    }
  }

  private TextLines open(HadoopFiles files) throws IOException {
    // The first of a file may have blank lines, and a byte order mark, before it.
    return start.linesBefore() == 0
        ? new TextLines(file.name(), files.open(file, 0))
        : TextLines.rest(file.name(), files.open(file, start.offset()), start.linesBefore());
  }
}
