package org.mosnas.model.family.bert;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.OptionalInt;
import org.mosnas.model.space.SearchSpace;

/** A space of BERTs. */
public sealed interface BertSpace extends SearchSpace permits BottleneckSpace, HomogeneousSpace {
  /** Lengths of texts. */
  TextLengths lengths();

  @Override
  BertSpec largest();

  @Override
  BertSpec smallest();

  @Override
  default int referenceLength() {
    return lengths().reference();
  }

  @Override
  default OptionalInt longestSequence() {
    return OptionalInt.of(lengths().positions());
  }

  @Override
  default BertSpec fromJson(JsonNode json, String source) {
    return BertJson.read(json, source);
  }

  @Override
  default BertSpec parse(String text, String source) {
    return BertText.read(text, source);
  }

  /** Refuses a number of heads that does not divide a width. */
  static void requireDivisors(List<Integer> heads, List<Integer> hidden) {
    for (int count : heads) {
      for (int width : hidden) {
        if (width % count != 0) {
          throw new IllegalArgumentException(
              "heads: every value must divide every width of hidden, and "
                  + count
                  + " does not divide "
                  + width);
        }
      }
    }
  }
}
