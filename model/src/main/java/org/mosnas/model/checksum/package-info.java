/** Checksums of files and texts. */
package org.mosnas.model.checksum;
