/**
 * Charts as SVG that is drawn once, on the side of the program: widths are shares of what the page
 * has, heights and letters are pixels, so that a chart is readable at any width without a script.
 */
package org.mosnas.search.report.chart;
