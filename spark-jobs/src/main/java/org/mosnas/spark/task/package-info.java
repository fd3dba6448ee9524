/** What the main job knows of a task: its data, and which families and tasks there are. */
package org.mosnas.spark.task;
