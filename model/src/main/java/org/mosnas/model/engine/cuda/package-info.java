/**
 * The GPU engine: the operations of networks as kernels and products on an NVIDIA card, with the
 * same dropout masks as the CPU engine.
 *
 * <p>Nothing waits inside a pass: operations are queued, and the host reads losses when an update
 * is done.
 */
package org.mosnas.model.engine.cuda;
