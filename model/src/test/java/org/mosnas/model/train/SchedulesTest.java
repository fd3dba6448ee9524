package org.mosnas.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosnas.model.train.SubnetSchedule.Moment;
import org.mosnas.model.train.SubnetSchedule.Turn;

class SchedulesTest {
  @Test
  void everyNameHasASchedule() {
    assertThat(Schedules.names()).containsExactly("single-path", "sandwich");
    assertThat(Schedules.of(settings("single-path"), MicroTraining.SPACE, 5))
        .isEqualTo(new SubnetSchedule.Random(MicroTraining.SPACE, 2, 5));
    assertThat(Schedules.of(settings("sandwich"), MicroTraining.SPACE, 5))
        .isEqualTo(new SubnetSchedule.Sandwich(MicroTraining.SPACE, 2, 5));
  }

  @Test
  void namesCannotBeTakenAway() {
    assertThatThrownBy(() -> Schedules.names().remove("sandwich"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  /** What is known by then plays no part: all workers train the same subnets. */
  @Test
  void everyWorkerTrainsTheSameSubnets() {
    for (String name : Schedules.names()) {
      SubnetSchedule schedule = Schedules.of(settings(name), MicroTraining.SPACE, 5);
      List<Turn> first = schedule.at(new Moment(7, 0, 3, List.of()));
      assertThat(schedule.at(new Moment(7, 2, 3, List.of()))).as(name).isEqualTo(first);
      assertThat(schedule.at(Moment.of(7))).as(name).isEqualTo(first);
    }
  }

  private static TrainSettings settings(String subnets) {
    Config config =
        ConfigFactory.parseString(
                TrainSettings.TRAIN + " { random-subnets = 2, subnets = " + subnets + " }")
            .withFallback(ConfigFactory.parseResources("reference.conf"))
            .resolve();
    return TrainSettings.from(config, TrainSettings.TRAIN);
  }
}
