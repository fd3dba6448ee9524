/** What the latency probe runs: blocks and whole networks on either engine. */
package org.mosnas.search.workload;
