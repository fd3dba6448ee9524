package org.mosnas.corpus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mosnas.corpus.CorpusSettings.CorpusKind;
import org.mosnas.model.json.StrictJson;

/**
 * What a corpus folder holds and where it comes from: {@code manifest.json}, written last.
 *
 * <p>Free of times and places, so equal requests on equal packages give equal bytes.
 *
 * @param kind {@link CorpusKind#APT} or {@link CorpusKind#GENERATED}
 * @param request what was asked for
 * @param builderVersion version of the extraction or of the grammar
 * @param licence SPDX identifier of the text's licence
 * @param attribution whose text it is, and how it was changed
 * @param packages packages it was extracted from
 * @param lines how much there is: sentence pairs in each part, or lines of text and labelled texts
 *     in each file
 * @param dropped what was left out, by reason
 * @param files the text files
 */
public record CorpusManifest(
    CorpusKind kind,
    Request request,
    int builderVersion,
    String licence,
    String attribution,
    List<SourcePackage> packages,
    Map<String, Integer> lines,
    Map<String, Integer> dropped,
    List<TextFile> files) {

  /**
   * A package that text was extracted from.
   *
   * @param name of the package
   * @param version of the package
   * @param sha256 of its file
   */
  public record SourcePackage(String name, String version, String sha256) {}

  /**
   * A text file of the corpus.
   *
   * @param name of the file
   * @param bytes its size
   * @param sha256 of its bytes
   */
  public record TextFile(String name, long bytes, String sha256) {}

  private static final JsonMapper JSON =
      StrictJson.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  /** Copies the collections, keeping their order. */
  public CorpusManifest {
    packages = List.copyOf(packages);
    lines = Collections.unmodifiableMap(new LinkedHashMap<>(lines));
    dropped = Collections.unmodifiableMap(new LinkedHashMap<>(dropped));
    files = List.copyOf(files);
  }

  CorpusManifest withFiles(List<TextFile> written) {
    return new CorpusManifest(
        kind, request, builderVersion, licence, attribution, packages, lines, dropped, written);
  }

  String toJson() {
    try {
      return JSON.writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a manifest can always be written", e);
    }
  }

  /**
   * Reads a manifest back.
   *
   * @throws JsonProcessingException if it is not one
   */
  public static CorpusManifest fromJson(String json) throws JsonProcessingException {
    return JSON.readValue(json, CorpusManifest.class);
  }
}
