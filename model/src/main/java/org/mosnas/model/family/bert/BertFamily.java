package org.mosnas.model.family.bert;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.mosnas.model.config.BlockSettings;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.family.Family;
import org.mosnas.model.family.PublishedFiles;
import org.mosnas.model.family.PublishedNetwork;
import org.mosnas.model.family.WorkloadSize;
import org.mosnas.model.family.Workloads;
import org.mosnas.model.family.bert.published.PublishedConfig;
import org.mosnas.model.family.bert.published.PublishedWeights;
import org.mosnas.model.network.NetworkShape;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.model.supernet.DenseSubnet;

/** BERTs: encoders of texts that learn by guessing masked tokens. */
public record BertFamily() implements Family {
  /** What {@code mosnas.space.family} says. */
  public static final String NAME = "bert";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String defaults() {
    return BertSpaceSettings.DEFAULTS;
  }

  @Override
  public SearchSpace space(BlockSettings block) {
    return BertSpaceSettings.read(block);
  }

  @Override
  public List<Integer> vocabularies(BlockSettings block) {
    int tokens = block.integer("vocabulary");
    if (tokens < 1) {
      throw new IllegalArgumentException("vocabulary must be positive, was " + tokens);
    }
    return List.of(tokens);
  }

  @Override
  public NetworkShape shape(SearchSpace space, List<Integer> vocabularies) {
    return BertShape.of((BertSpace) space, vocabularies.get(0));
  }

  @Override
  public PublishedNetwork published(PublishedFiles files, long seed) {
    PublishedConfig config =
        files.read(
            PublishedConfig.FILE,
            in -> PublishedConfig.parse(text(in), files.shown(PublishedConfig.FILE)));
    return files.read(
        PublishedWeights.FILE,
        in -> PublishedWeights.read(in, files.shown(PublishedWeights.FILE), config, seed));
  }

  @Override
  public DenseSubnet ordered(DenseSubnet network, float[] importances) {
    return UnitOrder.of(network, importances);
  }

  private static String text(InputStream in) {
    try {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Workloads workloads(EngineKind engine, NetworkShape shape, WorkloadSize size) {
    return new BertWorkloads(engine.open(), (BertShape) shape, size);
  }
}
