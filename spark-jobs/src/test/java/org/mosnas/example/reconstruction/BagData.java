package org.mosnas.example.reconstruction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.mosnas.example.bags.Bag;
import org.mosnas.example.reconstruction.ReconstructionTask.BagSettings;
import org.mosnas.model.checksum.Checksums;
import org.mosnas.model.network.Example;
import org.mosnas.model.task.Batcher;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.task.TaskData;

/**
 * Bags, of every ten one to validate and one to test with.
 *
 * @param lines a bag per line: ids of words with blanks between them
 */
record BagData(List<String> lines) implements TaskData {
  @Override
  public Batcher batcher() {
    return new BagBatcher();
  }

  @Override
  public String fingerprint() {
    return Checksums.sha256(String.join("\n", lines));
  }

  @Override
  public Optional<String> difference(EffectiveConfig settings) {
    int count = settings.bind(BagSettings::from).count();
    return count == lines.size()
        ? Optional.empty()
        : Optional.of("bags.count was " + lines.size() + ", is " + count);
  }

  @Override
  public List<Integer> vocabularies() {
    return List.of(
        1 + bags(0, 10).stream().flatMapToInt(bag -> Arrays.stream(bag.ids())).max().orElse(0));
  }

  @Override
  public JavaRDD<List<Example>> trainShards(SparkSession spark, int workers) {
    List<Bag> train = bags(2, 10);
    List<List<Example>> shards = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      List<Example> shard = new ArrayList<>();
      for (int i = worker; i < train.size(); i += workers) {
        shard.add(train.get(i));
      }
      shards.add(shard);
    }
    return JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(shards, workers);
  }

  @Override
  public List<Example> validation(SparkSession spark) {
    return List.copyOf(bags(0, 1));
  }

  List<Bag> test() {
    return bags(1, 2);
  }

  private List<Bag> bags(int from, int to) {
    List<Bag> bags = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (i % 10 >= from && i % 10 < to) {
        bags.add(
            new Bag(Arrays.stream(lines.get(i).split(" ")).mapToInt(Integer::parseInt).toArray()));
      }
    }
    return bags;
  }
}
