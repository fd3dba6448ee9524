package org.mosnas.model.family.translation;

/**
 * HAT's codes for "arbitrary encoder–decoder attention".
 *
 * <p>HAT writes -1, 1 and 2 for a decoder layer that sees the last, the last two or the last three
 * encoder layers; specs count the layers. Files and configuration speak HAT's codes.
 */
public final class ArbitraryAttention {
  /** The most encoder layers a decoder layer can see. */
  public static final int MAX_LAYERS = 3;

  private ArbitraryAttention() {}

  /**
   * Number of attended layers, 1 to 3, for HAT's code.
   *
   * @throws IllegalArgumentException if {@code code} is not -1, 1 or 2
   */
  public static int layers(int code) {
    return switch (code) {
      case -1 -> 1;
      case 1 -> 2;
      case 2 -> 3;
      default ->
          throw new IllegalArgumentException("arbitrary attention must be -1, 1 or 2, was " + code);
    };
  }

  /**
   * HAT's code, -1, 1 or 2, for a number of attended layers.
   *
   * @throws IllegalArgumentException if {@code layers} is not 1, 2 or 3
   */
  public static int code(int layers) {
    if (layers < 1 || layers > MAX_LAYERS) {
      throw new IllegalArgumentException("attended layers must be 1, 2 or 3, was " + layers);
    }
    return layers == 1 ? -1 : layers - 1;
  }
}
