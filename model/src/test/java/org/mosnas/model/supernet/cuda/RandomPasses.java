package org.mosnas.model.supernet.cuda;

import java.util.List;
import java.util.SplittableRandom;
import org.mosnas.model.engine.Engine;
import org.mosnas.model.engine.PassResult;
import org.mosnas.model.engine.cuda.CudaBench;
import org.mosnas.model.engine.cuda.CudaOps;
import org.mosnas.model.engine.cuda.CudaTensor;
import org.mosnas.model.engine.tape.TapeEngine;
import org.mosnas.model.family.bert.BertShape;
import org.mosnas.model.family.bert.BertSpace;
import org.mosnas.model.family.bert.BertSpec;
import org.mosnas.model.family.bert.TestBerts;
import org.mosnas.model.family.translation.DecoderChoices;
import org.mosnas.model.family.translation.EmbeddingSharing;
import org.mosnas.model.family.translation.EncoderChoices;
import org.mosnas.model.family.translation.TestBatches;
import org.mosnas.model.family.translation.TestSpaces;
import org.mosnas.model.family.translation.TokenBatch;
import org.mosnas.model.family.translation.TranslationShape;
import org.mosnas.model.family.translation.TranslationSpace;
import org.mosnas.model.family.translation.TranslationSpec;
import org.mosnas.model.network.Batch;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.Head;
import org.mosnas.model.network.Network;
import org.mosnas.model.network.Segments;
import org.mosnas.model.network.Tokens;
import org.mosnas.model.objective.CrossEntropy;
import org.mosnas.model.objective.Objective;
import org.mosnas.model.objective.Objectives;
import org.mosnas.model.space.EncodingKind;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.model.supernet.Initializer;
import org.mosnas.model.supernet.Mixture;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.RouterInput.SpecRouterInput;
import org.mosnas.model.supernet.Subnet;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.supernet.TinySupernet;

/**
 * Passes of random subnets of tiny supernets, plain and mixed, on random batches: on a device with
 * resident parameters, and on the tape. Used by tests on the stand-in and by the check of a card.
 */
final class RandomPasses implements AutoCloseable {
  private static final int SOURCE_VOCABULARY = 29;
  private static final int BERT_VOCABULARY = 30_522;
  private static final int HAT_VOCABULARY = 32_768;
  private static final List<Head> HEADS = List.of(Head.TOKEN, Head.classes(3), Head.NUMBER);
  private static final Objective LOSS = new CrossEntropy(0.1);

  private final Engine tape = new TapeEngine();
  private final CudaBench bench;
  private final List<Supernet> supernets;

  /** Passes on a bench, which stays with the caller. */
  RandomPasses(CudaBench bench) {
    this.bench = bench;
    TranslationShape shared =
        TranslationShape.of(space(EmbeddingSharing.SHARED), 29, SOURCE_VOCABULARY);
    this.supernets =
        List.of(
            Supernet.plain(shared),
            Supernet.plain(
                TranslationShape.of(space(EmbeddingSharing.SEPARATE), SOURCE_VOCABULARY, 21)),
            mixed(shared, Mixture.layerWise(3, 6)),
            mixed(shared, Mixture.neuronWise(2, 6)),
            mixed(
                shared,
                new Mixture(2, Mixture.Routing.LAYER_WISE, Mixture.RouterScope.MATRIX, 5, 3, 0.2)));
  }

  private static Supernet mixed(TranslationShape shape, Mixture mixture) {
    return new Supernet(shape, mixture, new TinySupernet.WidthInput());
  }

  /**
   * How far the device is from the tape.
   *
   * @param loss relative
   * @param gradient of the parameter that is worst, relative to its norm
   * @param worst which that is
   * @param whole of all gradients together, relative to their norm
   */
  record Distance(double loss, double gradient, String worst, double whole) {}

  /** One pass with values, and one with gradients and dropout. */
  Distance of(int seed) {
    Case random = random(seed);
    try (ParameterBank parameters = Initializer.initialize(random.supernet(), seed)) {
      jitter(parameters, new SplittableRandom(seed));
      return of(random, parameters, seed);
    }
  }

  /** The same for a random BERT. */
  Distance ofBert(int seed) {
    Case random = randomBert(seed);
    try (ParameterBank parameters = Initializer.initialize(random.supernet(), seed)) {
      jitter(parameters, new SplittableRandom(seed));
      return of(random, parameters, seed);
    }
  }

