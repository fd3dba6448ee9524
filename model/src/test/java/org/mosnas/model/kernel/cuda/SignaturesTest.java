package org.mosnas.model.kernel.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The stand-in's functions are NVIDIA's, where their headers are: MOSNAS_CUDA_HEADERS lists the
 * folders of cuda.h and cublas_api.h, separated by colons.
 */
class SignaturesTest {
  @Test
  void theStandInHasTheSignaturesOfTheHeaders() {
    String folders = System.getenv("MOSNAS_CUDA_HEADERS");
    assumeTrue(folders != null, "MOSNAS_CUDA_HEADERS does not name the headers of CUDA");
    List<String> command = CudaStandIn.command("g++", "-fsyntax-only", "-DHEADERS");
    for (String folder : folders.split(":")) {
      command.add("-I" + folder);
    }
    assertThat(CudaStandIn.output(command)).isEmpty();
  }
}
