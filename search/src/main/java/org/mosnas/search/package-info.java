/** Latency and evolution: how a subnet is measured, estimated and chosen. Knows no Spark. */
package org.mosnas.search;
