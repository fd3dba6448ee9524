/**
 * Debian packages without root: downloading with apt into private folders, reading them, and the
 * LibreOffice help in them, pages of two languages with the same identifiers on every block; and
 * what apt's lists say of packages.
 */
package org.mosnas.corpus.debian;
