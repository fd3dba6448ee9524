/**
 * The report as one HTML file that needs nothing else: no network, no fonts, no script to be
 * readable. Every text goes through jsoup, which escapes it; a policy in the page allows no style
 * and no script but ours.
 */
package org.mosnas.search.report.page;
