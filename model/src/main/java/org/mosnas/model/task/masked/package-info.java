/** Masked language modelling: texts packed to sequences, some of whose tokens are to be guessed. */
package org.mosnas.model.task.masked;
