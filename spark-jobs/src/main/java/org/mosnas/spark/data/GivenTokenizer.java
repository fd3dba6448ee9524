package org.mosnas.spark.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.text.TextLines;
import org.mosnas.model.text.wordpiece.Normalization;
import org.mosnas.model.text.wordpiece.TokenizerJson;
import org.mosnas.model.text.wordpiece.WordPiece;
import org.mosnas.model.text.wordpiece.WordPieceVocabulary;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.io.Locations;

/**
 * A published tokenizer that a configuration names.
 *
 * @param wordPiece what it is
 * @param name of its file, for messages
 * @param bytes of the file
 * @param sha256 of the file, in hexadecimal
 */
public record GivenTokenizer(WordPiece wordPiece, String name, long bytes, String sha256) {
  /** Key that names the file. */
  public static final String KEY = "mosnas.wordpiece.vocabulary";

  /**
   * Reads a {@code tokenizer.json}, which begins with a brace, or a {@code vocab.txt}.
   *
   * @param rules of a {@code vocab.txt}
   * @throws BadDataException if it is neither
   */
  public static GivenTokenizer read(String given, Normalization rules, Configuration hadoop) {
    Path path = Locations.of(KEY, given, hadoop);
    String name = Locations.shown(path);
    AtomicFiles files = AtomicFiles.on(path, hadoop);
    if (!files.exists(path)) {
      throw new BadDataException(KEY + ": no such file: " + given + "; check the path");
    }
    return files.read(path, in -> parse(name, in, rules));
  }

  private static GivenTokenizer parse(String name, InputStream in, Normalization rules)
      throws IOException {
    CountingDigest digest = new CountingDigest(in);
    byte[] bytes = digest.readAllBytes();
    WordPiece wordPiece;
    if (bytes.length > 0 && bytes[0] == '{') {
      wordPiece = TokenizerJson.read(name, new String(bytes, StandardCharsets.UTF_8));
    } else {
      try (TextLines lines = TextLines.stored(name, new ByteArrayInputStream(bytes))) {
        wordPiece = new WordPiece(WordPieceVocabulary.read(lines), rules);
      }
    }
    return new GivenTokenizer(wordPiece, name, digest.bytes(), digest.sha256());
  }
}
