/** The LibreOffice help: pages of two languages with the same identifiers on every block. */
package org.mosnas.corpus.help;
