package org.paperclaims.harness.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.paperclaims.harness.engine.Engine;
import org.paperclaims.harness.engine.EngineException;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.store.Lease;
import org.paperclaims.harness.store.RunStore;
import org.paperclaims.harness.store.StoreException;
import org.paperclaims.harness.store.Stored;
import org.paperclaims.harness.train.PreemptedException;

/**
 * Gives the record for a run spec: from the store, by resuming, or by running it. Runs several side
 * by side, and shares a store with other processes: each spec is run once. A run that fails costs
 * nothing but itself.
 */
public final class Laboratory {
  private static final long PAUSE_MILLIS = 50;

  private final RunStore store;
  private final LaboratoryOptions options;
  private final Progress progress;
  private final Places places;
  private final Set<String> advised = ConcurrentHashMap.newKeySet();
  private final Worker worker;
  private final IsolatedRun isolated;
  private final Map<String, String> environment;

  /**
   * Make a laboratory.
   *
   * @param engines finds an engine by its id, such as {@link Engines#find}
   * @param environment of this machine, such as {@link Environment#capture}
   */
  public Laboratory(
      RunStore store,
      DatasetSource datasets,
      Function<String, Engine> engines,
      Map<String, String> environment,
      LaboratoryOptions options,
      Progress progress) {
    this.store = store;
    this.options = options;
    this.progress = new ShieldedProgress(progress);
    this.environment = new TreeMap<>(environment);
    this.places = new Places(engines, datasets, options);
    this.worker = new Worker(store, datasets, options, this.progress);
    this.isolated = new IsolatedRun(store, options, this.progress);
  }

  /**
   * Give the records for specs, in their order. Equal specs are run once.
   *
   * @throws PreemptedException if the process was asked to end; every run has saved a checkpoint
   */
  public List<RunRecord> records(List<RunSpec> specs) {
    Map<String, RunSpec> wanted = new LinkedHashMap<>();
    specs.forEach(s -> wanted.put(Fingerprint.of(s), s));
    Map<String, RunRecord> found = new ConcurrentHashMap<>();
    wanted.forEach((name, spec) -> reusable(name, spec).ifPresent(r -> found.put(name, r)));
    progress.planned(wanted.size(), found.size());
    for (RunRecord run : found.values()) {
      note(run);
      progress.ended(run, true);
    }
    List<RunSpec> left = new ArrayList<>();
    wanted.forEach(
        (name, spec) -> {
          if (!found.containsKey(name)) {
            left.add(spec);
          }
        });
    if (!left.isEmpty()) {
      left.stream().map(RunSpec::engine).distinct().forEach(this::adviseOn);
      try (Preemption preemption = new Preemption()) {
        for (Places.Shift shift : places.shifts(left)) {
          work(shift, found, preemption);
        }
      }
    }
    return specs.stream().map(s -> found.get(Fingerprint.of(s))).map(this::present).toList();
  }

  /** Say before any training, and once, that an engine leaves a device of this machine unused. */
  private void adviseOn(String engine) {
    String advice = places.advice(engine);
    if (!advice.isEmpty() && advised.add(engine)) {
      progress.note(engine + " trains on the CPU: " + advice);
    }
  }

  private RunRecord present(@org.jspecify.annotations.Nullable RunRecord run) {
    if (run == null) {
      throw new PreemptedException(
          "stopped; the runs have saved their checkpoints and go on when started again");
    }
    return run;
  }

  private Optional<RunRecord> reusable(String name, RunSpec spec) {
    if (options.mode() == LaboratoryOptions.Mode.LOAD && spec.protocol().trains()) {
      return Optional.empty();
    }
    return store.find(name) instanceof Stored.Found stored
        ? Optional.of(stored.run())
        : Optional.empty();
  }

