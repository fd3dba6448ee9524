package org.mosnas.spark.cli;

import static org.mosnas.spark.cli.BadInput.bad;

import java.util.List;

/** Bundles that are none, and runs that cannot be exported. */
final class BundleBadInputs {
  private BundleBadInputs() {}

  static List<BadInput> all() {
    return List.of(
        bad("a bundle that is none")
            .mos("verify {here}/none")
            .fails(4, "{here}/none: no bundle", "name what mos export wrote"),
        bad("a bundle whose manifest is not JSON")
            .given(scene -> scene.write("bundle/manifest.json", "{"))
            .mos("verify {here}/bundle")
            .fails(4, "{here}/bundle/manifest.json: not valid JSON", "export the run again"),
        bad("a bundle of another version")
            .given(scene -> scene.write("bundle/manifest.json", "{\"format-version\": 99}"))
            .mos("verify {here}/bundle")
            .fails(4, "format-version 99", "export the run again"),
        bad("exporting an unfinished run")
            .given(scene -> scene.delete("run/winner"))
            .mos("export --run-dir {run} --out {here}/bundle")
            .fails(4, "mos run --run-dir {run} --resume"),
        bad("exporting over files of the user's")
            .given(scene -> scene.write("mine/notes.txt", "mine\n"))
            .mos("export --run-dir {run} --out {here}/mine --force")
            .fails(2, "{here}/mine exists and is no bundle", "--out"));
  }
}
