package org.mosnas.model.export;

/** The files of a bundle that translates. */
public enum TranslationFile {
  /** The encoder as an ONNX graph. */
  ENCODER("encoder.onnx"),
  /** The decoder, with a cache, as an ONNX graph. */
  DECODER("decoder.onnx"),
  /** Encoder and teacher-forced decoder as a SameDiff graph. */
  SAMEDIFF("model.fb"),
  /** The weights alone. */
  WEIGHTS("weights.safetensors"),
  /** Architecture, special tokens, text and decoding defaults. */
  CONFIG("config.json"),
  /** The model card. */
  README("README.md"),
  /** Sources, targets and translations by our engine. */
  TEST_VECTORS("test-vectors.json"),
  /** Scores by our engine, for the first sources and targets. */
  TEST_LOGITS("test-logits.safetensors");

  /** Byte pair merges, unless the text is given in pieces. */
  static final String CODES = "codes.bpe";

  /** The dictionary of both languages. */
  static final String DICTIONARY = "dict.txt";

  /** The dictionary of the source, where there are two. */
  static final String SOURCE_DICTIONARY = "dict.source.txt";

  /** The dictionary of the target, where there are two. */
  static final String TARGET_DICTIONARY = "dict.target.txt";

  private final String fileName;

  TranslationFile(String fileName) {
    this.fileName = fileName;
  }

  /** Its name in the folder. */
  public String fileName() {
    return fileName;
  }
}
