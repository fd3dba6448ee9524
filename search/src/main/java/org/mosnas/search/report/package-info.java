/** What a search found, as text for people. */
package org.mosnas.search.report;
