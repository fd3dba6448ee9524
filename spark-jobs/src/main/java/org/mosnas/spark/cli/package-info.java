/**
 * The command line: one thin class per command, and the one place where a failure becomes a message
 * and an exit code.
 */
package org.mosnas.spark.cli;
