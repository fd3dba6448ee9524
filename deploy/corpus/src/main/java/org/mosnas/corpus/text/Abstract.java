package org.mosnas.corpus.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mosnas.corpus.text.Drops.Reason;

/** The beginning of a description: its synopsis and whole sentences, up to some 64 words. */
final class Abstract {
  private static final int MIN_WORDS = 12;
  private static final int MAX_WORDS = 64;
  private static final double MIN_LETTERS = 0.7;
  private static final SentenceSplitter SENTENCES = new SentenceSplitter(Language.of("en"));

  private Abstract() {}

  /** Characters of the whole description. */
  static int length(PackageDescription description) {
    return description.paragraphs().stream().mapToInt(String::length).sum();
  }

  /** Its sentences: the synopsis, with a full stop, and those of the paragraphs. */
  static List<String> sentences(PackageDescription description) {
    List<String> sentences = new ArrayList<>();
    String synopsis = description.synopsis();
    if (!synopsis.isEmpty()) {
      sentences.add(synopsis.matches(".*[.!?]") ? synopsis : synopsis + ".");
    }
    for (String paragraph : description.paragraphs()) {
      sentences.addAll(SENTENCES.split(paragraph));
    }
    return sentences;
  }

  /** The beginning, on one line; empty if the description is. */
  static String of(PackageDescription description) {
    List<String> kept = new ArrayList<>();
    int words = 0;
    for (String sentence : sentences(description)) {
      words += Words.words(sentence).size();
      if (words > MAX_WORDS) {
        break;
      }
      kept.add(sentence);
    }
    return String.join(" ", kept).replace('\t', ' ');
  }

  /** Why a text is no example, if it is none: too short, or hardly any letters. */
  static Optional<Reason> reasonToDrop(String text) {
    if (Words.words(text).size() < MIN_WORDS) {
      return Optional.of(Reason.TOO_SHORT);
    }
    long letters = text.codePoints().filter(Character::isLetter).count();
    return letters < MIN_LETTERS * text.codePointCount(0, text.length())
        ? Optional.of(Reason.FEW_LETTERS)
        : Optional.empty();
  }
}
