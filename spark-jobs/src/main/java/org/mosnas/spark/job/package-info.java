/**
 * The frame in which stages run: what a stage is, in which order the commands run them, progress,
 * interruption, and how a failure is told to the user.
 */
package org.mosnas.spark.job;
