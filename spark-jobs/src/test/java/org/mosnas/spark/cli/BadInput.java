package org.mosnas.spark.cli;

import java.util.Arrays;
import java.util.List;

/**
 * A command that has to fail, and how. {@code {here}} stands for the folder of the case and {@code
 * {run}} for a finished run in it, in the command and in the message.
 *
 * @param name what is bad
 * @param arrange makes it so, before the files are compared
 * @param command the command line; words without blanks, or a list
 * @param exitCode what the command has to end with
 * @param message parts of the one line that tells of the failure
 */
record BadInput(
    String name, Arrangement arrange, List<String> command, int exitCode, List<String> message) {
  /** Makes files in the folder of a case. */
  @FunctionalInterface
  interface Arrangement {
    /** Makes them. */
    void in(BadInputScene scene) throws Exception;
  }

  /** Starts the description of a case. */
  static Named bad(String name) {
    return new Named(name, scene -> {}, List.of());
  }

  /**
   * A case without its end.
   *
   * @param name what is bad
   * @param arrange makes it so
   * @param command the command line
   */
  record Named(String name, Arrangement arrange, List<String> command) {
    Named given(Arrangement made) {
      return new Named(name, made, command);
    }

    /** The command line, split at blanks, and words that hold blanks. */
    Named mos(String words, String... more) {
      List<String> all = new java.util.ArrayList<>(Arrays.asList(words.split(" ")));
      all.addAll(List.of(more));
      return new Named(name, arrange, all);
    }

    BadInput fails(int exitCode, String... message) {
      return new BadInput(name, arrange, command, exitCode, List.of(message));
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
