package org.paperclaims.harness.engine.torch;

/** Captures nothing: does the work again when it is to be replayed. Counts that. */
class CaptureOnTheCpu implements Capture {
  private final int stepsBefore;
  private int made;
  private int replayed;
  private int closed;

  CaptureOnTheCpu(int stepsBefore) {
    this.stepsBefore = stepsBefore;
  }

  @Override
  public int stepsBefore() {
    return stepsBefore;
  }

  @Override
  public Graph capture(Runnable work) {
    made++;
    return new Graph() {
      @Override
      public void replay() {
        replayed++;
        work.run();
      }

      @Override
      public void close() {
        closed++;
      }
    };
  }

  int made() {
    return made;
  }

  int replayed() {
    return replayed;
  }

  int closed() {
    return closed;
  }
}
