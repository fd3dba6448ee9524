package org.mosnas.search.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.mosnas.model.family.translation.DecoderLayerSpec;
import org.mosnas.model.family.translation.TestSpaces;
import org.mosnas.model.family.translation.TranslationGenes;
import org.mosnas.model.family.translation.TranslationSpace;
import org.mosnas.model.family.translation.TranslationSpec;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.space.SubnetSampler;
import org.mosnas.model.space.SubnetSpec;

/** The operator part of item 8.13. */
class OperatorsTest {
  private static final List<TranslationSpace> SPACES =
      List.of(TestSpaces.hatWmt(), TestSpaces.hatIwslt(), TestSpaces.micro(), TestProblems.tiny());

  private final TranslationSpace hat = TestSpaces.hatWmt();
  private final GeneticOperators operators = new GeneticOperators(hat);

  @Test
  void hatHasFortyGenes() {
    assertThat(operators.geneCount()).isEqualTo(40);
  }

  @Test
  void mutationWithProbabilityZeroIsTheIdentity() {
    for (TranslationSpace space : SPACES) {
      for (long seed = 0; seed < 100; seed++) {
        SubnetSpec parent = sample(space, seed);
        SplittableRandom random = Seeds.generator(seed, "test");
        assertThat(new GeneticOperators(space).mutate(parent, 0, random))
            .as("%s, seed %d", space.name(), seed)
            .isEqualTo(parent);
      }
    }
  }

  @Test
  void mutationWithProbabilityOneForgetsTheParent() {
    // Every gene of mutants of either extreme is uniform over its choices.
    TranslationGenes codec = new TranslationGenes(hat);
    for (SubnetSpec parent : List.of(hat.largest(), hat.smallest())) {
      double[] firstChoice = new double[codec.count()];
      double[] active = new double[codec.count()];
      SplittableRandom random = Seeds.generator(4, "test");
      for (int i = 0; i < 6000; i++) {
        int[] mutant = codec.of(operators.mutate(parent, 1, random));
        for (int gene = 0; gene < mutant.length; gene++) {
          if (codec.isActive(mutant, gene)) {
            active[gene]++;
            firstChoice[gene] += mutant[gene] == codec.choices(gene).get(0) ? 1 : 0;
          }
        }
      }
      for (int gene = 0; gene < active.length; gene++) {
        // A sixth of the mutants have a sixth layer; four of their standard deviations are 0.063.
        assertThat(firstChoice[gene] / active[gene])
            .as("gene %d", gene)
            .isEqualTo(1.0 / codec.choices(gene).size(), within(0.063));
      }
    }
  }

  @Test
  void everyGeneChangesAsOftenAsTheProbabilitySays() {
    TranslationGenes codec = new TranslationGenes(hat);
    SubnetSpec parent = hat.largest();
    int[] before = codec.of(parent);
    int[] changes = new int[before.length];
    int mutants = 8000;
    int deep = 0;
    SplittableRandom random = Seeds.generator(5, "test");
    for (int i = 0; i < mutants; i++) {
      TranslationSpec mutant = (TranslationSpec) operators.mutate(parent, 0.3, random);
      // Genes of layers that are gone are canonical again and tell nothing.
      if (mutant.decoder().size() == 6) {
        deep++;
        int[] after = codec.of(mutant);
        for (int gene = 0; gene < after.length; gene++) {
          changes[gene] += after[gene] == before[gene] ? 0 : 1;
        }
      }
    }
    assertThat(deep / (double) mutants).isEqualTo(1 - 0.3 * 5 / 6, within(0.02));
    for (int gene = 0; gene < changes.length; gene++) {
      int choices = gene == 15 ? 1 : codec.choices(gene).size();
      double expected = 0.3 * (choices - 1) / choices;
      assertThat(changes[gene] / (double) deep)
          .as("gene %d", gene)
          .isEqualTo(expected, within(0.025));
    }
  }

