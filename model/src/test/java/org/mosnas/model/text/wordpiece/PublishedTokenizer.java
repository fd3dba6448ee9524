package org.mosnas.model.text.wordpiece;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** The tokenizer of a published encoder, and Hugging Face's library to run it or another one. */
public final class PublishedTokenizer {
  private static final String RESOURCE = "/all-minilm-l6-v2-tokenizer.json";

  private PublishedTokenizer() {}

  /** The {@code tokenizer.json} of all-MiniLM-L6-v2, whose vocabulary is that of uncased BERT. */
  public static String json() {
    try (InputStream in = PublishedTokenizer.class.getResourceAsStream(RESOURCE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The library with some {@code tokenizer.json}. */
  static HuggingFaceTokenizer library(String json) {
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.offline", "true");
    try {
      return HuggingFaceTokenizer.newInstance(
          new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
          Map.of("truncation", "false", "padding", "false", "addSpecialTokens", "false"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the library makes of a text. */
  static int[] ids(HuggingFaceTokenizer library, String text) {
    return Arrays.stream(library.encode(text, false, false).getIds())
        .mapToInt(Math::toIntExact)
        .toArray();
  }
}
