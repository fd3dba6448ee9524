/**
 * A whole search: the algorithm, random search at the same budget, and real measurements of the
 * finalists before a winner is named. Who scores and who measures is handed in.
 */
package org.mosnas.search.job;