  private void work(Places.Shift shift, Map<String, RunRecord> found, Preemption preemption) {
    Queue<RunSpec> queue = new ConcurrentLinkedQueue<>(shift.specs());
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < shift.places().size(); i++) {
      Places.Place place = shift.places().get(i);
      Thread thread =
          new Thread(() -> workAt(place, queue, found, preemption), "laboratory-" + (i + 1));
      thread.start();
      workers.add(thread);
    }
    for (Thread thread : workers) {
      boolean waiting = true;
      while (waiting) {
        try {
          thread.join();
          waiting = false;
        } catch (InterruptedException e) {
          throw new PreemptedException("interrupted while runs are going on");
        }
      }
    }
  }

  private void workAt(
      Places.Place place,
      Queue<RunSpec> queue,
      Map<String, RunRecord> found,
      Preemption preemption) {
    while (!preemption.stop()) {
      RunSpec spec = queue.poll();
      if (spec == null) {
        return;
      }
      String name = Fingerprint.of(spec);
      try {
        Optional<RunRecord> run = attempt(name, spec, place, preemption);
        if (run.isPresent()) {
          found.put(name, run.get());
        } else {
          // Somebody else is at it: do another one first, and look again.
          queue.add(spec);
          Thread.sleep(PAUSE_MILLIS);
        }
      } catch (PreemptedException e) {
        progress.stopped(spec, String.valueOf(e.getMessage()));
        return;
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException | OutOfMemoryError | LinkageError e) {
        RunRecord failed = failed(name, spec, e);
        found.put(name, failed);
        note(failed);
        progress.ended(failed, false);
      }
    }
  }

  /** Do a run, unless somebody else is doing it. */
  private Optional<RunRecord> attempt(
      String name, RunSpec spec, Places.Place place, Preemption preemption) {
    if (options.mode() == LaboratoryOptions.Mode.LOAD && spec.protocol().trains()) {
      RunRecord loaded = worker.load(name, spec, place.in(spec), environment);
      progress.ended(loaded, false);
      return Optional.of(loaded);
    }
    if (store.find(name) instanceof Stored.Found stored) {
      note(stored.run());
      progress.ended(stored.run(), true);
      return Optional.of(stored.run());
    }
    if (options.isolate()) {
      // The child takes the lease: it is the one that writes.
      RunRecord run = isolated.run(spec, place.in(spec), environment, preemption);
      progress.ended(run, false);
      return Optional.of(run);
    }
    Optional<Lease> taken = store.lease(name);
    if (taken.isEmpty()) {
      return Optional.empty();
    }
    try (Lease lease = taken.get()) {
      Stored stored = store.find(lease);
      if (stored instanceof Stored.Found ready) {
        progress.ended(ready.run(), true);
        return Optional.of(ready.run());
      }
      if (stored instanceof Stored.Corrupt corrupt) {
        store.quarantine(lease, corrupt.reason());
      }
      RunRecord run = worker.run(lease, spec, place.in(spec), environment, preemption);
      note(run);
      progress.ended(run, false);
      return Optional.of(run);
    } catch (StoreException.LeaseLost e) {
      progress.note(Names.of(spec) + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  private RunRecord failed(String name, RunSpec spec, Throwable e) {
    String what = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new RunRecord(
        name, spec, RunRecord.Outcome.FAILED, detail(e, what), List.of(), Map.of(), environment, 0);
  }

  private static String detail(Throwable e, String what) {
    if (e instanceof OutOfMemoryError) {
      return "out of memory (%s); give the JVM more with -Xmx, or run fewer side by side"
          .formatted(what);
    }
    if (e instanceof EngineException.OutOfMemory) {
      return ("out of device memory (%s); the batch is not split, for batch normalisation would"
              + " then see other batches and the run be another experiment: use a device with more"
              + " memory, or write a record with a smaller batch")
          .formatted(what);
    }
    return what;
  }

  /** Write a run into the ledger; that it cannot be written must not cost the run. */
  private void note(RunRecord run) {
    try {
      store.ledger().add(run);
    } catch (StoreException e) {
      progress.note(String.valueOf(e.getMessage()));
    }
  }
}
