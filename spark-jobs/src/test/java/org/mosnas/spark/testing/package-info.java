/** What tests of several packages share. */
package org.mosnas.spark.testing;