  /** The same for BERT base and some texts of up to 128 tokens, two of them masked. */
  Distance ofBertBase(int texts) {
    BertSpec spec = BertSpec.homogeneous(12, 768, 12, 3072);
    BertShape shape = BertShape.of(spec, BERT_VOCABULARY, 512);
    Case base =
        new Case(
            Supernet.plain(shape),
            spec,
            shape.network(spec, new DropoutRates(0.1, 0.1, 0.1)),
            TestBerts.texts(new SplittableRandom(1), Head.TOKEN, BERT_VOCABULARY, texts, 128),
            LOSS);
    try (ParameterBank parameters = Initializer.initialize(base.supernet(), 1)) {
      return of(base, parameters, 1);
    }
  }

  private static Case randomBert(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    BertSpace space = seed % 2 == 0 ? TestBerts.narrow() : TestBerts.plain();
    Head head = HEADS.get(seed / 2 % HEADS.size());
    BertShape shape = BertShape.of(space, SOURCE_VOCABULARY).headed(head);
    Mixture mixture =
        List.of(Mixture.NONE, Mixture.layerWise(2, 5), Mixture.neuronWise(2, 5)).get(seed / 6 % 3);
    Supernet supernet =
        new Supernet(shape, mixture, new SpecRouterInput(space.specEncoder(), EncodingKind.FINE));
    BertSpec spec = TestBerts.random(space, seed);
    DropoutRates dropout = seed % 4 == 0 ? DropoutRates.NONE : new DropoutRates(0.3, 0.1, 0.2);
    return new Case(
        supernet,
        spec,
        shape.network(spec, dropout),
        TestBerts.texts(
            random, head, SOURCE_VOCABULARY, seed % 9 == 5 ? 65 : random.nextInt(1, 5), 7),
        Objectives.named("cross-entropy", 0.1, head));
  }

  /** The same for a network of HAT's space and some sentences of 20 to 70 tokens. */
  Distance ofHat(TranslationSpec spec, int sentences) {
    TranslationShape shape =
        TranslationShape.of(TestSpaces.hatWmt(), HAT_VOCABULARY, HAT_VOCABULARY).single(spec);
    Supernet supernet = Supernet.plain(shape);
    DropoutRates dropout = new DropoutRates(0.3, 0.1, 0.1);
    Case hat =
        new Case(
            supernet,
            spec,
            shape.network(spec, dropout),
            batch(new SplittableRandom(1), shape, sentences, 20, 70),
            LOSS);
    try (ParameterBank parameters = Initializer.initialize(supernet, 1)) {
      return of(hat, parameters, 1);
    }
  }

  private Distance of(Case some, ParameterBank parameters, int seed) {
    try (ParameterBank expected = new ParameterBank(some.supernet().layout());
        ParameterBank actual = new ParameterBank(some.supernet().layout())) {
      double evaluated = distance(some.onDevice(bench, parameters), some.onTape(tape, parameters));
      double trained =
          distance(
              some.onDevice(bench, parameters, actual, seed),
              some.onTape(tape, parameters, expected, seed));
      return worst(Math.max(evaluated, trained), actual, expected);
    }
  }

  private static double distance(PassResult actual, PassResult expected) {
    return Math.max(
        Math.abs(actual.loss() - expected.loss()) / expected.loss(),
        Math.abs(actual.nll() - expected.nll()) / expected.nll());
  }

  private static Distance worst(double loss, ParameterBank actual, ParameterBank expected) {
    double whole = norm(expected.toArray());
    double most = 0;
    double squares = 0;
    String worst = "";
    for (String name : expected.layout().names()) {
      float[] e = expected.matrix(name).toArray();
      float[] difference = actual.matrix(name).toArray();
      for (int i = 0; i < e.length; i++) {
        difference[i] -= e[i];
      }
      // Some gradients vanish, such as those of queries that see one key: there, rounding remains.
      squares += norm(difference) * norm(difference);
      double relative = norm(difference) / (norm(e) + 1e-3 * whole);
      if (!(relative <= most)) {
        most = relative;
        worst = name;
      }
    }
    return new Distance(loss, most, worst, Math.sqrt(squares) / whole);
  }

  private static double norm(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }

