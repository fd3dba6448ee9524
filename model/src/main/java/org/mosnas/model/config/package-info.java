/** Reading blocks of the configuration into settings records, and the labels of their choices. */
package org.mosnas.model.config;
