package org.paperclaims.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.train.Control;

/** Looks at a report in a real Chromium. Skipped, and said so, where none is installed. */
@Tag("long")
class BrowserTest {
  private static final int PHONE = 360;

  /** Top-level pages, a run, and claims of which each shows something that the others lack. */
  private static final List<String> KINDS =
      List.of(
          "index",
          "comparisons",
          "networks",
          "engines",
          "environment",
          "history",
          "live",
          "runs",
          "last-relu-lowers-error",
          "proportion-trend",
          "cifar-100-level",
          "linear-maps-are-hard",
          "svhn-level");

  @TempDir static Path folder;
  private static Browser browser;

  @BeforeAll
  static void open() throws IOException {
    Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
    browser = Browser.start(Files.createTempDirectory(target, "chromium")).orElse(null);
    if (browser == null) {
      String why =
          "no Chromium with its driver on the PATH: pages are not looked at in a browser"
              + " (Debian: apt-get install chromium chromium-driver)";
      System.out.println("SKIPPED BrowserTest: " + why);
      assumeTrue(false, why);
    }
    ReportSite.write(MadeUpSuite.small(), MadeUpSuite.options(), folder);
    RunRecord run = MadeUpSuite.small().cases().get(0).runs().byArm().get("control").get(0);
    LivePage live = new LivePage(folder.resolve("live.html"));
    live.planned(10, 4);
    live.ended(run, false);
    live.started(run.spec(), 0);
    live.step(run.spec(), new Control.Step(1, 12, 40, 120, 2.301, 180, 64));
    live.note("a note");
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void every_page_is_reached_by_links_that_work_and_suits_a_phone() throws IOException {
    browser.look(PHONE, 740, "light");
    List<Path> kinds = onePageOfEachKind();
    Set<URI> seen = new LinkedHashSet<>();
    Map<Path, Set<String>> places = new HashMap<>();
    Deque<URI> next = new ArrayDeque<>(List.of(folder.resolve("index.html").toUri()));
    next.add(folder.resolve("live.html").toUri());
    int runs = 0;
    while (!next.isEmpty()) {
      URI link = next.remove();
      if (!seen.add(link)) {
        continue;
      }
      Path page = Path.of(withoutFragment(link));
      assertThat(page).exists();
      boolean run = page.getParent().endsWith("runs");
      // Runs have one template: the first few stand for all, which are checked to exist.
      if (!page.toString().endsWith(".html") || places.containsKey(page) || (run && ++runs > 3)) {
        continue;
      }
      browser.open(page, "");
      places.put(page, browser.places());
      assertThat(browser.overflowing()).as("%s at %d pixels", page, PHONE).isEmpty();
      assertThat(browser.brokenPictures()).as("pictures of %s", page).isEmpty();
      if (kinds.contains(page)) {
        assertThat(browser.violations()).as("%s at %d pixels", page, PHONE).isEmpty();
        shoot(page, PHONE, "light");
      }
      assertThat(browser.complaints()).as("console of %s", page).isEmpty();
      browser.links().stream()
          .map(URI::create)
          .filter(l -> "file".equals(l.getScheme()))
          .forEach(next::add);
    }
    for (URI link : seen) {
      Set<String> ids = places.get(Path.of(withoutFragment(link)));
      if (link.getFragment() != null && ids != null) {
        assertThat(ids).as("the place %s", link).contains(link.getFragment());
      }
    }
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(seen.stream().map(s -> Path.of(withoutFragment(s))))
          .containsAll(files.filter(f -> f.toString().endsWith(".html")).toList());
    }
  }

