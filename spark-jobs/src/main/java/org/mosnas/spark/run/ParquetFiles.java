package org.mosnas.spark.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.mosnas.model.error.BadDataException;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.io.Locations;

/** Parquet of a run directory, row by row, read without Spark. */
public final class ParquetFiles {
  private final AtomicFiles files;
  private final Configuration hadoop;

  /** Those of a file system. */
  public ParquetFiles(AtomicFiles files, Configuration hadoop) {
    this.files = files;
    this.hadoop = hadoop;
  }

  /** The Parquet files that a job of Spark's wrote to a folder, by name. */
  public List<Path> in(Path folder) {
    return files.list(folder).stream()
        .filter(name -> name.endsWith(".parquet") && !name.startsWith("."))
        .map(name -> Locations.child(folder, name))
        .toList();
  }

  /** What the rows of the files of a folder say. */
  <T> List<T> rows(Path folder, Function<Group, T> says) {
    List<T> rows = new ArrayList<>();
    in(folder).forEach(file -> read(file, row -> rows.add(says.apply(row))));
    return rows;
  }

  /**
   * Reads a file.
   *
   * @param goesOn is given every row; false ends the reading
   */
  public void read(Path file, Predicate<Group> goesOn) {
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), file).withConf(hadoop).build()) {
      Group row = reader.read();
      while (row != null && goesOn.test(row)) {
        row = reader.read();
      }
    } catch (BadDataException said) {
      throw said;
    } catch (IOException | RuntimeException damaged) {
      throw new BadDataException(
          file + " is not readable Parquet (" + damaged.getMessage() + ")", damaged);
    }
  }

  /** A column of text. */
  public static String text(Group row, String column) {
    return row.getString(column, 0);
  }

  /** A column that is a list of texts. */
  public static List<String> texts(Group row, String column) {
    Group list = row.getGroup(column, 0);
    return IntStream.range(0, length(row, column))
        .mapToObj(i -> list.getGroup(0, i).getString(0, 0))
        .toList();
  }

  /** Number of elements in a column that is a list. */
  public static int length(Group row, String column) {
    return row.getGroup(column, 0).getFieldRepetitionCount(0);
  }
}
