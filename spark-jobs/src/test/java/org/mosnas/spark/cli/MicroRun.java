package org.mosnas.spark.cli;

/** A main job that takes seconds, on a generated corpus; far too little to translate well. */
final class MicroRun {
  static final String SETTINGS =
      """
      mosnas {
        corpus { kind = generated, sizes { train = 600, valid = 40, test = 20 } }
        prepare { bpe.merges = 200, shards = 2 }
        space {
          qkv-size = 32
          encoder { embed = [32, 16], layers = [2], ffn = [64, 32] }
          decoder { embed = [32, 16], layers = [2, 1], ffn = [64, 32], arbitrary-attention = [-1, 1] }
        }
        model.mixture.hidden-size = 8
        train {
          rounds = 8, updates-per-round = 4, max-tokens = 512, max-length = 128
          learning-rate.warmup-updates = 4
        }
        finetune { rounds = 2, updates-per-round = 4, learning-rate.warmup-updates = 2 }
        search {
          limit.latency-fraction = 1.0
          evolution { population = 6, parents = 2, mutations = 2, crossovers = 2, generations = 2 }
        }
        profile { rounds = 3, warm-up-rounds = 2, calibration { networks = 0, rounds = 3 } }
        evaluate { beam = 2, max-length-factor = 1.0, max-length-offset = 2 }
      }
      """;

  private MicroRun() {}
}