  /** Weights of norms away from one and biases away from zero. */
  private static void jitter(ParameterBank parameters, SplittableRandom random) {
    float[] values = parameters.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] += (float) (0.1 * random.nextGaussian());
    }
    parameters.assign(values);
  }

  private Case random(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Supernet supernet = supernets.get(seed % supernets.size());
    TranslationShape shape = (TranslationShape) supernet.shape();
    TranslationSpec spec = TestSpaces.random(space(shape.sharing()), seed);
    DropoutRates dropout = seed % 4 == 0 ? DropoutRates.NONE : new DropoutRates(0.3, 0.1, 0.2);
    boolean longer = seed % 12 == 5;
    return new Case(
        supernet,
        spec,
        TinySupernet.network(supernet, spec, dropout),
        batch(random, shape, longer ? 1 : random.nextInt(1, 5), longer ? 35 : 1, longer ? 40 : 7),
        LOSS);
  }

  private static TranslationSpace space(EmbeddingSharing sharing) {
    return new TranslationSpace(
        "scaled-down",
        new EncoderChoices(List.of(20, 12), List.of(3), List.of(24, 17, 9), List.of(8, 4, 2)),
        new DecoderChoices(
            List.of(20, 12),
            List.of(3, 2, 1),
            List.of(24, 17, 9),
            List.of(8, 4),
            List.of(4, 2),
            List.of(1, 2, 3)),
        16,
        sharing,
        7);
  }

  private static TokenBatch batch(
      SplittableRandom random, TranslationShape shape, int sentences, int shortest, int longest) {
    Segments source = Segments.of(random.ints(sentences, shortest, longest + 1).toArray());
    Segments target = Segments.of(random.ints(sentences, shortest, longest + 1).toArray());
    return TestBatches.of(
        Tokens.of(
            Tokens.Side.SOURCE,
            random.ints(source.rows(), 0, shape.sourceVocabulary()).toArray(),
            source),
        Tokens.of(
            Tokens.Side.TARGET,
            random.ints(target.rows(), 0, shape.targetVocabulary()).toArray(),
            target),
        random.ints(target.rows(), 0, shape.targetVocabulary()).toArray());
  }

  private record Case(
      Supernet supernet, SubnetSpec spec, Network network, Batch batch, Objective objective) {

    PassResult onTape(Engine engine, ParameterBank parameters) {
      engine.workbench().arena().reset();
      Subnet weights = supernet.collapse(spec, parameters, engine.workbench());
      return engine.evaluate(network, weights, batch, objective);
    }

    PassResult onTape(Engine engine, ParameterBank parameters, ParameterBank gradients, long seed) {
      engine.workbench().arena().reset();
      Subnet weights = supernet.collapse(spec, parameters, gradients, engine.workbench(), seed);
      PassResult result = engine.train(network, weights, batch, objective, Engine.Pass.of(seed));
      weights.backward();
      return result;
    }

    PassResult onDevice(CudaBench bench, ParameterBank parameters) {
      bench.reset();
      try (DeviceBank values = new DeviceBank(bench.gpu(), supernet.layout())) {
        values.assign(parameters.toArray());
        CudaSubnet weights = new CudaSupernet(supernet, bench).collapse(spec, values);
        CudaOps ops = CudaOps.inference(bench, weights);
        return read(bench, objective.loss(ops, network.run(ops, batch), batch));
      }
    }

    PassResult onDevice(
        CudaBench bench, ParameterBank parameters, ParameterBank gradients, long seed) {
      bench.reset();
      try (DeviceBank values = new DeviceBank(bench.gpu(), supernet.layout());
          DeviceBank sums = new DeviceBank(bench.gpu(), supernet.layout())) {
        values.assign(parameters.toArray());
        CudaSubnet weights = new CudaSupernet(supernet, bench).collapse(spec, values, sums, seed);
        CudaOps ops = CudaOps.training(bench, weights, Engine.Pass.of(seed));
        CudaTensor loss = objective.loss(ops, network.run(ops, batch), batch);
        ops.backward();
        weights.backward();
        PassResult result = read(bench, loss);
        gradients.assign(sums.toArray());
        return result;
      }
    }

    private static PassResult read(CudaBench bench, CudaTensor loss) {
      float[] values = bench.gpu().download(loss.value());
      return new PassResult(values[0], values[1]);
    }
  }

  @Override
  public void close() {
    tape.close();
  }
}
