/** What jobs share about the cluster: values on its executors, its executors and machines. */
package org.mosnas.spark.cluster;
