package org.mosnas.spark.translation.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mosnas.model.text.SentencePair;
import org.mosnas.spark.testing.Fixtures;
import org.mosnas.spark.testing.SparkExtension;
import org.mosnas.spark.translation.prepare.PreparedData.TestSentence;

/** Prepared data that version 1 wrote: manifest, merges, dictionary and token tables. */
@ExtendWith(SparkExtension.class)
class PreparedDataFixtureTest {
  @Test
  void dataOfVersionOneIsStillRead(SparkSession spark) {
    Path folder = Fixtures.ofVersionOne(PreparedDataFixtureTest.class, "data");
    PreparedData data = PreparedData.open(folder, new Configuration());
    assertThat(data.manifest().part("train").kept()).isEqualTo(12);
    assertThat(data.manifest().settings()).containsEntry("format", "plain");
    List<String> decoded = new ArrayList<>();
    for (List<SentencePair> shard : data.shards(spark, 4).collect()) {
      shard.forEach(pair -> decoded.add(data.pipeline().decode(pair.source())));
    }
    assertThat(decoded).containsExactlyInAnyOrderElementsOf(TextFolder.sentences(12, 1).get(0));
    assertThat(data.valid(spark))
        .extracting(pair -> data.pipeline().decode(pair.target()))
        .isEqualTo(TextFolder.sentences(5, 2).get(1));
    assertThat(data.test(spark))
        .extracting(TestSentence::targetText)
        .isEqualTo(TextFolder.sentences(5, 3).get(1));
  }
}
