package org.mosnas.model.export;

/** What the inputs and outputs of exported graphs are called. */
public final class TensorNames {
  /** Source ids, {@code [batch, source]}, padded with {@code <pad>} on either side. */
  public static final String SOURCE_IDS = "source_ids";

  /** Whether a source id is none of padding, {@code [batch, source]}: truth values. */
  public static final String SOURCE_MASK = "source_mask";

  /** Last tokens of prefixes, {@code [rows, time]}; the prefixes of a sentence side by side. */
  public static final String TARGET_IDS = "target_ids";

  /** The row of the step before that each prefix continues, {@code [rows]}. */
  public static final String BEAM_INDEX = "beam_index";

  /** Scores of all tokens, {@code [rows, time, vocabulary]}. */
  public static final String LOGITS = "logits";

  private TensorNames() {}

  /** Source keys of decoder layer {@code layer}, {@code [batch, heads, memory, head size]}. */
  public static String crossKey(int layer) {
    return "cross_key_" + layer;
  }

  /** Source values of decoder layer {@code layer}, {@code [batch, heads, memory, head size]}. */
  public static String crossValue(int layer) {
    return "cross_value_" + layer;
  }

  /** Keys of the tokens so far, {@code [past rows, heads, past, head size]}. */
  public static String pastKey(int layer) {
    return "past_key_" + layer;
  }

  /** Values of the tokens so far, {@code [past rows, heads, past, head size]}. */
  public static String pastValue(int layer) {
    return "past_value_" + layer;
  }

  /** Keys of the tokens so far and of the new ones. */
  public static String presentKey(int layer) {
    return "present_key_" + layer;
  }

  /** Values of the tokens so far and of the new ones. */
  public static String presentValue(int layer) {
    return "present_value_" + layer;
  }

  /** Name of the time axis of {@link #crossKey} and {@link #crossValue}. */
  static String memory(int attendedLayers) {
    return attendedLayers == 1 ? "source" : attendedLayers + "_source";
  }

  /** How many encoder layers lie one after another on an axis of that name. */
  public static int attendedLayers(String memoryAxis) {
    return Character.isDigit(memoryAxis.charAt(0)) ? memoryAxis.charAt(0) - '0' : 1;
  }
}
