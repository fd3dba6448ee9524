package org.mosnas.spark.run;

/** Names of the files and folders of a run directory, relative to it. */
public final class RunLayout {
  /** The record of the run. */
  public static final String RECORD = "run.json";

  /** The configuration that the last command ran with. */
  public static final String CONFIGURATION = "effective.conf";

  /** The log of the commands, where the directory is on this machine. */
  public static final String LOG = "mos.log";

  /** The lock of the command that works in the directory. */
  public static final String LOCK = "run.lock";

  /** Text that the run built itself. */
  public static final String CORPUS = "corpus";

  /** What that text is. */
  public static final String CORPUS_MANIFEST = CORPUS + "/manifest.json";

  /** Prepared data. */
  public static final String DATA = "data";

  /** What that data is. */
  public static final String DATA_MANIFEST = DATA + "/manifest.json";

  /** Prepared data of the task that the searched subnet is finetuned on, if it is another one. */
  public static final String TARGET_DATA = "target-data";

  /** The latency table: see {@link ProfileFiles}. */
  public static final String LATENCY_TABLE = "profile/latency";

  /** The last file of it: from sums of blocks to whole networks. */
  public static final String CALIBRATION = LATENCY_TABLE + "/calibration.json";

  /** What the search came to: see {@link OutcomeFile}. */
  public static final String OUTCOME = "search/outcome.json";

  /** The winner, finetuned. */
  public static final String WINNER = "winner";

  /** The table at the end of a run, as it is printed. */
  public static final String RESULT_TABLE = "evaluate/table.txt";

  /** The folder with tables in Parquet. */
  public static final String TABLES = "tables";

  /** Name of the file that names the newest of the checkpoints beside it. */
  public static final String NEWEST = "latest";

  private RunLayout() {}

  /** The mark that a stage is done: see {@link StageMark}. */
  public static String mark(String stage) {
    return stage + "/done.json";
  }

  /** The checkpoints of a stage that trains. */
  public static String checkpoints(String stage) {
    return stage + "/checkpoints";
  }

  /** The file that names the newest checkpoint of a stage that trains. */
  public static String newestCheckpoint(String stage) {
    return checkpoints(stage) + "/" + NEWEST;
  }

  /** The trainings of a stage that tries several settings or seeds: see {@link TrialFile}. */
  public static String trials(String stage) {
    return stage + "/trials";
  }

  /** The generations of one algorithm of the search. */
  public static String generations(String algorithm) {
    return "search/" + algorithm + ".json";
  }

  /**
   * The folder of the search for a member of a family.
   *
   * @param member its name; empty for the winner of the run
   */
  public static String search(String member) {
    return member.isEmpty() ? "search" : "search/" + member;
  }

  /** What the search for a member came to: see {@link OutcomeFile}. */
  public static String outcome(String member) {
    return search(member) + "/outcome.json";
  }

  /** The generations of one algorithm of the search for a member. */
  public static String generations(String member, String algorithm) {
    return search(member) + "/" + algorithm + ".json";
  }

  /** Where a member is kept, finetuned. */
  public static String subnet(String member) {
    return member.isEmpty() ? WINNER : "finetune-" + member;
  }

  /** What a system made of the test set, a line per sentence. */
  public static String translations(String system) {
    return "evaluate/" + system + ".txt";
  }
}
