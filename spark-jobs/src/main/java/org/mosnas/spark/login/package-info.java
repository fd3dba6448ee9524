/** An agent of Java for users without a name; a jar of its own beside Spark's. */
package org.mosnas.spark.login;
