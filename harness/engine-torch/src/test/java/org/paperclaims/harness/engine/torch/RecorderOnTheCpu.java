package org.paperclaims.harness.engine.torch;

/** Records nothing: does the work again when it is to be played. Counts that. */
class RecorderOnTheCpu implements Recorder {
  private final int stepsBefore;
  private int made;
  private int played;
  private int closed;

  RecorderOnTheCpu(int stepsBefore) {
    this.stepsBefore = stepsBefore;
  }

  @Override
  public int stepsBefore() {
    return stepsBefore;
  }

  @Override
  public Recording record(Runnable work) {
    made++;
    return new Recording() {
      @Override
      public void play() {
        played++;
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

  int played() {
    return played;
  }

  int closed() {
    return closed;
  }
}
