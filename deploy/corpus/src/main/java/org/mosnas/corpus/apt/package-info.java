/** Debian packages without root: downloading with apt into private folders, and reading them. */
package org.mosnas.corpus.apt;
