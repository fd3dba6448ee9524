package org.mosnas.spark.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.error.BadLineException;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.text.TextLines;
import org.mosnas.spark.translation.evaluate.LineResult;
import org.mosnas.spark.translation.evaluate.LineTranslator;

/**
 * Translates a text so that for every line one comes out, in the same order.
 *
 * <p>A line that is bad, by its bytes or because it cannot be translated, takes no other with it:
 * those before it are out by the time the command ends or goes on without it.
 */
final class LineByLine {
  /** Lines translated together, at most: enough to fill batches with sentences of like length. */
  private static final int CHUNK_LINES = 1024;

  /** Characters of them after which no more are added: long lines are not worth waiting for. */
  private static final int CHUNK_CHARACTERS = 1 << 20;

  private final TextLines lines;
  private final LineTranslator translator;
  private final BadLinePolicy policy;
  private final PrintStream out;
  private final PrintStream err;
  private long done;

  /**
   * Prepares to translate.
   *
   * @param lines the text; stays with the caller
   * @param out where translations go, in its encoding
   * @param err where warnings go
   */
  LineByLine(
      TextLines lines,
      LineTranslator translator,
      BadLinePolicy policy,
      PrintStream out,
      PrintStream err) {
    this.lines = lines;
    this.translator = translator;
    this.policy = policy;
    this.out = out;
    this.err = err;
  }

  /**
   * Lines that follow each other, and why there are no more.
   *
   * @param failure of the line after them, if it is bad, or of the whole text
   * @param isLast whether the text has ended
   */
  private record Chunk(List<String> lines, Optional<BadDataException> failure, boolean isLast) {}

  /**
   * Translates to the end of the text, or until whoever reads has gone, as "head" does.
   *
   * @return whether the text has ended
   * @throws MosnasException that names the line which cannot be read or translated
   */
  boolean run() {
    Chunk chunk;
    do {
      chunk = read();
      translator.translate(chunk.lines()).forEach(this::put);
      chunk.failure().ifPresent(this::put);
      if (out.checkError()) {
        return false;
      }
    } while (!chunk.isLast());
    return true;
  }

  /** Lines that were translated or stood in for. */
  long done() {
    return done;
  }

  /** What has come so far: someone who types gets an answer to every line. */
  private Chunk read() {
    List<String> chunk = new ArrayList<>();
    int characters = 0;
    try {
      while (lines.hasNext()) {
        chunk.add(lines.next());
        characters += chunk.get(chunk.size() - 1).length();
        if (chunk.size() == CHUNK_LINES || characters > CHUNK_CHARACTERS || !lines.hasArrived()) {
          return new Chunk(chunk, Optional.empty(), false);
        }
      }
      return new Chunk(chunk, Optional.empty(), true);
    } catch (BadDataException failure) {
      return new Chunk(chunk, Optional.of(failure), false);
    }
  }

  private void put(LineResult result) {
    if (result instanceof LineResult.Translated translated) {
      print(translated.text());
    } else {
      MosnasException reason = ((LineResult.Refused) result).reason();
      String message =
          String.format(Locale.ROOT, "%s:%d: %s", lines.name(), done + 1, reason.getMessage());
      standInFor(new MosnasException(reason.kind(), message, reason));
    }
  }

  private void put(BadDataException failure) {
    if (failure instanceof BadLineException) {
      standInFor(failure);
    } else {
      throw ended(failure);
    }
  }

  private void standInFor(MosnasException badLine) {
    if (policy == BadLinePolicy.FAIL) {
      throw ended(badLine);
    }
    err.println("mos: warning: " + badLine.getMessage() + "; an empty line stands in for it");
    print("");
  }

  /** The failure, once everything before it is out. */
  private MosnasException ended(MosnasException failure) {
    out.flush();
    return failure;
  }

  private void print(String line) {
    out.print(line + "\n");
    done++;
  }
}
