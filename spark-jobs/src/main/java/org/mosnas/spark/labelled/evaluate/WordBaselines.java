package org.mosnas.spark.labelled.evaluate;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.mosnas.model.task.labelled.Labelling;
import org.mosnas.model.task.labelled.NaiveBayes;
import org.mosnas.spark.labelled.prepare.LabelledData.TextAndLabel;
import org.mosnas.spark.task.TaskEvaluation.Baseline;

/** What needs no network: the most frequent class and naive Bayes, or the mean of all numbers. */
final class WordBaselines {
  private static final int DEPTH = 2;

  private WordBaselines() {}

  /**
   * Learns from the training texts on the executors, and answers.
   *
   * @param test texts to answer for
   */
  static List<Baseline> of(
      Labelling labelling, JavaRDD<TextAndLabel> train, List<TextAndLabel> test) {
    return labelling instanceof Labelling.Classes classes
        ? ofClasses(classes.names(), train, test)
        : List.of(mean(train, test.size()));
  }

  private static List<Baseline> ofClasses(
      List<String> names, JavaRDD<TextAndLabel> train, List<TextAndLabel> test) {
    int classes = names.size();
    NaiveBayes words =
        train.mapPartitions(texts -> counted(texts, classes)).treeReduce(NaiveBayes::merge, DEPTH);
    return List.of(
        new Baseline(
            "majority-class",
            "majority class",
            Collections.nCopies(test.size(), names.get(words.majority()))),
        new Baseline(
            "naive-bayes",
            "naive Bayes",
            test.stream().map(text -> names.get(words.classify(text.texts()))).toList()));
  }

  private static Iterator<NaiveBayes> counted(Iterator<TextAndLabel> texts, int classes) {
    NaiveBayes words = new NaiveBayes(classes);
    texts.forEachRemaining(text -> words.add(text.texts(), (int) text.label()));
    return List.of(words).iterator();
  }

  private static Baseline mean(JavaRDD<TextAndLabel> train, int count) {
    // Sorted, so that the sum does not depend on the cluster.
    double mean =
        train.map(TextAndLabel::label).collect().stream()
            .mapToDouble(label -> label)
            .sorted()
            .average()
            .orElseThrow();
    return new Baseline(
        "mean",
        "mean of the training data",
        Collections.nCopies(count, Float.toString((float) mean)));
  }
}
