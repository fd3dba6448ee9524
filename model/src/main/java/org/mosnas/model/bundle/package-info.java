/**
 * Folders that a team takes home, whatever is in them: complete or not there at all, and every file
 * with its checksum.
 */
package org.mosnas.model.bundle;
