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
import org.mosnas.spark.line.LineAnswerer;
import org.mosnas.spark.line.LineResult;

/**
 * Answers a text so that for every line one comes out, in the same order.
 *
 * <p>A line that is bad, by its bytes or because there is no answer to it, takes no other with it:
 * those before it are out by the time the command ends or goes on without it.
 */
final class LineByLine {
  /** Lines answered together, at most: enough to fill batches with texts of like length. */
  private static final int CHUNK_LINES = 1024;

  /** Characters of them after which no more are added: long lines are not worth waiting for. */
  private static final int CHUNK_CHARACTERS = 1 << 20;

  private final TextLines lines;
  private final LineAnswerer model;
  private final BadLinePolicy policy;
  private final String standIn;
  private final PrintStream out;
  private final PrintStream err;
  private long done;

  /**
   * Prepares to answer.
   *
   * @param lines the text; stays with the caller
   * @param standIn what comes out for a bad line, if the policy is that something does
   * @param out where answers go, in its encoding
   * @param err where warnings go
   */
  LineByLine(
      TextLines lines,
      LineAnswerer model,
      BadLinePolicy policy,
      String standIn,
      PrintStream out,
      PrintStream err) {
    this.lines = lines;
    this.model = model;
    this.policy = policy;
    this.standIn = standIn;
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
   * Answers to the end of the text, or until whoever reads has gone, as "head" does.
   *
   * @return whether the text has ended
   * @throws MosnasException that names the line which cannot be read or answered
   */
  boolean run() {
    Chunk chunk;
    do {
      chunk = read();
      model.answer(chunk.lines()).forEach(this::put);
      chunk.failure().ifPresent(this::put);
      if (out.checkError()) {
        return false;
      }
    } while (!chunk.isLast());
    return true;
  }

  /** Lines that were answered or stood in for. */
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
    if (result instanceof LineResult.Answered answered) {
      print(answered.text());
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
    err.println(
        "mos: warning: "
            + badLine.getMessage()
            + "; "
            + (standIn.isEmpty() ? "an empty line" : standIn)
            + " stands in for it");
    print(standIn);
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
