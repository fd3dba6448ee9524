/**
 * Finished runs into folders that a team takes home, whatever the task. Runs in plain Java, on one
 * machine; no stage may use this package.
 */
package org.mosnas.spark.export;
