package org.mosnas.search.report.chart;

import java.util.Locale;

/** What a color stands for; the style sheet has a value for light and one for dark pages. */
public enum Tone {
  /** The subnet that was searched, and the evolution that found it. */
  WINNER,
  /** Random search and random subnets. */
  RANDOM,
  /** The largest subnet. */
  LARGEST,
  /** The smallest subnet. */
  SMALLEST,
  /** A limit that must be kept. */
  LIMIT,
  /** What is only there for orientation. */
  QUIET,
  /** The first of several runs. */
  RUN_1,
  /** The second of several runs. */
  RUN_2,
  /** The third of several runs. */
  RUN_3,
  /** The fourth of several runs. */
  RUN_4,
  /** The fifth of several runs. */
  RUN_5,
  /** The sixth of several runs. */
  RUN_6;

  private static final int RUNS = 6;

  /** The tone of one of several runs; after six they start again. */
  public static Tone ofRun(int index) {
    return values()[RUN_1.ordinal() + index % RUNS];
  }

  /** The class that the style sheet knows. */
  public String cssClass() {
    return "t-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
