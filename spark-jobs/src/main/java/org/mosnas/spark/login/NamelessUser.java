package org.mosnas.spark.login;

import org.apache.hadoop.security.UserGroupInformation;

/**
 * Logs in to Hadoop a user whom the machine knows by number only, as in containers.
 *
 * <p>Hadoop asks the machine for the name, whatever it was told, and fails where there is none; and
 * it asks before anything of ours runs. So this is an agent, which Java starts first. It depends on
 * Hadoop alone: an executor has nothing else when it starts.
 */
public final class NamelessUser {
  private NamelessUser() {}

  /** Takes the name that {@code -Duser.name} gives. */
  public static void premain(String arguments) {
    UserGroupInformation.setLoginUser(
        UserGroupInformation.createRemoteUser(System.getProperty("user.name")));
  }
}
