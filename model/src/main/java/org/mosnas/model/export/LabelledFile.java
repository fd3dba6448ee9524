package org.mosnas.model.export;

/** The files of a bundle that labels texts. */
public enum LabelledFile {
  /** Encoder and head as one ONNX graph. */
  MODEL("model.onnx"),
  /** The weights alone. */
  WEIGHTS("weights.safetensors"),
  /** The tokenizer as Hugging Face's libraries read it. */
  TOKENIZER("tokenizer.json"),
  /** Its tokens, one a line. */
  VOCABULARY("vocab.txt"),
  /** Architecture, labels, and what texts may be. */
  CONFIG("config.json"),
  /** The model card. */
  README("README.md"),
  /** Texts, their ids and labels by our engine. */
  TEST_VECTORS("test-vectors.json"),
  /** Scores by our engine, for the same texts. */
  TEST_LOGITS("test-logits.safetensors");

  private final String fileName;

  LabelledFile(String fileName) {
    this.fileName = fileName;
  }

  /** Its name in the folder. */
  public String fileName() {
    return fileName;
  }
}
