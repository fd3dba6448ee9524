/** How the states of workers that trained apart become one: averaging and outer step. */
package org.mosnas.model.averaging;
