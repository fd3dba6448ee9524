/** Translation: batches of sentence pairs. */
package org.mosnas.model.task.translation;
