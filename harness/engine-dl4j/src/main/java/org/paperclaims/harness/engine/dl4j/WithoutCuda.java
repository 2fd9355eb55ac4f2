package org.paperclaims.harness.engine.dl4j;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/** Hides ND4J's back end for CUDA, which ND4J would otherwise prefer to the CPU's. */
final class WithoutCuda extends ClassLoader {
  private static final String SERVICE = "META-INF/services/org.nd4j.linalg.factory.Nd4jBackend";

  WithoutCuda(ClassLoader parent) {
    super(parent);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    List<URL> all = Collections.list(super.getResources(name));
    if (name.equals(SERVICE)) {
      all.removeIf(url -> url.toString().contains("nd4j-cuda"));
    }
    return Collections.enumeration(all);
  }
}
