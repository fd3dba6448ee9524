/**
 * What networks learn: examples and how they become batches. Each task has a package of its own
 * below this one; training knows tasks only through {@link org.mosnas.model.task.Batcher}.
 */
package org.mosnas.model.task;
