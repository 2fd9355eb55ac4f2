package org.paperclaims.harness.engine;

/** An engine that cannot do what was asked. The message says what was found and what to do. */
public class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EngineException(String message) {
    super(message);
  }

  public EngineException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A node, precision or device that the engine has no code for. */
  public static class Unsupported extends EngineException {
    private static final long serialVersionUID = 1L;

    public Unsupported(String message) {
      super(message);
    }
  }

  /** Not enough memory on the device. */
  public static class OutOfMemory extends EngineException {
    private static final long serialVersionUID = 1L;

    public OutOfMemory(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The device failed in a way after which this process cannot use it any more. */
  public static class DeviceLost extends EngineException {
    private static final long serialVersionUID = 1L;

    public DeviceLost(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
