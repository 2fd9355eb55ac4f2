package org.paperclaims.trackers;

import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.paperclaims.harness.lab.Progress;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.suite.SuiteListener;
import org.paperclaims.harness.suite.SuiteResult;
import org.paperclaims.harness.suite.SuiteSettings;

/** Tells the trackers that the settings name of every run that ended or was found in the store. */
public final class TrackingListener implements SuiteListener {
  private final List<Telling> tellings = new ArrayList<>();

  /** Make a listener; {@link java.util.ServiceLoader} does. */
  public TrackingListener() {}

  @Override
  public Progress progress(SuiteSettings settings) {
    Clock clock = Clock.systemUTC();
    Map<String, String> environment = System.getenv();
    settings
        .trackers()
        .tensorboard()
        .ifPresent(folder -> add("tensorboard", new TensorBoardFolder(folder, clock)));
    settings
        .trackers()
        .mlflow()
        .ifPresent(address -> add("mlflow", experiment(address, environment, clock)));
    return new Progress() {
      @Override
      public void ended(RunRecord run, boolean reused) {
        tellings.forEach(t -> t.tell(run, reused));
      }
    };
  }

  private static Tracker experiment(URI address, Map<String, String> environment, Clock clock) {
    return new MlflowExperiment(
        new MlflowApi(address, environment),
        environment.getOrDefault("MLFLOW_EXPERIMENT_NAME", "paper-claims"),
        clock);
  }

  private void add(String tool, Tracker tracker) {
    tellings.add(
        new Telling(tool, tracker, warning -> System.err.println("claims: warning: " + warning)));
  }

  @Override
  public List<String> finished(SuiteSettings settings, SuiteResult result) {
    return tellings.stream().map(Telling::end).toList();
  }
}
