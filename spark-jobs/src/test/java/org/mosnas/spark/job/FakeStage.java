package org.mosnas.spark.job;

import java.util.function.Consumer;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.io.MadeFrom;
import org.mosnas.spark.run.StageMarker;

/** A stage that writes a marker, and does before whatever a test wants. */
public final class FakeStage implements Stage {
  private final String name;
  private final Consumer<RunContext> work;
  private int runs;
  private int tabulations;

  /** Creates a stage whose work is {@code work}. */
  public FakeStage(String name, Consumer<RunContext> work) {
    this.name = name;
    this.work = work;
  }

  /** A stage that has nothing to do. */
  public static FakeStage idle(String name) {
    return new FakeStage(name, context -> {});
  }

  /** How often it ran. */
  public int runs() {
    return runs;
  }

  /** How often its rows were asked for. */
  int tabulations() {
    return tabulations;
  }

  @Override
  public void tabulate(RunContext context) {
    tabulations++;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void checkSettings(EffectiveConfig settings) {
    long unused = settings.seed();
  }

  @Override
  public boolean isDone(RunContext context) {
    return StageMarker.of(context.directory(), name).matches(madeFrom(context));
  }

  @Override
  public void run(RunContext context) {
    runs++;
    work.accept(context);
    StageMarker.of(context.directory(), name).write(madeFrom(context), "");
  }

  private static MadeFrom madeFrom(RunContext context) {
    return MadeFrom.nothing().with("seed", context.seed());
  }
}
