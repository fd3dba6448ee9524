package org.mosnas.model.text.bpe;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.text.TextLines;
import org.mosnas.model.text.Whitespace;

/**
 * The merges of a byte pair encoding, most frequent first, and subword-nmt's file of them; after
 * Sennrich, Haddow and Birch (2016), <a href="https://arxiv.org/abs/1508.07909">paper</a>.
 *
 * <p>The file's first line is {@code #version: 0.2}; then comes a merge per line, two symbols
 * separated by a blank. A file without that line is of version 0.1.
 *
 * @param version how the end of a word is written
 * @param merges in the order in which they are applied
 */
public record BpeCodes(Version version, List<Merge> merges) implements Serializable {
  /** Ends every token of a word but the last. */
  public static final String MARKER = "@@";

  /** Ends the last symbol of a word inside the codes. */
  static final String END_OF_WORD = "</w>";

  private static final String HEADER = "#version:";

  /** How the end of a word is written. */
  public enum Version {
    /** The end of a word is a symbol of its own, which no merge need reach. */
    V0_1("0.1"),
    /** The end of a word is part of its last character's symbol. */
    V0_2("0.2");

    private final String text;

    Version(String text) {
      this.text = text;
    }
  }

  /** Two symbols that become one. */
  public record Merge(String left, String right) implements Serializable {
    /** Checks that neither symbol is empty or contains a blank. */
    public Merge {
      if (left.isEmpty() || right.isEmpty() || left.indexOf(' ') >= 0 || right.indexOf(' ') >= 0) {
        throw new IllegalArgumentException("merge of '" + left + "' and '" + right + "'");
      }
    }
  }

  /** Copies the merges. */
  public BpeCodes {
    merges = List.copyOf(merges);
  }

  /**
   * Reads a codes file to its end; the caller closes.
   *
   * @throws BadDataException for an unknown version and for a line that is not two symbols
   */
  public static BpeCodes read(TextLines lines) {
    Version version = Version.V0_1;
    List<Merge> merges = new ArrayList<>();
    int emptyLines = 0;
    while (lines.hasNext()) {
      String line = lines.next();
      if (lines.lineNumber() == 1 && line.startsWith(HEADER)) {
        version = version(lines, line);
      } else if (line.isEmpty()) {
        emptyLines++;
      } else if (emptyLines > 0) {
        throw bad(lines, lines.lineNumber() - 1, "empty line between merges; remove it");
      } else {
        merges.add(merge(lines, line));
      }
    }
    return new BpeCodes(version, merges);
  }

  /** Appends the codes file, lines ended by {@code \n}. */
  public void write(Appendable out) {
    try {
      if (version != Version.V0_1) {
        out.append(HEADER).append(' ').append(version.text).append('\n');
      }
      for (Merge merge : merges) {
        out.append(merge.left).append(' ').append(merge.right).append('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Puts the words of an encoded line together again by deleting every {@code "@@ "}.
   *
   * <p>A marker at the end of the line, where a translation was cut, is deleted too, and white
   * space at the end; as fairseq does.
   */
  public static String remove(String line) {
    return Whitespace.stripTrailing((line + " ").replace(MARKER + " ", ""));
  }

  private static Version version(TextLines lines, String line) {
    // 0.2.0 is 0.2, as subword-nmt has it.
    String text = Whitespace.split(line).get(Whitespace.split(line).size() - 1);
    String shortened = text.replaceAll("(\\.0+)*$", "");
    for (Version version : Version.values()) {
      if (version.text.equals(shortened)) {
        return version;
      }
    }
    throw bad(lines, 1, "version '" + text + "' of BPE codes; expected 0.1 or 0.2");
  }

  private static Merge merge(TextLines lines, String line) {
    String[] symbols = line.strip().split(" ", -1);
    if (symbols.length != 2 || symbols[0].isEmpty() || symbols[1].isEmpty()) {
      throw bad(
          lines,
          lines.lineNumber(),
          "expected two symbols separated by a blank, found '"
              + line
              + "'; is it a BPE codes file?");
    }
    return new Merge(symbols[0], symbols[1]);
  }

  private static BadDataException bad(TextLines lines, long number, String what) {
    return new BadDataException(lines.name() + ":" + number + ": " + what);
  }
}
