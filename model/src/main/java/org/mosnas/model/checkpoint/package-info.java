/** Weights on storage: safetensors files that others can read. */
package org.mosnas.model.checkpoint;
