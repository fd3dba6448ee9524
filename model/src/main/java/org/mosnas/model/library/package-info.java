/** Where native libraries are unpacked, on every kind of machine. */
package org.mosnas.model.library;
