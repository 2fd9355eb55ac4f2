package org.paperclaims.harness.engine.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Threads that do the parts of one piece of work at the same time and meet in between. Meetings are
 * some dozens a step of training and far shorter than the kernel's way of waking a thread, so who
 * waits for the others looks again and again, and only who waits for long gives its core away.
 */
final class Team implements AutoCloseable {
  private static final int LOOKS_AT_ONCE = 20_000;

  private final int size;

  /** How often to look before giving the core away: not at all if others wait for it. */
  private final int looksAtOnce;

  private final List<Thread> others = new ArrayList<>();
  private final AtomicInteger rounds = new AtomicInteger();
  private final AtomicInteger working = new AtomicInteger();
  private final AtomicInteger arrived = new AtomicInteger();
  private final AtomicInteger meetings = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile IntConsumer work = part -> {};
  private volatile int parts;
  private volatile boolean closed;
  private boolean begun;
  private boolean incomplete;

  /** Ends the part of a member whose team mate failed. */
  private static final class Abandoned extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /**
   * Name a team of that many members; the first is always the thread that calls {@link #run}. The
   * others begin at its first work, so that a team that never has any leaves no threads behind.
   */
  Team(int size) {
    this(size, Thread::new);
  }

  /** Name a team whose other members' threads are made by others. */
  Team(int size, ThreadFactory threads) {
    this.size = size;
    this.looksAtOnce = size <= Runtime.getRuntime().availableProcessors() ? LOOKS_AT_ONCE : 1;
    for (int member = 1; member < size; member++) {
      int part = member;
      Thread thread = threads.newThread(() -> work(part));
      thread.setName("torch-slice-" + member);
      thread.setDaemon(true);
      others.add(thread);
    }
  }

  int size() {
    return size;
  }

  /**
   * Do the parts 0 to count - 1 of some work at the same time. If some fail, the first failure is
   * thrown when all have ended.
   *
   * @param count at most the team's size
   */
  void run(int count, IntConsumer newWork) {
    if (incomplete) {
      throw new IllegalStateException("a thread of the team could not begin");
    }
    failure.set(null);
    arrived.set(0);
    parts = count;
    work = newWork;
    working.set(others.size());
    rounds.incrementAndGet();
    if (begun) {
      others.forEach(LockSupport::unpark);
    } else {
      begun = true;
      begin();
    }
    attempt(0);
    for (int looks = 0; working.get() > 0; looks++) {
      pause(looks);
    }
    Throwable thrown = failure.get();
    if (thrown instanceof RuntimeException e) {
      throw e;
    } else if (thrown instanceof Error e) {
      throw e;
    }
  }

  /** Begin the other members. Those that have begun are let go where one cannot. */
  @SuppressWarnings("PMD.AvoidCatchingThrowable") // thrown again when they have ended
  private void begin() {
    int started = 0;
    try {
      for (Thread other : others) {
        other.start();
        started++;
      }
    } catch (Throwable e) {
      incomplete = true;
      failure.compareAndSet(null, e);
      working.addAndGet(started - others.size());
    }
  }

  /** Wait until every part of the work has come here. To be called by the work alone. */
  void meet() {
    int meeting = meetings.get();
    if (arrived.incrementAndGet() == parts) {
      arrived.set(0);
      meetings.set(meeting + 1);
      return;
    }
    for (int looks = 0; meetings.get() == meeting; looks++) {
      if (failure.get() != null || closed) {
        throw new Abandoned();
      }
      pause(looks);
    }
  }

  private void pause(int looks) {
    if (looks < looksAtOnce) {
      Thread.onSpinWait();
    } else {
      LockSupport.parkNanos(1_000);
    }
  }

  private void work(int part) {
    int done = 0;
    while (true) {
      for (int looks = 0; rounds.get() == done && !closed; looks++) {
        if (looks < looksAtOnce) {
          Thread.onSpinWait();
        } else {
          LockSupport.park(this);
        }
      }
      if (closed) {
        return;
      }
      done = rounds.get();
      attempt(part);
      working.decrementAndGet();
    }
  }

  @SuppressWarnings("PMD.AvoidCatchingThrowable") // thrown again by the thread that waits
  private void attempt(int part) {
    if (part >= parts) {
      return;
    }
    try {
      work.accept(part);
    } catch (Abandoned e) {
      // The member that failed has said why.
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
    }
  }

  /** Let the members go. */
  @Override
  public void close() {
    closed = true;
    others.forEach(LockSupport::unpark);
    boolean interrupted = false;
    for (Thread thread : others) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
