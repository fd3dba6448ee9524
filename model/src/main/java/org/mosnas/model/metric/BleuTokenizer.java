package org.mosnas.model.metric;

import java.util.List;
import java.util.regex.Pattern;
import org.mosnas.model.text.Whitespace;

/** How BLEU splits a sentence into the words it compares. */
public enum BleuTokenizer {
  /** The script mteval-v13a of the WMT campaigns, as sacreBLEU reproduces it. */
  V13A("13a") {
    @Override
    List<String> words(String line) {
      String text = line.replace("<skipped>", "").replace("-\n", "").replace("\n", " ");
      if (text.indexOf('&') >= 0) {
        text =
            text.replace("&quot;", "\"")
                .replace("&amp;", "&")
                .replace("&lt;", "<")
                .replace("&gt;", ">");
      }
      text = " " + text + " ";
      text = PUNCTUATION.matcher(text).replaceAll(" $1 ");
      text = PERIOD_AFTER_OTHER.matcher(text).replaceAll("$1 $2 ");
      text = PERIOD_BEFORE_OTHER.matcher(text).replaceAll(" $1 $2");
      text = DASH_AFTER_DIGIT.matcher(text).replaceAll("$1 $2 ");
      return Whitespace.split(text);
    }
  },

  /** Only white space separates words: for text that is tokenised already. */
  NONE("none") {
    @Override
    List<String> words(String line) {
      return Whitespace.split(line);
    }
  };

  private static final Pattern PUNCTUATION = Pattern.compile("([\\{-~\\[-` -\\&\\(-\\+:-@/])");
  private static final Pattern PERIOD_AFTER_OTHER = Pattern.compile("([^0-9])([.,])");
  private static final Pattern PERIOD_BEFORE_OTHER = Pattern.compile("([.,])([^0-9])");
  private static final Pattern DASH_AFTER_DIGIT = Pattern.compile("([0-9])(-)");

  private final String label;

  BleuTokenizer(String label) {
    this.label = label;
  }

  /** The name in signatures. */
  public String label() {
    return label;
  }

  /** Splits a line. */
  abstract List<String> words(String line);
}
