package org.mosnas.corpus.text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mosnas.corpus.text.Drops.Reason;
import org.mosnas.corpus.text.ParallelCorpus.TranslatedSentence;

/**
 * Decides whether two aligned sentences are worth learning from.
 *
 * <p>Both sides have 3 to 50 tokens (words and signs), token counts within a factor of 3 and
 * character counts within a factor of 2.6 and 2.5 standard deviations (Gale and Church's) of what
 * the language pair makes expected, at least 62 % letters, no mark-up, formula, address or file
 * path, the same numbers, and from 5 tokens on a function word of their own language and not mostly
 * the other side's words.
 */
final class PairFilter {
  private static final int MIN_TOKENS = 3;
  private static final int MAX_TOKENS = 50;
  private static final double MAX_TOKEN_RATIO = 3;
  private static final double MAX_CHARACTER_RATIO = 2.6;
  private static final double MIN_LETTERS = 0.62;
  private static final double MIN_LETTERS_UNSPACED = 0.5;
  private static final double MAX_DEVIATION = 2.5;
  private static final int LONG_ENOUGH_TO_TELL = 5;
  private static final double MOSTLY = 0.6;
  private static final double MANY_FUNCTION_WORDS = 0.25;

  /** Characters per word of scripts without spaces, to compare their lengths with other scripts. */
  private static final double UNSPACED_CHARACTERS_PER_WORD = 1.6;

  /** Mark-up, formulas, addresses and file paths. */
  static final Pattern MARKUP =
      Pattern.compile(
          "[<>\\\\={}|_\\uFFFD]|://|\\bwww\\.|\\w@\\w|(?:^|\\s)/\\w+/\\w|[A-Za-z]/\\w+/\\w|&\\w+;|\\$\\(");

  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Set<String> UNSPACED = Set.of("zh", "ja");

  private final Language source;
  private final Language target;
  private final Set<String> sourceOnly;
  private final double ratio;
  private final GaleChurchAligner lengths;

  /**
   * A filter for a language pair.
   *
   * @param ratio target characters per source character over the whole corpus; positive
   */
  PairFilter(Language source, Language target, double ratio) {
    this.source = source;
    this.target = target;
    this.ratio = ratio;
    this.lengths = new GaleChurchAligner(ratio);
    this.sourceOnly = new TreeSet<>(source.functionWords());
    sourceOnly.removeAll(target.functionWords());
  }

  /** The first reason to drop {@code pair}, or nothing if it is kept. */
  Optional<Reason> reasonToDrop(TranslatedSentence pair) {
    double sourceTokens = length(source, pair.source());
    double targetTokens = length(target, pair.target());
    if (Math.min(sourceTokens, targetTokens) < MIN_TOKENS) {
      return Optional.of(Reason.TOO_SHORT);
    }
    if (Math.max(sourceTokens, targetTokens) > MAX_TOKENS) {
      return Optional.of(Reason.TOO_LONG);
    }
    if (apart(sourceTokens, targetTokens) > MAX_TOKEN_RATIO
        || apart(pair.source().length() * ratio, pair.target().length()) > MAX_CHARACTER_RATIO
        || lengths.deviation(pair.source().length(), pair.target().length()) > MAX_DEVIATION) {
      return Optional.of(Reason.LENGTH_RATIO);
    }
    if (fewLetters(source, pair.source()) || fewLetters(target, pair.target())) {
      return Optional.of(Reason.FEW_LETTERS);
    }
    if (MARKUP.matcher(pair.source()).find() || MARKUP.matcher(pair.target()).find()) {
      return Optional.of(Reason.MARKUP);
    }
    if (!numbers(pair.source()).equals(numbers(pair.target()))) {
      return Optional.of(Reason.NUMBERS_DIFFER);
    }
    return reasonInWords(pair, sourceTokens, targetTokens);
  }

  private Optional<Reason> reasonInWords(
      TranslatedSentence pair, double sourceTokens, double targetTokens) {
    List<String> sourceWords = Words.words(pair.source());
    List<String> targetWords = Words.words(pair.target());
    if (lacksFunctionWord(source, sourceTokens, sourceWords)
        || lacksFunctionWord(target, targetTokens, targetWords)) {
      return Optional.of(Reason.NO_FUNCTION_WORD);
    }
    if (copied(sourceWords, targetWords)
        || Words.letters(pair.source()).equals(Words.letters(pair.target()))) {
      return Optional.of(Reason.COPIED);
    }
    return Optional.empty();
  }

  private static double length(Language language, String text) {
    int tokens = Words.tokens(text).size();
    return UNSPACED.contains(language.code()) ? tokens / UNSPACED_CHARACTERS_PER_WORD : tokens;
  }

  private static double apart(double a, double b) {
    return Math.max(a, b) / Math.min(a, b);
  }

  private static boolean fewLetters(Language language, String text) {
    long letters = text.codePoints().filter(Character::isLetter).count();
    double least = UNSPACED.contains(language.code()) ? MIN_LETTERS_UNSPACED : MIN_LETTERS;
    return letters < least * text.codePointCount(0, text.length());
  }

  /** The numbers of a sentence, without leading zeros, sorted: dates may change their order. */
  private static List<String> numbers(String text) {
    List<String> numbers = new ArrayList<>();
    Matcher matcher = NUMBER.matcher(text);
    while (matcher.find()) {
      String digits = matcher.group();
      int zeros = 0;
      while (zeros < digits.length() - 1 && digits.charAt(zeros) == '0') {
        zeros++;
      }
      numbers.add(digits.substring(zeros));
    }
    numbers.sort(null);
    return numbers;
  }

  private static boolean lacksFunctionWord(Language language, double tokens, List<String> words) {
    return tokens >= LONG_ENOUGH_TO_TELL
        && !language.functionWords().isEmpty()
        && words.stream().noneMatch(language.functionWords()::contains);
  }

  private boolean copied(List<String> sourceWords, List<String> targetWords) {
    if (targetWords.size() < LONG_ENOUGH_TO_TELL) {
      return false;
    }
    Set<String> sources = new HashSet<>(sourceWords);
    long same = targetWords.stream().filter(sources::contains).count();
    long foreign = targetWords.stream().filter(sourceOnly::contains).count();
    long own = targetWords.stream().filter(target.functionWords()::contains).count();
    boolean foreignText =
        target.functionWords().isEmpty()
            ? foreign > MANY_FUNCTION_WORDS * targetWords.size()
            : foreign > own;
    return same > MOSTLY * targetWords.size() || foreignText;
  }
}
