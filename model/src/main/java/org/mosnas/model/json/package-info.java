/** How files of JSON are read: by the letter, or not at all. */
package org.mosnas.model.json;
