package org.paperclaims.reports;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium of this machine, for looking at pages that lie in files. */
final class Browser implements AutoCloseable {
  private static final String AXE = axe();

  /** Quiet: it warns of every Chromium that is newer than Selenium. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Start the browser; empty where Chromium or its driver is not installed. */
  static Optional<Browser> start(Path profile) {
    Optional<Path> chromium = found("chromium", "chromium-browser", "google-chrome");
    Optional<Path> driver = found("chromedriver");
    if (chromium.isEmpty() || driver.isEmpty()) {
      return Optional.empty();
    }
    SELENIUM.setLevel(Level.SEVERE);
    LoggingPreferences log = new LoggingPreferences();
    log.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options =
        new ChromeOptions()
            .setBinary(chromium.get().toFile())
            .addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--user-data-dir=" + profile);
    options.setCapability("goog:loggingPrefs", log);
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(driver.get().toFile()).build();
    return Optional.of(new Browser(new ChromeDriver(service, options)));
  }

  private static Optional<Path> found(String... names) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(names)
        .flatMap(
            name -> Stream.of(path.split(File.pathSeparator)).map(d -> Path.of(d).resolve(name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Take a window's width in CSS pixels and a colour scheme, {@code light} or {@code dark}. */
  void look(int width, int height, String scheme) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "media",
            scheme.equals("print") ? "print" : "",
            "features",
            List.of(
                Map.of(
                    "name",
                    "prefers-color-scheme",
                    "value",
                    scheme.equals("print") ? "light" : scheme))));
  }

  void open(Path page, String fragment) {
    driver.get(page.toUri() + fragment);
  }

  /** Evaluate an expression; an asynchronous one ends by calling {@code done}. */
  Object evaluate(String expression) {
    return ((JavascriptExecutor) driver).executeScript("return " + expression);
  }

  /** Give the links of the page as they are resolved. */
  @SuppressWarnings("unchecked")
  List<String> links() {
    return (List<String>) evaluate("Array.from(document.querySelectorAll('a[href]'), a => a.href)");
  }

  /** Give the places of the page that links may lead to. */
  @SuppressWarnings("unchecked")
  Set<String> places() {
    return new HashSet<>(
        (List<String>) evaluate("Array.from(document.querySelectorAll('[id]'), e => e.id)"));
  }

  /** Give what overflows the window sideways, as a list of selectors; nothing if all fits. */
  @SuppressWarnings("unchecked")
  List<String> overflowing() {
    return (List<String>)
        evaluate(
            """
            document.documentElement.scrollWidth <= window.innerWidth ? [] :
              [document.documentElement.scrollWidth + ' of ' + window.innerWidth].concat(
                Array.from(document.body.querySelectorAll('*'))
                  .filter(e => e.getBoundingClientRect().right > window.innerWidth + 1
                    && !e.closest('.scroll, pre'))
                  .slice(0, 5).map(e => e.tagName + '.' + e.getAttribute('class')))\
            """);
  }

  /** Load every picture now and give those that do not show. */
  @SuppressWarnings("unchecked")
  List<String> brokenPictures() {
    return (List<String>)
        driver.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            const all = Array.from(document.images);
            all.forEach(i => { i.loading = 'eager'; });
            Promise.all(all.map(i => i.decode().then(() => '', () => i.src)))
              .then(found => done(found.filter(s => s)));\
            """);
  }

  /** Give axe-core's violations of serious or critical impact, one line each. */
  List<String> violations() {
    return violations("{resultTypes: ['violations'], preload: false}");
  }

  /** Give those of colours alone. */
  List<String> violationsOfColour() {
    return violations("{resultTypes: ['violations'], preload: false, runOnly: 'cat.color'}");
  }

  @SuppressWarnings("unchecked")
  private List<String> violations(String options) {
    if (!Boolean.TRUE.equals(evaluate("typeof axe !== 'undefined'"))) {
      driver.executeScript(AXE);
    }
    return (List<String>)
        driver.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            axe.run(document, OPTIONS).then(r => done(r.violations
              .filter(v => v.impact === 'serious' || v.impact === 'critical')
              .flatMap(v => v.nodes.slice(0, 3).map(n => v.id + ': ' + n.html + ' '
                + n.failureSummary))));\
            """
                .replace("OPTIONS", options));
  }

  /** Give what the console complained about since the last call. */
  List<String> complaints() {
    List<String> all = new ArrayList<>();
    for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
      if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
        all.add(entry.getMessage());
      }
    }
    return all;
  }

  /** Draw the whole page into a file. */
  void screenshot(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Object data =
          driver
              .executeCdpCommand(
                  "Page.captureScreenshot", Map.of("captureBeyondViewport", true, "format", "png"))
              .get("data");
      Files.write(file, Base64.getDecoder().decode(String.valueOf(data)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    driver.quit();
  }

  private static String axe() {
    try (InputStream in = Browser.class.getResourceAsStream("/axe.min.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
