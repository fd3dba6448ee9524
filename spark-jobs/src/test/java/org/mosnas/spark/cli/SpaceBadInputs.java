package org.mosnas.spark.cli;

import static org.mosnas.spark.cli.BadInput.bad;

import java.util.List;

/** Search spaces that are refused, and subnets that are not of the space. */
final class SpaceBadInputs {
  private static final String SUBNET =
      "space --conf {run}/effective.conf --subnet {here}/subnet.yml";

  private SpaceBadInputs() {}

  static List<BadInput> all() {
    return List.of(
        bad("a file of a space that does not exist")
            .mos("space --space {here}/none.conf")
            .fails(2, "no such configuration file: {here}/none.conf", "see conf/"),
        bad("a choice among nothing")
            .mos("space", "--set=space.encoder.ffn=[]")
            .fails(
                2, "mosnas.space.encoder.ffn must offer at least one value", "correct the setting"),
        bad("a choice that is repeated")
            .mos("space", "--set=space.encoder.ffn=[64, 64]")
            .fails(2, "mosnas.space.encoder.ffn must not repeat a value", "correct the setting"),
        bad("a negative size")
            .mos("space", "--set=space.encoder.layers=[-1]")
            .fails(2, "mosnas.space.encoder.layers: every value must be positive, was -1"),
        bad("an odd width")
            .mos("space", "--set=space.encoder.embed=[33]")
            .fails(
                2, "mosnas.space.encoder.embed: every value must be even", "correct the setting"),
        bad("heads that do not divide the width")
            .mos("space", "--set=space.encoder.heads=[3]")
            .fails(2, "mosnas.space.encoder.heads: every value must divide qkv-size"),
        bad("attention to more layers than there are")
            .mos(
                "space",
                "--set=space.encoder.layers=[1]",
                "--set=space.decoder.arbitrary-attention=[2]")
            .fails(2, "decoder.arbitrary-attention: no more layers can be attended to"),
        bad("embeddings of an unknown kind")
            .mos("space --set space.embeddings=none")
            .fails(2, "mosnas.space.embeddings must be one of shared, separate, was none"),
        bad("a space with a word for a number")
            .mos("space", "--set=space.encoder.ffn=[wide]")
            .fails(2, "mosnas.space.encoder.ffn must be an integer, was \"wide\""),
        bad("a vocabulary of no tokens")
            .mos("space --vocabulary-size 0")
            .fails(2, "--vocabulary-size must be positive, was 0"),
        bad("two vocabularies where one is shared")
            .mos("space --set space.vocabulary.source=5")
            .fails(2, "shared embeddings need one vocabulary", "5 and 8000"),
        bad("a subnet that does not exist")
            .mos(SUBNET)
            .fails(4, "{here}/subnet.yml: no such file", "expected a HAT sub-network file"),
        bad("a subnet of another space")
            .given(
                scene ->
                    scene.write(
                        "subnet.yml",
                        java.nio.file.Files.readString(scene.file("run/search/subnet.yml"))
                            .replaceAll("(encoder-embed-dim-subtransformer:) .*", "$1 48")))
            .mos(SUBNET)
            .fails(2, "is not in space", "48", "use a subnet of this space"),
        bad("a subnet without one of its keys")
            .given(
                scene ->
                    scene.write(
                        "subnet.yml",
                        java.nio.file.Files.readString(scene.file("run/search/subnet.yml"))
                            .replaceAll("decoder-layer-num-subtransformer: .*", "")))
            .mos(SUBNET)
            .fails(
                4,
                "{here}/subnet.yml",
                "key decoder-layer-num-subtransformer is missing",
                "add it"),
        bad("a subnet that is not YAML")
            .given(scene -> scene.write("subnet.yml", "a: [1\nb: }\n"))
            .mos(SUBNET)
            .fails(4, "{here}/subnet.yml:2: not YAML", "expected key: value"),
        bad("a subnet that is a list")
            .given(scene -> scene.write("subnet.yml", "- 1\n- 2\n"))
            .mos(SUBNET)
            .fails(4, "{here}/subnet.yml: expected lines of the form key: value"),
        bad("a subnet with a tag that would make an object")
            .given(
                scene ->
                    scene.write(
                        "subnet.yml",
                        "encoder-embed-dim-subtransformer: !!java.net.URL"
                            + " [\"http://localhost\"]\n"))
            .mos(SUBNET)
            .fails(4, "{here}/subnet.yml"),
        bad("a subnet with a word for a number")
            .given(
                scene ->
                    scene.write(
                        "subnet.yml",
                        java.nio.file.Files.readString(scene.file("run/search/subnet.yml"))
                            .replaceAll("(encoder-embed-dim-subtransformer:) .*", "$1 wide")))
            .mos(SUBNET)
            .fails(4, "{here}/subnet.yml:", "found wide", "correct it"));
  }
}
