/** What a report says of a translation run: its corpus, and translations from worst to best. */
package org.mosnas.spark.translation.report;
