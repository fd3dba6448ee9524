package org.mosnas.search.report.chart;

import java.util.List;

/**
 * Points that belong together.
 *
 * @param name what stands beside them
 * @param tone what their color says
 * @param shape how each is drawn
 * @param join how they are joined
 * @param labelled whether the name stands beside the last of them
 * @param points in the order in which they are joined
 */
public record Series(
    String name, Tone tone, Shape shape, Join join, boolean labelled, List<Point> points) {
  /** Copies the list. */
  public Series {
    points = List.copyOf(points);
  }

  /** How points are joined. */
  public enum Join {
    /** Not at all. */
    NONE,
    /** By straight lines. */
    LINE,
    /** By straight dashed lines. */
    DASHES,
    /** By a level from each to the place of the next. */
    STEPS
  }

  /**
   * A point.
   *
   * @param x where it stands
   * @param y where it stands
   * @param says what a reader is told, parts divided by semicolons
   */
  public record Point(double x, double y, String says) {}

  /** Points joined by a line, named at the end. */
  public static Series line(String name, Tone tone, Shape shape, List<Point> points) {
    return new Series(name, tone, shape, Join.LINE, true, points);
  }

  /** Points on their own. */
  public static Series dots(String name, Tone tone, Shape shape, List<Point> points) {
    return new Series(name, tone, shape, Join.NONE, false, points);
  }

  /** The same series joined otherwise. */
  public Series joined(Join other) {
    return new Series(name, tone, shape, other, labelled, points);
  }

  /** The same series with its name beside the last point, or without. */
  public Series labelled(boolean named) {
    return new Series(name, tone, shape, join, named, points);
  }
}
