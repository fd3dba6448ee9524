/** What the latency probe runs: blocks and whole networks on the CPU engine. */
package org.mosnas.search.workload;
