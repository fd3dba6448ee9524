package org.mosnas.spark.labelled.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.metric.labelled.LabelledMetric;
import org.mosnas.model.task.labelled.BadLines;
import org.mosnas.model.task.labelled.LabelKind;
import org.mosnas.model.task.labelled.LabelledColumns;
import org.mosnas.model.task.labelled.LabelledLayout;
import org.mosnas.spark.labelled.prepare.LabelledSettings.Form;
import org.mosnas.spark.labelled.prepare.LabelledSettings.PartFiles;

class LabelledSettingsTest {
  private static final Config DEFAULTS =
      ConfigFactory.parseString("mosnas { " + LabelledSettings.defaults() + " }").resolve();

  @Test
  void defaultsAreTextAndLabelWithoutFiles() {
    assertThat(LabelledSettings.from(DEFAULTS))
        .isEqualTo(
            new LabelledSettings(
                new PartFiles(List.of(), List.of(), List.of()),
                new Form(
                    LabelledLayout.TSV,
                    LabelKind.CLASSES,
                    LabelledColumns.named(List.of("text"), "label")),
                BadLines.REFUSE,
                128,
                8));
  }

  @Test
  void everyKeyMaps() {
    assertThat(
            LabelledSettings.from(
                with(
                    """
                    mosnas.labelled {
                      train = [a.tsv, b.tsv], dev = c.tsv, test = "d/*.tsv.gz"
                      text = one, text-pair = two, label = score, kind = number
                      bad-lines = drop, max-length = 64, shards = 3
                    }
                    """)))
        .isEqualTo(
            new LabelledSettings(
                new PartFiles(List.of("a.tsv", "b.tsv"), List.of("c.tsv"), List.of("d/*.tsv.gz")),
                new Form(
                    LabelledLayout.TSV,
                    LabelKind.NUMBER,
                    LabelledColumns.named(List.of("one", "two"), "score")),
                BadLines.DROP,
                64,
                3));
  }

  @Test
  void layoutsBringTheirColumnsAndMetrics() {
    Form form = LabelledSettings.from(with("mosnas.labelled.layout = mrpc")).form();
    assertThat(form.columns()).isEqualTo(LabelledLayout.MRPC.columns());
    assertThat(form.metrics()).containsExactly(LabelledMetric.ACCURACY, LabelledMetric.F1);
    assertThat(LabelledSettings.from(with("mosnas.labelled.layout = sst-2")).form().layout())
        .isEqualTo(LabelledLayout.SST_2);
    assertThat(LabelledSettings.from(with("mosnas.labelled.kind = number")).form().metrics())
        .containsExactly(LabelledMetric.PEARSON, LabelledMetric.SPEARMAN);
    assertThat(LabelledSettings.from(DEFAULTS).form().metrics())
        .containsExactly(LabelledMetric.ACCURACY, LabelledMetric.MACRO_F1);
    assertThat(LabelledLayout.COLA.metrics(LabelKind.CLASSES))
        .containsExactly(LabelledMetric.MATTHEWS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max-length = 4 | max-length must be 5 or more, was 4",
        "shards = 0 | shards must be 1 or more, was 0",
        "layout = csv | layout must be one of tsv, cola, sst-2, mrpc, qqp, sts-b, mnli, qnli, rte, was",
        "kind = numbers | kind must be one of classes, number, was numbers",
        "bad-lines = keep | bad-lines must be one of refuse, drop, was keep",
        "text = label | label: texts [label] and label 'label' must be different columns",
        "train = \"\" | train: '' is no path or URI"
      })
  void refusesBadValues(String setting, String message) {
    assertThatThrownBy(() -> LabelledSettings.from(with("mosnas.labelled { " + setting + " }")))
        .isInstanceOfSatisfying(
            MosnasException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USAGE))
        .hasMessageContaining("mosnas.labelled." + message);
  }

  private static Config with(String text) {
    return ConfigFactory.parseString(text).withFallback(DEFAULTS).resolve();
  }
}
