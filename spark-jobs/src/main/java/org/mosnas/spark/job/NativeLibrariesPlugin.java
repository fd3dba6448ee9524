package org.mosnas.spark.job;

import java.util.Map;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.mosnas.model.error.MosnasException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link NativeLibraries} for executors, before their first task. */
public final class NativeLibrariesPlugin implements SparkPlugin {
  private static final Logger log = LoggerFactory.getLogger(NativeLibrariesPlugin.class);

  /** Made by Spark, by its name. */
  public NativeLibrariesPlugin() {}

  @Override
  public DriverPlugin driverPlugin() {
    return new DriverPlugin() {};
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new ExecutorPlugin() {
      @Override
      public void init(PluginContext context, Map<String, String> extra) {
        try {
          NativeLibraries.prepare();
        } catch (MosnasException unusable) {
          // A task that needs one fails with this message, which reaches the driver; an executor
          // that does not start is only replaced by the next.
          log.error("{}", unusable.getMessage());
        }
      }
    };
  }
}
