/**
 * Runs into bundles that label texts, and bundles and runs into labels. Runs in plain Java, on one
 * machine: ONNX Runtime is no part of what goes to a cluster, and no stage may use this package.
 */
package org.mosnas.spark.labelled.export;
