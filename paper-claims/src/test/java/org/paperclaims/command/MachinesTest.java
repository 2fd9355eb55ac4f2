package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Machines that are not as a person's own: each works, or is told of in one line. */
@DisabledOnOs(OS.WINDOWS)
class MachinesTest {
  private static final String CLAIM = "blocked-negatives-make-features-alike";

  /** Mounts a file system of its own on a folder, where a user may do so, and goes on in it. */
  private static final List<String> MOUNTED =
      List.of(
          "unshare",
          "--map-root-user",
          "--mount",
          "sh",
          "-c",
          "mount -t tmpfs -o \"$1\" tmpfs \"$2\" && shift 2 && exec \"$@\"",
          "sh");

  /** Goes on as a user who is in no list, as in a container, and who has no rights of root. */
  private static final List<String> NAMELESS =
      List.of("unshare", "--user", "--map-user=12345", "--map-group=12345");

  @TempDir private Path folder = Path.of("");

  static boolean canMount() throws Exception {
    Path place = Files.createTempDirectory("mounted");
    List<String> words = new ArrayList<>(MOUNTED);
    words.addAll(List.of("size=1m", place.toString(), "true"));
    try {
      return succeeds(words);
    } finally {
      Files.delete(place);
    }
  }

  static boolean canBeNameless() throws Exception {
    List<String> words = new ArrayList<>(NAMELESS);
    words.add("true");
    return succeeds(words);
  }

