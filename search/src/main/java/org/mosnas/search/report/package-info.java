/** What a search found, as text for people, and how far its scores can be trusted. */
package org.mosnas.search.report;
