/** What a report says of a run, as plain values: read elsewhere, rendered elsewhere. */
package org.mosnas.search.report.content;