  private static boolean succeeds(List<String> words) throws InterruptedException {
    try {
      return new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  private Path made(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  /** Call the command in a process of its own, with options for Java and another environment. */
  private Claims call(
      List<String> before, List<String> java, Map<String, String> environment, String... arguments)
      throws Exception {
    List<String> words = Claims.process(arguments);
    words.addAll(1, java);
    words.addAll(0, before);
    ProcessBuilder builder = new ProcessBuilder(words).directory(made("called-in").toFile());
    builder.environment().putAll(environment);
    Path out = folder.resolve("stdout");
    Path err = folder.resolve("stderr");
    int code = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start().waitFor();
    return new Claims(
        code,
        Files.readString(out, StandardCharsets.ISO_8859_1),
        Files.readString(err, StandardCharsets.ISO_8859_1));
  }

  private List<String> mounted(String options, Path place) {
    List<String> words = new ArrayList<>(MOUNTED);
    words.addAll(List.of(options, place.toString()));
    return words;
  }

  private static String advice(Claims doctor, String what) {
    for (JsonNode finding : doctor.json()) {
      if (finding.path("what").asText().equals(what) && !finding.path("good").asBoolean()) {
        return finding.path("advice").asText();
      }
    }
    return "nothing is wrong with " + what;
  }

  @Test
  @EnabledIf("canMount")
  void doctor_finds_a_folder_for_native_libraries_that_runs_no_programs() throws Exception {
    Path cache = made("cache");
    Claims doctor =
        call(
            mounted("noexec", cache),
            List.of("-Dorg.bytedeco.javacpp.cachedir=" + cache),
            Map.of(),
            "doctor",
            "--strict",
            "--json",
            "--datasets",
            folder.toString());
    assertThat(doctor.code()).as(doctor.err()).isEqualTo(1);
    for (String what : List.of("native libraries", "dl4j", "torch")) {
      assertThat(advice(doctor, what))
          .contains(
              cache.toString(),
              "mounted noexec",
              "-Dorg.bytedeco.javacpp.cachedir=FOLDER",
              "CLAIMS_JVM_ARGS");
    }
  }

  @Tag("long")
  @Test
  @EnabledIf("canMount")
  void a_run_whose_native_libraries_have_no_room_says_so_and_refutes_nothing() throws Exception {
    Path cache = made("cache");
    Claims run =
        call(
            mounted("size=2m", cache),
            List.of("-Dorg.bytedeco.javacpp.cachedir=" + cache),
            Map.of(),
            "run",
            "--include",
            CLAIM,
            "--seeds",
            "2",
            "--results",
            "results",
            "--report-dir",
            "report");
    assertThat(run.code()).as(run.err()).isEqualTo(ClaimsCommand.NOTHING_TO_SAY);
    assertThat(run.err().lines().toList())
        .filteredOn(line -> line.startsWith("claims: "))
        .singleElement()
        .asString()
        .contains(
            "INVALID", cache.toString(), "MiB free", "-Dorg.bytedeco.javacpp.cachedir=FOLDER");
    assertThat(run.err()).doesNotContain("\tat ");
  }

  @Test
  @EnabledIf("canMount")
  void a_full_folder_for_temporary_files_is_said_before_anything_is_run() throws Exception {
    Path full = made("full");
    Claims run =
        call(
            mounted("size=64k", full),
            List.of("-Djava.io.tmpdir=" + full),
            Map.of(),
            "run",
            "--include",
            CLAIM);
    assertThat(run.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(run.err().lines().toList())
        .singleElement()
        .asString()
        .contains(full.toString(), "0 MiB free", "-Djava.io.tmpdir=FOLDER");
  }

  @Test
  void doctor_finds_folders_that_cannot_be_written() throws Exception {
    Path taken = Files.writeString(folder.resolve("taken"), "");
    Claims doctor =
        call(
            List.of(),
            List.of("-Djava.io.tmpdir=" + folder.resolve("absent")),
            Map.of(),
            "doctor",
            "--strict",
            "--json",
            "--results",
            taken.resolve("results").toString(),
            "--report-dir",
            taken.resolve("report").toString(),
            "--datasets",
            folder.toString());
    assertThat(doctor.code()).as(doctor.err()).isEqualTo(1);
    assertThat(advice(doctor, "temporary files"))
        .contains(folder.resolve("absent").toString(), "-Djava.io.tmpdir=FOLDER");
    assertThat(advice(doctor, "results")).contains(taken.toString(), "--results");
    assertThat(advice(doctor, "report")).contains(taken.toString(), "--report-dir");
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "run"})
  void a_folder_with_letters_that_the_locale_cannot_write_is_refused(String command)
      throws Exception {
    // The shell makes it: the Java that runs this test may have such a locale too.
    List<String> inside =
        List.of(
            "sh", "-c", "d=$(printf 'w\\303\\266'); mkdir \"$d\"; cd \"$d\"; exec \"$@\"", "sh");
    Claims call = call(inside, List.of(), Map.of("LC_ALL", "C"), command);
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.err().lines().toList())
        .singleElement()
        .asString()
        .contains(folder.toString(), "has letters that this locale cannot write", "LC_ALL=C.UTF-8");
  }

  @ParameterizedTest
  @CsvSource({
    "list --results, ''",
    "dataset verify cifar10 --dir, ''",
    "list, -Ddatasets.dir=",
    "list, -Dclaims.results="
  })
  void a_setting_with_letters_that_the_locale_cannot_write_is_refused(
      String arguments, String property) throws Exception {
    List<String> shell =
        List.of(
            "sh",
            "-c",
            "java=$1; shift; w=$(printf 'w\\303\\266'); "
                + (property.isEmpty()
                    ? "exec \"$java\" \"$@\" \"$w\""
                    : "exec \"$java\" \"" + property + "$w\" \"$@\""),
            "sh");
    Claims call = call(shell, List.of(), Map.of("LC_ALL", "C"), arguments.split(" "));
    assertThat(call.code()).as(call.err()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.err())
        .startsWith("claims: ")
        .contains("has letters that this locale cannot write; set LC_ALL=C.UTF-8")
        .doesNotContain("\tat ");
    assertThat(call.err().lines()).hasSizeLessThan(3);
  }

  @Test
  void a_home_with_letters_that_the_locale_cannot_write_is_refused_and_help_is_given()
      throws Exception {
    List<String> home =
        List.of("sh", "-c", "HOME=$(printf '/w\\303\\266'); export HOME; exec \"$@\"", "sh");
    Claims list = call(home, List.of(), Map.of("LC_ALL", "C"), "list");
    assertThat(list.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(list.err().lines().toList()).singleElement().asString().contains("LC_ALL=C.UTF-8");
    assertThat(call(home, List.of(), Map.of("LC_ALL", "C"), "--help").code()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "-Dclaims.teir=reduced, run, claims.tier",
    "-Dclaims-seeds=1, plan, claims.seeds",
    "-Ddataset.dir=x, dataset verify cifar10, datasets.dir"
  })
  void a_misspelt_property_is_refused_before_anything_is_done(
      String property, String command, String nearest) throws Exception {
    Claims call = call(List.of(), List.of(property), Map.of(), command.split(" "));
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.out()).isEmpty();
    assertThat(call.err().lines().toList())
        .singleElement()
        .asString()
        .contains("there is no property", "the nearest is " + nearest + ",");
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(strings = {"absent/summary.md", "taken/summary.md", "called-in"})
  void a_build_servers_summary_that_cannot_be_written_is_a_warning_and_decides_nothing(String name)
      throws Exception {
    Files.writeString(folder.resolve("taken"), "before");
    String place = folder.resolve(name).toString();
    Claims run =
        call(
            List.of(),
            List.of(),
            Map.of("GITHUB_STEP_SUMMARY", place),
            "run",
            "--include",
            "control-*-map",
            "--mode",
            "load",
            "--results",
            "results",
            "--report-dir",
            "report");
    assertThat(run.code()).as(run.err()).isEqualTo(ClaimsCommand.NOTHING_TO_SAY);
    assertThat(run.err().lines().toList())
        .filteredOn(line -> line.contains("GITHUB_STEP_SUMMARY"))
        .singleElement()
        .asString()
        .contains(place, "the report is whole");
    assertThat(folder.resolve("called-in/report/index.html")).isNotEmptyFile();
  }

  /** As in a container whose user is in no list: Java calls the home a question mark. */
  @Test
  void the_home_of_a_user_without_a_name_is_that_of_the_environment() throws Exception {
    Path home = made("home");
    List<String> nameless = List.of("-Duser.home=?", "-Duser.name=?");
    Claims verify =
        call(List.of(), nameless, Map.of("HOME", home.toString()), "dataset", "verify", "cifar10");
    assertThat(verify.out()).contains("NOT GOOD " + home.resolve(".cache/paper-claims/datasets"));
    Claims run =
        call(
            List.of(), nameless, Map.of("HOME", home.toString()), "run", "--include", "headline-*");
    assertThat(run.code()).isEqualTo(ClaimsCommand.NOTHING_ATTEMPTED);
    assertThat(folder.resolve("called-in/?")).doesNotExist();
  }

  @Test
  @EnabledIf("canBeNameless")
  void a_user_in_no_list_has_the_home_of_the_environment() throws Exception {
    Path home = made("home");
    Claims verify =
        call(NAMELESS, List.of(), Map.of("HOME", home.toString()), "dataset", "verify", "svhn");
    assertThat(verify.out()).contains("NOT GOOD " + home.resolve(".cache/paper-claims/datasets"));
    List<String> homeless = new ArrayList<>(NAMELESS);
    homeless.addAll(List.of("env", "-u", "HOME"));
    Claims without = call(homeless, List.of(), Map.of(), "dataset", "verify", "svhn");
    assertThat(without.code()).as(without.err()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(without.err()).doesNotContain("\tat ");
    assertThat(folder.resolve("called-in/?")).doesNotExist();
  }

  @Tag("long")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dataset verify cifar10 --dir FOLDER | cifar-10-batches-bin | may not be read by this user",
        "dataset verify imagenet-part --dir FOLDER | imagenet/val/n01440764 | cannot be read",
        "report --results FOLDER/results | results | may not be read by this user",
        "list --results FOLDER/results | results | may not be read by this user",
        "plan --include control-* --results FOLDER/results | results | may not be read by this user",
        "list --catalogue FOLDER/more | more | cannot be read",
        "run --results FOLDER/results | results | may not be read by this user",
        "run --results r --report-dir FOLDER/report | report | --report-dir",
        "dataset fetch cifar10 --dir FOLDER/data | data | Choose another place with --dir"
      })
  @EnabledIf("canBeNameless")
  void a_folder_that_the_user_has_no_right_to_is_named(String words, String locked, String said)
      throws Exception {
    Path place = made(locked);
    Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("---------"));
    try {
      String[] arguments = words.replace("FOLDER", folder.toString()).split(" ");
      Claims call = call(NAMELESS, List.of(), Map.of("HOME", folder.toString()), arguments);
      assertThat(call.code()).as(call.err()).isEqualTo(ClaimsCommand.WRONG_INPUT);
      assertThat(call.out() + call.err()).contains(place.toString(), said).doesNotContain("\tat ");
    } finally {
      Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:b", "'a b#c?d%25\"&;"})
  void a_results_folder_may_have_any_sign_of_a_shell_in_its_name(String name) throws Exception {
    Path results = folder.resolve(name).resolve("results");
    Claims call =
        Claims.call(
            "run",
            "--include",
            CLAIM,
            "--seeds",
            "2",
            "--results",
            results.toString(),
            "--report-dir",
            folder.resolve(name).resolve("report").toString());
    assertThat(call.code()).as(call.err()).isZero();
    assertThat(results.resolve("ledger.csv")).isNotEmptyFile();
    assertThat(results.resolve("live.html"))
        .content()
        .contains("href=\"../report/index.html\"", "Verdicts so far", "\"for\">" + CLAIM + "<");
  }
}
