/** Reading blocks of the configuration into settings records. */
package org.mosnas.model.config;