  @Test
  void no_page_has_a_serious_fault_for_people_who_cannot_see_it_well() throws IOException {
    for (Path page : onePageOfEachKind()) {
      browser.look(1280, 800, "light");
      browser.open(page, "");
      assertThat(browser.violations()).as("%s, light", page).isEmpty();
      shoot(page, 1280, "light");
      // A dark page is the light one in other colours.
      browser.look(1280, 800, "dark");
      assertThat(browser.violationsOfColour()).as("%s, dark", page).isEmpty();
      assertThat(browser.brokenPictures()).as("pictures of %s", page).isEmpty();
      shoot(page, 1280, "dark");
      if (!System.getProperty("reports.screenshots", "").isEmpty()) {
        browser.look(1920, 1080, "light");
        shoot(page, 1920, "light");
      }
      assertThat(browser.complaints()).as("console of %s", page).isEmpty();
    }
  }

  @Test
  void the_longest_mark_does_not_cover_the_sentence_next_to_it() {
    for (int width : new int[] {1024, 1280, 1920}) {
      browser.look(width, 800, "light");
      browser.open(folder.resolve("index.html"), "");
      assertThat(
              browser.evaluate(
                  "[...document.querySelectorAll('.claims > li')].filter(li => {"
                      + " const mark = li.querySelector('.verdict');"
                      + " mark.lastChild.textContent = 'Inconclusive, as expected';"
                      + " return mark.getBoundingClientRect().right"
                      + " > li.querySelector('.says').getBoundingClientRect().left; }).length"))
          .as("%d pixels", width)
          .isEqualTo(0L);
    }
  }

  @Test
  void a_claim_that_is_called_script_shows_as_text() {
    browser.look(1280, 800, "light");
    browser.open(folder.resolve("claims/odd-name.html"), "");
    assertThat(browser.evaluate("document.querySelector('h1').textContent"))
        .isEqualTo("<script>alert('claim')</script> & \"quotes\" | pipes");
    assertThat(browser.evaluate("document.scripts.length")).isEqualTo(0L);
  }

  @Test
  void charts_are_dark_on_dark_pages() {
    Path page = folder.resolve("claims/location-matters.html");
    for (String scheme : List.of("light", "dark")) {
      browser.look(1280, 800, scheme);
      browser.open(page, "");
      assertThat(browser.brokenPictures()).isEmpty();
      assertThat(String.valueOf(browser.evaluate("document.images[0].currentSrc")))
          .matches(scheme.equals("dark") ? ".*-dark\\.svg" : ".*forest\\.svg");
    }
  }

  @Test
  void a_printed_page_has_no_navigation_and_no_cut_tables() {
    browser.look(794, 1123, "print");
    browser.open(folder.resolve("claims/last-relu-lowers-error.html"), "");
    assertThat(browser.evaluate("getComputedStyle(document.querySelector('nav')).display"))
        .isEqualTo("none");
    assertThat(browser.overflowing()).isEmpty();
    shoot(folder.resolve("claims/last-relu-lowers-error.html"), 794, "print");
    browser.look(1280, 800, "light");
  }

  private static List<Path> onePageOfEachKind() throws IOException {
    try (Stream<Path> top = Files.list(folder);
        Stream<Path> claims = Files.list(folder.resolve("claims"));
        Stream<Path> runs = Files.list(folder.resolve("runs"))) {
      return Stream.of(top, claims, runs.sorted().limit(1))
          .flatMap(s -> s)
          .filter(f -> f.toString().endsWith(".html"))
          .filter(f -> KINDS.stream().anyMatch(f.toString()::contains))
          .sorted()
          .toList();
    }
  }

  /** Keep a picture of the page where {@code reports.screenshots} names a folder. */
  private static void shoot(Path page, int width, String scheme) {
    String place = System.getProperty("reports.screenshots", "");
    if (!place.isEmpty()) {
      browser.screenshot(
          Path.of(place)
              .resolve(
                  String.valueOf(page.getFileName()).replace(".html", "")
                      + "-"
                      + width
                      + "-"
                      + scheme
                      + ".png"));
    }
  }

  private static URI withoutFragment(URI link) {
    return link.getFragment() == null
        ? link
        : URI.create(link.toString().substring(0, link.toString().indexOf('#')));
  }
}
