package org.paperclaims.harness.engine.torch.natives;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paperclaims.harness.engine.NativeFolder;

/** Libraries in jars that are made up; none of them is loaded. */
class CudaJarsTest {
  private static final String FOLDER = "org/bytedeco/cuda/linux-x86_64/";

  @TempDir private Path machine = Path.of("");

  private URL jar(String name, String... libraries) throws IOException {
    Path jar = machine.resolve(name);
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      String folder = "";
      for (String part : FOLDER.split("/")) {
        folder += part + "/";
        out.putNextEntry(new ZipEntry(folder));
      }
      for (String library : libraries) {
        out.putNextEntry(new ZipEntry(FOLDER + library));
        out.write(library.getBytes(StandardCharsets.UTF_8));
      }
    }
    return jar.toUri().toURL();
  }

  @Test
  void a_library_is_unpacked_with_all_that_lies_in_its_jar() throws IOException {
    NativeFolder.use();
    String mine = Long.toHexString(System.nanoTime());
    URL[] jars = {
      jar("cuda-redist-" + mine + ".jar", "libcudart.so.13"),
      jar("cuda-redist-cudnn-" + mine + ".jar", "libcudnn.so.9", "libcudnn_ops.so.9")
    };
    try (URLClassLoader classPath = new URLClassLoader(jars, null)) {
      CudaJars found = new CudaJars(classPath);
      assertThat(found.find("libcudart.so.13").orElseThrow()).hasContent("libcudart.so.13");
      Path cudnn = found.find("libcudnn.so.9").orElseThrow();
      assertThat(cudnn).hasContent("libcudnn.so.9");
      assertThat(cudnn.resolveSibling("libcudnn_ops.so.9")).hasContent("libcudnn_ops.so.9");
      assertThat(found.find("libnccl.so.2")).isEmpty();
    }
  }

  @Test
  void a_class_path_of_folders_needs_no_unpacking() throws IOException {
    Path library = machine.resolve("classes").resolve(FOLDER).resolve("libnccl.so.2");
    Files.createDirectories(library.getParent());
    Files.writeString(library, "nccl");
    try (URLClassLoader classPath =
        new URLClassLoader(new URL[] {machine.resolve("classes").toUri().toURL()}, null)) {
      assertThat(new CudaJars(classPath).find("libnccl.so.2")).contains(library);
    }
  }
}
