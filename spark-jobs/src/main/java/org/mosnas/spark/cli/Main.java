package org.mosnas.spark.cli;

import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.error.StandardOutput;
import org.mosnas.spark.task.Catalog;

/** Entry point of every command; {@code deploy/mos} starts it. */
public final class Main {
  private Main() {}

  /**
   * Runs the command and ends the JVM with its exit code.
   *
   * <p>The JVM is ended even after success: Spark leaves threads behind that would keep it alive.
   * Only on a cluster's own driver is the end left to the cluster manager, which takes a JVM that
   * exits by itself for a failed application.
   */
  public static void main(String[] args) {
    run(args, Tenants.all());
  }

  /** As {@link #main}, with the families and tasks of a program of somebody else. */
  public static void run(String[] args, Catalog catalog) {
    StandardOutput.install();
    int exitCode = MosCommandLine.create(catalog).run(args);
    if (!"cluster".equals(System.getProperty("spark.submit.deployMode"))) {
      System.exit(exitCode);
    }
    if (exitCode != 0) {
      throw new MosnasException(ErrorKind.INTERNAL, "the command ended with exit code " + exitCode);
    }
  }
}
