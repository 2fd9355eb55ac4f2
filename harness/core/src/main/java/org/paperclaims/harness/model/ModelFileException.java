package org.paperclaims.harness.model;

/** A model made elsewhere that cannot be used. The message names the file and what to do. */
public class ModelFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ModelFileException(String message) {
    super(message);
  }

  public ModelFileException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A file that is damaged, or of no format that is read. */
  public static final class Malformed extends ModelFileException {
    private static final long serialVersionUID = 1L;

    public Malformed(String message) {
      super(message);
    }

    public Malformed(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** A file that asks for something that is not done, such as calling a function. */
  public static final class Refused extends ModelFileException {
    private static final long serialVersionUID = 1L;

    public Refused(String message) {
      super(message);
    }
  }

  /** Tensors that are not those of the network that they were read as. */
  public static final class Unfit extends ModelFileException {
    private static final long serialVersionUID = 1L;

    public Unfit(String message) {
      super(message);
    }
  }
}
