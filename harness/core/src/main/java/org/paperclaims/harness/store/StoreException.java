package org.paperclaims.harness.store;

/** A run store that cannot do what was asked. The message names the file and says what to do. */
public class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreException(String message) {
    super(message);
  }

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A folder or file that cannot be written: no permission, read-only, or no room left. */
  public static final class Unwritable extends StoreException {
    private static final long serialVersionUID = 1L;

    public Unwritable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** A bucket that cannot be reached now. */
  public static final class Away extends StoreException {
    private static final long serialVersionUID = 1L;

    public Away(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** A stored file whose content is not what was written. */
  public static final class Corrupt extends StoreException {
    private static final long serialVersionUID = 1L;

    public Corrupt(String message) {
      super(message);
    }

    public Corrupt(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** A lease that another process has taken over; whatever was running must stop. */
  public static final class LeaseLost extends StoreException {
    private static final long serialVersionUID = 1L;

    public LeaseLost(String message) {
      super(message);
    }
  }
}
