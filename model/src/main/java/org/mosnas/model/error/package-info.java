/** What can go wrong for a user, and how the command line reports it. */
package org.mosnas.model.error;
