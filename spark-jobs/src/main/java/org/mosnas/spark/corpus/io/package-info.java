/** How a corpus lies on disk: text files, checksums and a manifest that is written last. */
package org.mosnas.spark.corpus.io;