  @Test
  void layersThatAMutantGainsAreDrawnFromTheWholeSpace() {
    SplittableRandom random = Seeds.generator(6, "test");
    int[] ofFfn = new int[4];
    int gained = 0;
    for (int i = 0; i < 4000; i++) {
      TranslationSpec mutant = (TranslationSpec) operators.mutate(hat.smallest(), 0.3, random);
      for (DecoderLayerSpec layer : mutant.decoder().subList(1, mutant.decoder().size())) {
        ofFfn[layer.ffn() / 1024]++;
        gained++;
      }
    }
    assertThat(gained).isGreaterThan(2000);
    for (int ffn = 1; ffn <= 3; ffn++) {
      assertThat(ofFfn[ffn] / (double) gained).isEqualTo(1.0 / 3, within(0.04));
    }
  }

  @Test
  void mutantsAndChildrenAreInTheSpace() {
    for (TranslationSpace space : SPACES) {
      SplittableRandom random = Seeds.generator(7, "test");
      for (long seed = 0; seed < 200; seed++) {
        SubnetSpec first = sample(space, seed);
        SubnetSpec second = sample(space, seed + 1000);
        SubnetSpec mutant = new GeneticOperators(space).mutate(first, random.nextDouble(), random);
        SubnetSpec child = new GeneticOperators(space).cross(first, second, random);
        assertThat(space.contains(mutant)).as("%s, seed %d", space.name(), seed).isTrue();
        assertThat(space.contains(child)).as("%s, seed %d", space.name(), seed).isTrue();
      }
    }
  }

  @Test
  void everyActiveGeneOfAChildIsAnActiveGeneOfAParent() {
    for (TranslationSpace space : SPACES) {
      TranslationGenes codec = new TranslationGenes(space);
      SplittableRandom random = Seeds.generator(8, "test");
      for (long seed = 0; seed < 300; seed++) {
        int[] first = codec.of(sample(space, seed));
        int[] second = codec.of(sample(space, seed + 1000));
        SubnetSpec crossed =
            new GeneticOperators(space).cross(codec.spec(first), codec.spec(second), random);
        int[] child = codec.of(crossed);
        for (int gene = 0; gene < child.length; gene++) {
          if (codec.isActive(child, gene)) {
            boolean inherited =
                (codec.isActive(first, gene) && child[gene] == first[gene])
                    || (codec.isActive(second, gene) && child[gene] == second[gene]);
            assertThat(inherited).as("%s, seed %d, gene %d", space.name(), seed, gene).isTrue();
          }
        }
      }
    }
  }

  @Test
  void parentsAreEquallyLikelyForEveryGene() {
    TranslationGenes codec = new TranslationGenes(hat);
    int[] large = codec.of(hat.largest());
    int[] small = large.clone();
    for (int gene = 0; gene < small.length; gene++) {
      List<Integer> choices = codec.choices(gene);
      // One layer count for both, so that every gene is active.
      small[gene] = gene == 15 ? 6 : choices.get(choices.size() - 1);
    }
    int[] fromLarge = new int[large.length];
    int children = 4000;
    SplittableRandom random = Seeds.generator(9, "test");
    for (int i = 0; i < children; i++) {
      int[] child = codec.of(operators.cross(codec.spec(large), codec.spec(small), random));
      for (int gene = 0; gene < child.length; gene++) {
        fromLarge[gene] += child[gene] == large[gene] ? 1 : 0;
      }
    }
    for (int gene = 0; gene < large.length; gene++) {
      double expected = large[gene] == small[gene] ? 1 : 0.5;
      // Four standard deviations are 0.032.
      assertThat(fromLarge[gene] / (double) children)
          .as("gene %d", gene)
          .isEqualTo(expected, within(0.032));
    }
  }

  @Test
  void equalParentsHaveOnlyThemselvesAsChildren() {
    SubnetSpec parent = sample(hat, 1);
    assertThat(operators.cross(parent, parent, Seeds.generator(1, "test"))).isEqualTo(parent);
  }

  @Test
  void rejectsProbabilitiesOutsideTheUnitInterval() {
    assertThatThrownBy(() -> operators.mutate(hat.largest(), 1.1, Seeds.generator(1, "test")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1.1");
  }

  private static SubnetSpec sample(TranslationSpace space, long seed) {
    return SubnetSampler.uniform().sample(space, seed);
  }
}
