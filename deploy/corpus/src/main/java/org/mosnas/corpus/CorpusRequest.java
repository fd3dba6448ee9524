package org.mosnas.corpus;

import java.util.regex.Pattern;
import org.mosnas.corpus.text.ParallelCorpus.Sizes;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

/**
 * What is in a parallel corpus.
 *
 * @param source language of the source as Debian writes it, such as {@code en-us}
 * @param target language of the target, such as {@code de} or {@code zh-cn}
 * @param sizes upper limits, or numbers of generated pairs; 0 for as many as there are
 * @param seed of the page split, or of the generated sentences; 0 gives the page split of the set
 *     that results are compared on
 */
public record CorpusRequest(String source, String target, Sizes sizes, long seed)
    implements Request {
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[a-z0-9]+)*");

  /** Checks the languages; a user's mistake in them is a {@link MosnasException}. */
  public CorpusRequest {
    requireLanguage("source", source);
    requireLanguage("target", target);
    if (source.equals(target)) {
      throw new MosnasException(
          ErrorKind.USAGE, "source and target language are both " + source + "; choose two");
    }
  }

  private static void requireLanguage(String side, String code) {
    if (!LANGUAGE.matcher(code).matches()) {
      throw new MosnasException(
          ErrorKind.USAGE,
          "\"" + code + "\" is no " + side + " language; expected a code like de, en-us or zh-cn");
    }
  }

  /** Suffix of the source's files: the language without its region, if that is unambiguous. */
  public String sourceSuffix() {
    return base(source).equals(base(target)) ? source : base(source);
  }

  /** Suffix of the target's files: the language without its region, if that is unambiguous. */
  public String targetSuffix() {
    return base(source).equals(base(target)) ? target : base(target);
  }

  /** Whether the built-in grammar speaks these languages. */
  boolean canBeGenerated() {
    return base(source).equals("en") && target.equals("de");
  }

  private static String base(String code) {
    return code.split("-", 2)[0];
  }
}
