package org.paperclaims.harness.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that want to be executed, unpacked or believed. */
class HostileModelTest {
  private static final int MUTATIONS = 1000;

  @TempDir Path folder;

  /** A pickle by its instructions, in Latin letters. */
  private static byte[] pickle(String instructions) {
    return ("\u0080\u0002" + instructions + ".").getBytes(StandardCharsets.ISO_8859_1);
  }

  private Path zip(byte[] pickle, String... otherNames) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      stored(zip, "m/data.pkl", pickle);
      for (String name : otherNames) {
        stored(zip, name, new byte[8]);
      }
    }
    return Files.write(folder.resolve("m.pth"), bytes.toByteArray());
  }

  private static void stored(ZipOutputStream zip, String name, byte[] data) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(data);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(data.length);
    entry.setCrc(sum.getValue());
    zip.putNextEntry(entry);
    zip.write(data);
    zip.closeEntry();
  }

  private static void refused(Path path, String why) {
    assertThatThrownBy(() -> ModelFile.open(path))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cos\nsystem\nX\u0004\u0000\u0000\u0000true\u0085R",
        "c__builtin__\neval\nX\u0001\u0000\u0000\u00001\u0085R",
        "cbuiltins\ngetattr\n",
        "X\u0005\u0000\u0000\u0000posixX\u0006\u0000\u0000\u0000system\u0093",
        "ctorch.storage\n_load_from_bytes\n",
        "ios\nsystem\n",
        "}cos\nsystem\nb",
      })
  void a_call_is_never_made(String instructions) throws IOException {
    byte[] pickle = pickle(instructions);
    assertThatThrownBy(() -> ModelFile.open(zip(pickle)))
        .isInstanceOf(ModelFileException.Refused.class);
    Path old = Files.write(folder.resolve("old.pth"), pickle);
    assertThatThrownBy(() -> ModelFile.open(old)).isInstanceOf(ModelFileException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "'r\u00ff\u00ff\u00ff\u007f', nothing where a value",
    "'}r\u00ff\u00ff\u00ff\u007fX\u00ff\u00ff\u00ff\u007f', bytes follow",
    "'}\u008d\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f', bytes follow",
    "'B\u00ff\u00ff\u00ff\u00ff', bytes follow",
    "'h\u0001', did not remember",
    "'t', did not begin",
    "'(0', not one that a model",
    "'}}s', nothing where a value",
    "'}', no dictionary of tensors",
    "'N', no dictionary of tensors",
  })
  void a_length_or_place_is_not_believed(String instructions, String why) throws IOException {
    refused(zip(pickle(instructions)), why);
  }

  @Test
  void a_long_key_is_not_copied_into_the_names_below_it() throws IOException {
    String key = "k".repeat(5_000);
    String length = "X\u0088\u0013\u0000\u0000";
    refused(
        zip(pickle("}" + length + key + "}X\u0001\u0000\u0000\u0000aNss")),
        "at most 1000 are allowed");
  }

  @Test
  void a_memo_costs_no_more_than_its_entries() throws IOException {
    StringBuilder instructions = new StringBuilder("}");
    for (int i = 0; i < 50_000; i++) {
      instructions
          .append("r")
          .append((char) (i & 0xFF))
          .append((char) (i >> 8))
          .append("\u0000\u007f");
    }
    refused(zip(pickle(instructions.toString())), "no dictionary of tensors");
  }

  @Test
  void values_that_double_at_every_step_are_not_followed_for_ever() throws IOException {
    // Each dictionary holds the one before it a hundred times, under other keys.
    StringBuilder instructions = new StringBuilder("}q\u0000");
    for (int level = 1; level <= 12; level++) {
      instructions.append("}(");
      for (int key = 0; key < 100; key++) {
        instructions.append("K").append((char) key).append("h").append((char) (level - 1));
      }
      instructions.append("uq").append((char) level);
    }
    refused(zip(pickle(instructions.toString())), "nests more values");
  }

  @Test
  void instructions_without_end_are_not_followed() throws IOException {
    refused(zip(pickle("N".repeat(1_500_000))), "instructions");
  }

  @Test
  void nothing_is_unpacked() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("m/data.pkl"));
      zip.write(new byte[64 << 20]);
      zip.closeEntry();
    }
    assertThat(bytes.size()).isLessThan(1 << 20);
    refused(Files.write(folder.resolve("bomb.pth"), bytes.toByteArray()), "compressed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../evil", "/etc/evil", "m/../../evil"})
  void a_name_that_leads_elsewhere_is_refused(String name) throws IOException {
    refused(zip(pickle("}"), name), "leads out of its folder");
  }

  @Test
  void a_storage_larger_than_its_data_is_refused() throws IOException {
    String storage =
        "(X\u0007\u0000\u0000\u0000storagectorch\nFloatStorage\nX\u0001\u0000\u0000\u00000"
            + "X\u0003\u0000\u0000\u0000cpuJ\u00ff\u00ff\u00ff\u007ftQ";
    String tensor =
        "}X\u0001\u0000\u0000\u0000wctorch._utils\n_rebuild_tensor_v2\n("
            + storage
            + "K\u0000K\u0002\u0085K\u0001\u0085\u0089}tRs";
    refused(zip(pickle(tensor), "m/data/0"), "8 bytes");
  }

  /** The content of a file, or the typed error that it gives. */
  private static Map<String, String> read(Path path) {
    try (ModelFile file = ModelFile.open(path)) {
      return Reading.of(file, Samples.resnet8(), "").snapshot(file).tensors().entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, e -> Arrays.toString(e.getValue().data())));
    } catch (ModelFileException | UncheckedIOException e) {
      assertThat(e.getMessage()).contains(path.toString());
      return Map.of();
    }
  }

  /**
   * The zip has checksums of every byte. The other forms have none of their numbers, so there the
   * bytes that describe them are changed; a record's SHA-256 guards the rest.
   */
  @Tag("long")
  @ParameterizedTest
  @CsvSource({"resnet8-zip.pth, all", "resnet8-old.pth, pickles", "m.safetensors, header"})
  void a_changed_file_gives_an_error_or_the_same_numbers(String name, String where)
      throws IOException {
    byte[] good =
        name.equals("m.safetensors")
            ? Samples.safetensors(Samples.resnet8(), "", "F32", 4)
            : Samples.bytes(name);
    int end =
        switch (where) {
          case "pickles" -> behindPickles(good);
          case "header" -> 8 + (int) ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).getLong();
          default -> good.length;
        };
    Path path = folder.resolve(name);
    Files.write(path, good);
    Map<String, String> numbers = read(path);
    assertThat(numbers).hasSize(37);
    Random random = new Random(23);
    int errors = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] bad = good.clone();
      int kind = random.nextInt(4);
      int at = random.nextInt(end);
      if (kind == 0) {
        bad = Arrays.copyOf(bad, random.nextInt(good.length));
      } else if (kind == 1) {
        bad[at] ^= (byte) (1 << random.nextInt(8));
      } else {
        bad[at] = (byte) random.nextInt(256);
      }
      Files.write(path, bad);
      Map<String, String> found = read(path);
      errors += found.isEmpty() ? 1 : 0;
      assertThat(found).as("mutation %d of %s at byte %d", i, name, at).isIn(numbers, Map.of());
    }
    assertThat(errors).isGreaterThan(MUTATIONS / 4);
  }

  /** The number of the first storage follows the list of keys. */
  private static int behindPickles(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    for (int i = 0; i < 5; i++) {
      Pickle.read(bytes);
    }
    return bytes.position();
  }
}
