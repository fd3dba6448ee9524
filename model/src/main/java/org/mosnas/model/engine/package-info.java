/** Interpreters of the networks: the CPU engine and its independent counterparts. */
package org.mosnas.model.engine;
