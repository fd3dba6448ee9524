/** The stages of the main job: each reads what earlier ones left in the run directory. */
package org.mosnas.spark.stage;
