package org.paperclaims.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsTest {
  private static final byte NO_JAVA_OF_TODAY = 99;
  @TempDir private Path folder = Path.of("");

  /** A service. */
  public interface Greeting {
    String word();
  }

  /** A provider as it should be. */
  public static final class Hello implements Greeting {
    @Override
    public String word() {
      return "hello";
    }
  }

  /** A provider that cannot be made. */
  public static final class Broken implements Greeting {
    public Broken() {
      throw new IllegalStateException("the microphone is off");
    }

    @Override
    public String word() {
      return "";
    }
  }

  /** A provider of which the class file is altered below. */
  public static final class FromLater implements Greeting {
    @Override
    public String word() {
      return "later";
    }
  }

  private void write(Class<?> type, int version) throws IOException {
    String file = type.getName().replace('.', '/') + ".class";
    try (InputStream in =
        Objects.requireNonNull(PluginsTest.class.getClassLoader().getResourceAsStream(file))) {
      byte[] bytes = in.readAllBytes();
      bytes[7] = (byte) version;
      Files.createDirectories(folder.resolve(file).getParent());
      Files.write(folder.resolve(file), bytes);
    }
  }

  @Test
  void providers_that_cannot_be_made_are_left_out_with_one_line_each() throws IOException {
    write(FromLater.class, NO_JAVA_OF_TODAY);
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(Greeting.class.getName()),
        String.join(
            "\n",
            "org.example.NotThere",
            Broken.class.getName(),
            FromLater.class.getName(),
            RegistryTest.class.getName(),
            Hello.class.getName()));
    List<String> problems = new ArrayList<>();
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    List<Greeting> made;
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, before) {
          @Override
          protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            return name.equals(FromLater.class.getName())
                ? findClass(name)
                : super.loadClass(name, resolve);
          }
        }) {
      Thread.currentThread().setContextClassLoader(loader);
      made = Plugins.of(Greeting.class, problems::add);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }

    assertThat(made).singleElement().isInstanceOf(Hello.class);
    assertThat(problems)
        .hasSize(4)
        .allSatisfy(
            line ->
                assertThat(line)
                    .startsWith("a plug-in cannot be used: ")
                    .doesNotContain("\n")
                    .endsWith("; remove it, or mend it"));
    assertThat(problems.get(0)).contains("org.example.NotThere not found");
    assertThat(problems.get(1)).contains("Broken", "the microphone is off");
    assertThat(problems.get(2)).contains("FromLater", "class file version 99.0");
    assertThat(problems.get(3)).contains("RegistryTest not a subtype");
  }
}
