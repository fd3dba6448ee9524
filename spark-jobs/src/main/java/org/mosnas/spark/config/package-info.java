/**
 * Configuration: the defaults of every module's {@code reference.conf}, the overlays of {@code
 * conf/}, and what the command line sets, merged, checked and stored with the run.
 */
package org.mosnas.spark.config;
