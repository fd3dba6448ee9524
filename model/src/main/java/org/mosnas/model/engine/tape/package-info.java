/**
 * The CPU engine: eager, define-by-run. Every operation computes at once and notes how to go back;
 * memory comes from an arena and is reused by the next step.
 */
package org.mosnas.model.engine.tape;
