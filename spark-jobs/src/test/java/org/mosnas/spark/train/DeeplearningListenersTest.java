package org.mosnas.spark.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.deeplearning4j.optimize.listeners.PerformanceListener;
import org.deeplearning4j.optimize.listeners.ScoreIterationListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.supernet.Mixture;
import org.mosnas.model.train.MicroTraining;
import org.mosnas.model.train.ReplicaModel;
import org.mosnas.model.train.SubnetSchedule.Turn;

/** Deeplearning4j's own listeners report on a replica what they report on its models. */
class DeeplearningListenersTest {
  private static final String LOGGER = "org.deeplearning4j.optimize.listeners";

  private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
  private final Lines lines = new Lines();

  @BeforeEach
  void listen() {
    Configurator.setLevel(LOGGER, Level.INFO);
    logger().setAdditive(false);
    logger().addAppender(lines, Level.INFO, null);
    context.updateLoggers();
  }

  @AfterEach
  void stopListening() {
    context.getConfiguration().removeLogger(LOGGER);
    context.updateLoggers();
  }

  @Test
  void scoreAndPerformanceAreReported() {
    ReplicaModel model =
        new ReplicaModel(
            MicroTraining.replica(
                MicroTraining.supernet(Mixture.neuronWise(2, 8)),
                MicroTraining.settings(DropoutRates.NONE, MicroTraining.ADAM, MicroTraining.RATE)));
    model.setListeners(
        new ScoreIterationListener(1),
        new PerformanceListener.Builder()
            .setFrequency(1)
            .reportScore(true)
            .reportSample(true)
            .reportIteration(true)
            .reportETL(false)
            .build());
    List<String> scores = new ArrayList<>();
    for (int update = 0; update < 3; update++) {
      double score =
          model
              .update(
                  MicroTraining.batches(1, update),
                  List.of(Turn.of(MicroTraining.SPACE.smallest())),
                  update)
              .lossPerToken();
      scores.add("Score at iteration " + (update + 1) + " is " + score);
    }
    model.close();
    assertThat(lines.messages).containsSubsequence(scores);
    assertThat(lines.messages)
        .filteredOn(line -> line.contains("samples/sec:"))
        .isNotEmpty()
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains("iteration ", "iteration time:", "batches/sec:", "score:"));
  }

  private LoggerConfig logger() {
    return context.getConfiguration().getLoggerConfig(LOGGER);
  }

  private static final class Lines extends AbstractAppender {
    private final List<String> messages = new ArrayList<>();

    Lines() {
      super("lines", null, null, true, Property.EMPTY_ARRAY);
      start();
    }

    @Override
    public void append(LogEvent event) {
      messages.add(event.getMessage().getFormattedMessage());
    }
  }
}
