package org.paperclaims.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.harness.store.ObjectStore;

class S3ObjectsTest {
  private static final int ROUNDS = 1000;

  @TempDir private Path folder = Path.of("");

  private static S3Server server;

  @BeforeAll
  static void start() throws Exception {
    server = new S3Server();
    System.setProperty("aws.endpointUrl", server.endpoint().toString());
    System.setProperty("aws.accessKeyId", "identity");
    System.setProperty("aws.secretAccessKey", "credential");
  }

  @AfterAll
  static void stop() {
    List.of("aws.endpointUrl", "aws.accessKeyId", "aws.secretAccessKey")
        .forEach(System::clearProperty);
    server.close();
  }

  private static ObjectStore open(String prefix) throws IOException {
    return new S3().open("s3://" + S3Server.BUCKET + prefix);
  }

  @Test
  void objects_are_created_once_and_written_and_read_and_removed() throws IOException {
    try (ObjectStore objects = open("/a folder/and another")) {
      assertThat(objects.create("one", "first".getBytes(UTF_8))).isTrue();
      assertThat(objects.create("one", "second".getBytes(UTF_8))).isFalse();
      assertThat(objects.get("one", 5)).hasValue("first".getBytes(UTF_8));
      assertThatThrownBy(() -> objects.get("one", 4))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("more than 4 bytes");
      String before = objects.list("one").get(0).tag();
      objects.put("one", "third".getBytes(UTF_8));
      assertThat(objects.list("one")).extracting(ObjectStore.Entry::key).containsExactly("one");
      assertThat(objects.list("one").get(0).tag()).isNotEqualTo(before);
      Path file = Files.writeString(folder.resolve("file"), "from a file");
      objects.put("two/three", file);
      assertThat(objects.get("two/three", folder.resolve("copy"))).isTrue();
      assertThat(folder.resolve("copy")).hasContent("from a file");
      assertThat(objects.get("absent", folder.resolve("no"))).isFalse();
      assertThat(objects.get("absent", 9)).isEmpty();
      objects.delete("one");
      objects.delete("one");
      assertThat(objects.list("")).extracting(ObjectStore.Entry::key).containsExactly("two/three");
    }
  }

  @Test
  void a_list_is_whole_and_in_order_however_long_it_is() throws IOException {
    try (ObjectStore objects = open("/long")) {
      List<String> keys = new ArrayList<>();
      for (int i = 0; i < 1100; i++) {
        keys.add("row-%04d".formatted(i));
        objects.put(keys.get(i), new byte[] {1});
      }
      assertThat(objects.list("row-")).extracting(ObjectStore.Entry::key).isEqualTo(keys);
    }
  }

  @Tag("long")
  @Test
  void of_two_that_race_for_an_object_one_wins() throws Exception {
    ExecutorService racers = Executors.newFixedThreadPool(2);
    try (ObjectStore objects = open("/race")) {
      for (int round = 0; round < ROUNDS; round++) {
        String key = "round-" + round;
        CyclicBarrier start = new CyclicBarrier(2);
        List<Future<Boolean>> made = new ArrayList<>();
        for (byte racer = 0; racer < 2; racer++) {
          byte[] content = {racer};
          Callable<Boolean> race =
              () -> {
                start.await();
                return objects.create(key, content);
              };
          made.add(racers.submit(race));
        }
        assertThat(made.get(0).get() ^ made.get(1).get()).as(key).isTrue();
      }
    } finally {
      racers.shutdownNow();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"s3://A/b", "s3://ab/results", "s3:///results", "s3://under_score/results"})
  void an_address_that_is_none_is_refused(String address) {
    assertThatThrownBy(() -> new S3().open(address))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("found '" + address + "'")
        .hasMessageContaining("s3://BUCKET/PREFIX");
  }

  @Test
  void a_bucket_that_is_not_there_is_named() throws IOException {
    try (ObjectStore objects = new S3().open("s3://no-such-bucket/results")) {
      assertThatThrownBy(() -> objects.list(""))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("s3://no-such-bucket/results/");
    }
  }
}
