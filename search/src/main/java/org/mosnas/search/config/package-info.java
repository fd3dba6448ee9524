/** Reading blocks of the configuration strictly, for the settings of this module. */
package org.mosnas.search.config;
