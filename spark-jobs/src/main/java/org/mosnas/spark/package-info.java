/** The jobs, the command line and the storage: wires model and search to Spark. */
package org.mosnas.spark;
