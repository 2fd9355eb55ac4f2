package org.paperclaims.spark;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/**
 * On the driver: ends the copies of executors that are decommissioned. Spark waits for the end of
 * their tasks, and a copy is at work until nothing is left to do. A copy that is ended here saves
 * its runs, and Spark begins it again elsewhere when there is room.
 */
final class Departures extends SparkListener {
  private static final long LOOK_MILLIS = 500;

  private final SparkContext spark;
  private final Map<Long, String> executorOf = new ConcurrentHashMap<>();

  private Departures(SparkContext spark) {
    this.spark = spark;
  }

  /** Begin to look for them, until the driver ends. */
  static void watch(SparkContext spark) {
    Departures departures = new Departures(spark);
    spark.addSparkListener(departures);
    Thread watch = new Thread(departures::look, "departures");
    watch.setDaemon(true);
    watch.start();
  }

  @Override
  public void onTaskStart(SparkListenerTaskStart start) {
    executorOf.put(start.taskInfo().taskId(), start.taskInfo().executorId());
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    executorOf.remove(end.taskInfo().taskId());
  }

  private void look() {
    try {
      while (!spark.isStopped()) {
        executorOf.forEach(this::look);
        Thread.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(long task, String executor) {
    try {
      if (spark.taskScheduler().getExecutorDecommissionState(executor).isDefined()
          && executorOf.remove(task) != null) {
        Bridge.say("executor " + executor + " is taken away; its copy saves its runs");
        spark.killTaskAttempt(task, true, "its machine is taken away");
      }
    } catch (RuntimeException e) {
      // Spark throws where it is ending; if it is not, the next look comes.
    }
  }
}
