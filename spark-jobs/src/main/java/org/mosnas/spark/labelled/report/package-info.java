/** What reports say of labelled texts and of answers to them. */
package org.mosnas.spark.labelled.report;
