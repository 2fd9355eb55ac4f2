package org.paperclaims.harness.engine.plan.dnnl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Properties;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Settings that ND4J gave to JavaCPP do not reach other libraries, and are not lost. */
class WithoutExtensionTest {
  private static final String EXTENSION = "platform.extension";

  private final Properties platform = Loader.loadProperties();
  private @Nullable Object before;

  @BeforeEach
  void another_library_has_set_an_extension() {
    before = platform.put(EXTENSION, "-onednn-avx2");
  }

  @AfterEach
  void put_back() {
    if (before == null) {
      platform.remove(EXTENSION);
    } else {
      platform.put(EXTENSION, before);
    }
  }

  @Test
  void there_is_no_extension_while_another_library_loads_and_the_same_one_afterwards() {
    WithoutExtension.run(() -> assertThat(platform).doesNotContainKey(EXTENSION));
    assertThat(platform).containsEntry(EXTENSION, "-onednn-avx2");
  }

  @Test
  void a_load_that_fails_leaves_the_extension_too() {
    assertThatThrownBy(
            () ->
                WithoutExtension.run(
                    () -> {
                      throw new UnsatisfiedLinkError("no jnitorch");
                    }))
        .hasMessage("no jnitorch");
    assertThat(platform).containsEntry(EXTENSION, "-onednn-avx2");
  }
}
