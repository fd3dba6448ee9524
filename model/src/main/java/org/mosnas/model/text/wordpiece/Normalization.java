package org.mosnas.model.text.wordpiece;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Serializable;
import java.text.Normalizer;

/**
 * What BERT does to a text before it is split into words: first it is cleaned, then ideographs are
 * set apart, then accents go, then upper case.
 *
 * @param lowerCase letters become lower-case ones
 * @param stripAccents letters lose their accents, and Hangul comes apart, by Unicode's form NFD
 * @param chineseApart every ideograph is a word
 * @param cleanText control characters are dropped, and all white space is a blank
 */
public record Normalization(
    boolean lowerCase, boolean stripAccents, boolean chineseApart, boolean cleanText)
    implements Serializable {
  /** The rules of uncased vocabularies. */
  public static final Normalization UNCASED = new Normalization(true, true, true, true);

  /** The rules of cased vocabularies. */
  public static final Normalization CASED = new Normalization(false, false, true, true);

  private static final String TYPE = "BertNormalizer";

  /** The normalised text. */
  public String apply(String text) {
    if (text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      return lowerCase ? lower(text) : text;
    }
    String result = cleanText ? clean(text) : text;
    result = chineseApart ? apart(result) : result;
    result = stripAccents ? strip(result) : result;
    return lowerCase ? lower(result) : result;
  }

  /** As the normalizer of a {@code tokenizer.json}. */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("type", TYPE);
    json.put("clean_text", cleanText);
    json.put("handle_chinese_chars", chineseApart);
    json.put("strip_accents", stripAccents);
    json.put("lowercase", lowerCase);
    return json;
  }

  /**
   * Reads the normalizer of a {@code tokenizer.json}; accents that it says nothing of go with the
   * case.
   *
   * @throws IllegalArgumentException for one of another type, and for a rule that is missing
   */
  public static Normalization fromJson(JsonNode json) {
    if (!json.path("type").asText().equals(TYPE)) {
      throw new IllegalArgumentException(
          "normalizer must be of type " + TYPE + ", was " + json.path("type"));
    }
    boolean lowerCase = rule(json, "lowercase");
    JsonNode accents = json.path("strip_accents");
    boolean unsaid = accents.isNull() || accents.isMissingNode();
    return new Normalization(
        lowerCase,
        unsaid ? lowerCase : rule(json, "strip_accents"),
        rule(json, "handle_chinese_chars"),
        rule(json, "clean_text"));
  }

  private static boolean rule(JsonNode json, String key) {
    JsonNode value = json.path(key);
    if (!value.isBoolean()) {
      throw new IllegalArgumentException(
          "normalizer: " + key + " must be true or false, was " + value);
    }
    return value.booleanValue();
  }

  private static String clean(String text) {
    StringBuilder cleaned = new StringBuilder(text.length());
    text.codePoints()
        .filter(c -> c != 0xfffd && !Characters.isControl(c))
        .map(c -> Characters.isSpace(c) ? ' ' : c)
        .forEach(cleaned::appendCodePoint);
    return cleaned.toString();
  }

  private static String apart(String text) {
    if (text.codePoints().noneMatch(Characters::isChinese)) {
      return text;
    }
    StringBuilder spaced = new StringBuilder(2 * text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (Characters.isChinese(c)) {
                spaced.append(' ').appendCodePoint(c).append(' ');
              } else {
                spaced.appendCodePoint(c);
              }
            });
    return spaced.toString();
  }

  private static String strip(String text) {
    StringBuilder stripped = new StringBuilder(text.length());
    Normalizer.normalize(text, Normalizer.Form.NFD)
        .codePoints()
        .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
        .forEach(stripped::appendCodePoint);
    return stripped.toString();
  }

  /** Letter by letter: a sigma is the same at the end of a word. */
  private static String lower(String text) {
    StringBuilder lowered = new StringBuilder(text.length());
    text.codePoints().forEach(c -> lowerCase(c, lowered));
    return lowered.toString();
  }

  private static void lowerCase(int codePoint, StringBuilder out) {
    if (codePoint == Characters.DOTTED_CAPITAL_I) {
      out.append("i\u0307"); // The one letter whose lower case is two characters.
    } else {
      out.appendCodePoint(Character.toLowerCase(codePoint));
    }
  }
}
