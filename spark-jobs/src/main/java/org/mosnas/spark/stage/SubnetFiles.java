package org.mosnas.spark.stage;

import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.checkpoint.Safetensors;
import org.mosnas.model.network.NetworkShape;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.ParameterLayout;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.io.MadeFrom;

/** A subnet on storage: HAT's sub-network YAML and its collapsed weights in safetensors. */
public final class SubnetFiles {
  static final String SPEC = "subnet.yml";
  static final String WEIGHTS = "weights.safetensors";

  private final AtomicFiles files;
  private final Path folder;

  /**
   * The files of a subnet.
   *
   * @param folder that holds them
   */
  public SubnetFiles(AtomicFiles files, Path folder) {
    this.files = files;
    this.folder = folder;
  }

  /** Whether there are weights. */
  public boolean exist() {
    return files.exists(new Path(folder, WEIGHTS));
  }

  /** Writes a subnet, its weights with the name of their origin; returns their checksum. */
  String write(DenseSubnet subnet, MadeFrom madeFrom) {
    files.writeText(new Path(folder, SPEC), subnet.spec().toText());
    ParameterLayout layout = subnet.network().layout();
    files.write(
        new Path(folder, WEIGHTS),
        out -> Safetensors.write(out, layout, subnet.parameters(), metadata(subnet, madeFrom)));
    return files.sha256(new Path(folder, WEIGHTS));
  }

  private static Map<String, String> metadata(DenseSubnet subnet, MadeFrom madeFrom) {
    Map<String, String> metadata = new TreeMap<>();
    metadata.put("format", "mosnas");
    metadata.put("subnet", subnet.spec().id());
    metadata.put("made-from", madeFrom.fingerprint().value());
    return metadata;
  }

  /**
   * Reads a subnet back.
   *
   * @param supernet sizes that the subnet's file leaves out
   */
  public DenseSubnet read(SearchSpace space, NetworkShape supernet) {
    Path specFile = new Path(folder, SPEC);
    SubnetSpec spec = space.parse(files.readText(specFile), specFile.toString());
    NetworkShape shape = supernet.single(spec);
    ParameterLayout layout = Supernet.plain(shape).layout();
    float[] values = new float[layout.floats()];
    Path weights = new Path(folder, WEIGHTS);
    files.read(weights, in -> Safetensors.read(in, weights.toString(), layout, values));
    return new DenseSubnet(shape, values);
  }
}
