package org.mosnas.spark.stage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mosnas.model.family.bert.BertNames;
import org.mosnas.model.family.bert.BertShape;
import org.mosnas.model.family.bert.BertSpec;
import org.mosnas.model.supernet.Initializer;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Supernet;

class FirstWeightsTest {
  @Test
  void theOutputLayerAloneKnowsHowFrequentAnswersAre() {
    float[] frequencies = {-1, -2, -3, -4, -5};
    Supernet supernet = Supernet.plain(BertShape.of(BertSpec.homogeneous(1, 8, 2, 16), 5, 4));
    try (ParameterBank drawn = Initializer.initialize(supernet, 1);
        ParameterBank knowing = Initializer.initialize(supernet, 1)) {
      FirstWeights.know(frequencies, knowing);
      float[] expected = drawn.toArray();
      int bias = supernet.layout().slots().get(BertNames.TOKEN_BIAS).offset();
      System.arraycopy(frequencies, 0, expected, bias, frequencies.length);
      assertThat(knowing.toArray()).isEqualTo(expected).isNotEqualTo(drawn.toArray());
    }
  }
}
